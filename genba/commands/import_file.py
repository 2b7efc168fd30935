"""`genba import KIND FILE`: take in a table, all of it or nothing, and give back what is wrong."""

import argparse
from dataclasses import asdict
from itertools import islice
from pathlib import Path

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from genba.access.models import User
from genba.audit.actions import SYSTEM, System
from genba.commands import Answer
from genba.imports.directions import directions
from genba.imports.kinds import kinds
from genba.imports.running import Outcome, bring_in, first_lines
from genba.kit.refused import Refused

NAME = "import"
HELP = "Take in a CSV or XLSX file: look first with --dry-run, and get the file back with what to correct."
SHOWN = 20


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("kind", metavar="KIND", choices=list(kinds()), help=", ".join(kinds()))
    parser.add_argument("file", metavar="FILE", type=Path, help="CSV or XLSX")
    parser.add_argument("--dry-run", action="store_true", help="only look: nothing is kept")
    parser.add_argument("--report", metavar="OUT", type=Path, help="where to write the file with its column of errors")
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--all-or-nothing", action="store_true", default=True, help="keep all rows or none (the default)")
    which.add_argument("--good-rows", action="store_true", help="keep the good rows where others are wrong")
    parser.add_argument("--map", action="append", default=[], metavar="HEADING=COLUMN", help="which heading is which column")
    parser.add_argument("--mapping", type=Path, metavar="FILE", help="the same and more from a YAML or JSON file")
    parser.add_argument("--set", action="append", default=[], metavar="COLUMN=VALUE", help="for rows that do not say it")
    parser.add_argument("--sheet", help="of a workbook; default: the first that fits")
    parser.add_argument("--dates", choices=["dmy", "mdy", "iso"], help="how days are written where it cannot be told")
    parser.add_argument("--encoding", help="of a CSV file whose letters come out wrong, such as cp1258")
    parser.add_argument("--by", metavar="EMAIL", help="in whose name, and with their reach (default: the system's)")


def run(options: argparse.Namespace) -> Answer:
    """Exit code 0 when all rows were good, or the good ones were asked for and kept."""
    try:
        outcome = bring_in(
            by=author(options.by), kind=kinds()[options.kind], file=options.file, dry_run=options.dry_run,
            all_or_nothing=not options.good_rows, errors_to=options.report,
            directions=directions(maps=options.map, sets=options.set, file=options.mapping, sheet=options.sheet,
                                  dates=options.dates, encoding=options.encoding),
        )  # fmt: skip
    except PermissionDenied:
        raise Refused(_("No role of “%(email)s” may bring such files.") % {"email": options.by}) from None
    is_fine = outcome.report.is_clean or (options.good_rows and outcome.is_written)
    return Answer(told(outcome, options), as_data(outcome, options), 0 if is_fine else 1)


def author(email: str | None) -> User | System:
    """The user with this address, or the system."""
    if not email:
        return SYSTEM
    found = User.objects.filter(email__iexact=email, is_active=True).first()
    if found is None:
        raise Refused(_("Nobody here has the address “%(email)s”.") % {"email": email})
    return found


def told(outcome: Outcome, options: argparse.Namespace) -> str:
    """What came of it, and the first problems."""
    report = outcome.report
    lines = [_("%(read)s rows read, %(good)s good, %(bad)s to correct.")
             % {"read": report.read, "good": report.good, "bad": report.bad}]  # fmt: skip
    lines += [*report.notes, *first_lines(report, SHOWN)]
    if report.count > SHOWN:
        lines.append(_("… and %(n)s more.") % {"n": report.count - SHOWN})
    if outcome.given_back:
        lines.append(_("Your file with what to correct: %(path)s") % {"path": outcome.given_back})
    if outcome.is_written:
        lines.append(_("%(n)s rows were taken in.") % {"n": report.written})
    elif options.dry_run:
        lines.append(_("This was only a look; nothing was kept."))
    else:
        lines.append(_("Nothing was taken in."))
    return "\n".join(lines)


def as_data(outcome: Outcome, options: argparse.Namespace) -> dict[str, object]:
    """Counts, notes, and every problem up to a thousand."""
    report = outcome.report
    return {
        "kind": options.kind, "read": report.read, "good": report.good, "bad": report.bad,
        "written": report.written if outcome.is_written else 0, "dry_run": options.dry_run, "notes": report.notes,
        "problems": [asdict(problem) for problem in islice(report.problems(), 1_000)], "problem_count": report.count,
        "report": str(outcome.given_back) if outcome.given_back else None,
    }  # fmt: skip
