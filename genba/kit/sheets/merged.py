"""Cells merged over several rows: what stands in the first counts for all."""

from typing import Any

from genba.kit.sheets.sources import Row
from genba.kit.sheets.workbook import Merged


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
