"""Forms: XLSForms written as Markdown tables, so that a change of one question is a change of one line."""

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from genba.curriculum.texts import LANGUAGES, Texts

LANGUAGE_NAMES = MappingProxyType({"en": "English (en)", "fr": "French (fr)", "es": "Spanish (es)", "ar": "Arabic (ar)"})
SHEETS = ("survey", "choices", "settings")
CELL = re.compile(r"(?<!\\)\|")
RULE = re.compile(r"[\s|:-]+")


@dataclass(frozen=True)
class Row:
    """One row of a sheet: its cells by heading and the line it stands on."""

    sheet: str
    line: int
    cells: Mapping[str, str]

    def __getitem__(self, heading: str) -> str:
        return self.cells.get(heading, "")

    def texts(self, column: str) -> dict[str, str]:
        """The wordings of a translated column (label, hint) by language, those that are there."""
        found = {language: self[f"{column}::{name}"] for language, name in LANGUAGE_NAMES.items()}
        return {language: words for language, words in found.items() if words}


@dataclass(frozen=True)
class Form:
    """A form of a module. It becomes an XForm or a spreadsheet only when somebody asks for one."""

    code: str
    titles: Texts
    source: str

    @property
    def rows(self) -> tuple[Row, ...]:
        """Every row of every sheet, without headings."""
        return rows_of(self.source)

    @property
    def questions(self) -> tuple[Row, ...]:
        """The rows of the survey sheet that have a name."""
        return tuple(row for row in self.rows if row.sheet == "survey" and row["name"])

    def choices(self, list_name: str) -> tuple[Row, ...]:
        """The choices of one list."""
        return tuple(row for row in self.rows if row.sheet == "choices" and row["list_name"] == list_name)

    def xml(self) -> str:
        """The form as an XForm, for OpenRosa collectors. Raises ValueError where pyxform refuses it."""
        return _xform(self.code, self.source)

    def xlsx(self) -> bytes:
        """The form as an XLSForm workbook, for partners who edit it in a spreadsheet."""
        import xlsxwriter  # only who asks for a workbook pays for the library

        buffer = io.BytesIO()
        with xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False}) as book:
            for sheet, table in tables_of(self.source).items():
                page = book.add_worksheet(sheet)
                for number, cells in enumerate(table):
                    for column, cell in enumerate(cells[1]):
                        page.write_string(number, column, cell)
        return buffer.getvalue()


@lru_cache(maxsize=64)
def _xform(code: str, source: str) -> str:
    # Half a second and thirty megabytes that a server which converts no form should not pay.
    from pyxform.errors import PyXFormError
    from pyxform.xls2xform import convert

    try:
        xform: str = convert(source.encode(), form_name="data", file_type=".md", default_language="English (en)").xform
        return xform
    except PyXFormError as error:
        raise ValueError(f"The form {code} is refused: {error}") from error


def _lines(source: str) -> Iterator[tuple[int, list[str]]]:
    for line, words in enumerate(source.splitlines(), start=1):
        words = words.strip()
        if words.startswith("|") and not RULE.fullmatch(words):
            cells = CELL.split(words)[1:]
            if not cells[-1].strip():
                cells.pop()
            yield line, [cell.strip().replace(r"\|", "|") for cell in cells]


def tables_of(source: str) -> dict[str, list[tuple[int, list[str]]]]:
    """The sheets of a form: for each its rows, the heading first, with their line numbers."""
    tables: dict[str, list[tuple[int, list[str]]]] = {}
    sheet = ""
    for line, (first, *cells) in _lines(source):
        sheet = first or sheet
        if any(cells):
            tables.setdefault(sheet, []).append((line, cells))
    return tables


@lru_cache(maxsize=64)
def rows_of(source: str) -> tuple[Row, ...]:
    """Every row below a heading, with its cells by heading."""
    rows: list[Row] = []
    for sheet, table in tables_of(source).items():
        headings = table[0][1]
        for line, cells in table[1:]:
            named = {heading: cell for heading, cell in zip(headings, cells, strict=False) if heading and cell}
            rows.append(Row(sheet, line, MappingProxyType(named)))
    return tuple(rows)


def missing_translations(row: Row, column: str) -> tuple[str, ...]:
    """The headings of a translated column that this row leaves empty though another language has it."""
    present = row.texts(column)
    if not present:
        return ()
    return tuple(f"{column}::{LANGUAGE_NAMES[language]}" for language in LANGUAGES if language not in present)
