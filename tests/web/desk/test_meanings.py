"""Definitions that changed, on the page of figures to check: read what was and is said, and say that only words changed."""

from typing import Any

import pytest

from genba.audit.models import Event
from genba.facts import follow
from genba.impact import meanings
from tests.cast import Cast
from tests.scenes_impact import train
from tests.scenes_meanings import KPI, NOW, WAS, latest, reword
from tests.scenes_modules import Packages, packages
from tests.words import text_of

__all__ = ["packages"]
LIST, PARTS = "/desk/quality/", "/desk/programme/parts/"
TITLE = "Definitions that changed"


@pytest.fixture
def changed(cast: Cast, packages: Packages) -> str:
    """The definition of absenteeism changed, and nobody said since when. Gives back the page of it."""
    meanings.look()
    reword(packages)
    meanings.look()
    return f"{LIST}definitions/{latest().code}/"


def test_the_list_says_nothing_while_no_definition_changed(cast: Cast, sign_in: Any) -> None:
    meanings.look()

    assert TITLE not in text_of(sign_in(cast.director).get(LIST))


def test_the_list_shows_what_was_said_before_and_is_said_now_and_the_director_settles_it(
    cast: Cast, changed: str, sign_in: Any
) -> None:
    client = sign_in(cast.director)
    listed, page = client.get(LIST), client.get(changed)

    answer = client.post(changed, {"reason": "Leave without pay was always counted"}, follow=True)

    for one in (listed, page):
        assert "Absenteeism" in text_of(one) and WAS in text_of(one) and NOW in text_of(one)
    assert TITLE in text_of(listed) and changed in listed.content.decode() and "Numerator" not in text_of(page)
    assert "It is settled: only the words changed" in text_of(answer) and TITLE not in text_of(answer)
    assert (latest().settled_by, latest().reason) == (cast.director, "Leave without pay was always counted")
    assert Event.objects.get(verb="settle").reason == "Leave without pay was always counted"


def test_nothing_is_settled_without_a_reason_or_twice(cast: Cast, changed: str, sign_in: Any) -> None:
    client = sign_in(cast.director)

    without = client.post(changed, {"reason": " "})
    client.post(changed, {"reason": "Better words"})
    again = client.post(changed, {"reason": "Other words"})

    assert without.status_code == 422 and "This field is required" in text_of(without)
    assert again.status_code == 422 and "This is settled already" in text_of(again)
    assert latest().reason == "Better words"


def test_a_country_office_reads_it_and_settles_nothing_and_a_provider_does_not_even_see_it(
    cast: Cast, changed: str, sign_in: Any
) -> None:
    office = sign_in(cast.officer)
    read, refused = office.get(LIST), office.post(changed, {"reason": "Mine"})

    coordinator = sign_in(cast.coordinator)
    not_seen, hidden = coordinator.get(LIST), coordinator.post(changed, {"reason": "Mine"})

    assert TITLE in text_of(read) and NOW in text_of(read) and changed not in read.content.decode()
    assert not_seen.status_code == 200 and TITLE not in text_of(not_seen)
    assert (refused.status_code, hidden.status_code) == (403, 404)
    assert meanings.open_ones() == {KPI}


def test_measures_part_by_part_say_it_of_that_kpi_alone(cast: Cast, changed: str, sign_in: Any) -> None:
    train(cast, cast.engagement)
    follow.follow()
    client = sign_in(cast.director)

    told, other = (text_of(client.get(PARTS, {"indicator": code})) for code in (KPI, "defect-rate"))

    assert "Absenteeism" in told and "nobody has said since when" in told
    assert "nobody has said since when" not in other


def test_a_definition_that_nobody_knows_has_no_page(cast: Cast, changed: str, sign_in: Any) -> None:
    client = sign_in(cast.director)

    assert client.get(f"{LIST}definitions/ZZZZZZZZ/").status_code == 404
    assert client.post(f"{LIST}definitions/ZZZZZZZZ/", {"reason": "x"}).status_code == 404
