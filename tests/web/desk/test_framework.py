"""The office keeps its results framework at the desk."""

import csv
import io
from typing import Any

import pytest

from genba.impact.actions import framework as actions
from genba.impact.framework_import import row_of
from genba.impact.models import FrameworkIndicator, FrameworkValue
from tests.cast import Cast
from tests.words import text_of

PAGE = "/desk/framework/"
ROWS = [
    ("1", "Nr. of institutions", "Kenya", "STSG", "2"),
    ("2", "% of cost covered", "Kenya", "40", "50"),
    ("2", "% of cost covered", "Viet Nam", "40", "33"),
    ("10", "Nr. of trainers (m/f)", "Kenya", "10 (30%)", "7 (50%F)"),
]


@pytest.fixture
def office(cast: Cast) -> Cast:
    rows = [
        row_of({"No": no, "Level": "Objective", "Indicator": wording, "Country": country, "Period": "2026", "Target": target,
                "Actual": actual})
        for no, wording, country, target, actual in ROWS
    ]  # fmt: skip
    actions.import_rows(by=cast.director, programme=cast.programme, rows=rows)
    return cast


def test_a_director_sees_every_line_with_its_light(office: Cast, sign_in: Any, django_assert_num_queries: Any) -> None:
    client = sign_in(office.director)

    client.get(PAGE)
    with django_assert_num_queries(7):
        page = text_of(client.get(PAGE))

    assert "STSG 2 No number" in page
    assert "Kenya 40 % 50 % On track" in page
    assert "Viet Nam" in page.replace("Vietnam", "Viet Nam") and "40 % 33 % Watch" in page
    assert "10 30 % women 7 50 % women Watch" in page
    assert page.index("% of cost covered") < page.index("Nr. of trainers")


def test_an_officer_sees_and_edits_the_own_country_only(office: Cast, sign_in: Any) -> None:
    client = sign_in(office.officer)
    line = FrameworkIndicator.objects.get(no="2")

    page = text_of(client.get(PAGE))
    elsewhere = client.get(PAGE + "?country=VN")
    foreign = client.post(f"{PAGE}{line.code}/VN/2026/", {"version": 1, "target": 1})

    assert "40 % 50 %" in page and "33 %" not in page
    assert (elsewhere.status_code, foreign.status_code) == (404, 404)


def test_a_target_is_entered_and_a_second_editor_sees_the_first(office: Cast, sign_in: Any) -> None:
    client = sign_in(office.officer)
    line = FrameworkIndicator.objects.get(no="10")
    address = f"{PAGE}{line.code}/KE/2026/"

    client.post(address, {"version": 1, "target": "12", "actual": "9"})
    late = client.post(address, {"version": 1, "target": "20", "actual": "9"})
    again = client.post(address, {"version": 2, "target": "20", "actual": "9"})

    page = late.content.decode()
    assert late.status_code == 422
    assert "Somebody else changed these figures" in page and "12.0" in page and 'value="20"' in page
    assert again.status_code == 302
    assert FrameworkValue.objects.get(indicator=line, country="KE").target == 20


def test_a_line_is_added_and_entered_in_a_new_period(office: Cast, sign_in: Any) -> None:
    client = sign_in(office.director)

    client.post(PAGE + "new/", {"no": "3.1", "level": "Output 3", "wording": "Brands that pay", "kind": "count"})
    line = FrameworkIndicator.objects.get(no="3.1")
    opened = client.get(PAGE + "choose/?country=KE&period=2027-q1", follow=True)
    entered = client.post(f"{PAGE}{line.code}/KE/2027-Q1/", {"version": 0, "target": "4"}, follow=True)

    assert "Brands that pay" in text_of(opened) and "Waits for a figure" in text_of(opened)
    assert "Brands that pay Kenya Kenya – Tell Baseline 3.1, Kenya 4 –" in text_of(entered) and "Output 3" in text_of(
        entered
    )


def test_a_number_twice_is_refused_where_it_was_typed(office: Cast, sign_in: Any) -> None:
    answer = sign_in(office.director).post(PAGE + "new/", {"no": "2", "wording": "Again", "kind": "count"})

    assert answer.status_code == 422
    assert "There is already a line number 2." in answer.content.decode()


def test_readers_see_no_way_to_edit(office: Cast, sign_in: Any) -> None:
    client = sign_in(office.auditor)
    line = FrameworkIndicator.objects.get(no="2")

    page = client.get(PAGE).content.decode()

    assert "Add a line" not in page and f"{line.code}/KE/2026/told/" in page
    assert f'{line.code}/KE/2026/"' not in page and f"{line.code}/KE/baseline/" not in page
    assert client.get(f"{PAGE}{line.code}/KE/2026/").status_code == 403
    assert sign_in(office.owner).get(PAGE).status_code == 403


def test_the_file_holds_what_the_page_shows(office: Cast, sign_in: Any) -> None:
    answer = sign_in(office.director).get(PAGE + "?country=KE&period=2026&format=csv")

    rows = list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    assert [(r["no"], r["target"], r["target_text"], r["actual"], r["status"]) for r in rows] == [
        ("1", "", "STSG", "2", "no-number"), ("2", "40", "", "50", "good"), ("10", "10", "", "7", "attention"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("?period=someday", "“someday” is no period. Write 2026, 2026-H1,"),
        ("choose/?country=KE&period=2025-H3", "There is no 2025-H3: a year has two halves. Write 2025-H1 or 2025-H2."),
        ("choose/?country=KE&period=2025-13", "There is no 2025-13: a year has twelve months, 01 to 12."),
        ("choose/?country=KE&period=2025/26", "The year of this programme begins in January"),
    ],
)
def test_a_period_that_there_is_not_is_answered_with_what_there_is(
    office: Cast, sign_in: Any, address: str, says: str
) -> None:
    answer = sign_in(office.director).get(PAGE + address)

    assert answer.status_code == 422
    assert says in text_of(answer)
