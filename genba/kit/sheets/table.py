"""One table of a stranger's file: its headings and its rows, whatever it was written in."""

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from genba.kit.sheets.columns import Column
from genba.kit.sheets.files import LIMIT_BYTES, BadFile, Form, form_of
from genba.kit.sheets.headings import (
    EXAMPLE_MARK,
    Headings,
    Match,
    heading_key,
    known_keys,
    match_headings,
)
from genba.kit.sheets.merged import Filler
from genba.kit.sheets.sources import Row, SheetSource, Source, TextSource
from genba.kit.sheets.text_files import script_of
from genba.kit.sheets.workbook import Workbook

PROBED_ROWS = 30  # headings stand below a title and some blank rows at most


class Table:
    """An open table. Rows can be walked more than once. Close it, or use it in a `with`."""

    def __init__(self, path: Path, form: Form, source: Source, header: Row) -> None:
        self.path = path
        self.form = form
        self.source = source
        self.header = header
        self.headings = [_heading(cell) for cell in header.cells]

    def __enter__(self) -> "Table":
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self.source.close()

    @property
    def sheet(self) -> str:
        """The name of the sheet; empty for CSV."""
        return self.source.sheet

    def match(self, columns: Sequence[Column], mapping: Headings | None = None) -> Match:
        """Which column is which of ours. Raises BadFile when the mapping does not fit."""
        return match_headings(self.headings, columns, mapping)

    def rows(self) -> Iterator[Row]:
        """The rows below the headings that hold something, without examples; merged cells count for each row."""
        filler = Filler(self.source.merged, below=self.header.number)
        has_merged = bool(filler)
        for row in self.source.rows():
            if row.number <= self.header.number:
                continue
            first = next(filter(is_filled, row.cells), None)
            if first is None or (type(first) is str and first.lstrip().startswith(EXAMPLE_MARK)):
                continue
            yield filler.filled(row) if has_merged else row

    def again(self) -> "Table":
        """The same table opened a second time, to look ahead while walking it."""
        return Table(self.path, self.form, self.source.again(), self.header)


def open_table(
    path: Path,
    *,
    sheet: str | None = None,
    columns: Sequence[Column] = (),
    mapping: Headings | None = None,
    limit_bytes: int = LIMIT_BYTES,
    encoding: str | None = None,
) -> Table:
    """Open a CSV or XLSX file by its content and find the headings.

    `columns` and `mapping` help to find the right sheet and row: the one with the most headings that we know.
    Raises BadFile, with a sentence for its sender, when the file is too large, locked, broken or no table.
    """
    form = form_of(path, limit_bytes=limit_bytes)
    known = set(known_keys(columns, mapping))
    if form is Form.CSV:
        text = TextSource(path, script_of(path, encoding=encoding))
        header = _find_header(text, known)
        if header is None:
            raise BadFile(_("The file holds no table: it has no row with headings."))
        return Table(path, form, text, header)
    workbook = Workbook(path)
    try:
        source, header = _choose_sheet(workbook, sheet, known)
    except BaseException:
        workbook.close()
        raise
    return Table(path, form, source, header)


def is_filled(cell: Any) -> bool:
    """A cell that holds more than blanks."""
    return cell is not None and cell != "" and not (type(cell) is str and cell.isspace())


def _choose_sheet(workbook: Workbook, named: str | None, known: Collection[str]) -> tuple[SheetSource, Row]:
    fallback: tuple[str, Row] | None = None
    for name in _candidates(workbook.sheet_names, named):
        source = SheetSource(workbook, name)
        header = _find_header(source, known)
        if header is None:
            continue
        if _hits(header, known) >= min(2, len(known)):
            return source, header
        fallback = fallback or (name, header)
    if fallback is None:
        raise BadFile(_("The workbook holds no table: no visible sheet has a row with headings."))
    return SheetSource(workbook, fallback[0]), fallback[1]


def _candidates(names: Sequence[str], named: str | None) -> Sequence[str]:
    if named is None:
        return names
    for name in names:
        if heading_key(name) == heading_key(named):
            return [name]
    raise BadFile(_("The workbook has no sheet “%(name)s”. It has: %(all)s.") % {"name": named, "all": ", ".join(names)})


def _find_header(source: Source, known: Collection[str]) -> Row | None:
    """The row of headings: the most headings that we know; else the first wide row of nothing but text."""
    filled = [row for row in source.rows(PROBED_ROWS) if any(map(is_filled, row.cells))]
    if not filled:
        return None
    best = max(filled, key=lambda row: _hits(row, known))
    if _hits(best, known):
        return _trimmed(best)
    widest = max(sum(map(is_filled, row.cells)) for row in filled)
    for row in filled:
        cells = [cell for cell in row.cells if is_filled(cell)]
        if len(cells) * 2 >= widest and all(type(cell) is str for cell in cells):
            return _trimmed(row)
    return None


def _hits(row: Row, known: Collection[str]) -> int:
    return len({heading_key(_heading(cell)) for cell in row.cells if type(cell) is str} & set(known))


def _trimmed(row: Row) -> Row:
    cells = list(row.cells)
    while cells and not is_filled(cells[-1]):
        cells.pop()
    return Row(row.number, cells)


def _heading(cell: Any) -> str:
    """A heading on one line, without the star or colon that marks it; 2024.0 is 2024."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return " ".join(str(cell).split()).rstrip(" *:") if is_filled(cell) else ""
