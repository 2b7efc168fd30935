"""Lists come in parts, each row once, and a part costs the same however many rows there are."""

from typing import Any

import pytest
from django.core import signing
from django.db import connection
from django.test.utils import CaptureQueriesContext

from genba.delivery.models import Visit
from genba.directory.actions import enterprises
from tests import scenes_impact as scene
from tests.api.answers import about, ok
from tests.cast import Cast

LISTS = ("/enterprises", "/people", "/engagements", "/observations", "/workshops", "/actions", "/visits")
TOKEN, ROWS, PAYERS = 1, 1, 1  # questions to the database


def grow(cast: Cast, *numbers: int) -> None:
    """For each number, an enterprise that takes the module, with one row of everything else."""
    for n in numbers:
        engagement = scene.firm(cast, f"Firm {n:02}", shares=[], price=0)
        workshop = scene.train(cast, engagement)
        scene.attend(cast, workshop, engagement, f"Person {n:02}", "female", "worker", 180, 0)
        scene.count(engagement.enterprise, "absenteeism", ("2026-01",), n, 1000)
        scene.saved(engagement, 10 + n)
        Visit.objects.create(engagement=engagement, number=1, visited_on=scene.CLASS_DAY, trainer=cast.omar, advice="Count.")


@pytest.mark.parametrize("path", LISTS)
def test_thirty_rows_cost_no_more_questions_than_three(cast: Cast, program: Any, path: str) -> None:
    dana = program(cast.director)
    grow(cast, *range(3))
    with CaptureQueriesContext(connection) as few:
        dana.get(path)
    grow(cast, *range(3, 30))

    with CaptureQueriesContext(connection) as many:
        rows = ok(dana.get(path), 200)["items"]

    assert len(rows) >= 30
    assert len(few) == len(many) == TOKEN + ROWS + (PAYERS if path == "/engagements" else 0)


def test_a_full_workshop_costs_no_more_questions_than_an_empty_one(cast: Cast, program: Any) -> None:
    workshop = scene.train(cast, cast.engagement)
    scene.attend(cast, workshop, cast.engagement, "Person", "female", "worker", 180, 0)
    dana = program(cast.director)
    with CaptureQueriesContext(connection) as few:
        dana.get(f"/workshops/{workshop.code}")
    for n in range(30):
        scene.attend(cast, workshop, cast.engagement, f"Person {n}", "male", "manager", 180, 180)

    with CaptureQueriesContext(connection) as many:
        whole = ok(dana.get(f"/workshops/{workshop.code}"), 200)

    assert len(whole["participants"]) == 31
    assert len(few) == len(many) <= 6


def test_many_people_go_on_a_roster_at_the_cost_of_few(cast: Cast, program: Any) -> None:
    maya = program(cast.coordinator)
    people = [ok(maya.post("/people", {"enterprise": cast.garments.code, "name": f"Person {n}", "role": "worker"}))["code"]
              for n in range(12)]  # fmt: skip
    one, other = (scene.train(cast, cast.engagement).code for _ in range(2))

    with CaptureQueriesContext(connection) as few:
        ok(maya.post(f"/workshops/{one}/participants", {"people": people[:2], "insist": True}))
    with CaptureQueriesContext(connection) as many:
        ok(maya.post(f"/workshops/{other}/participants", {"people": people, "insist": True}))

    assert len(few) == len(many)


@pytest.mark.parametrize("path", LISTS)
def test_a_list_is_walked_to_its_end_and_each_row_comes_once(cast: Cast, program: Any, path: str) -> None:
    grow(cast, *range(7))
    dana = program(cast.director)
    everything = dana.get(path, {"size": 200}).json()

    walked, after, parts = [], "", 0
    while after is not None:
        part = ok(dana.get(path, {"size": 4, "after": after}), 200)
        walked, after, parts = walked + part["items"], part["next"], parts + 1

    assert everything["next"] is None
    assert walked == everything["items"]
    assert parts == -(-len(walked) // 4) > 1


def test_a_row_that_comes_meanwhile_shifts_nothing(cast: Cast, program: Any) -> None:
    grow(cast, *range(4))
    dana = program(cast.director)
    first = dana.get("/enterprises", {"size": 2}).json()

    enterprises.register(by=cast.director, name="Aardvark Works", country="KE")
    second = dana.get("/enterprises", {"size": 2, "after": first["next"]}).json()

    assert [e["name"] for e in first["items"] + second["items"]] == ["Firm 00", "Firm 01", "Firm 02", "Firm 03"]


def test_a_list_is_narrowed_by_what_the_address_says(cast: Cast, program: Any) -> None:
    dana = program(cast.director)

    def found(**asked: Any) -> list[str]:
        return [e["name"] for e in dana.get("/enterprises", asked).json()["items"]]

    assert found(q="garm nai") == ["Sample Street Garments"]
    assert found(q=cast.metals.code) == ["Other Side Metals"]
    assert found(country="VN") == ["Other Side Metals"]
    assert found(sector="C", size_class="medium") == ["Sample Street Garments"]
    assert found(q="garm", country="VN") == []


@pytest.mark.parametrize("path", ["/people", "/engagements", "/observations", "/actions", "/visits"])
def test_a_list_is_that_of_one_enterprise_where_it_is_named(cast: Cast, program: Any, path: str) -> None:
    grow(cast, *range(2))
    dana = program(cast.director)
    one = dana.get("/enterprises", {"q": "firm 01"}).json()["items"][0]["code"]

    mine = dana.get(path, {"enterprise": one}).json()["items"]

    everything = dana.get(path).json()["items"]
    assert 0 < len(mine) < len(everything)
    assert all(row in everything for row in mine)
    assert all(row["enterprise"] == one for row in mine if "enterprise" in row)


@pytest.mark.parametrize(
    "asked", [{"size": 0}, {"size": 201}, {"after": "made-up"}, {"country": "Kenya"}, {"sector": "Z"}, {"size": "many"}]
)
def test_what_cannot_be_asked_is_refused(cast: Cast, program: Any, asked: dict[str, Any]) -> None:
    assert about(program(cast.director).get("/enterprises", asked)) == list(asked)


def test_a_cursor_of_one_list_opens_no_other_and_none_can_be_made(cast: Cast, program: Any) -> None:
    dana = program(cast.director)
    cursor = dana.get("/enterprises", {"size": 1}).json()["next"]

    forged = signing.dumps(["a", 0], key="another key", salt="paging:name_key,id")

    assert about(dana.get("/engagements", {"after": cursor})) == ["after"]
    assert about(dana.get("/enterprises", {"after": forged})) == ["after"]
