"""Programs form a team, write what it decides, and keep an action's photos, comments and savings."""

import base64
import io
from typing import Any

import pytest
from PIL import Image

from tests.api.answers import about, ok, problem_of
from tests.api.test_plans import idea
from tests.cast import Cast


@pytest.fixture
def team(cast: Cast, program: Any) -> dict[str, Any]:
    maya = program(cast.coordinator)
    made = ok(maya.post(f"/engagements/{cast.engagement.code}/team", {"name": "Kaizen circle", "formed_on": "2026-04-20"}))
    for person in (cast.lina, cast.rosa):
        told = {"person": person.code, "chosen": "elected", "since_on": "2026-04-20"}
        made = ok(maya.post(f"/teams/{made['code']}/members", told))
    return dict(made)


def photo() -> str:
    out = io.BytesIO()
    Image.new("RGB", (320, 240), "teal").save(out, "PNG")
    return base64.b64encode(out.getvalue()).decode()


def test_a_team_says_who_is_in_it_and_what_is_missing(cast: Cast, program: Any, team: dict[str, Any]) -> None:
    read = program(cast.coordinator).get(f"/engagements/{cast.engagement.code}/team").json()

    assert read == team
    assert [m["name"] for m in team["members"]] == ["Lina Sample", "Rosa Vidu"]
    assert (team["balance"]["women"], team["balance"]["missing"]) == (2, ["a man", "somebody who leads the team"])


def test_a_meeting_decides_into_the_plan(cast: Cast, program: Any, team: dict[str, Any]) -> None:
    maya = program(cast.coordinator)
    told = {"held_on": "2026-05-04", "minutes": 30, "said": "The aisle.", "present": [team["members"][0]["code"]]}

    meeting = ok(maya.post(f"/teams/{team['code']}/meetings", told))
    action = ok(maya.post(f"/meetings/{meeting['code']}/actions", idea()))
    put = maya.put(f"/meetings/{meeting['code']}", {**told, "minutes": 45, "version": 1})
    late = maya.put(f"/meetings/{meeting['code']}", {**told, "minutes": 50, "version": 1})

    assert (action["meeting"], action["origin"]) == (meeting["code"], "team")
    assert ok(put, 200)["actions"] == [action["code"]] and put.json()["minutes"] == 45
    problem_of(late, 409)
    assert about(maya.post(f"/teams/{team['code']}/meetings", {**told, "present": []})) == ["present"]


def test_who_leaves_has_a_last_day(cast: Cast, program: Any, team: dict[str, Any]) -> None:
    maya = program(cast.coordinator)

    left = ok(maya.post(f"/members/{team['members'][1]['code']}/leaving", {"until_on": "2026-06-01"}))

    assert left["members"][1]["until_on"] == "2026-06-01" and left["balance"]["workers"] == 0


def test_photos_and_comments_come_with_an_action(cast: Cast, program: Any) -> None:
    maya = program(cast.coordinator)
    action = ok(maya.post(f"/engagements/{cast.engagement.code}/actions", idea(root_cause="No place for boxes")))
    path = f"/actions/{action['code']}"

    kept = ok(maya.post(f"{path}/photos", {"kind": "before", "shows": "Boxes", "data": photo()}))
    bad = maya.post(f"{path}/photos", {"kind": "after", "shows": "x", "data": base64.b64encode(b"<svg/>").decode()})
    ok(maya.post(f"{path}/comments", {"text": "Well done"}))

    assert action["root_cause"] == "No place for boxes"
    assert base64.b64decode(maya.get(f"/photos/{kept['code']}").json()["data"]).startswith(b"\xff\xd8")
    assert about(bad) == ["data"]
    assert maya.get(f"{path}/comments").json()["items"][0]["said_by"] == cast.coordinator.name


def test_an_unlikely_saving_is_asked_about_and_a_shared_one_linked(cast: Cast, program: Any) -> None:
    maya = program(cast.coordinator)
    path = f"/engagements/{cast.engagement.code}/actions"
    first = ok(maya.post(path, idea()))

    asked = maya.post(path, idea(expected_saving="99000"))
    second = ok(maya.post(path, idea(expected_saving="99000", because="a new line")))
    linked = maya.put(f"/actions/{second['code']}/counted-in", {"action": first["code"]})
    circle = maya.put(f"/actions/{first['code']}/counted-in", {"action": second["code"]})

    assert about(asked) == ["because"]
    assert ok(linked, 200)["counted_in"] == first["code"]
    assert about(circle) == ["action"]
