"""Improvement plans: actions are proposed, put right, decided about, and save something."""

from typing import Any

import pytest

from genba.plans.models import Action
from tests.api.answers import about, ok, problem_of
from tests.cast import Cast


def idea(**more: Any) -> dict[str, Any]:
    return {"problem": "Trays block the aisle", "action": "Mark the aisle", "owner": "Ana", "due_on": "2027-03-01",
            "cost": "12.50", "expected_saving": "25", **more}  # fmt: skip


@pytest.fixture
def action(cast: Cast, program: Any) -> dict[str, Any]:
    found: dict[str, Any] = ok(program(cast.coordinator).post(f"/engagements/{cast.engagement.code}/actions", idea()))
    return found


def test_an_action_is_proposed_in_the_money_of_the_enterprise(cast: Cast, program: Any, action: Any) -> None:
    maya = program(cast.coordinator)

    assert (action["state"], action["currency"], action["cost"]) == ("proposed", "KES", "12.50")
    assert action["decisions"] == []
    assert maya.get(f"/actions/{action['code']}").json() == action
    (listed,) = maya.get("/actions", {"enterprise": cast.garments.code}).json()["items"]
    assert listed.items() <= action.items()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"problem": " "}, "problem"), ({"due_on": "2020-01-01"}, "due_on"), ({"practice": "dancing"}, "practice"),
     ({"cost": "-1"}, "cost"), ({"cost": "0.001"}, "cost"), ({"origin": "boss"}, "origin")],
)  # fmt: skip
def test_what_cannot_be_proposed_is_said_beside_its_field(cast: Cast, program: Any, wrong: Any, field: str) -> None:
    answer = program(cast.coordinator).post(f"/engagements/{cast.engagement.code}/actions", idea(**wrong))

    assert about(answer) == [field]
    assert not Action.objects.exists()


def test_decisions_follow_from_one_another(cast: Cast, program: Any, action: Any) -> None:
    maya = program(cast.coordinator)
    path = f"/actions/{action['code']}/decisions"

    silent = maya.post(path, {"kind": "dropped"})
    ok(maya.post(path, {"kind": "started"}))
    again = maya.post(path, {"kind": "started"})
    dropped = ok(maya.post(path, {"kind": "dropped", "reason": "Too dear"}))

    assert (about(silent), about(again)) == (["reason"], ["kind"])
    assert dropped["state"] == "dropped"
    assert [(d["kind"], d["reason"]) for d in dropped["decisions"]] == [("started", ""), ("dropped", "Too dear")]


def test_only_at_a_visit_can_somebody_say_that_it_was_seen(cast: Cast, program: Any, page: Any, action: Any) -> None:
    omar, lina = page(cast.omar), page(cast.owner)
    engagement = f"/engagements/{cast.engagement.code}"
    ok(omar.post(f"{engagement}/baseline", {"taken_on": "2026-02-03", "starts_on": "2026-01-01", "ends_on": "2026-01-31",
                                            "values": [{"indicator": "absenteeism", "note": "Not yet"}]}))  # fmt: skip
    visit = ok(omar.post(f"{engagement}/visits", {"visited_on": action["proposed_on"], "advice": "Look."}))["code"]
    path = f"/actions/{action['code']}/decisions"

    told = [lina.post(path, {"kind": "verified"}), lina.post(path, {"kind": "verified", "visit": visit})]
    seen = ok(omar.post(path, {"kind": "verified", "visit": visit}))

    assert [about(answer) for answer in told] == [["visit"], ["visit"]]
    assert seen["state"] == "verified" and seen["decisions"][0]["visit"] == visit


def test_a_saving_says_how_it_was_worked_out_and_only_once_something_was_done(cast: Cast, program: Any, action: Any) -> None:
    maya = program(cast.coordinator)
    path = f"/actions/{action['code']}/saving"

    early = maya.put(path, {"version": 1, "actual": "20", "method": "Weighed"})
    ok(maya.post(f"/actions/{action['code']}/decisions", {"kind": "done"}))
    silent = maya.put(path, {"version": 1, "actual": "20", "method": " "})
    saved = ok(maya.put(path, {"version": 1, "actual": "20", "method": "Weighed"}), 200)
    late = problem_of(maya.put(path, {"version": 1, "actual": "30", "method": "Guessed"}), 409)

    assert (about(early), about(silent)) == (["actual"], ["method"])
    assert (saved["actual_saving"], saved["saving_method"], saved["version"]) == ("20.00", "Weighed", 2)
    assert late["current"] == {"actual": "20.00", "method": "Weighed"}
