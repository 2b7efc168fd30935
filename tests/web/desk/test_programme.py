"""The programme office sees its programme, and opens each figure to what is behind it."""

import csv
import io
import re
from typing import Any

import pytest

from tests.cast import Cast
from tests.scenes_impact import AFTER, firm
from tests.scenes_programme import programme_of_seven

KPI = "absenteeism"
PAGE, RECORDS = "/desk/programme/", "/desk/programme/records/"


@pytest.fixture
def programme(cast: Cast) -> Cast:
    return programme_of_seven(cast)


def text_of(answer: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_a_director_sees_reach_and_what_changed_with_both_numbers(programme: Cast, sign_in: Any) -> None:
    client = sign_in(programme.director)

    page = text_of(client.get(PAGE))

    assert "Harbour Programme" in page
    assert "People trained 2 50 % women" in page.replace("\u00a0", " ")
    assert "Absenteeism 5 of 6 80 %: 4 of 5" in page.replace("\u00a0", " ")
    assert "−20 %" in page.replace("\u00a0", " ")
    assert "Delta Advisers" in page  # the provider who must act on the missing baseline


def test_the_page_asks_six_questions_of_the_database(
    programme: Cast, sign_in: Any, django_assert_max_num_queries: Any
) -> None:
    client = sign_in(programme.director)

    with django_assert_max_num_queries(6):
        client.get(PAGE)


def test_an_officer_sees_the_own_country_only(programme: Cast, sign_in: Any) -> None:
    client = sign_in(programme.officer)

    own = client.get(PAGE).content.decode()
    other = client.get(PAGE + "?country=VN")
    behind = client.get(RECORDS + "?figure=enterprises&country=VN")

    assert "Kenya" in own and "Viet" not in own and "Delta Advisers" not in own
    assert (other.status_code, behind.status_code) == (404, 404)


def test_the_page_is_not_for_providers_and_enterprises(programme: Cast, sign_in: Any) -> None:
    assert sign_in(programme.coordinator).get(PAGE).status_code == 403
    assert sign_in(programme.coordinator).get(RECORDS + "?figure=enterprises").status_code == 403
    assert sign_in(programme.owner).get(PAGE).status_code == 403


def test_filters_stand_in_the_address(programme: Cast, sign_in: Any) -> None:
    client = sign_in(programme.director)

    vietnam = text_of(client.get(PAGE + "?country=VN&module=workplace-cooperation"))
    nowhere = client.get(PAGE + "?module=no-such-module")

    assert "Enterprises 1" in vietnam and "No measure yet" in vietnam
    assert nowhere.status_code == 404


@pytest.mark.parametrize(
    ("figure", "part", "n"),
    [("enterprises", "", 8), ("enterprises-trained", "", 6), ("engagements", "", 8), ("workforce-reached", "", 6),
     ("complete-measures", "", 6), ("practices-adopted", "", 1), ("savings", "", 1), ("cost-covered", "", 1),
     ("people-trained", "", 2), ("missing-baseline", "", 8), ("missing-attendance", "", 0), ("missing-values", "", 1),
     (KPI, "", 6), (KPI, "reporting", 5), (KPI, "improved", 4)],
)  # fmt: skip
def test_each_figure_opens_to_as_many_records_as_it_counts(
    programme: Cast, sign_in: Any, django_assert_max_num_queries: Any, figure: str, part: str, n: int
) -> None:
    client = sign_in(programme.director)

    with django_assert_max_num_queries(8):
        page = client.get(f"{RECORDS}?figure={figure}&part={part}")

    assert page.status_code == 200
    assert page.content.decode().count('<th scope="row">') == n


def test_the_file_holds_exactly_what_the_page_shows(programme: Cast, sign_in: Any) -> None:
    client = sign_in(programme.director)

    answer = client.get(f"{RECORDS}?figure={KPI}&part=improved&format=csv")

    rows = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    assert rows[0] == ["Code", "Enterprise", "Country", "Before", "Now", "Unit", "Changed by", "Direction"]
    assert [row[1] for row in rows[1:]] == [f"Model Works {at}" for at in range(4)]
    assert [float(row[6]) for row in rows[1:]] == pytest.approx([-0.4, -0.3, -0.2, -0.1])
    assert rows[1][3:5] == ["10.0", "6.0"]


def test_a_name_that_spreadsheets_would_run_is_written_as_text(programme: Cast, sign_in: Any) -> None:
    firm(programme, "=1+1 Works")
    client = sign_in(programme.director)

    answer = client.get(f"{RECORDS}?figure=enterprises&format=csv")

    assert "'=1+1 Works" in b"".join(answer.streaming_content).decode()


def test_a_list_goes_on_after_fifty(programme: Cast, sign_in: Any) -> None:
    for at in range(50):
        firm(programme, f"Zeta {at:02d}")
    client = sign_in(programme.director)

    first = client.get(RECORDS + "?figure=enterprises").content.decode()
    further = re.search(r'href="([^"]+)" rel="next"', first)
    assert further
    second = client.get(further[1].replace("&amp;", "&")).content.decode()

    assert first.count('<th scope="row">') == 50
    assert second.count('<th scope="row">') == 8
    assert "Zeta 49" in second and "Zeta 49" not in first


def test_an_auditor_reads_and_a_figure_that_is_not_there_is_refused(programme: Cast, sign_in: Any) -> None:
    client = sign_in(programme.auditor)

    assert client.get(PAGE).status_code == 200
    assert client.get(RECORDS + "?figure=happiness").status_code == 422


def test_before_anything_was_worked_out_the_page_says_so(cast: Cast, sign_in: Any) -> None:
    page = text_of(sign_in(cast.director).get(PAGE))

    assert "No figures yet" in page


def test_a_figure_since_the_class_that_nobody_sent_is_asked_for(programme: Cast, sign_in: Any) -> None:
    client = sign_in(programme.director)

    page = client.get(RECORDS + "?figure=missing-values").content.decode()

    assert "Model Works 5" in page and "Rift Training House" in page
    assert AFTER[0] not in page
