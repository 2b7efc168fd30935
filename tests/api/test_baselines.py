"""Baselines: the first measure, all of it or nothing."""

from typing import Any

import pytest

from genba.observations.models import Baseline, Observation
from tests.api.answers import about, ok, problem_of
from tests.cast import Cast


def measure(**more: Any) -> dict[str, Any]:
    return {"taken_on": "2026-03-12", "starts_on": "2026-02-01", "ends_on": "2026-02-28",
            "values": [{"indicator": "absenteeism", "numerator": 40, "denominator": 500},
                       {"indicator": "defect-rate", "note": "Nobody counts yet"}],
            "practices": [{"practice": "daily-meeting", "state": "absent"},
                          {"practice": "charter", "state": "on-paper", "evidence": "In a drawer"}], **more}  # fmt: skip


def test_a_baseline_is_taken_once_and_read(cast: Cast, program: Any) -> None:
    maya = program(cast.coordinator)
    path = f"/engagements/{cast.engagement.code}/baseline"

    before = maya.get(path).status_code
    taken = ok(maya.post(path, measure(note="With Lina")))
    twice = maya.post(path, measure())

    assert before == 404
    assert maya.get(path).json() == taken
    assert (taken["taken_on"], taken["note"]) == ("2026-03-12", "With Lina")
    assert [(p["practice"], p["state"], p["evidence"]) for p in taken["practices"]] == [
        ("charter", "on-paper", "In a drawer"), ("daily-meeting", "absent", "")]  # fmt: skip
    values = maya.get("/observations", {"until": "2026-03-12"}).json()["items"]
    assert [(v["indicator"], v["numerator"]) for v in values] == [("absenteeism", 40), ("defect-rate", None)]
    problem_of(twice, 422)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"values": [{"indicator": "defect-rate", "note": "No"}, {"indicator": "absenteeism", "numerator": 40}]},
         "values.1.denominator"),
        ({"values": [{"indicator": "absenteeism"}]}, "values.0.note"),
        ({"values": [{"indicator": "absenteeism", "note": "No"}, {"indicator": "absenteeism", "note": "No"}]}, "values"),
        ({"practices": [{"practice": "dancing", "state": "absent"}]}, "practices.0.state"),
        ({"practices": [{"practice": "charter", "state": s} for s in ("absent", "practised")]}, "practices"),
        ({"ends_on": "2026-03-31"}, "ends_on"),
        ({"taken_on": "2099-01-01"}, "taken_on"),
        ({"output_unit": "pairs"}, "output_unit"),
    ],
)  # fmt: skip
def test_one_fault_keeps_the_whole_baseline_out_and_has_its_place(cast: Cast, program: Any, wrong: Any, field: str) -> None:
    answer = program(cast.coordinator).post(f"/engagements/{cast.engagement.code}/baseline", measure(**wrong))

    assert about(answer) == [field]
    assert not Baseline.objects.exists() and not Observation.objects.exists()
