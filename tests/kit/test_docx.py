"""Documents for Word open elsewhere, say what they are, and hold what people typed as text."""

import io
from datetime import UTC, datetime

import docx
import pytest

from genba.kit.docx import Document


def opened(made: Document) -> docx.document.Document:
    return docx.Document(io.BytesIO(made.as_bytes()))


def test_headings_tables_and_facts_are_read_back_by_their_kind() -> None:
    made = Document("Report", author="Harbour", language="en", rtl=False, made_at=datetime(2026, 7, 1, 10, tzinfo=UTC))
    made.heading("Report", 0)
    made.heading("Figures", 1)
    made.facts([("Days", "2026")])
    made.points(["One", "Two"])
    made.table(["Figure", "Value"], [["People", "12"], ["Classes", "3"]], title="Figures", alt="Two figures", numeric=(1,))

    read = opened(made)

    styles = [(p.style.name if p.style else "", p.text) for p in read.paragraphs]
    assert styles[:3] == [("Title", "Report"), ("Heading 1", "Figures"), ("Normal", "Days: 2026")]
    assert [text for style, text in styles if style == "List Bullet"] == ["One", "Two"]
    assert [[cell.text for cell in row.cells] for row in read.tables[0].rows] == [
        ["Figure", "Value"], ["People", "12"], ["Classes", "3"],
    ]  # fmt: skip
    assert 'w:val="Two figures"' in read.tables[0]._tbl.tblPr.xml
    core = read.core_properties
    assert (core.title, core.author, core.created) == ("Report", "Harbour", datetime(2026, 7, 1, 10, tzinfo=UTC))


def test_what_a_stranger_typed_stays_text() -> None:
    made = Document("T", author="H", language="en", rtl=False)
    typed = "<w:p/> & \x00\x0b{{ x }} =HYPERLINK()"
    made.paragraph(typed)

    assert opened(made).paragraphs[0].text == "<w:p/> &   {{ x }} =HYPERLINK()"


@pytest.mark.parametrize("rtl", [False, True])
def test_from_right_to_left_every_part_says_so_in_the_order_of_the_standard(rtl: bool) -> None:
    made = Document("تقرير", author="H", language="ar", rtl=rtl)
    made.heading("تقرير", 1)
    made.table(["الرقم", "القيمة"], [["أشخاص", "١٢"]], title="ج", alt="ج", numeric=(1,))

    read = opened(made)

    (table,) = read.tables
    names = [child.tag.rpartition("}")[2] for child in table._tbl.tblPr]
    cell = table.rows[1].cells[1].paragraphs[0]._p.pPr
    assert ("bidiVisual" in names) is rtl and ("<w:bidi/>" in read.element.body.sectPr.xml) is rtl
    assert cell is not None and [c.tag.rpartition("}")[2] for c in cell] == (["bidi"] if rtl else []) + ["spacing", "jc"]
    if rtl:
        assert names.index("tblStyle") < names.index("bidiVisual") < names.index("tblW")
