"""`genba indicators`: the programme's figures, whole or by a dimension, each with n and date."""

import argparse

from genba.commands import Answer, where_arguments, where_of
from genba.impact.standings import DIMENSIONS, Line, lines
from genba.kit.sheets import csv_of
from genba.reports.indicator_rows import ROW, row_of

NAME = "indicators"
HELP = "Show the programme's indicators: value, n and date, for all or by a dimension."


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("code", nargs="?", default="", help="an indicator by its code; all of them if left out")
    where_arguments(parser)
    parser.add_argument("--by", default="", choices=["", *DIMENSIONS], metavar="DIMENSION", help=", ".join(DIMENSIONS))
    parser.add_argument("--inside", action="store_true", help="for the programme's own office: show small groups too")
    parser.add_argument("--format", choices=["text", "json", "csv"], default="text")
    parser.add_argument("--out", help="write into this file")


def run(options: argparse.Namespace) -> Answer:
    """The stored figures; small groups are hidden, with what would reveal them, unless --inside is given."""
    found = lines(code=options.code, **where_of(options), by=options.by, inside=options.inside)
    rows = [row_of(line, options.by) for line in found]
    file = csv_of(rows, ROW) if options.format == "csv" else None
    text = "\n".join(told(line) for line in found) or "No figure yet. `genba work` works them out."
    return Answer(text, rows, raw=file)


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
