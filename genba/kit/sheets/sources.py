"""Where the rows of a table come from: a text file, or a sheet of a workbook. Both are walked in the same way."""

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from genba.kit.sheets.text_files import Script, records
from genba.kit.sheets.workbook import Merged, Workbook


class Row(NamedTuple):
    """One row: its number as the spreadsheet shows it, and its cells from the first column on."""

    number: int
    cells: Sequence[Any]


class Source(Protocol):
    """A thing with rows, from row 1 on, titles and empty ones too."""

    sheet: str
    merged: Merged

    def rows(self, most: int | None = None) -> Iterator[Row]: ...
    def again(self) -> "Source": ...
    def close(self) -> None: ...


class TextSource:
    """A CSV file; merged cells and sheets do not exist in it."""

    sheet = ""

    def __init__(self, path: Path, script: Script) -> None:
        self.path = path
        self.script = script
        self.merged: Merged = []

    def rows(self, most: int | None = None) -> Iterator[Row]:
        """The records as rows."""
        return (Row(number, cells) for number, cells in islice(records(self.path, self.script), most))

    def again(self) -> "TextSource":
        """The same rows, walked apart from these."""
        return TextSource(self.path, self.script)

    def close(self) -> None:
        """Nothing is held open between two walks."""


class SheetSource:
    """One visible sheet of a workbook. Closing it closes the workbook."""

    def __init__(self, workbook: Workbook, sheet: str) -> None:
        self.workbook = workbook
        self.sheet = sheet
        self._skipped, self.merged = workbook.sheet(sheet)

    def rows(self, most: int | None = None) -> Iterator[Row]:
        """The rows, with the empty columns on their left that the reader leaves out."""
        left = [""] * self._skipped
        for number, cells in enumerate(self.workbook.rows(most=most), start=1):
            yield Row(number, left + cells if left else cells)

    def again(self) -> "SheetSource":
        """The same rows, walked apart from these: the workbook is opened a second time."""
        return SheetSource(Workbook(self.workbook.path), self.sheet)

    def close(self) -> None:
        """Let go of the workbook."""
        self.workbook.close()
