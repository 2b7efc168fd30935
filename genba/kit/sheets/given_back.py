"""The sender's own file, given back with a column that says what to correct in each row."""

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from genba.kit.sheets.columns import Problem
from genba.kit.sheets.guard import PLAIN_NUMBER, guard
from genba.kit.sheets.headings import ERROR_MARK
from genba.kit.sheets.report import Report
from genba.kit.sheets.sources import Row, SheetSource, TextSource
from genba.kit.sheets.table import Table
from genba.kit.sheets.writing import SAFE, Pens, put

WIDEST_ERROR = 60
BAD_ROW = "#FDE2DD"


def write_back(table: Table, report: Report, out: Path) -> None:
    """Write the file again in its own form, row numbers unchanged, with the column of errors at the end.

    CSV keeps its separator and, where it can hold every letter, its encoding; text that a spreadsheet would run is
    guarded. XLSX keeps the values of all visible sheets; formats, formulas and drawings are not carried over.
    Constant memory. An older column of errors is replaced.
    """
    source = table.source.again()
    try:
        if isinstance(source, TextSource):
            _write_csv(table, source, report, out)
        elif isinstance(source, SheetSource):
            _write_xlsx(table, source, report, out)
    finally:
        source.close()


def error_heading() -> str:
    """The heading of the column of errors; its mark is what the importer knows it by, in any language."""
    return f"{ERROR_MARK} " + _("What to correct")


class _ErrorColumn:
    """Puts the text of each row's problems in its place; what concerns the whole file stands in the heading."""

    def __init__(self, table: Table, report: Report) -> None:
        self.header = table.header.number
        ours = [place for place, heading in enumerate(table.headings) if heading.startswith(ERROR_MARK)]
        self.place = ours[0] if ours else len(table.headings)
        self._replaces = bool(ours)
        self._found = report.by_row()
        self._next = next(self._found, None)

    def texts(self, rows: Iterator[Row]) -> Iterator[tuple[Row, list[Any], bool]]:
        """Each row, its cells with the column of errors, and whether something is wrong in it."""
        for row in rows:
            said = self._said(row.number)
            text = ": ".join(filter(None, (error_heading(), said))) if row.number == self.header else said
            cells = list(row.cells)
            if cells or text:
                cells += [""] * (self.place - len(cells))
                cells[self.place : self.place + self._replaces] = [text]
            yield row, cells, bool(said)

    def _said(self, number: int) -> str:
        if number < self.header:
            return ""
        said: list[str] = []
        while self._next and self._next[0] <= number:
            said += [_sentence(problem) for problem in self._next[1]]
            self._next = next(self._found, None)
        return " ".join(said)


def _sentence(problem: Problem) -> str:
    return f"{problem.column}: {problem}" if problem.column else str(problem)


def _write_csv(table: Table, source: TextSource, report: Report, out: Path) -> None:
    script = source.script
    encoding = script.encoding if script.encoding.startswith("utf") else "utf-8-sig"
    with out.open("w", encoding=encoding, newline="") as file:
        if script.skip:
            file.write(f"sep={script.separator}\r\n")
        writer = csv.writer(file, delimiter=script.separator)
        for _row, cells, _wrong in _ErrorColumn(table, report).texts(source.rows()):
            writer.writerow([cell if PLAIN_NUMBER.match(cell) else guard(cell) for cell in cells])


def _write_xlsx(table: Table, source: SheetSource, report: Report, out: Path) -> None:
    import xlsxwriter  # only who asks for a workbook pays for the library

    book = xlsxwriter.Workbook(str(out), {**SAFE, "constant_memory": True})
    try:
        plain, bad = Pens(book), Pens(book, background=BAD_ROW)
        for name in source.workbook.sheet_names:
            page = book.add_worksheet(name)
            if name != table.sheet:
                for row in SheetSource(source.workbook, name).rows():
                    _put_row(page, row.number, row.cells, plain)
                continue
            column = _ErrorColumn(table, report)
            page.freeze_panes(table.header.number, 0)
            page.set_column(column.place, column.place, WIDEST_ERROR)
            for row, cells, wrong in column.texts(SheetSource(source.workbook, name).rows()):
                _put_row(page, row.number, cells, bad if wrong else plain)
    finally:
        book.close()


def _put_row(page: Any, number: int, cells: Sequence[Any], pens: Pens) -> None:
    for place, cell in enumerate(cells):
        if cell != "" or pens.background:
            put(page, number - 1, place, cell, pens)
