"""Anybody works something out with a tool, without an account: typed, pasted or sent; nothing is kept unless they save it."""

import io
import json
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlparse

import openpyxl
import pypdf
import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile

from genba.kit.models import Task
from genba.observations.models import Observation
from genba.plans.models import Action
from tests.cast import Cast
from tests.words import words_of

TOOLS = "/modules/workplace-cooperation/tools/"
ABSENCE = {"days_lost": "25", "daily_wage": "8", "replacement_share": "40", "replacement_wage": "10", "daily_margin": "14"}
WALKS = "day\tsort\tset\tshine\tstandard\tsustain\n2026-03-02\t2\t1\t3\t1\t1\n2026-05-04\t4\t3\t4\t3\t2"
SUGGESTED = {"workers": "160", "managers": "26", "suggestions_workers": "148", "suggestions_managers": "52", "answered": "200",
             "implemented": "90"}  # fmt: skip


@pytest.mark.django_db
def test_what_was_typed_is_worked_out_in_the_digits_of_the_reader_and_not_kept(client: Any) -> None:
    page = words_of(client.post(f"{TOOLS}cost-of-absence/", ABSENCE))
    arabic = client.post(f"{TOOLS}cost-of-absence/", {**ABSENCE, "days_lost": "٢٥"}, HTTP_ACCEPT_LANGUAGE="ar")

    # By hand: 25 × 8 + 10 × 10 + 15 × 14.
    assert "25 days lost" in page or "510" in page
    assert "٥١٠" in words_of(arabic)
    assert not Task.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"days_lost": "-3"}, "Days lost to absence: -3 is too low: at least 0."),
        ({"days_lost": "many"}, "“many” is not a number"),
        ({"days_lost": ""}, "Days lost to absence: This is missing."),
        ({"replacement_share": "120"}, "the share is above 100 %"),
    ],
)
def test_a_tool_says_what_is_wrong_beside_the_field_and_loses_nothing(client: Any, given: dict[str, str], says: str) -> None:
    answer = client.post(f"{TOOLS}cost-of-absence/", {**ABSENCE, "daily_wage": "8.25", **given})

    assert answer.status_code == 422
    assert says in words_of(answer).replace("\u00a0", " ")
    assert 'value="8.25"' in answer.content.decode()


@pytest.mark.django_db
def test_a_table_is_pasted_and_a_wrong_row_is_named_in_the_readers_language(client: Any) -> None:
    good = words_of(client.post(f"{TOOLS}five-s/", {"audits": WALKS}))
    bad = client.post(f"{TOOLS}five-s/", {"audits": WALKS.replace("\t4\t3\t2", "\t9\t3\t2")}, HTTP_ACCEPT_LANGUAGE="fr")

    assert "The area reaches 64" in good
    assert bad.status_code == 422
    assert "Tournées, " in words_of(bad) and "2026-05-04" in bad.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_file_stands_for_a_paste(client: Any, tmp_path: Path, form: str) -> None:
    rows = [line.split("\t") for line in WALKS.split("\n")]
    if form == "csv":
        content = "\n".join(";".join(row) for row in rows).encode()
    else:
        book = xlsxwriter.Workbook(str(tmp_path / "walks.xlsx"))
        page = book.add_worksheet()
        for number, row in enumerate(rows):
            for place, cell in enumerate(row):
                page.write(number, place, float(cell) if cell.isdigit() else cell)
        book.close()
        content = (tmp_path / "walks.xlsx").read_bytes()

    answer = client.post(f"{TOOLS}five-s/", {"audits.file": SimpleUploadedFile(f"walks.{form}", content)})

    assert "The area reaches 64" in words_of(answer)
    assert "2026-05-04" in answer.content.decode()


@pytest.mark.django_db
def test_a_file_that_is_no_table_is_refused_in_words(client: Any) -> None:
    answer = client.post(f"{TOOLS}five-s/", {"audits.file": SimpleUploadedFile("walks.xlsx", b"%PDF-1.4 no table")})

    assert answer.status_code == 422
    assert "Walks: " in words_of(answer)


@pytest.mark.django_db
def test_the_same_figures_come_as_pdf_workbook_and_json(client: Any) -> None:
    asked = {"audits": WALKS}

    pdf = client.post(f"{TOOLS}five-s/", {**asked, "as": "pdf"})
    book = client.post(f"{TOOLS}five-s/", {**asked, "as": "xlsx"})
    data = json.loads(client.post(f"{TOOLS}five-s/", {**asked, "as": "json"}).content)

    text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf.content)).pages)
    cells = list(openpyxl.load_workbook(io.BytesIO(book.content)).worksheets[0].iter_rows(values_only=True))
    assert "The area reaches 64" in text.replace("\u00a0", " ")
    assert ("Score of the last walk", 64, "%") in [row[:3] for row in cells]
    assert (data["total"], data["weakest"]) == (64, "sustain")
    assert any("The area reaches 64" in sentence for sentence in data["meaning"])


@pytest.mark.django_db
def test_an_example_fills_the_form(client: Any) -> None:
    page = client.get(f"{TOOLS}five-s/?example=1").content.decode()

    assert "2026-03-02\t2\t1\t3\t1\t1" in page


@pytest.mark.django_db
def test_a_page_of_a_tool_asks_the_database_nothing(client: Any, django_assert_num_queries: Any) -> None:
    client.get(f"{TOOLS}five-s/")  # the first visit fills caches

    with django_assert_num_queries(0):
        client.get(f"{TOOLS}five-s/?example=1")


def test_an_owner_puts_what_came_out_into_the_plan_with_one_tap(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast.owner)
    page = client.post(f"{TOOLS}cost-of-absence/", ABSENCE).content.decode()
    link = next(part for part in page.split('"') if "/plan/new/?" in part).replace("&amp;", "&")

    form = client.get(link).content.decode()
    facts = {name: values[0] for name, values in parse_qs(urlparse(link).query).items()}
    client.post(link, {**facts, "owner": "Rosa", "due_on": "2026-12-01", "saving_kind": "monthly", "currency": "KES"})

    made = Action.objects.get()
    assert "Absence costs us money every month." in form
    assert (made.origin, int(made.expected_saving)) == ("tool", 510)


def test_an_owner_keeps_what_came_out_as_a_figure(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast.owner)
    page = client.post(f"{TOOLS}suggestions/", SUGGESTED).content.decode()
    link = next(part for part in page.split('"') if "/modules/keep/" in part).replace("&amp;", "&")

    shown = client.get(link).content.decode()
    month = shown.split('<option value="')[1].split('"')[0]
    facts = {name: values[0] for name, values in parse_qs(urlparse(link).query).items()}
    kept = client.post(link, {**facts, "period": month, "note": ""})

    found = Observation.objects.get(indicator="suggestion-implementation-rate")
    assert kept.status_code == 302
    assert (found.numerator, found.denominator, found.starts_on) == (90, 200, date.fromisoformat(month))


def test_a_stranger_is_offered_no_plan_and_nobody_anothers(cast: Cast, client: Any, sign_in: Any) -> None:
    stranger = client.post(f"{TOOLS}cost-of-absence/", ABSENCE).content.decode()
    other = sign_in(cast.brand_officer)
    officer = other.post(f"{TOOLS}cost-of-absence/", ABSENCE).content.decode()
    reached = other.get(f"/modules/keep/{cast.engagement.code}/?indicator=absenteeism")

    assert "/plan/new/" not in stranger and "/plan/new/" not in officer
    assert reached.status_code in (403, 404)
