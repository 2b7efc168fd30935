"""Visits: reported with everything found on them, or nothing of it; and put right."""

from typing import Any

import pytest

from genba.delivery.models import Visit
from genba.observations.models import Observation
from tests.api.answers import about, ok
from tests.cast import Cast


@pytest.fixture
def path(cast: Cast, program: Any) -> str:
    """Where visits of the engagement are reported, after its baseline of 12 March."""
    base = f"/engagements/{cast.engagement.code}"
    ok(program(cast.coordinator).post(f"{base}/baseline", {
        "taken_on": "2026-03-12", "starts_on": "2026-02-01", "ends_on": "2026-02-28",
        "values": [{"indicator": "absenteeism", "numerator": 40, "denominator": 500}],
        "practices": [{"practice": "charter", "state": "absent"}]}))  # fmt: skip
    return f"{base}/visits"


def report(**more: Any) -> dict[str, Any]:
    return {"visited_on": "2026-06-09", "advice": "Count every day.", "met": "Lina Sample", "starts_on": "2026-05-01",
            "ends_on": "2026-05-31", "values": [{"indicator": "absenteeism", "numerator": 30, "denominator": 500}],
            "practices": [{"practice": "charter", "state": "practised", "evidence": "On the wall"}], **more}  # fmt: skip


def test_a_visit_is_reported_and_read_with_what_was_found(cast: Cast, program: Any, path: str) -> None:
    maya = program(cast.coordinator)

    made = ok(maya.post(path, report()))

    assert (made["number"], made["trainer_name"], made["met"]) == (1, "Omar Muster", "Lina Sample")
    assert [(v["indicator"], v["numerator"], v["source"]) for v in made["values"]] == [("absenteeism", 30, "visit")]
    assert [(p["practice"], p["state"], p["checked_on"]) for p in made["practices"]] == [
        ("charter", "practised", "2026-06-09")]  # fmt: skip
    assert maya.get(f"/visits/{made['code']}").json() == made
    (listed,) = maya.get("/visits", {"engagement": cast.engagement.code}).json()["items"]
    assert listed.items() <= made.items()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"visited_on": "2026-03-01"}, "visited_on"),
        ({"visited_on": "2099-03-01"}, "visited_on"),
        ({"advice": " "}, "advice"),
        ({"starts_on": None}, "starts_on"),
        ({"ends_on": "2026-06-30"}, "ends_on"),
        ({"values": [{"indicator": "absenteeism", "numerator": 30}]}, "values.0.denominator"),
        ({"practices": [{"practice": "dancing", "state": "absent"}]}, "practices.0.state"),
        ({"decisions": [{"action": "ZZZZZZZZ", "kind": "done"}]}, "decisions"),
    ],
)
def test_one_fault_keeps_the_whole_visit_out_and_has_its_place(
    cast: Cast, program: Any, path: str, wrong: Any, field: str
) -> None:
    answer = program(cast.coordinator).post(path, report(**wrong))

    assert about(answer) == [field]
    assert not Visit.objects.exists() and Observation.objects.count() == 1


def test_nothing_is_measured_before_there_is_a_baseline(cast: Cast, program: Any) -> None:
    maya = program(cast.coordinator)

    answer = maya.post(f"/engagements/{cast.engagement.code}/visits", report())

    assert answer.status_code == 422 and "baseline" in answer.json()["detail"]
    assert maya.get("/visits").json()["items"] == maya.get("/observations").json()["items"] == []


def test_a_decision_that_does_not_follow_has_its_place_among_the_decisions(cast: Cast, program: Any, path: str) -> None:
    maya = program(cast.coordinator)
    idea = {"problem": "P", "action": "A", "owner": "O", "due_on": "2027-03-01"}
    first, second = (ok(maya.post(path.replace("visits", "actions"), idea)) for _ in range(2))
    today = {"visited_on": first["proposed_on"]}

    answer = maya.post(path, report(**today, decisions=[{"action": first["code"], "kind": "done"},
                                                        {"action": second["code"], "kind": "dropped"}]))  # fmt: skip
    twice = maya.post(path, report(**today, decisions=[{"action": first["code"], "kind": k} for k in ("started", "done")]))

    assert (about(answer), about(twice)) == (["decisions.1.reason"], ["decisions"])
    assert maya.get(f"/actions/{first['code']}").json()["decisions"] == []


def test_a_visit_is_put_right_with_a_value_of_the_same_period(cast: Cast, program: Any, path: str) -> None:
    maya = program(cast.coordinator)
    made = ok(maya.post(path, report()))
    value = {"indicator": "absenteeism", "numerator": 33, "denominator": 500}

    blind = maya.patch(f"/visits/{made['code']}", {"version": 1, "values": [value]})
    edited = ok(maya.patch(f"/visits/{made['code']}", {
        "version": 1, "visited_on": "2026-06-10", "values": [{**value, "version": 1}]}), 200)  # fmt: skip

    assert blind.json()["current"]["values.0.numerator"] == 30
    assert (edited["visited_on"], edited["advice"], edited["version"]) == ("2026-06-10", "Count every day.", 2)
    assert edited["values"][0]["numerator"] == 33
    assert edited["practices"][0]["checked_on"] == "2026-06-10"


def test_values_of_a_reported_visit_stay_of_their_period(cast: Cast, program: Any, path: str) -> None:
    maya = program(cast.coordinator)
    made = ok(maya.post(path, report()))

    answer = maya.patch(f"/visits/{made['code']}", {"version": 1, "starts_on": "2026-04-01", "ends_on": "2026-04-30",
                                                    "values": [{"indicator": "defect-rate", "note": "Not yet"}]})  # fmt: skip

    assert about(answer) == ["starts_on"]
    assert maya.get(f"/visits/{made['code']}").json() == made
