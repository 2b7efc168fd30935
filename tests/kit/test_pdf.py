"""A document is a PDF with its text in it, from our own fonts, and data stays data."""

import io
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import typst
from PIL import Image
from pypdf import PdfReader

from genba.kit import pdf
from genba.kit.svg import Base, Mark, Paper, Point, Trend, trend

META = {
    "title": "Our sheet",
    "programme": "Harbour Programme",
    "date": "22 November 2026",
    "lang": "en",
    "dir": "ltr",
    "page": "Page {page} of {pages}",
}
ARABIC = {
    "title": "ورقتنا",
    "programme": "برنامج المرفأ",
    "date": "٢٢ نوفمبر ٢٠٢٦",
    "lang": "ar",
    "dir": "rtl",
    "page": "الصفحة {page} من {pages}",
    "digits": "٠١٢٣٤٥٦٧٨٩",
}
OPENING = '#import "/base.typ": *\n#let data = json("/data.json")\n#show: document.with(data.meta)\n'


@pytest.fixture
def template(tmp_path: Path) -> Any:
    def write(body: str) -> Path:
        path = tmp_path / "letter.typ"
        path.write_text(OPENING + body, encoding="utf-8")
        return path

    return write


def read(content: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(content))


def words(content: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in read(content).pages).split())


def test_every_page_names_programme_date_and_its_place(template: Any) -> None:
    document = template("= #data.meta.title\n#pagebreak()\nSecond.")

    content = pdf.render(document, {"meta": META})

    pages = [" ".join(page.extract_text().split()) for page in read(content).pages]
    assert len(pages) == 2
    assert all("Harbour Programme" in page and "22 November 2026" in page for page in pages)
    assert "Page 1 of 2" in pages[0] and "Page 2 of 2" in pages[1]
    assert read(content).metadata is not None and read(content).metadata.title == "Our sheet"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "nasty",
    ['#panic("no")', "$x^2$ *b* _i_ `c`", '"] #import "/etc/passwd" [', "\\u{41}", "<label> @ref", "= Heading", "#{1+1}"],
)
def test_what_a_stranger_typed_stays_text(template: Any, nasty: str) -> None:
    document = template('#data.note\n#rows(([A],), ((data.note,),))\n#chip("good", data.note)')

    content = pdf.render(document, {"meta": {**META, "title": nasty, "programme": nasty}, "note": nasty})

    assert words(content).count(" ".join(nasty.split())) >= 3


def test_a_template_reads_nothing_but_what_it_is_handed(template: Any) -> None:
    for path in ("/etc/hostname", "../README.md", "/README.md", "/OFL.txt"):
        with pytest.raises(typst.TypstError):
            pdf.render(template(f'#read("{path}")'), {"meta": META})


def test_only_our_own_fonts_are_used(template: Any) -> None:
    document = template("Žluť Đường 12\u202f400 ٨٫٤ ٪ أهلا *bold*")

    content = pdf.render(document, {"meta": META})

    fonts = {
        str(font.get_object()["/BaseFont"]).split("+")[-1]
        for page in read(content).pages
        for font in page["/Resources"]["/Font"].values()
    }
    assert fonts and all(name.startswith(("NotoSans", "Vazirmatn")) for name in fonts)


def test_arabic_pages_are_counted_in_arabic_digits(template: Any) -> None:
    content = pdf.render(template("= #data.meta.title"), {"meta": ARABIC})

    text = words(content)
    assert "١" in text and "ورقتنا" in text
    assert read(content).trailer["/Root"]["/Lang"] == "ar"


def a_chart(rtl: bool, paper: Paper | None) -> str:
    points = tuple(Point(value, "before" if at < 3 else "now") for at, value in enumerate((8, 9, 8, 5, 4)))
    months = ("يناير", "فبراير", "مارس", "أبريل", "مايو") if rtl else ("Jan", "Feb", "Mar", "Apr", "May")
    label, training = ("قبل ٨٫٣ ٪", "التدريب") if rtl else ("before 8.3 %", "Training")
    return str(
        trend(
            Trend(training, points, months, lambda v, d: f"{v:.{d}f} %", Mark(3, training), base=Base(8.3, label)),
            rtl=rtl,
            paper=paper,
        )
    )


def test_a_chart_is_drawn_and_its_labels_can_be_read(template: Any) -> None:
    content = pdf.render(
        template("#chart(data.chart, alt: data.alt)"),
        {"meta": META, "chart": a_chart(False, Paper()), "alt": "Defects fell"},
    )

    text = words(content)
    assert "Training" in text and "before 8.3 %" in text and "Jan" in text


def test_arabic_letters_are_joined_inside_a_chart(template: Any) -> None:
    # Joined, the word needs less room than its letters one by one: the ink of the two pictures differs.
    joined = '<text x="10" y="60" font-size="40">التدريب</text>'
    apart = '<text x="10" y="60" font-size="40">' + "\u200c".join("التدريب") + "</text>"

    widths = []
    for drawing in (joined, apart):
        svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="400" height="80" font-family="Vazirmatn">{drawing}</svg>'
        page = pdf.write(template("#v(20mm)\n#chart(data.chart)"), {"meta": META, "chart": svg}, kind="png", ppi=72)
        picture = Image.open(io.BytesIO(page)).convert("L")
        middle = picture.crop((0, 130, picture.width, 300)).point(lambda ink: 255 if ink < 200 else 0)
        box = middle.getbbox()
        assert box is not None
        widths.append(box[2] - box[0])

    assert widths[0] < 0.9 * widths[1]


def test_photos_are_handed_in_by_name(template: Any) -> None:
    photo = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(photo, "JPEG")

    content = pdf.render(template('#photo("bench.jpg", alt: "The bench")'), {"meta": META}, {"bench.jpg": photo.getvalue()})

    assert len(read(content).pages[0].images) == 1


@pytest.mark.parametrize("name", ["../base.typ", "a/b.png", ""])
def test_a_photo_has_a_name_and_no_path(template: Any, name: str) -> None:
    with pytest.raises(ValueError, match="not a path"):
        pdf.render(template("x"), {"meta": META}, {name: b""})


def test_what_json_cannot_hold_is_refused(template: Any) -> None:
    with pytest.raises(TypeError):
        pdf.render(template("x"), {"meta": META, "when": datetime(2026, 1, 1, tzinfo=UTC)})
    with pytest.raises(ValueError):
        pdf.render(template("x"), {"meta": META, "value": float("nan")})


def test_the_same_document_at_the_same_instant_is_the_same_file(template: Any) -> None:
    at = datetime(2026, 11, 22, 12, tzinfo=UTC)

    first, second = (pdf.render(template("Same."), {"meta": META}, made_at=at) for _ in range(2))

    assert first == second
