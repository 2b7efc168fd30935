"""The tools of crisis response: a slow search for the longest chain as the oracle, and groups too small to be shown."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genba.curriculum import load
from genba.curriculum.tools import No
from tests.curriculum.packages import MODULES

MODULE = load(MODULES).module("crisis-response")
DAYS = st.lists(st.integers(0, 20), min_size=1, max_size=7)


def run(tool: str, **given: Any) -> Any:
    return MODULE.tool(tool).run(given).values


def asset(name: str, days: float, *after: str) -> dict[str, Any]:
    return {"name": name, "loss_per_day": 100, "tolerable_days": 3, "recovery_days": days, "depends_on": list(after)}


def longest(n: int, days: list[int], before: dict[int, list[int]]) -> int:
    """Every way to here, tried one by one."""
    return days[n] + max((longest(other, days, before) for other in before[n]), default=0)


@given(DAYS, st.randoms(use_true_random=False))
def test_a_thing_is_back_after_the_longest_way_to_it(days: list[int], random: Any) -> None:
    before = {n: [k for k in range(n) if random.random() < 0.5] for n in range(len(days))}
    assets = [asset(str(n), days[n], *map(str, before[n])) for n in range(len(days))]

    values = run("continuity-plan", assets=assets, threats=[{"threat": "Flood", "asset": "0", "times_per_year": 1}])

    assert {row["name"]: row["back_after"] for row in values["assets"]} == {
        str(n): longest(n, days, before) for n in range(len(days))
    }


@pytest.mark.parametrize(
    ("assets", "code"),
    [
        ([asset("Pump", 1, "Power"), asset("Power", 1, "Pump")], "loop"),
        ([asset("Pump", 1, "Power")], "unknown"),
        ([asset("Pump", 1), asset("Pump", 2)], "twice"),
    ],
)
def test_a_plan_that_cannot_be_is_refused_by_name(assets: list[dict[str, Any]], code: str) -> None:
    with pytest.raises(No) as no:
        run("continuity-plan", assets=assets, threats=[{"threat": "Flood", "asset": "Pump", "times_per_year": 1}])

    assert no.value.said.code == code


def answers(n: int, country: str, **said: bool) -> list[dict[str, Any]]:
    return [{"country": country, "sector": "food", **said} for _ in range(n)]


def test_a_country_with_four_enterprises_is_not_shown() -> None:
    values = run("pulse", answers=[*answers(5, "KE", open=True, cash=False), *answers(4, "UG", open=False, cash=True)])

    assert [row["group"] for row in values["by_country"]] == ["KE"]
    assert values["n"] == 9


def test_a_blank_is_no_answer() -> None:
    values = run("pulse", answers=[*answers(6, "KE", open=True, cash=True), *answers(5, "KE", open=False)])

    shares = {row["question"]: (row["n"], row["yes_share"]) for row in values["questions"]}
    assert shares["cash"] == (6, 100)
    assert shares["open"] == (11, pytest.approx(600 / 11))


def test_under_five_enterprises_nothing_is_said() -> None:
    with pytest.raises(No, match="too-few"):
        run("pulse", answers=answers(4, "KE", open=True))
