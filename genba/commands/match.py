"""`genba match FILE`: which registered enterprise does each row of a list speak of? Candidates with score and reasons."""

import argparse
import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from genba.access.permissions import Permission
from genba.commands import Answer
from genba.commands.import_file import author
from genba.directory.matching import SHOWN_FROM, Candidate, matched
from genba.directory.models import Enterprise
from genba.imports.directions import directions
from genba.imports.enterprise_columns import columns
from genba.imports.reach import rows_within
from genba.kit.refused import Refused
from genba.kit.sheets import open_table, read_records
from genba.kit.sheets.guard import guard
from genba.science.likeness import Facility

NAME = "match"
HELP = "Match a CSV or XLSX list of enterprises against those registered; nothing is kept."
READ = ("name", "country", "city", "address", "phone")
HEADINGS = ("row", "name", "address", "country", "code", "enterprise", "score", "match", "reasons", "against")


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path, help="CSV or XLSX with at least a name; see docs/matching.md")
    parser.add_argument("--map", action="append", default=[], metavar="HEADING=COLUMN", help="which heading is which column")
    parser.add_argument("--country", metavar="CODE", help="for rows that do not say it, such as KE")
    parser.add_argument("--most", type=int, default=3, help="candidates for each row")
    parser.add_argument("--least", type=float, default=SHOWN_FROM, help="the least score that is shown, 0 to 1")
    parser.add_argument("--by", metavar="EMAIL", help="only among the enterprises that this user may see (default: all)")
    parser.add_argument("--format", choices=["text", "json", "csv"], default="text")
    parser.add_argument("--out", metavar="FILE", help="write to this file instead of the screen")


def run(options: argparse.Namespace) -> Answer:
    """Read the list, ask the directory, tell. Exit code 0 also when nothing is found: that is an answer."""
    within = rows_within(author(options.by), Permission.ENTERPRISE_READ, Enterprise)
    asked = list(_facilities(options))
    rows = [(number, facility, found)
            for number, facility, found in matched(asked, within, least=options.least, most=options.most)]  # fmt: skip
    data = {"rows": [_told(*row) for row in rows]}
    text = "\n".join(_lines(rows))
    return Answer(text, data, raw=_as_csv(rows) if options.format == "csv" else None)


def _facilities(options: argparse.Namespace) -> Iterator[tuple[int, Facility]]:
    told = directions(maps=options.map)
    wanted = [column for column in columns() if column.name in READ]
    with open_table(options.file, columns=wanted, mapping=told.columns) as table:
        match = table.match(wanted, told.columns)
        if "name" not in match.positions:
            raise Refused(_("The file has no column of names. Say which one it is: --map “Their heading=name”."))
        for record in read_records(table, wanted, match=match):
            said = {name: str(record.values.get(name) or "") for name in READ}
            country = said["country"] or (options.country or "").upper()
            yield record.number, Facility(said["name"], said["address"], country, said["city"], said["phone"])


def _told(number: int, facility: Facility, found: list[Candidate]) -> dict[str, Any]:
    return {
        "row": number, "name": facility.name, "address": facility.address, "country": facility.country,
        "candidates": [{"code": c.enterprise.code, "name": c.enterprise.name, "address": c.enterprise.address,
                        "score": round(c.likeness.score, 3), "match": c.is_match, "reasons": c.reasons, "against": c.against}
                       for c in found],
    }  # fmt: skip


def _lines(rows: list[tuple[int, Facility, list[Candidate]]]) -> Iterator[str]:
    sure = sum(1 for _n, _f, found in rows if found and found[0].is_match)
    yield ngettext("%(n)s row read; %(sure)s matched.", "%(n)s rows read; %(sure)s matched.", len(rows)) % {
        "n": len(rows), "sure": sure}  # fmt: skip
    for number, facility, found in rows:
        nothing = _("no candidate")
        yield f"{number}  {facility.name}" + ("" if found else f"  –  {nothing}")
        for c in found:
            why = ", ".join([*c.reasons, *(_("but %(what)s") % {"what": reason} for reason in c.against)])
            yield f"    {'=' if c.is_match else '?'} {c.likeness.score:.2f}  {c.enterprise.code}  {c.enterprise.name}  ({why})"


def _as_csv(rows: list[tuple[int, Facility, list[Candidate]]]) -> str:
    """A line for each candidate, and one with empty cells for a row without any. Formulas are made harmless."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(HEADINGS)
    for number, facility, found in rows:
        said = (number, guard(facility.name), guard(facility.address), facility.country)
        for c in found:
            writer.writerow((*said, c.enterprise.code, guard(c.enterprise.name), f"{c.likeness.score:.3f}",
                             "yes" if c.is_match else "no", "; ".join(c.reasons), "; ".join(c.against)))  # fmt: skip
        if not found:
            writer.writerow((*said, "", "", "", "no", "", ""))
    return out.getvalue()
