"""Documents for Word: real headings, tables whose header is one and repeats, the language and its direction in every run.

python-docx writes the parts; what it has no word for (direction, header rows, what a table shows) is set here.
"""

import io
import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any, Final

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

NO_CHARACTER: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
A4: Final = (Mm(210), Mm(297), Mm(20), Mm(20))  # width, height, margins
FONT: Final = "Arial"  # on every machine, with Arabic


class Document:
    """A document that is written from the top to the bottom. rtl: its language is written from right to left."""

    def __init__(self, title: str, *, author: str, language: str, rtl: bool, made_at: datetime | None = None) -> None:
        self._doc: Any = docx.Document()
        self.rtl, self.language = rtl, language
        core, at = self._doc.core_properties, (made_at or datetime.now(UTC)).astimezone(UTC).replace(tzinfo=None)
        core.title, core.author, core.language, core.created, core.modified = clean(title), clean(author), language, at, at
        core.comments = ""
        for name in ("Normal", "Title", "Heading 1", "Heading 2"):
            self._set_style(self._doc.styles[name])
        for section in self._doc.sections:
            section.page_width, section.page_height, section.left_margin, section.right_margin = A4
            if rtl:
                _insert(section._sectPr, "w:bidi", before=("w:rtlGutter", "w:docGrid"))

    def _set_style(self, style: Any) -> None:
        style.font.name = FONT
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        fonts.set(qn("w:cs"), FONT)
        if style.name == "Normal":
            style.font.size = Pt(10)
        lang = OxmlElement("w:lang")
        lang.set(qn("w:val"), self.language)
        lang.set(qn("w:bidi"), self.language)
        properties = style.element.get_or_add_rPr()
        for old in properties.findall(qn("w:lang")):
            properties.remove(old)
        properties.append(lang)

    def heading(self, text: str, level: int) -> None:
        """level 0: the title of the document."""
        self._direct(self._doc.add_heading(clean(text), level))

    def paragraph(self, text: str, *, is_bold: bool = False) -> None:
        paragraph = self._doc.add_paragraph()
        paragraph.add_run(clean(text)).bold = is_bold
        self._direct(paragraph)

    def points(self, lines: Iterable[str]) -> None:
        """A list, a point each."""
        for line in lines:
            self._direct(self._doc.add_paragraph(clean(line), style="List Bullet"))

    def facts(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Names and texts, a line each."""
        for name, text in pairs:
            paragraph = self._doc.add_paragraph()
            paragraph.paragraph_format.space_after = Pt(2)
            paragraph.add_run(f"{clean(name)}: ").bold = True
            paragraph.add_run(clean(text))
            self._direct(paragraph)

    def table(
        self, header: Sequence[str], rows: Sequence[Sequence[str]], *, title: str, alt: str, numeric: Sequence[int] = ()
    ) -> None:
        """A table; its first row is its header on every page. alt: what it shows, for whoever cannot see it."""
        table = self._doc.add_table(rows=0, cols=len(header))
        table.style = "Table Grid"
        properties = table._tbl.tblPr
        if self.rtl:
            _insert(
                properties, "w:bidiVisual", before=("w:tblStyleRowBandSize", "w:tblW", "w:jc", "w:tblLayout", "w:tblLook")
            )
        for name, text in (("w:tblCaption", title), ("w:tblDescription", alt)):
            element = OxmlElement(name)
            element.set(qn("w:val"), clean(text))
            properties.append(element)
        for place, texts in enumerate((header, *rows)):
            row = table.add_row()
            if place == 0:
                row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
            row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
            for column, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
                self._cell(cell, text, is_bold=place == 0, at_end=column in numeric)

    def _cell(self, cell: Any, text: str, *, is_bold: bool, at_end: bool) -> None:
        paragraph = cell.paragraphs[0]
        run = paragraph.add_run(clean(text))
        run.bold, run.font.size = is_bold, Pt(8)
        paragraph.paragraph_format.space_after = Pt(0)
        if at_end:  # Word turns "right" round in a paragraph from right to left: there too it is where a line ends
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        self._direct(paragraph)

    def _direct(self, paragraph: Any) -> None:
        if not self.rtl:
            return
        properties = paragraph._p.get_or_add_pPr()
        _insert(properties, "w:bidi", before=("w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:contextualSpacing", "w:jc",
                                              "w:outlineLvl", "w:rPr"))  # fmt: skip
        for run in paragraph.runs:
            run.font.rtl = True

    def as_bytes(self) -> bytes:
        out = io.BytesIO()
        self._doc.save(out)
        return out.getvalue()


def _insert(parent: Any, name: str, *, before: Sequence[str]) -> None:
    """An empty element before the first of some others: the order of properties is fixed by the standard."""
    element = OxmlElement(name)
    following = next((child for child in parent if child.tag in {qn(other) for other in before}), None)
    if following is None:
        parent.append(element)
    else:
        following.addprevious(element)


def clean(text: str) -> str:
    """Text without the characters that XML cannot hold."""
    return NO_CHARACTER.sub(" ", str(text))
