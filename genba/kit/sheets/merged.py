"""Cells merged over several rows: what stands in the first counts for all. And those that nobody can read so."""

from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from genba.kit.sheets.columns import Problem
from genba.kit.sheets.sources import Row
from genba.kit.sheets.workbook import Merged

if TYPE_CHECKING:
    from genba.kit.sheets.table import Table


class Filler:
    """Fills a merged column downwards, row after row. Sideways nothing is filled: that would invent a value."""

    def __init__(self, merged: Merged, *, below: int) -> None:
        self._waiting: dict[int, list[tuple[int, int]]] = {}
        for (top, left), (bottom, _right) in merged:
            if bottom > top and top >= below:
                self._waiting.setdefault(left, []).append((top + 1, bottom + 1))
        for spans in self._waiting.values():
            spans.sort(reverse=True)
        self._values: dict[int, Any] = {}

    def __bool__(self) -> bool:
        return bool(self._waiting)

    def filled(self, row: Row) -> Row:
        """The row with the values of the merged cells that reach into it. Rows come in order."""
        cells = list(row.cells)
        for place, spans in self._waiting.items():
            while spans and spans[-1][1] < row.number:
                spans.pop()
            if not spans or place >= len(cells) or row.number < spans[-1][0]:
                continue
            if row.number == spans[-1][0]:
                self._values[place] = cells[place]
            elif cells[place] == "":
                cells[place] = self._values.get(place, "")
        return Row(row.number, cells)


def unreadable(table: "Table", positions: Mapping[str, int], single: Collection[str]) -> Iterator[Problem]:
    """Merged cells that say less than they seem to, each with the name of the cell as spreadsheets show it.

    A heading over several columns; a cell over several of our columns; a cell of `single` over several rows: a figure for
    three countries together is not one for each. positions: where each of our columns stands. The problem of a cell over
    several rows stands at each of them.
    """
    from xlsxwriter.utility import xl_range

    head = table.header.number - 1
    for (top, left), (bottom, right) in table.source.merged:
        here = [name for name, place in positions.items() if left <= place <= right]
        if bottom < head or (top > head and not here):
            continue
        cell = xl_range(top, left, bottom, right)
        label = table.headings[left] if left < len(table.headings) else ""
        if top <= head and right > left:
            yield _over_headings(table, cell, label)
        elif top > head and (len(here) > 1 or (here and positions[here[0]] != left)):
            yield from _over_columns(table, cell, label, range(top + 1, bottom + 2))
        elif top > head and bottom > top and here[0] in single:
            yield from _over_rows(table, cell, label, range(top + 1, bottom + 2))


def _over_headings(table: "Table", cell: str, label: str) -> Problem:
    problem = _("The heading “%(label)s” is merged over the cells %(cell)s.") % {"label": label, "cell": cell}
    return Problem(label, label, problem, _("Give each column a heading of its own."), table.sheet, table.header.number)


def _over_columns(table: "Table", cell: str, label: str, rows: range) -> Iterator[Problem]:
    problem = _("The cells %(cell)s are merged into one over several columns.") % {"cell": cell}
    for row in rows:
        yield Problem(
            label, "", problem, _("Take them apart and write into each column what belongs there."), table.sheet, row
        )


def _over_rows(table: "Table", cell: str, label: str, rows: range) -> Iterator[Problem]:
    problem = _("The cells %(cell)s are merged into one over several rows, so it is not clear of which row it speaks.") % {
        "cell": cell
    }
    for row in rows:
        yield Problem(label, "", problem, _("Take them apart and write into each row what belongs there."), table.sheet, row)
