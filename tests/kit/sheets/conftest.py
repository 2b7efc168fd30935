"""Files as strangers send them, written byte by byte in each test."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from genba.kit.sheets import Column

TextFile = Callable[..., Path]
Book = Callable[..., Path]

COLUMNS = (
    Column("name", "Name", required=True, example="Green Leaf Textiles", aliases=("Factory",), max_length=40),
    Column("country", "Country", "country", required=True, example="Viet Nam"),
    Column("workers", "Number of workers", "whole", minimum=0, example="120"),
    Column("turnover", "Turnover", "money"),
    Column("since", "Since", "date", example="2024-03-05"),
    Column("size", "Size", "choice", choices=(("small", "Small"), ("medium", "Medium-sized"))),
    Column("exports", "Exports", "yes_no"),
    Column("email", "E-mail", "email"),
    Column("phone", "Phone", "phone", example="+84901234567"),
)


@pytest.fixture
def columns() -> tuple[Column, ...]:
    return COLUMNS


@pytest.fixture
def text_file(tmp_path: Path) -> TextFile:
    def write(content: str | bytes, *, encoding: str = "utf-8", name: str = "list.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return path

    return write


@pytest.fixture
def book(tmp_path: Path) -> Book:
    def write(name: str = "list.xlsx", **sheets: Sequence[Sequence[Any]]) -> Path:
        path = tmp_path / name
        made = xlsxwriter.Workbook(str(path), {"default_date_format": "yyyy-mm-dd"})
        for title, rows in sheets.items():
            page = made.add_worksheet(title)
            for row, cells in enumerate(rows):
                for place, cell in enumerate(cells):
                    page.write(row, place, cell)
        made.close()
        return path

    return write
