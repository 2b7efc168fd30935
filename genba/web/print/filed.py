"""A filed report on paper and as a file for Word: the same tables of texts, set twice."""

from pathlib import Path
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from genba.filing import words
from genba.filing.document import Document, Table, about, definition_rows, difference_tables, tables, why_missing
from genba.kit import pdf
from genba.kit.docx import Document as Word
from genba.web.print.paper import head, is_rtl

TEMPLATE = Path(__file__).with_name("tables.typ")


def as_pdf(document: Document) -> bytes:
    """A4, in the language of the report; dated by the day on which it was filed."""
    with translation.override(document.language):
        return pdf.render(TEMPLATE, on_paper(document), made_at=document.made_at)


def on_paper(document: Document) -> dict[str, Any]:
    """Every text of the document, in the language that is active."""
    c, language = document.contents, document.language
    title = c.title if not c.subject else f"{c.title}: {c.subject}"
    return {
        "meta": head(title, programme=c.programme, day=words.day(c.made_on, language), language=language),
        "title": title, "about": [list(pair) for pair in about(document)], "said": said(document),
        "differences": [_table(t) for t in difference_tables(document)], "tables": [_table(t) for t in tables(document)],
        "missing": why_missing(document), "definitions": [list(row) for row in definition_rows(document)],
        "words": {"differences": _("What is different from the version before"), "missing": _("What was left out"),
                  "definitions": _("What is counted")},
    }  # fmt: skip


def said(document: Document) -> list[str]:
    """The sentences under the title."""
    is_invented = [_("A demonstration: everything in it is invented.")] if document.contents.is_invented else []
    return [*is_invented, *document.contents.said]


def _table(table: Table) -> dict[str, Any]:
    return {"title": table.title, "says": list(table.says), "header": list(table.header),
            "rows": [list(row.cells) for row in table.rows], "numeric": list(table.numeric)}  # fmt: skip


def as_docx(document: Document) -> bytes:
    """The same for Word, to be put into a donor's own template."""
    with translation.override(document.language):
        c = document.contents
        title = f"{c.title}: {c.subject}" if c.subject else c.title
        made = Word(title, author=c.programme, language=c.language, rtl=is_rtl(c.language), made_at=document.made_at)
        made.heading(title, 0)
        made.facts(about(document))
        for sentence in said(document):
            made.paragraph(sentence)
        if changed := difference_tables(document):
            made.heading(_("What is different from the version before"), 1)
            _set(made, changed, level=2)
        _set(made, tables(document), level=1)
        if missing := why_missing(document):
            made.heading(_("What was left out"), 1)
            made.points(missing)
        if known := definition_rows(document):
            made.heading(_("What is counted"), 1)
            made.facts([(f"{label} ({version})", text) for label, version, text in known])
        return made.as_bytes()


def _set(made: Word, found: list[Table], *, level: int) -> None:
    for table in found:
        made.heading(table.title, level)
        for sentence in table.says:
            made.paragraph(sentence)
        made.table(table.header, [row.cells for row in table.rows], title=table.title, alt=table.alt, numeric=table.numeric)
