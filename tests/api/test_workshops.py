"""Workshops: planned, filled, and who was there."""

from typing import Any

import pytest

from genba.delivery.models import Attendance, Workshop
from tests.api.answers import about, ok, problem_of
from tests.cast import Cast

MORNING = "2026-04-14-morning"


def planned(cast: Cast, **more: Any) -> dict[str, Any]:
    return {"module": "workplace-cooperation", "place": "Nairobi Hall", "days": ["2026-04-14", "2026-04-15"],
            "engagements": [cast.engagement.code], "provider": cast.provider.code, "trainer": cast.omar.code,
            "people": [cast.rosa.code], **more}  # fmt: skip


def test_a_workshop_is_planned_with_its_sessions_and_its_people(cast: Cast, program: Any) -> None:
    maya = program(cast.coordinator)

    made = ok(maya.post("/workshops", planned(cast)))

    assert (made["starts_on"], made["ends_on"], made["country"]) == ("2026-04-14", "2026-04-15", "KE")
    assert [s["key"] for s in made["sessions"]] == [MORNING, "2026-04-14-afternoon", "2026-04-15-morning",
                                                    "2026-04-15-afternoon"]  # fmt: skip
    assert [(p["name"], p["sex"], p["minutes"]) for p in made["participants"]] == [("Rosa Vidu", "female", {})]
    assert maya.get(f"/workshops/{made['code']}").json() == made


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"place": " "}, "place"), ({"days": ["2099-01-01"]}, "days"), ({"engagements": ["ZZZZZZZZ"]}, "engagements"),
     ({"people": ["ZZZZZZZZ"]}, "people"), ({"days": ["2026-01-05"]}, "engagements"), ({"trainer": "ZZZZZZZZ"}, "trainer"),
     ({"provider": "ZZZZZZZZ"}, "provider")],
)  # fmt: skip
def test_what_cannot_be_planned_is_said_beside_its_field(cast: Cast, program: Any, wrong: Any, field: str) -> None:
    assert about(program(cast.coordinator).post("/workshops", planned(cast, **wrong))) == [field]
    assert not Workshop.objects.exists()


def test_people_go_on_the_roster_and_off_it_again_with_a_reason(cast: Cast, program: Any) -> None:
    maya = program(cast.coordinator)
    path = f"/workshops/{ok(maya.post('/workshops', planned(cast)))['code']}"

    more = ok(maya.post(f"{path}/participants", {"people": [cast.lina.code, cast.rosa.code]}))
    silent = maya.post(f"{path}/participants/{cast.rosa.code}/withdrawal", {"reason": " "})
    fewer = ok(maya.post(f"{path}/participants/{cast.rosa.code}/withdrawal", {"reason": "On leave"}))
    gone = maya.post(f"{path}/participants/{cast.rosa.code}/withdrawal", {"reason": "On leave"})

    assert [p["name"] for p in more["participants"]] == ["Lina Sample", "Rosa Vidu"]
    assert about(silent) == ["reason"]
    assert [p["name"] for p in fewer["participants"]] == ["Lina Sample"]
    problem_of(gone, 404)


@pytest.fixture
def workshop(cast: Cast, program: Any) -> dict[str, Any]:
    """A class of two days with Lina and Rosa on its roster."""
    body = planned(cast, people=[cast.lina.code, cast.rosa.code])
    found: dict[str, Any] = ok(program(cast.coordinator).post("/workshops", body))
    return found


def marks(cast: Cast, workshop: dict[str, Any], *minutes: int | None, **more: Any) -> dict[str, Any]:
    told = [{"person": who.code, "minutes": m} for who, m in zip((cast.lina, cast.rosa), minutes, strict=False)]
    return {"version": workshop["version"], "marks": told, **more}


def test_who_was_there_is_marked_and_a_mark_is_taken_back(cast: Cast, program: Any, workshop: Any) -> None:
    maya = program(cast.coordinator)
    path = f"/workshops/{workshop['code']}/sessions/{MORNING}/attendance"

    first = ok(maya.put(path, marks(cast, workshop, 180, 0)), 200)
    second = ok(maya.put(path, marks(cast, first, None)), 200)

    assert [p["minutes"] for p in first["participants"]] == [{MORNING: 180}, {MORNING: 0}]
    assert [p["minutes"] for p in second["participants"]] == [{}, {MORNING: 0}]
    assert second["version"] == workshop["version"] + 2


def test_somebody_walks_in_and_is_counted(cast: Cast, program: Any, workshop: Any) -> None:
    maya = program(cast.coordinator)
    path = f"/workshops/{workshop['code']}/sessions/{MORNING}/attendance"
    came = {"enterprise": cast.garments.code, "name": "Caro Contoh", "sex": "female", "role": "worker"}

    there = ok(maya.put(path, marks(cast, workshop, walked_in=came)), 200)

    seat = next(p for p in there["participants"] if p["name"] == "Caro Contoh")
    assert (seat["walked_in"], seat["minutes"]) == (True, {MORNING: 180})


def test_what_cannot_be_marked_is_said_beside_its_field(cast: Cast, program: Any, workshop: Any) -> None:
    maya = program(cast.coordinator)
    path = f"/workshops/{workshop['code']}/sessions/{MORNING}/attendance"
    rosa = {"enterprise": cast.garments.code, "name": "Rosa Vidu", "sex": "female", "role": "worker"}
    stranger = {**rosa, "name": "Lan", "enterprise": cast.metals.code}

    assert about(maya.put(path, marks(cast, workshop, 181))) == ["marks"]
    assert about(maya.put(path, marks(cast, workshop, walked_in=rosa))) == ["walked_in.is_another"]
    assert about(maya.put(path, marks(cast, workshop, walked_in=stranger))) == ["walked_in.enterprise"]
    twice = [{"person": cast.rosa.code, "minutes": m} for m in (0, 180)]
    assert about(maya.put(path, {"version": workshop["version"], "marks": twice})) == ["marks"]
    assert not Attendance.objects.exists()


def test_the_second_of_two_lists_hears_what_the_first_says(cast: Cast, program: Any, workshop: Any) -> None:
    maya = program(cast.coordinator)
    path = f"/workshops/{workshop['code']}/sessions/{MORNING}/attendance"

    ok(maya.put(path, marks(cast, workshop, 180, 0)), 200)
    late = problem_of(maya.put(path, marks(cast, workshop, 0, 180)), 409)

    assert late["current"] == {cast.lina.code: "here", cast.rosa.code: "away"}
    assert late["version"] == workshop["version"] + 1


def test_a_session_that_is_not_there_is_not_found(cast: Cast, program: Any, workshop: Any) -> None:
    path = f"/workshops/{workshop['code']}/sessions/2026-04-20-morning/attendance"

    problem_of(program(cast.coordinator).put(path, marks(cast, workshop, 180)), 404)


def test_an_enterprise_sees_its_own_people_on_a_roster_and_no_others(cast: Cast, program: Any, page: Any) -> None:
    maya = program(cast.coordinator)
    firm = ok(maya.post("/enterprises", {"name": "Thika Bakers", "country": "KE", "provider": cast.provider.code}))["code"]
    ana = ok(maya.post("/people", {"enterprise": firm, "name": "Ana Beispiel", "role": "worker"}))["code"]
    other = ok(maya.post("/engagements", {"enterprise": firm, "module": "workplace-cooperation",
                                          "provider": cast.provider.code, "agreed_on": "2026-03-01"}))["code"]  # fmt: skip
    made = ok(maya.post("/workshops", planned(cast, engagements=[cast.engagement.code, other],
                                              people=[cast.rosa.code, ana])))  # fmt: skip

    def names(who: Any) -> list[str]:
        return [p["name"] for p in who.get(f"/workshops/{made['code']}").json()["participants"]]

    assert names(maya) == ["Ana Beispiel", "Rosa Vidu"]
    assert names(page(cast.owner)) == ["Rosa Vidu"]
