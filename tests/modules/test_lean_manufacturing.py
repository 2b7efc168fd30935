"""The tools of lean manufacturing as a stranger would use them, mistakes included."""

from collections.abc import Mapping
from typing import Any

import pytest

from genba.curriculum import load
from genba.curriculum.tools import Answer, No, NotUsable, Watch
from tests.curriculum.packages import MODULES

MODULE = load(MODULES).module("lean-manufacturing")
TASKS = [
    {"id": "cut", "time": 4},
    {"id": "sew", "time": 3.5, "after": ["cut"]},
    {"id": "press", "time": 2.5, "after": ["cut"]},
    {"id": "pack", "time": 2, "after": ["sew", "press"]},
]


def run(code: str, **given: Any) -> Answer:
    return MODULE.tool(code).run(given)


def test_stations_follow_the_order_of_the_tasks_and_keep_the_takt() -> None:
    values = run("line-balance", tasks=TASKS, takt=6).values

    assert values["stations"] in (
        [["cut"], ["sew", "press"], ["pack"]],
        [["cut"], ["sew"], ["press", "pack"]],
        [["cut"], ["press"], ["sew", "pack"]],
    )
    assert values["station_count"] == values["lower_bound"] == 3
    assert values["proved_optimal"] is True
    assert values["efficiency"] == pytest.approx(100 * 12 / 18)


def test_the_shortest_cycle_is_given_in_the_unit_of_the_times() -> None:
    values = run("line-balance", tasks=TASKS, stations=2).values

    assert values["cycle_time"] == values["lower_bound"] == 6.5
    assert values["smoothness"] == pytest.approx(1.0)


def test_more_stations_than_tasks_leave_some_empty() -> None:
    values = run("line-balance", tasks=TASKS, stations=6).values

    assert values["station_count"] == 6
    assert [] in values["stations"]


@pytest.mark.parametrize(
    ("given", "code", "row", "words"),
    [
        ({"tasks": TASKS}, "one-of-two", None, {}),
        ({"tasks": TASKS, "takt": 5, "stations": 3}, "one-of-two", None, {}),
        ({"tasks": TASKS, "takt": 3.9}, "too-long", 1, {"task": "cut"}),
        ({"tasks": [*TASKS, {"id": "cut", "time": 1}], "takt": 6}, "double", 5, {"task": "cut"}),
        ({"tasks": [*TASKS, {"id": "box", "time": 1, "after": ["dye"]}], "takt": 6}, "unknown-task", 5, {"earlier": "dye"}),
        ({"tasks": [{"id": "a", "time": 1, "after": ["a"]}], "takt": 6}, "loop", 1, {"tasks": "a → a"}),
    ],
)
def test_a_line_that_cannot_be_balanced_names_the_task(
    given: dict[str, Any], code: str, row: int | None, words: dict[str, str]
) -> None:
    with pytest.raises(No) as refused:
        run("line-balance", **given)

    assert (refused.value.said.code, refused.value.row) == (code, row)
    assert words.items() <= refused.value.said.values.items()


def test_an_unknown_word_in_a_task_is_refused_by_name() -> None:
    with pytest.raises(NotUsable, match="colour"):
        run("line-balance", tasks=[{"id": "a", "time": 1, "colour": "red"}], takt=2)


def test_whoever_watches_and_stops_gets_a_line_that_works() -> None:
    class Impatient(Watch):
        told: Mapping[str, Any] | None = None

        def tell(self, share: float, best: Mapping[str, Any] | None = None) -> None:
            self.told = best

        @property
        def is_stopped(self) -> bool:
            return True

    values = MODULE.tool("line-balance").run({"tasks": TASKS, "takt": 7}, Impatient()).values

    assert max(values["loads"]) <= 7
    assert values["lower_bound"] <= values["station_count"]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"run_time": 500}, "run-above-planned"),
        ({"good_count": 101}, "good-above-total"),
        ({"run_time": 0}, "nothing-made"),
        ({"total_count": 0, "good_count": 0}, "nothing-made"),
        ({"ideal_cycle": 300}, "too-fast"),
    ],
)
def test_effectiveness_that_cannot_be_is_refused(given: dict[str, Any], code: str) -> None:
    usual = {"planned_time": 480, "run_time": 400, "ideal_cycle": 180, "total_count": 100, "good_count": 90}

    with pytest.raises(No) as refused:
        run("oee", **{**usual, **given})

    assert refused.value.said.code == code


def test_losses_and_good_minutes_are_the_planned_time() -> None:
    values = run("oee", planned_time=480, run_time=400, ideal_cycle=180, total_count=100, good_count=90).values

    assert sum(values["losses"].values()) + values["good_minutes"] == pytest.approx(480)
    assert values["oee"] == pytest.approx(values["availability"] * values["performance"] * values["quality"] / 1e4)


def test_takt_says_how_many_stations_and_how_many_pieces_are_missing() -> None:
    values = run("takt-time", available_time=480, breaks=20, demand=460, work_content=187, cycle_time=69).values

    assert (values["stations_wanted"], values["pieces_short"]) == (4, pytest.approx(60))


def test_work_that_fits_the_takt_exactly_needs_no_station_more() -> None:
    assert run("takt-time", available_time=460, demand=460, work_content=180).values["stations_wanted"] == 3


def test_breaks_that_take_the_whole_shift_leave_no_takt() -> None:
    with pytest.raises(No, match="no-time"):
        run("takt-time", available_time=20, breaks=20, demand=5)


def test_waiting_counts_stock_and_other_waits() -> None:
    values = run(
        "value-stream", demand=100, hours_per_day=8, steps=[{"step": "Dry", "cycle": 60, "stock": 200, "wait": 240}]
    ).values

    assert values["waiting_time"] == pytest.approx(2.5)
    assert values["lead_time"] == pytest.approx(2.5 + 60 / 28_800)


def test_work_that_nobody_would_pay_for_adds_no_value() -> None:
    steps = [{"step": "Cut", "cycle": 30, "stock": 10}, {"step": "Count", "cycle": 30, "adds_value": False}]

    assert run("value-stream", demand=10, steps=steps).values["value_added_time"] == 30


def test_a_step_cannot_be_shortened_below_nothing() -> None:
    with pytest.raises(No) as refused:
        run("changeover", steps=[{"step": "Bolt", "minutes": 5, "shorter": 6}])

    assert (refused.value.said.code, refused.value.row, refused.value.column) == ("shorter-than-nothing", 1, "shorter")


def test_a_step_that_moves_outside_saves_all_of_its_time() -> None:
    steps = [
        {"step": "Fetch", "minutes": 20, "could": "external", "shorter": 5},
        {"step": "Bolt", "minutes": 10, "shorter": 4},
    ]

    values = run("changeover", steps=steps, per_month=30).values

    assert (values["internal_now"], values["internal_after"], values["moved_outside"], values["shortened"]) == (30, 6, 20, 4)
    assert values["hours_per_month"] == 12
    assert values["money_per_month"] is None
