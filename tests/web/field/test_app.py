"""What the field app takes along, and who may open it; the app itself is shown in a browser."""

import json
import re
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
import time_machine

from genba.plans import actions as plans
from genba.plans.actions import photos
from genba.web.field import day_classes, day_forms, day_visits
from tests.cast import Cast
from tests.kit.test_photos import photo
from tests.scenes_classes import Classroom, a_class, keep
from tests.scenes_field import has_baseline
from tests.sync.devices import Phone


@pytest.fixture
def room(cast: Cast) -> Classroom:
    return a_class(cast)


@pytest.fixture(autouse=True)
def _on_the_first_day() -> Any:
    with time_machine.travel("2026-04-14T10:00:00Z", tick=True):
        yield


def test_the_day_holds_the_classes_that_are_near_with_sessions_people_and_marks(
    cast: Cast, room: Classroom, sign_in: Any
) -> None:
    keep(cast, room, room.sessions[0], lina=180, rosa=0)

    told = sign_in(cast.omar).get("/field/app/day/").json()

    (taken,) = told["classes"]
    assert told["user"] == cast.omar.code and len(told["csrf"]) == 64
    assert taken["code"] == room.workshop.code and [s["is_open"] for s in taken["sessions"]] == [True, True, False, False]
    assert taken["lists"] == {"2026-04-14-morning": {cast.lina.code: 180, cast.rosa.code: 0}}
    people = [seat["name"] for sender in taken["senders"] for seat in sender["seats"]]
    assert people == ["Nuri Ornek", "Lina Sample", "Rosa Vidu"]


def test_who_walked_in_is_known_by_the_number_that_the_device_gave(cast: Cast, room: Classroom, sign_in: Any) -> None:
    phone, id = Phone(cast.omar), str(uuid4())
    one = {"id": id, "enterprise": cast.garments.code, "name": "Chi Contoh", "sex": "female", "role": "worker"}
    body = {"workshop": room.workshop.code, "session": room.sessions[0].key, "marks": {id: 180}, "walk_ins": [one]}
    phone.send(phone.record("attendance", body))

    told = sign_in(cast.omar).get("/field/app/day/").json()

    seats = [seat for sender in told["classes"][0]["senders"] for seat in sender["seats"]]
    assert [seat["own"] for seat in seats if "own" in seat] == [id]


def test_a_class_of_somebody_else_or_of_another_month_is_not_taken_along(cast: Cast, room: Classroom, sign_in: Any) -> None:
    assert sign_in(cast.coordinator).get("/field/app/day/").json()["classes"] == []
    with time_machine.travel(date(2026, 6, 1)):
        assert sign_in(cast.omar).get("/field/app/day/").json()["classes"] == []


def test_the_day_asks_little_of_the_database(
    cast: Cast, room: Classroom, sign_in: Any, django_assert_max_num_queries: Any
) -> None:
    client = sign_in(cast.omar)
    client.get("/field/app/day/")
    with django_assert_max_num_queries(16):
        client.get("/field/app/day/")


def test_the_visits_hold_plan_last_numbers_practices_and_who_may_sign(cast: Cast, sign_in: Any) -> None:
    has_baseline(cast)
    line = plans.propose(by=cast.omar, engagement=cast.engagement, problem="Threads", action="Sweep", owner="Rosa",
                         due_on=date(2026, 4, 10), proposed_on=date(2026, 3, 2))  # fmt: skip
    made = photos.add(action=line, by=cast.omar, kind="before", data=photo(), shows="Threads everywhere")

    told = sign_in(cast.omar).get("/field/app/day/").json()

    (taken,) = told["visits"]
    module = told["modules"][taken["slug"]]
    assert (taken["enterprise"], taken["number"], taken["day"]) == (cast.garments.name, 1, "")
    assert taken["plan"] == [{"code": line.code, "problem": "Threads", "action": "Sweep", "owner": "Rosa", "due": "10 April 2026",
                              "isLate": True, "state": "proposed", "before": {"address": f"/photos/{made.code}.jpg",
                              "shows": "Threads everywhere", "day": "14 April 2026"}}]  # fmt: skip
    assert taken["kpis"]["defect-rate"]["last"]["words"] == ["71", "1,180", "6.0\xa0%"]
    assert taken["checks"] == {"charter": {"state": "on-paper", "day": "10 February 2026"}}
    assert {one["name"] for one in taken["people"]} == {"Lina Sample", "Rosa Vidu"}
    assert module["kpis"][0]["code"] == "absenteeism" and module["areas"][0]["practices"]
    assert len(module["notes"]) == 3 and "<h2>" in module["notes"][0]["html"] and module["questions"]


def test_an_enterprise_without_a_baseline_or_of_another_trainer_is_not_taken_along(cast: Cast, sign_in: Any) -> None:
    assert sign_in(cast.omar).get("/field/app/day/").json()["visits"] == []
    has_baseline(cast)
    assert sign_in(cast.coordinator).get("/field/app/day/").json()["visits"] == []


def test_what_is_asked_for_by_name_comes_along_and_what_stays_behind_is_counted(
    cast: Cast, room: Classroom, sign_in: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    has_baseline(cast)
    for module in (day_classes, day_visits, day_forms):
        monkeypatch.setattr(module, "MOST", 0)
    client = sign_in(cast.omar)

    without = client.get("/field/app/day/").json()
    told = client.get("/field/app/day/", {"also": [room.workshop.code, cast.engagement.code, "2222AAAA"]}).json()
    of_others = sign_in(cast.coordinator).get("/field/app/day/", {"also": [room.workshop.code, cast.engagement.code]}).json()

    assert without["left"] == {"class": 1, "visit": 1, "baseline": 1, "pulse": 0} and not without["classes"]
    assert [one["code"] for one in (*told["classes"], *told["visits"])] == [room.workshop.code, cast.engagement.code]
    assert told["left"] == {"class": 0, "visit": 0, "baseline": 1, "pulse": 0}
    assert (of_others["classes"], of_others["visits"]) == ([], [])


def test_a_phone_puts_the_app_on_its_home_screen_under_the_name_of_the_programme(client: Any) -> None:
    told = client.get("/field/app/manifest.json").json()

    assert (told["name"], told["start_url"], told["display"]) == ("genba", "/field/app/", "standalone") and told["icons"]


def test_only_those_who_send_records_open_the_app(cast: Cast, client: Any, sign_in: Any) -> None:
    assert client.get("/field/app/").status_code == 302
    assert sign_in(cast.owner).get("/field/app/").status_code == 403


def test_the_worker_keeps_the_page_and_every_file_of_it(cast: Cast, sign_in: Any) -> None:
    page = sign_in(cast.omar).get("/field/app/").content.decode()
    worker = sign_in(cast.omar).get("/field/app/worker.js")
    files = json.loads(re.search(r"FILES = (\[.*?\]);", worker.content.decode())[1])  # type: ignore[index]

    assert worker["Content-Type"].startswith("text/javascript")
    assert {*re.findall(r'<script type="module" src="([^"]+)"', page), *re.findall(r'stylesheet" href="([^"]+)"', page)} <= {
        *files
    }
    assert len(files) == 26
