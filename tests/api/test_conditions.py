"""Nothing is sent twice that is the same, and nothing is changed that is no longer what somebody saw."""

from typing import Any

import pytest

from tests.api.answers import ok, problem_of
from tests.cast import Cast
from tests.scenes_sheet import play


def test_what_is_the_same_is_not_sent_again(cast: Cast, program: Any) -> None:
    maya = program(cast.coordinator)
    path = f"/enterprises/{cast.garments.code}"
    first = maya.get(path)

    again = maya.get(path, **{"If-None-Match": first["ETag"]})
    ok(maya.patch(path, {"version": 1, "city": "Mombasa"}), 200)
    after = maya.get(path, **{"If-None-Match": first["ETag"]})

    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")
    assert again["ETag"] == first["ETag"] != after["ETag"]
    assert (after.status_code, after.json()["city"]) == (200, "Mombasa")
    assert "private" in first["Cache-Control"] and "Authorization" in first["Vary"]


def test_a_list_has_a_tag_too(cast: Cast, program: Any) -> None:
    maya = program(cast.coordinator)
    first = maya.get("/engagements")

    assert maya.get("/engagements", **{"If-None-Match": first["ETag"]}).status_code == 304
    assert maya.get("/engagements", {"size": 1}, **{"If-None-Match": '"another"'}).status_code == 200


def test_an_edit_of_what_is_no_longer_so_fails_on_its_condition(cast: Cast, program: Any) -> None:
    maya = program(cast.coordinator)
    path = f"/enterprises/{cast.garments.code}"
    tag = maya.get(path)["ETag"]

    first = maya.patch(path, {"city": "Mombasa"}, **{"If-Match": tag})
    second = maya.patch(path, {"city": "Kisumu"}, **{"If-Match": tag})

    assert ok(first, 200)["city"] == "Mombasa"
    problem_of(second, 412)
    assert maya.get(path).json()["city"] == "Mombasa"


def test_a_tag_that_was_compressed_on_the_way_still_fits(cast: Cast, program: Any) -> None:
    maya = program(cast.coordinator)
    path = f"/enterprises/{cast.garments.code}"
    packed = maya.get(path, **{"Accept-Encoding": "gzip"})

    edited = maya.patch(path, {"city": "Mombasa"}, **{"If-Match": packed["ETag"]})

    assert packed["Content-Encoding"] == "gzip" and packed["ETag"].startswith("W/")
    assert ok(edited, 200)["version"] == 2


def test_whoever_sends_a_star_means_what_is_there(cast: Cast, program: Any) -> None:
    maya = program(cast.coordinator)

    assert ok(maya.patch(f"/enterprises/{cast.garments.code}", {"city": "Kisumu"}, **{"If-Match": "*"}), 200)["version"] == 2


@pytest.fixture
def things(cast: Cast) -> dict[str, tuple[str, dict[str, Any], dict[str, Any]]]:
    """What can be edited: its address, an edit, and another one of the same field."""
    action = play(cast)["thread"]
    visit = cast.engagement.visits.get(number=2)
    return {
        "enterprise": (f"/enterprises/{cast.garments.code}", {"city": "Mombasa"}, {"city": "Kisumu"}),
        "person": (f"/people/{cast.rosa.code}", {"job": "Cutting"}, {"job": "Packing"}),
        "action": (f"/actions/{action.code}", {"owner": "Mina"}, {"owner": "Lina"}),
        "visit": (f"/visits/{visit.code}", {"met": "Rosa Vidu"}, {"met": "Mina"}),
    }


@pytest.mark.parametrize("noun", ["enterprise", "person", "action", "visit"])
def test_the_second_of_two_editors_hears_what_it_says_now(cast: Cast, program: Any, things: Any, noun: str) -> None:
    maya = program(cast.coordinator)
    path, mine, theirs = things[noun]
    version = maya.get(path).json()["version"]

    ok(maya.patch(path, {"version": version, **mine}), 200)
    late = problem_of(maya.patch(path, {"version": version, **theirs}), 409)

    assert late["version"] == version + 1
    assert late["current"] == mine
    assert late["detail"]


@pytest.mark.parametrize("noun", ["enterprise", "person", "action", "visit"])
def test_an_edit_says_from_which_state_it_was_made(cast: Cast, program: Any, things: Any, noun: str) -> None:
    maya = program(cast.coordinator)
    path, mine, _theirs = things[noun]

    blind = maya.patch(path, mine)
    seen = maya.patch(path, mine, **{"If-Match": maya.get(path)["ETag"]})

    assert "If-Match" in problem_of(blind, 428)["detail"]
    changed, now = ok(seen, 200), maya.get(path).json()
    assert mine.items() <= changed.items()
    assert now == changed


def test_what_an_edit_leaves_out_stays_as_it_is(cast: Cast, program: Any) -> None:
    maya = program(cast.coordinator)
    path = f"/enterprises/{cast.garments.code}"
    before = maya.get(path).json()

    after = ok(maya.patch(path, {"version": 1, "phone": "+254 700 000 001"}), 200)

    assert after == {**before, "phone": "+254 700 000 001", "version": 2}


@pytest.mark.parametrize("field", ["name", "city", "isic"])
def test_nothing_is_not_the_same_as_left_out(cast: Cast, program: Any, field: str) -> None:
    answer = program(cast.coordinator).patch(f"/enterprises/{cast.garments.code}", {"version": 1, field: None})

    assert problem_of(answer, 422)["errors"] == [{"field": field, "detail": "A text, please."}]
