"""`genba quality`: what is doubtful about recorded values, as the desk lists it; look now, or draw a verification sample."""

import argparse
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from genba.audit.actions import SYSTEM
from genba.commands import Answer
from genba.directory.places import country_code
from genba.kit.refused import Refused
from genba.kit.sheets import csv_of
from genba.quality.actions import verifications
from genba.quality.look import look
from genba.quality.models import Finding, Kind, KpiGrade
from genba.quality.telling import days_of, kpi_name, why

NAME = "quality"
HELP = "List what is doubtful about recorded values and who must act; look now; draw a verification sample."
ROW = ("finding", "enterprise", "name", "country", "indicator", "check", "starts_on", "ends_on", "why", "owner", "found_at")


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--country", default="", help="a country by name or code")
    parser.add_argument("--provider", default="", help="a provider by its code")
    parser.add_argument("--check", default="", choices=["", *Kind.values], metavar="CHECK", help=", ".join(Kind.values))
    parser.add_argument(
        "--look", action="store_true", help="look at all enterprises first, instead of waiting for the daily look"
    )
    parser.add_argument("--grades", action="store_true", help="how many series have which grade, KPI by KPI")
    parser.add_argument(
        "--draw", nargs=2, metavar=("FROM", "TO"), help="draw the verification sample of these days (2026-01-01)"
    )
    parser.add_argument("--format", choices=["text", "json", "csv"], default="text")
    parser.add_argument("--out", help="write into this file")


def run(options: argparse.Namespace) -> Answer:
    """The open findings, the latest months first; or the grades, or what was drawn."""
    country = country_code(options.country) if options.country else ""
    if options.look:
        look()
    if options.draw:
        return _drawn(country, *options.draw)
    if options.grades:
        return _graded(country)
    found = Finding.objects.asked(kind=options.check, country=country, provider=options.provider)
    rows = [_row(one) for one in found.order_by("-ends_on", "-pk")]
    file = csv_of(rows, ROW) if options.format == "csv" else None
    text = "\n".join(
        f"{r['name']} ({r['enterprise']}), {r['kpi']}, {r['days']} [{r['check']}]: {r['why']} → {r['owner']}" for r in rows
    )
    data = [{key: row[key] for key in ROW} for row in rows]
    return Answer(text or "Nothing to check.", data, raw=file)


def _row(one: Any) -> dict[str, Any]:
    owner = one.owner_name or (f"coordinator of {one.owner_provider}" if one.owner_provider else "country office")
    return {"finding": one.code, "enterprise": one.enterprise.code, "name": one.enterprise.name, "country": one.enterprise.country_id,
            "indicator": one.indicator, "kpi": kpi_name(one), "check": one.kind, "days": days_of(one), "starts_on": str(one.starts_on),
            "ends_on": str(one.ends_on), "why": why(one), "owner": owner, "found_at": one.found_at.isoformat()}  # fmt: skip


def _graded(country: str) -> Answer:
    rows = KpiGrade.objects.filter(enterprise__country_id=country) if country else KpiGrade.objects.all()
    counted: dict[str, dict[str, int]] = {}
    for indicator, grade in rows.order_by("indicator", "grade").values_list("indicator", "grade"):
        of_it = counted.setdefault(indicator, {"A": 0, "B": 0, "C": 0, "D": 0, "none": 0})
        of_it[grade or "none"] += 1
    lines = [f"{code}: " + ", ".join(f"{name} {n}" for name, n in of_it.items()) for code, of_it in counted.items()]
    return Answer("\n".join(lines) or "No grades yet. `genba quality --look` works them out.", counted)


def _drawn(country: str, first: str, last: str) -> Answer:
    try:
        days = date.fromisoformat(first), date.fromisoformat(last)
    except ValueError:
        raise Refused(_("Write both days as 2026-01-31.")) from None
    made = verifications.draw(by=SYSTEM, starts_on=days[0], ends_on=days[1], country=country)
    codes = list(made.drawn.order_by("pk").values_list("enterprise__code", flat=True))
    data = {"sample": made.code, "seed": made.seed, "of": made.n_frame, "drawn": codes}
    return Answer(f"{len(codes)} of {made.n_frame} drawn with seed {made.seed}: {', '.join(codes)}", data)
