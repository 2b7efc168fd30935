"""Lists come in parts, each row once, and a part costs the same however many rows there are."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from genba.directory.actions import enterprises, people
from genba.programmes.actions import engagements
from tests.cast import Cast
from tests.scenes_sheet import play

LISTS = ("/enterprises", "/people", "/engagements", "/observations", "/workshops", "/actions", "/visits")


def test_a_list_is_walked_to_its_end_and_each_row_comes_once(cast: Cast, program: Any) -> None:
    for n in range(7):
        enterprises.register(by=cast.director, name=f"Firm {n}", country="KE")
    dana = program(cast.director)

    names, after = [], ""
    while after is not None:
        part = dana.get("/enterprises", {"size": 4, "after": after}).json()
        names += [e["name"] for e in part["items"]]
        after = part["next"]

    assert len(names) == len(set(names)) == 9
    assert names == sorted(names)


def test_a_list_is_narrowed_by_what_the_address_says(cast: Cast, program: Any) -> None:
    dana = program(cast.director)

    def found(**asked: Any) -> list[str]:
        return [e["name"] for e in dana.get("/enterprises", asked).json()["items"]]

    assert found(q="garm nai") == ["Sample Street Garments"]
    assert found(country="VN") == ["Other Side Metals"]
    assert found(sector="C", size_class="medium") == ["Sample Street Garments"]
    assert found(q="garm", country="VN") == []


@pytest.mark.parametrize(
    "asked", [{"size": 0}, {"size": 201}, {"after": "made-up"}, {"country": "Kenya"}, {"sector": "Z"}, {"size": "many"}]
)
def test_what_cannot_be_asked_is_refused(cast: Cast, program: Any, asked: dict[str, Any]) -> None:
    answer = program(cast.director).get("/enterprises", asked)

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == next(iter(asked))


def test_a_cursor_of_one_list_opens_no_other(cast: Cast, program: Any) -> None:
    dana = program(cast.director)
    cursor = dana.get("/enterprises", {"size": 1}).json()["next"]

    assert dana.get("/engagements", {"after": cursor}).status_code == 422


@pytest.mark.parametrize("path", LISTS)
def test_more_rows_cost_no_more_questions(cast: Cast, program: Any, path: str) -> None:
    play(cast)
    maya = program(cast.coordinator)
    maya.get(path)
    with CaptureQueriesContext(connection) as few:
        maya.get(path)
    for n in range(12):
        firm = enterprises.register(
            by=cast.coordinator, name=f"Firm {n}", country="KE", region="Coast", provider=cast.provider
        )
        people.register(by=cast.coordinator, enterprise=firm, name=f"Person {n}", role="worker")
        engagements.open_engagement(by=cast.coordinator, programme=cast.programme, enterprise=firm, provider=cast.provider,
                                    trainer=None, module="workplace-cooperation", agreed_on=date(2026, 2, 2))  # fmt: skip

    with CaptureQueriesContext(connection) as many:
        answer = maya.get(path)

    assert answer.status_code == 200
    # The token, the count of the minute in the table of the cache, and at most two for the rows themselves.
    assert len(many) == len(few) <= 9


def test_a_list_holds_only_what_is_within_reach(cast: Cast, program: Any) -> None:
    play(cast)
    maya, dana = program(cast.coordinator), program(cast.director)

    for path in LISTS:
        mine = {str(row) for row in maya.get(path).json()["items"]}
        everything = {str(row) for row in dana.get(path).json()["items"]}
        assert mine <= everything, path
    assert len(dana.get("/enterprises").json()["items"]) == 2
    assert len(maya.get("/enterprises").json()["items"]) == 1
