"""The tools of responsible business: severity before likelihood, and nothing told where nothing is known."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genba.curriculum import load
from genba.curriculum.tools import No
from tests.curriculum.packages import MODULES

MODULE = load(MODULES).module("responsible-business")
SCALE = st.integers(1, 5)
RISKS = st.lists(st.tuples(SCALE, SCALE, SCALE, SCALE), min_size=1, max_size=20)


def run(tool: str, **given: Any) -> Any:
    return MODULE.tool(tool).run(given).values


def as_rows(risks: list[tuple[int, int, int, int]]) -> list[dict[str, Any]]:
    return [
        {"risk": f"risk {n}", "scale": a, "scope": b, "irremediability": c, "likelihood": d}
        for n, (a, b, c, d) in enumerate(risks)
    ]


@given(RISKS)
def test_no_likely_small_risk_comes_before_a_graver_one(risks: list[tuple[int, int, int, int]]) -> None:
    order = run("due-diligence", risks=as_rows(risks))["priorities"]

    pairs = [(row["severity"], row["likelihood"]) for row in order]
    assert pairs == sorted(pairs, reverse=True)
    assert [row["rank"] for row in order] == list(range(1, len(risks) + 1))


@given(RISKS)
def test_one_grave_part_is_enough(risks: list[tuple[int, int, int, int]]) -> None:
    values = run("due-diligence", risks=as_rows(risks))

    assert values["grave"] == sum(max(a, b, c) >= 4 for a, b, c, _d in risks)


def test_the_next_of_six_steps_is_the_first_that_is_open() -> None:
    done = {"policy": True, "identify": True, "act": True, "track": False, "communicate": True, "remedy": False}

    values = run("due-diligence", risks=as_rows([(1, 1, 1, 1)]), steps_done=done)

    assert values["next_step"] == "track"
    assert values["steps_share"] == pytest.approx(400 / 6)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"waste": {"hazardous": 1, "other": 2, "recycled": 4}}, "more-recycled"),
        ({"water": {"withdrawal": 10, "discharge": 11}}, "more-discharged"),
        ({}, "nothing"),
    ],
)
def test_a_sheet_that_cannot_be_is_refused(given: dict[str, Any], code: str) -> None:
    with pytest.raises(No) as no:
        run("vsme", **given)

    assert no.value.said.code == code


@given(st.integers(0, 50), st.integers(1, 10**7))
def test_accidents_are_told_for_two_hundred_thousand_hours(accidents: int, hours: int) -> None:
    assert run("vsme", safety={"accidents": accidents, "hours": hours})["accident_rate"] == pytest.approx(
        accidents * 200_000 / hours
    )


def test_what_was_not_told_is_withheld_and_never_nought() -> None:
    answer = MODULE.tool("vsme").run({"energy": {"electricity_other": 10}})

    assert answer.values["energy_total"] is None
    assert answer.withheld["energy_total"].code == "not-told"
    assert {row["state"] for row in answer.values["sheet"]} == {"partly", "missing"}
