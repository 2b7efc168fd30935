"""The day of a class through the API: guests, minutes missed, called off and held again, public holidays."""

from datetime import date
from typing import Any

import pytest
import time_machine

from genba.delivery.models import Attendance, CalledOff, Guest
from genba.directory.models import Holiday
from tests.api.answers import about, ok, problem_of
from tests.cast import Cast
from tests.scenes_classes import Classroom, a_class, keep

MORNING = "2026-04-14-morning"


@pytest.fixture
def room(cast: Cast) -> Classroom:
    return a_class(cast)


def at(room: Classroom, rest: str = "") -> str:
    return f"/workshops/{room.workshop.code}{rest}"


def test_guests_are_noted_listed_and_taken_off(cast: Cast, room: Classroom, program: Any, page: Any) -> None:
    omar, bo = page(cast.omar), {"there_on": "2026-04-14", "kind": "observer", "name": "Bo Brand"}

    made = ok(omar.post(at(room, "/guests"), bo))
    twice = omar.post(at(room, "/guests"), bo)
    listed = omar.get(at(room, "/guests")).json()["items"]
    hidden = page(cast.owner).get(at(room, "/guests")).json()["items"]
    gone = [omar.send("DELETE", at(room, f"/guests/{made['code']}"), "").status_code for _ in range(2)]

    assert about(twice) == ["name"]
    assert listed == [{**bo, "code": made["code"], "organisation": ""}] and hidden == []
    assert gone == [204, 404] and not Guest.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"there_on": "2026-04-20"}, "there_on"), ({"name": " "}, "name"), ({"name": "Rosa Vidu"}, "organisation")],
)
def test_a_guest_that_cannot_be_is_said_beside_its_field(
    cast: Cast, room: Classroom, page: Any, wrong: Any, field: str
) -> None:
    body = {"there_on": "2026-04-14", "kind": "interpreter", "name": "Bo Brand", **wrong}

    assert about(page(cast.omar).post(at(room, "/guests"), body)) == [field]


def test_minutes_missed_are_told_and_read_again(cast: Cast, room: Classroom, program: Any) -> None:
    maya = program(cast.coordinator)
    path = at(room, f"/sessions/{MORNING}/attendance")
    late = {"person": cast.lina.code, "late": 20, "left_early": 5}

    told = ok(maya.put(path, {"version": 1, "marks": [{"person": cast.rosa.code, "minutes": 180}], "missed": [late]}), 200)
    never = maya.put(path, {"version": 2, "marks": [], "missed": [{**late, "late": 175}]})
    both = maya.put(path, {"version": 2, "marks": [{"person": cast.lina.code, "minutes": 9}], "missed": [late]})

    lina = next(p for p in told["participants"] if p["person"] == cast.lina.code)
    assert [lina[f] for f in ("minutes", "late", "left_early")] == [{MORNING: 155}, {MORNING: 20}, {MORNING: 5}]
    assert next(p for p in told["participants"] if p["person"] == cast.rosa.code)["late"] == {}
    assert about(never) == ["missed"] and about(both) == ["missed"]
    assert Attendance.objects.get(participant__person=cast.lina).minutes == 155


def test_a_class_is_called_off_and_held_again(cast: Cast, room: Classroom, page: Any) -> None:
    with time_machine.travel("2026-04-13T06:00:00+00:00"):
        maya = page(cast.coordinator)
        silent = maya.post(at(room, "/calling-off"), {"version": 1, "reason": " "})
        strange = maya.post(at(room, "/calling-off"), {"version": 1, "reason": "Flood", "session": "2026-04-20-morning"})
        off = ok(maya.post(at(room, "/calling-off"), {"version": 1, "reason": "Flood"}))
        late = maya.post(at(room, "/calling-off"), {"version": 1, "reason": "Flood"})
        few = maya.post(at(room, "/new-days"), {"version": 2, "days": ["2026-05-05"]})
        again = ok(maya.post(at(room, "/new-days"), {"version": 2, "days": ["2026-05-05", "2026-05-06"]}))
        nothing = maya.post(at(room, "/new-days"), {"version": 3, "days": ["2026-05-12"]})

    assert about(silent) == ["reason"] and about(strange) == ["session"] and about(few) == ["days"]
    assert off["sessions"] == [] and [(o["part"], o["reason"]) for o in off["called_off"]][:1] == [("morning", "Flood")]
    assert len(off["participants"]) == 3
    problem_of(late, 409)
    problem_of(nothing, 422)
    assert (again["starts_on"], len(again["sessions"]), again["called_off"]) == ("2026-05-05", 4, [])


def test_one_session_is_called_off_and_a_marked_one_is_not(cast: Cast, room: Classroom, page: Any) -> None:
    with time_machine.travel("2026-04-14T15:00:00+00:00"):
        keep(cast, room, room.sessions[0], rosa=180)
        maya = page(cast.coordinator)
        held = maya.post(at(room, "/calling-off"), {"version": 2, "reason": "Flood", "session": MORNING})
        off = ok(maya.post(at(room, "/calling-off"), {"version": 2, "reason": "Flood", "session": "2026-04-15-morning"}))
        one = {"version": 3, "days": ["2026-05-05"], "called_off": off["called_off"][0]["code"]}
        again = ok(maya.post(at(room, "/new-days"), one))
        unknown = maya.post(at(room, "/new-days"), {**one, "version": 4})

    assert about(held) == ["reason"] and about(unknown) == ["called_off"]
    assert [s["key"] for s in again["sessions"]][-1] == "2026-05-05-morning"
    assert not CalledOff.objects.standing().exists()


def test_holidays_are_written_listed_and_taken_off(cast: Cast, program: Any, page: Any) -> None:
    officer, day = program(cast.officer), {"held_on": "2026-12-12", "name": "Jamhuri Day"}

    made = ok(officer.post("/holidays", {"country": "KE", "days": [day, day]}))
    again = ok(officer.post("/holidays", {"country": "KE", "days": [day]}))
    seen = page(cast.omar).get("/holidays", {"country": "KE"}).json()["items"]
    before = officer.get("/holidays", {"since": "2027-01-01"}).json()["items"]
    removed = officer.send("DELETE", f"/holidays/{made[0]['code']}", "")

    assert seen == made == [{**day, "country": "KE", "code": made[0]["code"]}]
    assert again == [] and before == []
    assert removed.status_code == 204 and not Holiday.objects.exists()


def test_a_holiday_that_cannot_be_is_said_beside_its_field(cast: Cast, program: Any) -> None:
    officer = program(cast.officer)

    def refused(country: str, held_on: str, name: str) -> list[str]:
        return about(officer.post("/holidays", {"country": country, "days": [{"held_on": held_on, "name": name}]}))

    assert refused("KE", "2026-12-12", "  ") == ["days"]
    assert refused("KE", "1026-12-12", "Jamhuri Day") == ["days"]
    assert refused("VN", "2026-09-02", "National Day") == ["country"]
    assert not Holiday.objects.filter(held_on__lt=date(2027, 1, 1)).exists()
