"""`genba months`: a KPI month by month in each country, from every observation: how many report, ratio of sums, the middle."""

import argparse
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from genba.commands import Answer
from genba.directory.places import country_code
from genba.facts import store
from genba.impact.indicators import definition_of
from genba.impact.months import first_day
from genba.kit.refused import Refused
from genba.kit.sheets import csv_of

NAME = "months"
HELP = (
    "A KPI month by month in each country: how many enterprises report, the ratio of their sums, and the one in the middle."
)
ROW = ("indicator", "country", "month", "n", "numerator", "denominator", "ratio", "middle")


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("kpi", metavar="KPI", help="a KPI by its code; `genba indicators` lists them")
    parser.add_argument("--country", default="", help="a country by name or code")
    parser.add_argument(
        "--parquet", metavar="FOLDER", help="read these facts (see `genba facts parquet`) instead of our own"
    )
    parser.add_argument("--format", choices=["text", "json", "csv"], default="text")
    parser.add_argument("--out", help="write into this file")


def run(options: argparse.Namespace) -> Answer:
    """On the engine of GENBA_FACTS_ENGINE. Months of fewer than five enterprises are counted and not told."""
    definition = definition_of(options.kpi)
    try:
        from genba.facts import heavy
    except ImportError:
        raise Refused(_("Heavy questions need the group “facts”: uv sync --group facts.")) from None
    facts = None if options.parquet else store.current()
    if facts is None and not options.parquet:
        return Answer("No facts in columns yet. `genba facts rebuild` makes them.", [])
    found = heavy.answer(heavy.months([definition.code]), facts, options.parquet)
    wanted = country_code(options.country) if options.country else ""
    rows = [_row(line) for line in found if wanted in ("", line["country"])]
    raw = csv_of(rows, ROW) if options.format == "csv" else None
    told = [_told(row) for row in rows] or ["No month is reported."]
    if definition.kpi and definition.kpi.since:
        told.append(f"Months before {definition.kpi.since:%Y-%m} were counted by another definition.")
    return Answer("\n".join(told), rows, raw=raw)


def _row(line: dict[Any, Any]) -> dict[str, Any]:
    row = {"indicator": line["kpi"], "country": line["country"], "month": first_day(int(line["ends"])).isoformat()[:7], "n": int(line["n"]),
           "numerator": float(line["numerator"]), "denominator": float(line["denominator"]),
           "ratio": float(line["numerator"] / line["denominator"]), "middle": float(line["middle"])}  # fmt: skip
    return (
        row
        if row["n"] >= max(1, settings.SMALL_GROUP)
        else row | dict.fromkeys(("numerator", "denominator", "ratio", "middle"))
    )


def _told(row: dict[str, Any]) -> str:
    told = f"{row['ratio']:.4g} together, {row['middle']:.4g} in the middle" if row["ratio"] is not None else "too few"
    return f"{row['country']} {row['month']}: {told} (n = {row['n']})"
