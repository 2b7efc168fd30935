"""`genba indicators`: the programme's figures, whole or by a dimension, each with n and date."""

import argparse

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from genba.commands import Answer, where_arguments, where_of
from genba.impact.standings import DIMENSIONS, Line, lines
from genba.kit.refused import Refused
from genba.kit.sheets import csv_of
from genba.reports.indicator_rows import ROW, row_of
from genba.reports.indicator_sheet import indicator_sheet, programme_name
from genba.web.print.indicators import as_pdf, as_xlsx

NAME = "indicators"
HELP = "Show the programme's indicators: value, n and date, for all or by a dimension."


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("code", nargs="?", default="", help="an indicator by its code; all of them if left out")
    where_arguments(parser)
    parser.add_argument("--by", default="", choices=["", *DIMENSIONS], metavar="DIMENSION", help=", ".join(DIMENSIONS))
    parser.add_argument("--inside", action="store_true", help="for the programme's own office: show small groups too")
    parser.add_argument("--format", choices=["text", "json", "csv", "xlsx", "pdf"], default="text",
                        help="xlsx and pdf: the sheet of all indicators, as the page of the programme gives it")  # fmt: skip
    parser.add_argument("--language", choices=[code for code, _name in settings.LANGUAGES], default="en", help="of the pdf")
    parser.add_argument("--out", help="write into this file")


def run(options: argparse.Namespace) -> Answer:
    """The stored figures; small groups are hidden, with what would reveal them, unless --inside is given."""
    if options.format in ("xlsx", "pdf"):
        return _sheet(options)
    found = lines(code=options.code, **where_of(options), by=options.by, inside=options.inside)
    rows = [row_of(line, options.by) for line in found]
    file = csv_of(rows, ROW) if options.format == "csv" else None
    text = "\n".join(told(line) for line in found) or "No figure yet. `genba work` works them out."
    return Answer(text, rows, raw=file)


def _sheet(options: argparse.Namespace) -> Answer:
    """The whole sheet. Refused for one indicator or a dimension, which are tables of their own."""
    if options.code or options.by:
        raise Refused(_("The sheet holds all indicators as a whole. Take --format csv for one, or for a dimension."))
    with override(options.language):
        sheet = indicator_sheet(**where_of(options), language=options.language, inside=options.inside)
        raw = as_xlsx(sheet) if options.format == "xlsx" else as_pdf(sheet, programme_name())
    return Answer(f"{len(sheet.rows)} indicators.", list(sheet.rows), raw=raw)


def told(line: Line) -> str:
    """One line of text: the figure with its n, or why there is none."""
    d = line.detail
    name = f"{line.definition.label_in('en')}{f' [{line.part}]' if line.part else ''}"
    if "n_trained" in d:
        middle = d["median"].get("value")
        share = f"{d['n_improved']} improved ({line.value:.0%})" if line.value is not None else line.withheld
        return f"{name}: {share}; {d['n_reporting']} report of {d['n_trained']} trained" + (
            f"; {middle:+.0%} in the middle" if middle is not None else ""
        )
    if line.value is None:
        return f"{name}: {line.withheld}"
    value = (
        f"{line.value:.0%}" if not line.definition.unit else f"{line.value:,.10g} {d.get('currency', line.definition.unit)}"
    )
    spread = f"; from 1 to 5: {' '.join(str(n) for n in d['distribution'])}" if "distribution" in d else ""
    return f"{name}: {value} (n = {d.get('n', 0)}{spread})"
