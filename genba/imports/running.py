"""One file taken in: every row read, judged and counted; all written, or none, or on request the good ones."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from genba.access import policy
from genba.access.models import User
from genba.access.permissions import Permission
from genba.audit.actions import System
from genba.imports.directions import Directions
from genba.imports.kinds import Kind, KnowsMerged, LooksAhead, Taking, Tells
from genba.kit import bulk
from genba.kit.refused import Refused
from genba.kit.sheets import BadFile, Column, Problem, Record, Report, Table, open_table, read_records, write_back
from genba.kit.sheets.kinds import shown
from genba.kit.sheets.merged import unreadable

BATCH = 2_000
Progress = Callable[[int], None]  # rows read so far


@dataclass(frozen=True)
class Outcome:
    """What came of it. `given_back` is the sender's own file with a column of errors, where there were any."""

    report: Report
    is_written: bool
    given_back: Path | None = None


def bring_in(
    *, by: User | System, kind: Kind, file: Path, directions: Directions = Directions(), dry_run: bool = False,  # noqa: B008 frozen
    all_or_nothing: bool = True, errors_to: Path | None = None, progress: Progress = lambda read: None,
) -> Outcome:  # fmt: skip
    """Take a file in, in one transaction. A dry run is the same run, taken back at its end: it cannot promise too much.

    Raises BadFile when the file is no table or lacks a column, PermissionDenied when `by` may not bring such files.
    """
    if isinstance(by, User) and not (policy.allowed(by, Permission.IMPORT_RUN) and policy.allowed(by, kind.needs)):
        raise PermissionDenied
    if (directions.values or directions.part) and not kind.has_values:
        raise BadFile(_("In a mapping, “values” and “part” are for KPI values only."))
    if errors_to:
        _check_place(errors_to, file)
    taking = kind.begin(by, directions)
    columns = taking.columns
    with open_table(file, sheet=directions.sheet, columns=columns, mapping=directions.columns,
                    encoding=directions.encoding) as table:  # fmt: skip
        report = Report()
        fixed = _fixed(columns, directions)
        is_written = False
        try:
            with bulk.room(), transaction.atomic():
                merged = _merged(table, taking, directions)
                if _headings_fit(table, columns, directions, fixed, report, merged):
                    _walk(table, taking, directions, fixed, report, progress, merged)
                if all_or_nothing and not report.is_clean:
                    report.written = 0
                is_written = report.written > 0 and not dry_run
                transaction.set_rollback(not is_written)
        except IntegrityError:
            raise Refused(_("Somebody else has just written the same things. Nothing was taken in; try again.")) from None
        given_back = None
        if errors_to and not report.is_clean:
            write_back(table, report, errors_to)
            given_back = errors_to
    return Outcome(report, is_written, given_back)


def _check_place(errors_to: Path, file: Path) -> None:
    """Before anything is written: there is a folder for the file with what to correct, and it is not the file itself."""
    if errors_to.resolve() == file.resolve():
        raise BadFile(_("The file with what to correct cannot take the place of your own. Give it another name."))
    if not errors_to.resolve().parent.is_dir():
        raise BadFile(_("There is no folder “%(name)s”.") % {"name": errors_to.parent})


def _fixed(columns: Sequence[Column], directions: Directions) -> dict[str, Any]:
    """What every row has that says nothing itself, read as its column reads its cells."""
    known = {column.name: column for column in columns}
    fixed = {}
    for name in (*directions.set, *directions.replace):
        if name not in known:
            raise BadFile(_("“%(name)s” is no column here. There are: %(all)s.")
                          % {"name": name, "all": ", ".join(known)})  # fmt: skip
    for name, text in directions.set.items():
        value = known[name].read(text)
        if isinstance(value, Problem):
            raise BadFile(f"{known[name].label}: {value}")
        fixed[name] = value
    return fixed


def _merged(table: Table, taking: Taking, directions: Directions) -> dict[int, list[Problem]]:
    """What is wrong with merged cells, by row."""
    found: dict[int, list[Problem]] = {}
    if isinstance(taking, KnowsMerged) and table.source.merged:
        positions = table.match(taking.columns, directions.columns).positions
        for problem in unreadable(table, positions, taking.not_merged):
            found.setdefault(problem.row, []).append(problem)
    return found


def _headings_fit(
    table: Table, columns: Sequence[Column], directions: Directions, fixed: dict[str, Any], report: Report,
    merged: dict[int, list[Problem]],
) -> bool:  # fmt: skip
    """Whether the file has what is needed; what is missing is told as problems of the row of headings."""
    match = table.match(columns, directions.columns)
    match.missing[:] = [column for column in match.missing if column.name not in fixed]
    problems = match.problems(sheet=table.sheet, row=table.header.number) + merged.get(table.header.number, [])
    for problem in problems:
        report.add(problem)
    report.notes += [str(unknown) for unknown in match.unknown]
    return not problems


def _walk(
    table: Table, taking: Taking, directions: Directions, fixed: dict[str, Any], report: Report, progress: Progress,
    merged: dict[int, list[Problem]],
) -> None:  # fmt: skip
    relaxed = [replace(c, required=False) if c.name in fixed else c for c in taking.columns]
    labels = {column.name: str(column.label) for column in taking.columns}
    records = read_records(table, relaxed, mapping=directions.columns, dates=directions.dates, replace=directions.replace)
    while batch := list(islice(records, BATCH)):
        for record in batch if merged else ():
            record.problems += merged.get(record.number, [])
        for record in batch if fixed else ():
            for name, value in fixed.items():
                if record.values.get(name) is None:
                    record.values[name] = value
        if isinstance(taking, LooksAhead):
            taking.look_ahead([record for record in batch if record.is_good])
        for record in batch:
            _judge(record, taking, labels, table.sheet)
            report.add_row(record.problems)
        # Also where it will be taken back in the end: what the database refuses is told in the same run.
        report.written += taking.write()
        progress(report.read)
    if isinstance(taking, Tells):
        report.notes += taking.notes()


def _judge(record: Record, taking: Taking, labels: dict[str, str], sheet: str) -> None:
    if record.problems:
        return
    try:
        taking.take(record)
        record.problems[:] = [problem.at(sheet, record.number) for problem in record.problems]
    except Refused as no:
        name = (no.field or "").lower()
        told = record.values.get(name)
        record.problems.append(Problem(labels.get(name, name), "" if told is None else shown(told), no.reason, "",
                                       sheet, record.number))  # fmt: skip


def first_lines(report: Report, most: int = 20) -> Iterator[str]:
    """The first problems as lines: where, what, what to do."""
    for problem in islice(report.problems(), most):
        place = _("row %(row)s") % {"row": problem.row}
        parts = [problem.sheet, place, problem.column, f"“{problem.value}”" if problem.value else ""]
        yield f"{', '.join(filter(None, parts))}: {problem}"
