"""What a tool says as a workbook: the figures, every table whole, and what was typed."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from genba.curriculum.tools import Answer, Tool
from genba.kit.sheets.export import sheet_name
from genba.kit.sheets.writing import SAFE, Pens, put
from genba.reports.tools.told import Told


def write_workbook(tool: Tool, given: Mapping[str, Any], answer: Answer, told: Told, out: Path) -> None:
    """Write an XLSX at `out`. Numbers stay numbers; no cell runs."""
    import xlsxwriter  # only who asks for a workbook pays for the library

    book = xlsxwriter.Workbook(str(out), SAFE)
    try:
        pens, bold = Pens(book), Pens(book, bold=True)
        names: set[str] = set()
        page = _page(book, _("Results"), names)
        put(page, 0, 0, told.title, bold)
        row = 1
        for sentence in (*told.meaning, told.then):
            put(page, row, 0, sentence, pens)
            row += bool(sentence)
        for result in tool.results:
            value = answer.value(result.name)
            if result.kind != "table" and value is not None:
                row = (
                    _line(page, row + 1, [result.labels.in_(told.language), value, result.unit_in(told.language)], pens) - 1
                )
        put(page, row + 2, 0, told.source, pens)
        for result in tool.results:
            rows = answer.value(result.name)
            if result.kind == "table" and rows:
                _table(_page(book, result.labels.in_(told.language), names), rows, pens, bold)
        for one in tool.inputs:
            value = given.get(one.name)
            if isinstance(value, list | tuple | Mapping) and value:
                _table(_page(book, one.labels.in_(told.language), names), value, pens, bold)
        _pairs(_page(book, _("What was typed"), names), told, pens, bold)
    finally:
        book.close()


def _page(book: Any, title: str, names: set[str]) -> Any:
    number = 1
    while sheet_name(title, number).lower() in names:
        number += 1
    names.add(sheet_name(title, number).lower())
    page = book.add_worksheet(sheet_name(title, number))
    page.set_column(0, 0, 40)
    page.set_column(1, 8, 16)
    return page


def _line(page: Any, row: int, values: list[Any], pens: Pens) -> int:
    for place, value in enumerate(values):
        put(page, row, place, _cell(value), pens)
    return row + 1


def _table(page: Any, rows: Any, pens: Pens, bold: Pens) -> None:
    """Mappings by their names, lists as they are, a mapping as name and value."""
    if isinstance(rows, Mapping):
        rows = [{"": name, **(value if isinstance(value, Mapping) else {" ": value})} for name, value in rows.items()]
    if isinstance(rows[0], Mapping):
        headings = list(dict.fromkeys(key for row in rows for key in row))
        _line(page, 0, headings, bold)
        for number, row in enumerate(rows, 1):
            _line(page, number, [row.get(key) for key in headings], pens)
        return
    for number, row in enumerate(rows):
        _line(page, number, list(row) if isinstance(row, list | tuple) else [row], pens)


def _pairs(page: Any, told: Told, pens: Pens, bold: Pens) -> None:
    for number, (label, text) in enumerate(told.given):
        put(page, number, 0, label, bold)
        put(page, number, 1, text, pens)


def _cell(value: Any) -> Any:
    return (
        ", ".join(map(str, value))
        if isinstance(value, list | tuple)
        else str(value)
        if isinstance(value, Mapping)
        else value
    )
