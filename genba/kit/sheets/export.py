"""Tables given out: CSV in pieces as they are made, XLSX by way of a temporary file; no cell runs."""

import csv
import io
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from genba.kit.sheets.columns import Column
from genba.kit.sheets.guard import guard
from genba.kit.sheets.writing import SAFE, SHEET_ROWS, Pens, put

PIECE_ROWS = 500
SHEET_NAME_LETTERS = 31


def export_csv(rows: Iterable[Sequence[Any]], columns: Sequence[Column]) -> Iterator[bytes]:
    """Pieces of a CSV file in UTF-8 with its mark, so that Excel reads the letters right. Rows in order of columns."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    buffer.write("\ufeff")
    writer.writerow([guard(str(column.label)) for column in columns])
    for count, row in enumerate(rows, start=1):
        writer.writerow([csv_cell(value) for value in row])
        if count % PIECE_ROWS == 0:
            yield buffer.getvalue().encode()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue().encode()


def csv_of(rows: Iterable[Mapping[str, Any]], names: Sequence[str]) -> bytes:
    """A whole CSV file of rows of data, each column under its own name."""
    return b"".join(export_csv(([row[name] for name in names] for row in rows), [Column(name, name) for name in names]))


def csv_cell(value: Any) -> str:
    """One value as CSV writes it: numbers with a point, days as ISO, text guarded."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, datetime | date):
        return value.isoformat()
    return guard(str(value))


def export_xlsx(rows: Iterable[Sequence[Any]], columns: Sequence[Column], out: Path, *, title: str) -> None:
    """Write a workbook at `out`, row by row in constant memory; a new sheet begins where one is full."""
    import xlsxwriter  # only who asks for a workbook pays for the library

    book = xlsxwriter.Workbook(str(out), {**SAFE, "constant_memory": True})
    try:
        pens, bold = Pens(book), Pens(book, bold=True)
        page, used, sheets = None, 0, 0
        for row in rows:
            if page is None or used == SHEET_ROWS:
                sheets += 1
                page, used = _new_page(book, columns, title, sheets, bold), 1
            for place, value in enumerate(row):
                put(page, used, place, value, pens)
            used += 1
        if page is None:
            _new_page(book, columns, title, 1, bold)
    finally:
        book.close()


def xlsx_of(rows: Iterable[Sequence[Any]], columns: Sequence[Column], *, title: str) -> bytes:
    """The same for a table that is small enough to be held."""
    with tempfile.TemporaryDirectory(prefix="genba-table-") as folder:
        out = Path(folder) / "table.xlsx"
        export_xlsx(rows, columns, out, title=title)
        return out.read_bytes()


def _new_page(book: Any, columns: Sequence[Column], title: str, number: int, bold: Pens) -> Any:
    page = book.add_worksheet(sheet_name(title, number))
    page.freeze_panes(1, 0)
    for place, column in enumerate(columns):
        page.set_column(place, place, max(12, min(40, len(str(column.label)) + 2)))
        put(page, 0, place, str(column.label), bold)
    return page


def sheet_name(title: str, number: int = 1) -> str:
    """A title as Excel allows it: 31 letters, none of []:*?/\\, no apostrophe at its ends."""
    tail = f" {number}" if number > 1 else ""
    bare = "".join(" " if c in "[]:*?/\\" else c for c in title)
    return " ".join(bare.split()).strip("'")[: SHEET_NAME_LETTERS - len(tail)].rstrip("' ") + tail or "1"
