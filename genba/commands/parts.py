"""`genba parts`: a measure in any part of the programme, cut in any way, each with n, interval and date."""

import argparse
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from genba.commands import Answer
from genba.facts.own import OWN_CUTS, cannot_be_cut
from genba.facts.own import answer as own_answer
from genba.facts.questions import Asked, answer
from genba.impact.indicators import definition_of
from genba.impact.tables.takings import CUTS, NUMBERS
from genba.kit.refused import Refused
from genba.kit.sheets import csv_of
from genba.reports.own_parts import ROW as OWN_ROW
from genba.reports.own_parts import own_rows, own_sheet_of
from genba.reports.parts import ROW, as_rows, sheet_of

NAME = "parts"
HELP = "A measure in any part of the programme, cut in any way, each with n, interval and date."


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("kpi", metavar="KPI", help="a KPI or another indicator by its code; `genba indicators` lists them")
    parser.add_argument(
        "--by", action="append", default=[], choices=(*CUTS, *OWN_CUTS), help="cut by this; may be given twice"
    )
    parser.add_argument(
        "--only",
        action="append",
        default=[],
        metavar="CUT=VALUE",
        help="of this part alone, as country=KE; may be given again",
    )
    parser.add_argument("--format", choices=["text", "json", "csv"], default="text")
    parser.add_argument("--out", help="write into this file")


def run(options: argparse.Namespace) -> Answer:
    """From the facts in columns, for the programme's own office: what is small is withheld, not hidden."""
    asked = Asked((definition_of(options.kpi).code,), tuple(_only(options.only).items()), tuple(dict.fromkeys(options.by)))
    told = definition_of(options.kpi)
    if told.work:
        return _own(options, asked)
    if wrong := [cut for cut in (*asked.by, *dict(asked.only)) if cut in OWN_CUTS]:
        raise cannot_be_cut(told, wrong[0], ", ".join(CUTS))
    found = answer(asked, timezone.localdate())
    if found is None:
        return Answer("No facts yet. `genba facts rebuild` makes them.", [])
    rows = as_rows(sheet_of(found, asked, "en"))
    raw = csv_of(rows, [*asked.by, *ROW]) if options.format == "csv" else None
    return Answer("\n".join(_told(row, asked.by) for row in rows) or "Nobody was trained there.", rows, raw=raw)


def _own(options: argparse.Namespace, asked: Asked) -> Answer:
    found = own_answer(asked, timezone.localdate())
    if found is None:
        return Answer("No facts yet. `genba facts rebuild` makes them.", [])
    rows = own_rows(own_sheet_of(found, asked, "en"))
    raw = csv_of(rows, [*asked.by, *OWN_ROW]) if options.format == "csv" else None
    lines = [f"{_part(row, asked.by)}: {row['withheld'] or _value(row)} (n {row['n']})" for row in rows]
    return Answer("\n".join(lines) or "Nobody there.", rows, raw=raw)


def _value(row: dict[str, Any]) -> str:
    return (
        f"{row['value']:.0%}"
        if row["unit"] == "1"
        else f"{row['value']:,.10g} {row['currency'] or ''} {row['unit']}".strip()
    )


def _only(said: list[str]) -> dict[str, tuple[Any, ...]]:
    found: dict[str, tuple[Any, ...]] = {}
    for one in said:
        cut, sign, value = one.partition("=")
        if not sign or cut not in (*CUTS, *OWN_CUTS) or (cut in NUMBERS and not value.isdigit()):
            raise Refused(_("“%(said)s” is no part of the programme. Write it as country=KE; there are: %(cuts)s.")
                          % {"said": one[:60], "cuts": ", ".join(CUTS)}, field="only")  # fmt: skip
        found[cut] = (*found.get(cut, ()), int(value) if cut in NUMBERS else value)
    return found


def _part(row: dict[str, Any], by: tuple[str, ...]) -> str:
    return ", ".join(str(row[cut] if row[cut] is not None else "not stated") for cut in by) or "the whole"


def _told(row: dict[str, Any], by: tuple[str, ...]) -> str:
    part = _part(row, by)
    reporting = f"{row['n_reporting']} report of {row['n_trained']} trained"
    share = f"; {row['n_improved']} improved ({row['share']:.0%})" if row["share"] is not None else ""
    middle = f"; {row['median']:+.0%} in the middle" if row["median"] is not None else f"; {row['withheld']}"
    return f"{part}: {reporting}{share}{middle}"
