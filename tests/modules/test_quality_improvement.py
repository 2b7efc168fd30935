"""The tools of quality improvement as a stranger would use them, mistakes included."""

from typing import Any

import pytest

from genba.curriculum import load
from genba.curriculum.tools import Answer, No, NotUsable
from tests.curriculum.packages import MODULES

MODULE = load(MODULES).module("quality-improvement")
STEADY = [[10.0, 10.2], [10.1, 9.9], [9.8, 10.0], [10.2, 10.1], [9.9, 10.1], [10.0, 9.9]]


def run(code: str, **given: Any) -> Answer:
    return MODULE.tool(code).run(given)


@pytest.mark.parametrize(
    ("given", "code", "field", "row"),
    [
        ({"chart": "xbar-r", "subgroups": [*STEADY, [1.0]]}, "one-value", "subgroups", 7),
        ({"chart": "i-mr", "subgroups": STEADY}, "single-wanted", "subgroups", 1),
        ({"chart": "xbar-s", "subgroups": [[1, 1]] * 6}, "no-spread", "subgroups", None),
        ({"chart": "p", "counts": [1, 2, 3, 4, 5]}, "sizes-missing", "sizes", None),
        ({"chart": "p", "counts": [1, 2, 30, 4, 5], "sizes": [10]}, "more-than-size", "counts", 3),
        ({"chart": "u", "counts": [1, 2, 3, 4, 5], "sizes": [1, 1, 0, 1, 1]}, "no-size", "sizes", 3),
        ({"chart": "np", "counts": [1, 2, 3, 4, 5], "sizes": [9, 9, 9, 8, 9]}, "np-sizes", "sizes", 4),
        ({"chart": "c", "counts": [1, 2, 3.5, 4, 5]}, "whole-count", "counts", 3),
        ({"chart": "c"}, "no-values", "counts", None),
        ({"subgroups": STEADY, "spec": {"lower": 3, "upper": 2}}, "spec-order", "spec", None),
        ({"subgroups": STEADY, "spec": {"target": 2}}, "no-spec", "spec", None),
        ({"chart": "p", "counts": [1] * 5, "sizes": [9], "phase2": [[1]]}, "pair-wanted", "phase2", 1),
    ],
)
def test_a_chart_that_cannot_be_drawn_says_where_it_hurts(
    given: dict[str, Any], code: str, field: str, row: int | None
) -> None:
    with pytest.raises(No) as refused:
        run("control-chart", **given)

    assert (refused.value.said.code, refused.value.field, refused.value.row) == (code, field, row)


def test_later_samples_are_judged_by_the_first_and_numbered_on() -> None:
    answer = run("control-chart", subgroups=STEADY, phase2=[[12, 12.1]])

    assert answer.values["out_of_limits"] == [7]
    assert answer.values["points_used"] == 6


def test_limits_are_lists_where_sizes_differ() -> None:
    answer = run("control-chart", chart="p", counts=[3, 4, 5, 6, 2], sizes=[50, 60, 70, 80, 50])

    assert len(answer.values["limits"]["lower"]) == len(answer.values["limits"]["upper"]) == 5
    assert "sigma" in answer.withheld


def test_capability_with_one_limit_withholds_what_needs_two() -> None:
    answer = run("control-chart", subgroups=STEADY, spec={"upper": 10.5})

    assert answer.values["capability"]["cp"] is None
    assert {"capability.cp", "capability.pp", "capability.cpm"} <= set(answer.withheld)
    low, high = answer.values["capability"]["interval_cpk"]
    assert low < answer.values["capability"]["cpk"] < high


def test_counts_have_no_capability() -> None:
    answer = run("control-chart", chart="c", counts=[1, 2, 3, 4, 5], spec={"upper": 4})

    assert answer.withheld["capability.cpk"].code == "counts-no-capability"


def test_a_row_with_the_total_is_refused() -> None:
    with pytest.raises(No) as refused:
        run("pareto", counts={"Seam": 10, "Hole": 5, "Total": 15})

    assert (refused.value.said.code, refused.value.row) == ("totals-row", 3)


def test_a_cause_that_stands_twice_is_refused() -> None:
    with pytest.raises(NotUsable, match="Seam"):
        run("pareto", counts=[{"cause": "Seam", "n": 1}, {"cause": "Seam", "n": 2}])


def test_the_sample_of_a_small_lot_is_the_lot() -> None:
    answer = run("sampling-plan", lot_size=12, aql=0.65)

    assert answer.values["inspect_all"] is True
    assert answer.values["sample_size"] == 12
    assert "producer_risk" in answer.withheld


def test_parts_measured_by_one_person_are_no_study() -> None:
    rows = [{"part": part, "operator": "x", "value": n} for part in "abcd" for n in (1.0, 2.0)]

    with pytest.raises(No) as refused:
        run("gauge-rr", measurements=rows)

    assert refused.value.said.code == "few-operators"


def test_a_wide_sample_is_told_even_where_its_mean_is_fine() -> None:
    answer = run("control-chart", subgroups=[*STEADY * 3, [8.0, 12.0]])

    assert answer.values["out_of_limits"] == []
    assert answer.says[0].code == "spread-out"
    assert "steady" not in [one.code for one in answer.says]
