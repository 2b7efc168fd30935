"""A table read row by row into values and problems."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from genba.kit.sheets.columns import Column, Evidence, Problem, Reader
from genba.kit.sheets.headings import Headings, Match
from genba.kit.sheets.kinds import reader_of, shown
from genba.kit.sheets.sources import Row
from genba.kit.sheets.table import Table


@dataclass(slots=True)
class Record:
    """One row read: the value of each column that the file has, None where empty; and what was wrong."""

    number: int
    values: dict[str, Any]
    problems: list[Problem]

    @property
    def is_good(self) -> bool:
        """Nothing in it was wrong."""
        return not self.problems


def read_records(
    table: Table,
    columns: Sequence[Column],
    *,
    mapping: Headings | None = None,
    match: Match | None = None,
    dates: str | None = None,
    replace: Mapping[str, Mapping[str, str]] | None = None,
) -> Iterator[Record]:
    """Read the rows one after the other. A value that is wrong is left out of `values` and told in `problems`.

    Which of day and month, point and comma comes first is decided once a column, by looking at all of it, when a
    cell has two readings. `dates` ("dmy", "mdy", "iso") says it instead.
    `replace` gives, by column, what a cell says and what is read in its place.
    """
    found = match or table.match(columns, mapping)
    order = None if dates in (None, "iso") else dates
    readers: list[tuple[str, int, Reader]] = []
    for column in columns:
        place = found.positions.get(column.name)
        if place is not None:
            evidence = _evidence(table, place)
            read = reader_of(column, dates=order, evidence=evidence)
            words = (replace or {}).get(column.name)
            readers.append((column.name, place, _replacing(read, words) if words else read))
    width = len(table.header.cells)
    for row in table.rows():
        yield _read(row, readers, width, table)


def _replacing(read: Reader, words: Mapping[str, str]) -> Reader:
    def reader(cell: Any) -> Any:
        return read(words.get(cell.strip(), cell) if type(cell) is str else cell)

    return reader


def _read(row: Row, readers: Sequence[tuple[str, int, Reader]], width: int, table: Table) -> Record:
    number, cells = row
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    size = len(cells)
    for name, place, read in readers:
        value = read(cells[place] if place < size else "")
        if type(value) is Problem:
            problems.append(value.at(table.sheet, number))
        else:
            values[name] = value
    if size > width and any(cell not in ("", None) for cell in cells[width:]):
        problems.append(_too_many(row, width, table.sheet))
    return Record(number, values, problems)


def _too_many(row: Row, width: int, sheet: str) -> Problem:
    extra = next(cell for cell in row.cells[width:] if cell not in ("", None))
    return Problem(
        column="",
        value=shown(extra),
        problem=_("The row has more cells than there are headings."),
        remedy=_("Put text that holds the separator in quotation marks, or give the column a heading."),
        sheet=sheet,
        row=row.number,
    )


def _evidence(table: Table, place: int) -> Evidence:
    def texts() -> Iterator[str]:
        with table.again() as twin:
            for row in twin.rows():
                if place < len(row.cells) and type(row.cells[place]) is str:
                    yield row.cells[place]

    return texts
