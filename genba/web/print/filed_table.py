"""A filed report as a workbook: every figure a row, its numbers as numbers, with what they mean and what is different."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from genba.filing import words
from genba.filing.document import Document, about, definition_rows, why_missing
from genba.filing.parts import Figure
from genba.kit.sheets.export import sheet_name
from genba.kit.sheets.writing import SAFE, Pens, put
from genba.web.print.paper import is_rtl

WIDTH = 18


@dataclass(frozen=True)
class Page:
    """One sheet: its name, its header, its rows."""

    title: str
    header: Sequence[str]
    rows: Iterable[Sequence[Any]]


def as_xlsx(document: Document) -> bytes:
    """In the language of the report. Fractions stay fractions, with 1 as their unit: nothing is rounded."""
    import xlsxwriter  # only who asks for a workbook pays for the library

    out = io.BytesIO()
    with translation.override(document.language):
        book = xlsxwriter.Workbook(out, {**SAFE, "in_memory": True})
        book.set_properties({"title": document.contents.title, "author": document.contents.programme,
                             **({"created": document.made_at.replace(tzinfo=None)} if document.made_at else {})})  # fmt: skip
        pens, bold = Pens(book), Pens(book, bold=True)
        for page in _pages(document):
            _write(book, page, pens, bold, rtl=is_rtl(document.language))
        book.close()
    return out.getvalue()


def _pages(document: Document) -> list[Page]:
    c = document.contents
    pages = [
        Page(_("Report"), (_("What"), _("Text")), [*about(document), *(("", sentence) for sentence in c.said)]),
        Page(_("Figures"), _header(), [(s.title, *_row(f, document)) for s in c.sections for f in s.figures]),
        Page(_("What is counted"), (_("Figure"), _("Version"), _("Definition")), definition_rows(document)),
        Page(_("What was left out"), (_("What was left out"),), [(sentence,) for sentence in why_missing(document)]),
    ]
    if document.differences:
        before, now = _("Before"), _("Now")
        header = (
            _("What is different"),
            _("Moved on by itself"),
            *(f"{side}: {name}" for side in (before, now) for name in _header()[1:]),
        )
        nothing = ("",) * (len(_header()) - 1)
        rows = [
            (words.what_differs(d), d.runs_on, *_sides(d.before, d.after, nothing, document))
            for d in document.differences
        ]  # fmt: skip
        pages.append(Page(_("What is different"), header, rows))
    return pages


def _sides(before: Figure | None, after: Figure | None, nothing: Sequence[Any], document: Document) -> list[Any]:
    return [cell for figure in (before, after) for cell in (_row(figure, document) if figure else nothing)]


def _header() -> tuple[str, ...]:
    return (_("Part of the report"), _("Figure"), str(words.COLUMNS["part"]), _("Result"), _("In words"), _("Unit"), _("Lower end"),
            _("Upper end"), "n", _("n of"), _("Target"), _("Target in words"), _("State"), _("Why it is missing"), _("Definition"),
            _("Data of"), _("Code"), _("Key"))  # fmt: skip


def _row(f: Figure, document: Document) -> tuple[Any, ...]:
    """Numbers as they were filed; the unit of a fraction is 1."""
    why = document.contents.reasons.get(f.withheld, f.withheld)
    return (f.label, f.part, f.value, f.text, f.unit, f.low, f.high, f.n, f.n_of, f.target, f.target_text,
            words.cell(f, "status", document.language), why, f.definition, f.data_at, f.code, f.key)  # fmt: skip


def _write(book: Any, page: Page, pens: Pens, bold: Pens, *, rtl: bool) -> None:
    sheet = book.add_worksheet(sheet_name(page.title))
    if rtl:
        sheet.right_to_left()
    sheet.freeze_panes(1, 0)
    for place, text in enumerate(page.header):
        sheet.set_column(place, place, WIDTH)
        put(sheet, 0, place, text, bold)
    for number, row in enumerate(page.rows, start=1):
        for place, cell in enumerate(row):
            put(sheet, number, place, cell, pens)
