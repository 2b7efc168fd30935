"""`genba framework`: the results framework with targets, actuals and traffic light."""

import argparse

from genba.commands import Answer
from genba.directory.places import country_code
from genba.impact.framework import begins_in
from genba.impact.periods import period_of
from genba.kit.sheets import csv_of
from genba.programmes.models import Programme
from genba.reports.framework import ROW, FrameworkLine, as_rows, framework_report
from genba.reports.framework_whole import WHOLE_ROW, WholeLine, as_whole_rows, whole_lines

NAME = "framework"
HELP = "Show the results framework: targets, actuals, women's share and traffic light by country and period."


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--country", default="", help="a country by name or code")
    parser.add_argument(
        "--period", default="", help="2026, 2026-H1, 2026-Q2, 2026-06, 2025/26, 2025/26-H1 or 2025-04/2026-03"
    )
    parser.add_argument("--together", action="store_true", help="all countries together, with how many are in each figure")
    parser.add_argument("--format", choices=["text", "json", "csv"], default="text")
    parser.add_argument("--out", help="write into this file")


def run(options: argparse.Namespace) -> Answer:
    """One row for each line, country and period; a text that is no number stands beside a missing number."""
    programme = Programme.objects.order_by("pk").first()
    month = begins_in(programme) if programme else 1
    report = framework_report(
        country=country_code(options.country) if options.country else "",
        period=period_of(options.period, begins_in=month).name if options.period else "",
    )
    if options.together:
        wholes = whole_lines(report.lines)
        data = as_whole_rows(wholes)
        told_whole = "\n".join(told_together(row) for row in wholes) or "There are no two countries with a period in common."
        return Answer(told_whole, data, raw=csv_of(data, WHOLE_ROW) if options.format == "csv" else None)
    rows = as_rows(report.lines)
    file = csv_of(rows, ROW) if options.format == "csv" else None
    text = "\n".join(told(line) for line in report.lines) or "The results framework is empty."
    return Answer(text, rows, raw=file)


def told(line: FrameworkLine) -> str:
    """One line of text: number, country, period, wording, actual of target, light."""
    reached = f"{side(line, 'actual'):>16} of {side(line, 'target'):<16}"
    return f"{line.no:>5} {line.country} {line.period:<8} {reached} {line.status:<12} {line.indicator}"


def told_together(row: WholeLine) -> str:
    """A line of text for a line of the programme: sums with how many countries are in them."""
    sides = (
        f"{'not added' if s.value is None else f'{s.value:g}'} ({len(s.countries)} of {len(row.of)} countries)"
        for s in (row.actual, row.target)
    )
    return f"{row.no:>5} {row.period:<16} {' of '.join(sides)} {row.status:<12} {row.indicator}"


def side(line: FrameworkLine, name: str) -> str:
    number, text, share = (getattr(line, f"{name}{end}") for end in ("", "_text", "_female_share"))
    if number is None:
        return text or "-"
    shown = f"{number:g}{' %' if line.kind == 'percent' else ''}" if line.kind != "yes-no" else ("yes" if number else "no")
    return f"{shown} ({share:g} % women)" if share is not None else shown
