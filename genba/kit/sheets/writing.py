"""Cells of an XLSX that we write: texts stay texts, numbers numbers, days days."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

EXACT = 10**15  # beyond fifteen digits a spreadsheet rounds
CELL_LETTERS = 32_767  # of one cell, by Excel
SHEET_ROWS = 1_048_576

SAFE = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": True,
    "remove_timezone": True,
    "default_date_format": "yyyy-mm-dd",
}


class Pens:
    """The formats of one workbook: days, moments, times and the rest, on one background."""

    def __init__(self, book: Any, *, background: str = "", **more: Any) -> None:
        self.background = background
        look = {**more, **({"bg_color": background} if background else {})}
        self.plain = book.add_format(look) if look else None
        self.day = book.add_format({**look, "num_format": "yyyy-mm-dd"})
        self.moment = book.add_format({**look, "num_format": "yyyy-mm-dd hh:mm"})
        self.time = book.add_format({**look, "num_format": "hh:mm"})
        self.span = book.add_format({**look, "num_format": "[h]:mm:ss"})


def put(page: Any, row: int, place: int, value: Any, pens: Pens) -> None:
    """Write one cell (0-based). Text is cut at what a cell can hold; a number too long for a spreadsheet is text."""
    if value is None or value == "":
        page.write_blank(row, place, None, pens.plain)
    elif isinstance(value, bool):
        page.write_boolean(row, place, value, pens.plain)
    elif isinstance(value, datetime):
        page.write_datetime(row, place, value, pens.moment if value.time() != time() else pens.day)
    elif isinstance(value, date):
        page.write_datetime(row, place, value, pens.day)
    elif isinstance(value, time):
        page.write_datetime(row, place, value, pens.time)
    elif isinstance(value, timedelta):
        page.write_datetime(row, place, value, pens.span)
    elif isinstance(value, int | float | Decimal) and -EXACT < value < EXACT:
        page.write_number(row, place, value, pens.plain)
    else:
        text = str(value)
        cut = text if len(text) <= CELL_LETTERS else text[: CELL_LETTERS - 1] + "…"
        page.write_string(row, place, cut, pens.plain)
