"""One sheet, four ways to hand it out, the same figures in all of them."""

import html
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from genba.cli import main
from tests.cast import Cast
from tests.scenes_sheet import at_today, consent, play

__all__ = ["at_today"]
pytestmark = pytest.mark.usefixtures("at_today")


def plain(text: str) -> str:
    """Without tags, entities and kinds of blanks."""
    bare = re.sub(r"<[^>]*>", " ", re.sub(r"<style>.*?</style>", " ", text, flags=re.S))
    return " ".join(html.unescape(bare).replace("\u00a0", " ").split())


def pdf_text(content: bytes) -> str:
    return plain(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages))


def figures(data: dict[str, Any]) -> dict[str, list[str]]:
    """What must stand on every surface, written from the JSON with Python's own formatting: KPI by KPI, and the money."""
    said: dict[str, list[str]] = {}
    for kpi in data["kpis"]:
        if kpi["now"].get("n"):
            decimals, sign = kpi["decimals"], " %" if kpi["unit"] == "%" else ""
            step, share = kpi["change"]["absolute"]["value"], kpi["change"]["relative"]["value"]
            said[kpi["label"]] = [
                *(f"{kpi[side]['value']:.{decimals}f}{sign}" for side in ("now", "before")),
                *(f"{kpi[side]['numerator']:,.0f}" for side in ("now", "before")),
                *(f"{kpi[side]['denominator']:,.0f}" for side in ("now", "before")),
                f"{abs(step):.{decimals}f}", f"{'+' if share > 0 else '−'}{abs(share) * 100:.0f} %", "3 months",
                "Aug to Oct 2026", "Jan to Mar 2026",
            ]  # fmt: skip
    money = data["savings_per_year"][0]
    said["savings"] = [f"{float(money['actual']):,.0f} USD", f"{float(money['expected']):,.0f} USD"]
    return said


def missing(said: dict[str, list[str]], text: str) -> list[tuple[str, str]]:
    """Which figures do not stand in a text; those of a KPI must stand after its name."""
    return [(name, figure) for name, found in said.items() for figure in found
            if figure not in (text[text.index(name):] if name != "savings" else text)]  # fmt: skip


def test_page_pdf_data_and_command_show_the_same_figures(cast: Cast, sign_in: Any, tmp_path: Path, capsys: Any) -> None:
    play(cast)
    client = sign_in(cast.owner)
    address = f"/enterprises/{cast.garments.code}"

    data = client.get(f"{address}/sheet.json").json()
    page = client.get(f"{address}/sheet/").content.decode()
    pdf = client.get(f"{address}/sheet.pdf").content
    main(["sheet", cast.garments.code])
    text = capsys.readouterr().out
    main(["sheet", cast.garments.code, "--format", "json"])
    said = json.loads(capsys.readouterr().out)
    main(["sheet", cast.garments.code, "--format", "html", "--out", str(tmp_path / "sheet.html")])
    file = (tmp_path / "sheet.html").read_text()

    expected = figures(data)
    assert len(expected) == 7  # six KPIs and the savings
    assert said == data
    assert missing(expected, plain(page)) == []
    assert missing(expected, pdf_text(pdf)) == []
    assert missing(expected, plain(text)) == []
    assert missing(expected, plain(file)) == []


def test_every_month_of_the_data_stands_in_the_tables_of_page_and_pdf(cast: Cast, sign_in: Any) -> None:
    play(cast)
    client = sign_in(cast.owner)
    address = f"/enterprises/{cast.garments.code}"

    data = client.get(f"{address}/sheet.json").json()
    page = plain(client.get(f"{address}/sheet/").content.decode())
    paper = pdf_text(client.get(f"{address}/sheet.pdf").content)

    absence = next(k for k in data["kpis"] if k["indicator"] == "absenteeism")
    for month in absence["months"]:
        row = "not tracked"
        if month["value"] is not None:
            row = f"{month['numerator']:,.0f} {month['denominator']:,.0f} {month['value']:.1f} %"
        assert row in page
        assert row in paper


def test_the_page_reads_the_database_eight_times_at_most(
    cast: Cast, sign_in: Any, django_assert_max_num_queries: Any
) -> None:
    play(cast)
    consent(cast, "progress")
    client = sign_in(cast.owner)
    client.get("/enterprise/")

    with django_assert_max_num_queries(8):
        own = client.get("/enterprise/")
    with django_assert_max_num_queries(8):
        named = client.get(f"/enterprises/{cast.garments.code}/sheet/")

    assert own.status_code == named.status_code == 200


def test_the_first_visit_is_light(cast: Cast, sign_in: Any) -> None:
    play(cast)
    client = sign_in(cast.owner)

    page = client.get("/enterprise/", headers={"Accept-Encoding": "gzip"})

    assert page["Content-Encoding"] == "gzip"
    assert len(page.content) < 12_000


def test_the_sheet_says_what_is_missing_and_why(cast: Cast, sign_in: Any) -> None:
    play(cast)
    client = sign_in(cast.owner)

    page = client.get("/enterprise/").content.decode()

    assert "Not written down yet" in page and "Energy per unit of output" in page
    assert 'class="unknown"' in page  # July of absenteeism, drawn dashed
    assert "not tracked" in page
    assert "Expected, not measured yet" in page


def test_before_the_class_the_sheet_shows_the_start_and_no_change(cast: Cast, sign_in: Any) -> None:
    from tests.scenes_sheet import measure

    measure(cast)
    client = sign_in(cast.owner)

    page = plain(client.get("/enterprise/").content.decode())

    assert "The class has not been held yet: everything here is the start." in page
    assert "Too early to say nothing counted after the class yet" in page
    assert "Better" not in page


def test_an_empty_sheet_says_what_to_do(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast.owner)

    page = plain(client.get("/enterprise/").content.decode())

    assert "Take the first measure" in page
    assert "The plan is empty" in page


def test_arabic_is_mirrored_with_its_own_digits(cast: Cast, sign_in: Any) -> None:
    play(cast)
    client = sign_in(cast.owner)

    page = client.get("/enterprise/", headers={"Accept-Language": "ar"}).content.decode()
    paper = client.get(f"/enterprises/{cast.garments.code}/sheet.pdf", headers={"Accept-Language": "ar"}).content

    assert 'dir="rtl"' in page
    assert "٥٫١" in page and "٨٫٤" in page
    assert "٥٫١" in pdf_text(paper)
    assert len(PdfReader(io.BytesIO(paper)).pages) == 4


def test_the_pdf_has_four_pages_and_keeps_what_people_typed_as_text(cast: Cast, sign_in: Any) -> None:
    made = play(cast)
    made["tools"].action = '#panic("no") *x* $y$'
    made["tools"].save()
    client = sign_in(cast.owner)

    answer = client.get(f"/enterprises/{cast.garments.code}/sheet.pdf")

    reader = PdfReader(io.BytesIO(answer.content))
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == f'inline; filename="sheet-{cast.garments.code}-2026-11-22.pdf"'
    assert len(reader.pages) == 4
    assert '#panic("no") *x* $y$' in pdf_text(answer.content)


@pytest.mark.parametrize("ending", ["sheet/", "sheet.pdf", "sheet.json"])
def test_only_those_around_the_enterprise_see_its_sheet(cast: Cast, sign_in: Any, ending: str) -> None:
    address = f"/enterprises/{cast.garments.code}/{ending}"

    def status(user: Any) -> int:
        code: int = sign_in(user).get(address).status_code
        return code

    for user in (cast.owner, cast.worker, cast.omar, cast.coordinator, cast.officer, cast.director, cast.auditor):
        assert status(user) == 200
    assert status(cast.brand_officer) == 404
    assert sign_in(cast.coordinator).get(f"/enterprises/{cast.metals.code}/{ending}").status_code == 404


def test_a_signed_out_visitor_is_asked_to_sign_in(cast: Cast, client: Any) -> None:
    answer = client.get(f"/enterprises/{cast.garments.code}/sheet/")

    assert answer.status_code == 302
    assert "/account/" in answer["Location"]


def test_staff_have_no_own_enterprise(cast: Cast, sign_in: Any) -> None:
    assert sign_in(cast.director).get("/enterprise/").status_code == 404
