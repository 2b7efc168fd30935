"""`genba export`: files for others. IATI: the programme's results, as everybody may receive them. Panel: what each enterprise
counted, under pseudonyms, for one evaluator."""

import argparse

from django.utils.translation import gettext as _

from genba.audit.actions import SYSTEM
from genba.commands import Answer
from genba.directory.places import country_code
from genba.kit.refused import Refused
from genba.reports.iati import house_programme, iati_file
from genba.reports.panel import hand_out
from genba.reports.sdmx import figures_sdmx

NAME = "export"
HELP = "Write the programme's results as IATI 2.03 or SDMX-CSV, or a panel under pseudonyms for an evaluator."


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "what",
        choices=["iati", "panel", "sdmx"],
        help="results as one activity of IATI, a panel for an evaluator, or the open figures as SDMX-CSV",
    )
    parser.add_argument(
        "--programme", metavar="CODE", default="", help="of IATI: which one, by its code (default: the oldest)"
    )
    parser.add_argument("--why", default="", help="of a panel: who will read it, and for which evaluation")
    parser.add_argument("--country", default="", help="of a panel: one country by name or code (default: all)")
    parser.add_argument("--like", metavar="CODE", default="", help="of a panel: an earlier one whose pseudonyms it shares")
    parser.add_argument("--format", choices=["xml", "zip", "csv"], default="xml", help="follows from what is written")
    parser.add_argument("--out", metavar="FILE", help="write to this file instead of the screen")


def run(options: argparse.Namespace) -> Answer:
    """The same bytes as the download on the page. Refused where nobody said yet who reports, and for a panel without a
    reason or a file to write into."""
    if options.what == "iati":
        return Answer("", raw=iati_file(house_programme(options.programme)))
    if options.what == "sdmx":
        return Answer("", raw=figures_sdmx())
    if not options.out:
        raise Refused(_("A panel is written into a file: say which with --out."))
    country = country_code(options.country) if options.country else ""
    with hand_out(by=SYSTEM, why=options.why, country=country, like=options.like)[1] as made:
        return Answer("", raw=made.read())
