"""`genba export iati`: the programme's results as a file that others publish and read."""

import argparse

from genba.commands import Answer
from genba.reports.iati import house_programme, iati_file

NAME = "export"
HELP = "Write the programme's results as a file of IATI 2.03, as everybody may receive them."


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=["iati"], help="one activity with results framework and figures")
    parser.add_argument("--programme", metavar="CODE", default="", help="which one, by its code (default: the oldest)")
    parser.add_argument("--format", choices=["xml"], default="xml")
    parser.add_argument("--out", metavar="FILE", help="write to this file instead of the screen")


def run(options: argparse.Namespace) -> Answer:
    """The same bytes as the download on the page. Refused where nobody said yet who reports."""
    return Answer("", raw=iati_file(house_programme(options.programme)))
