"""A coordinator reads what the own provider reached and changed, beside the programme as a whole; nobody else's part."""

import re
from typing import Any

import pytest
import time_machine

from genba.impact.standings import refresh
from genba.programmes.actions import engagements
from tests.cast import Cast
from tests.scenes_impact import attend, firm, train
from tests.scenes_parts import group, ready
from tests.words import text_of


@pytest.fixture(autouse=True)
def _today() -> Any:
    with time_machine.travel("2026-07-15T10:00:00Z", tick=True):
        yield


def address(cast: Cast) -> str:
    return f"/desk/providers/{cast.provider.code}/"


def absence(page: str) -> str:
    """The row of one measure in the table of outcomes."""
    return page[page.index("Of the enterprises of this provider") :].partition("Absenteeism")[2][:260]


def card(page: str, name: str) -> str:
    return page[page.index("Reach Each") :].partition(f" {name} ")[2][:150]


def test_a_coordinator_reads_the_own_outcomes_beside_those_of_all(cast: Cast, sign_in: Any) -> None:
    group(cast, 6, better=6)
    group(cast, 6, better=1, country="VN", provider=cast.rival)
    ready()

    page = text_of(sign_in(cast.coordinator).get(address(cast)))

    row = absence(page)
    assert re.search(r"6 of 6 of 7 \(100 %\) 100 % 6 of 6 \(61 % – 100 %\) −20 %", row), row
    assert re.search(r"12 of 12 report; 58 % improved", row), row
    assert "Delta Advisers" not in page


def test_engaged_trained_and_reporting_are_three_numbers(cast: Cast, sign_in: Any) -> None:
    group(cast, 5, better=5)
    silent = firm(cast, "Silent Works")
    train(cast, silent)
    firm(cast, "Waiting Works")
    ready()

    page = text_of(sign_in(cast.coordinator).get(address(cast)))

    assert re.search(r"5 of 6 of 8 \(83 %\)", absence(page)), absence(page)


def test_reach_and_quality_are_the_figures_that_any_part_of_the_programme_tells(cast: Cast, sign_in: Any) -> None:
    own = group(cast, 6, better=6)
    theirs = group(cast, 6, better=0, country="VN", provider=cast.rival)
    attend(cast, train(cast, own[0]), own[0], "Rosa One", "female", "worker", 180, 180)
    attend(
        cast, train(cast, theirs[0], country="VN", provider=cast.rival), theirs[0], "Lan Two", "female", "worker", 180, 180
    )
    ready()
    client = sign_in(cast.coordinator)

    page = text_of(client.get(address(cast)))

    office = sign_in(cast.director)
    for code, name, told in (("enterprises-trained", "Enterprises in training", "6"), ("people-trained", "People trained", "1"),
                             ("engagements", "Modules taken", "7")):  # fmt: skip
        rows = office.get("/desk/programme/parts/", {"indicator": code, "by": "provider", "as": "json"}).json()["rows"]
        assert {row["provider"]: row["value"] for row in rows}[cast.provider.pk] == int(told)
        assert card(page, name).startswith(f"{told} "), card(page, name)
    assert "100 % (61 % – 100 %) 6 of 6 enterprises in training" in page


def test_the_whole_is_hidden_where_it_would_reveal_few_others(cast: Cast, sign_in: Any) -> None:
    group(cast, 6, better=6)
    group(cast, 2, better=0, country="VN", provider=cast.rival)
    ready()

    page = text_of(sign_in(cast.coordinator).get(address(cast)))

    row = absence(page)
    assert re.search(r"6 of 6 of 7 .* −20 % .*Hidden: too few", row), row
    assert "8 of 8 report" not in page
    assert "The programme as a whole: 8" not in page


def test_a_provider_of_few_reads_how_many_they_are_and_no_share_of_so_few(cast: Cast, sign_in: Any) -> None:
    group(cast, 3, better=3)
    ready()

    row = absence(text_of(sign_in(cast.coordinator).get(address(cast))))

    assert re.search(r"3 of 3 of 4 \(100 %\) Too few to compare Too few to compare", row), row


@pytest.mark.parametrize("who", ["omar", "owner", "team_member", "worker", "brand_officer", "expert"])
def test_whoever_runs_no_provider_and_no_office_does_not_read_it(cast: Cast, sign_in: Any, who: str) -> None:
    client = sign_in(getattr(cast, who))

    assert client.get(address(cast)).status_code in (403, 404)
    assert client.get("/desk/providers/").status_code == 403


def test_another_providers_page_is_not_found(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast.coordinator)

    assert client.get(f"/desk/providers/{cast.rival.code}/").status_code == 404
    assert client.get("/desk/providers/").headers["Location"] == address(cast)


def test_an_office_of_a_country_reads_the_work_there_alone(cast: Cast, sign_in: Any) -> None:
    group(cast, 6, better=6)
    group(cast, 5, better=0, country="VN")  # the same provider works in two countries
    ready()

    officer, director = sign_in(cast.officer).get(address(cast)), sign_in(cast.director).get(address(cast))

    assert "6 of 6 of 7" in absence(text_of(officer)) and "Vietnam" not in text_of(officer)
    assert "11 of 11 of 12" in absence(text_of(director)) and "Vietnam" in text_of(director)


def test_an_office_chooses_among_its_providers(cast: Cast, sign_in: Any) -> None:
    page = text_of(sign_in(cast.director).get("/desk/providers/"))

    assert "2 providers" in page and "Rift Training House" in page and "Delta Advisers" in page


def test_before_there_are_figures_the_page_says_so(cast: Cast, sign_in: Any) -> None:
    assert "No figures yet" in text_of(sign_in(cast.coordinator).get(address(cast)))

    engagements.withdraw(
        by=cast.coordinator, engagement=cast.engagement, withdrawn_on=cast.engagement.agreed_on, reason="Closed."
    )
    ready()
    assert "No figures yet" in text_of(sign_in(cast.coordinator).get(address(cast)))


def test_a_correction_is_in_the_page_with_the_next_version_of_the_facts(cast: Cast, sign_in: Any) -> None:
    made = group(cast, 6, better=6)
    ready()
    client = sign_in(cast.coordinator)
    assert "6 of 6 of 7" in absence(text_of(client.get(address(cast))))

    engagements.withdraw(by=cast.coordinator, engagement=made[0], withdrawn_on=made[0].agreed_on, reason="Closed.")
    ready()

    assert "5 of 5 of 6" in absence(text_of(client.get(address(cast))))


def test_the_page_asks_the_same_few_questions_however_many_enterprises(
    cast: Cast, sign_in: Any, django_assert_max_num_queries: Any
) -> None:
    group(cast, 5, better=5)
    group(cast, 6, better=5, name="Other", country="VN", provider=cast.rival)
    refresh()
    ready()
    client = sign_in(cast.coordinator)
    client.get(address(cast))

    with django_assert_max_num_queries(16):
        client.get(address(cast))

    group(cast, 4, better=4, name="Further")
    ready()
    client.get(address(cast))
    with django_assert_max_num_queries(16):
        client.get(address(cast))
