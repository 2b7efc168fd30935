"""`genba framework`: the results framework with targets, actuals and traffic light."""

import argparse

from genba.commands import Answer
from genba.directory.places import country_code
from genba.impact.actions.framework import checked_period
from genba.kit.sheets import csv_of
from genba.reports.framework import ROW, FrameworkLine, as_rows, framework_report

NAME = "framework"
HELP = "Show the results framework: targets, actuals, women's share and traffic light by country and period."


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--country", default="", help="a country by name or code")
    parser.add_argument("--period", default="", help="2026, 2026-H1, 2026-Q2 or 2026-06")
    parser.add_argument("--format", choices=["text", "json", "csv"], default="text")
    parser.add_argument("--out", help="write into this file")


def run(options: argparse.Namespace) -> Answer:
    """One row for each line, country and period; a text that is no number stands beside a missing number."""
    report = framework_report(
        country=country_code(options.country) if options.country else "",
        period=checked_period(options.period) if options.period else "",
    )
    rows = as_rows(report.lines)
    file = csv_of(rows, ROW) if options.format == "csv" else None
    text = "\n".join(told(line) for line in report.lines) or "The results framework is empty."
    return Answer(text, rows, raw=file)


def told(line: FrameworkLine) -> str:
    """One line of text: number, country, period, wording, actual of target, light."""
    reached = f"{side(line, 'actual'):>16} of {side(line, 'target'):<16}"
    return f"{line.no:>5} {line.country} {line.period:<8} {reached} {line.status:<12} {line.indicator}"


def side(line: FrameworkLine, name: str) -> str:
    number, text, share = (getattr(line, f"{name}{end}") for end in ("", "_text", "_female_share"))
    if number is None:
        return text or "-"
    shown = f"{number:g}{' %' if line.kind == 'percent' else ''}" if line.kind != "yes-no" else ("yes" if number else "no")
    return f"{shown} ({share:g} % women)" if share is not None else shown
