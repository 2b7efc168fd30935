"""Each trained enterprise is compared with those not yet trained that were alike before, in the same country."""

from datetime import date
from typing import Any

import numpy as np
import pytest
import time_machine

from genba.cli import main
from genba.impact.effects import result_of
from genba.impact.evaluation import Panel, Question, panel_of
from genba.impact.models import Evaluation
from genba.reports.evaluation import evaluation_sheet, may_not_say, may_say
from tests.cast import Cast
from tests.scenes_evaluation import half_trained
from tests.scenes_impact import count, firm, train

ASKED = Question("absenteeism")


@pytest.fixture(autouse=True)
def _today() -> Any:
    with time_machine.travel("2026-07-01T10:00:00Z", tick=True):
        yield


def made_up(
    *, trained: int = 20, waiting: int = 60, steps: int = 8, effect: float = -1.0, apart: float = 0.0, catches_up: float = 0.0,
    seed: int = 1, country: Any = 0,
) -> Panel:  # fmt: skip
    """A panel of quarters, trained from the fifth on. apart: how much higher the trained begin; catches_up: of what lies
    over the mean, how much falls off from the fifth step on whether trained or not."""
    random, n = np.random.default_rng(seed), trained + waiting
    unit, period = (part.ravel() for part in np.indices((n, steps)))
    is_trained = np.arange(n) < trained
    level = random.normal(6, 1, n) + apart * is_trained
    value = level[unit] + random.normal(0, 0.3, n * steps) - (period >= 4) * catches_up * (level[unit] - 6)
    value += effect * (is_trained[unit] & (period >= 4))
    keys, zeros = np.arange(n), np.zeros(n, dtype=int)
    countries = np.where(is_trained, country, 0)
    traits = {"provider": zeros, "country": countries, "size": zeros}
    return Panel(unit, period, value, np.where(is_trained, 4, -1), keys, keys, first=8100, traits=traits)


def test_where_high_ones_fall_back_by_themselves_alike_ones_tell_what_the_training_did() -> None:
    panel = made_up(apart=1.5, catches_up=0.5, waiting=200)

    found = result_of(ASKED, panel)

    assert found["group-time"]["value"] < -1.5  # the trained began high, and would have fallen anyway
    matched = found["matched"]
    assert matched["value"] == pytest.approx(-1.0, abs=0.25) and matched["low"] < -1 < matched["high"]
    assert [one["of"] for one in matched["balance"]] == ["level", "trend"]
    assert matched["balance"][0]["before"] > 1 > 0.25 > abs(matched["balance"][0]["after"])


def test_no_enterprise_of_another_country_is_taken() -> None:
    found = result_of(ASKED, made_up(country=1))

    assert "value" not in found["matched"] and found["matched"]["unmatched"] == 20 and found["matched"]["claim"] == "too-few"


def test_who_begins_within_the_year_is_not_taken_for_those_who_began_before() -> None:
    panel = made_up(trained=20, waiting=30)
    soon = Panel(panel.unit, panel.period, panel.value, np.where(panel.cohort < 0, 6, panel.cohort), panel.cluster, panel.keys,
                 panel.first, traits=panel.traits)  # fmt: skip

    # The year after the fifth step ends with the eighth, and by then all have begun: there is nobody to compare with.
    assert result_of(ASKED, soon)["matched"] is None


def test_an_interval_of_the_matched_holds_what_is_true_nineteen_times_in_twenty() -> None:
    held = counted = 0
    for seed in range(200):
        matched = result_of(ASKED, made_up(seed=seed, apart=0.5, trained=15, waiting=40))["matched"]
        if matched.get("low") is not None:
            counted, held = counted + 1, held + (matched["low"] <= -1 <= matched["high"])

    assert counted > 190 and 0.92 <= held / counted <= 0.99


def test_size_classes_are_kept_apart_where_they_can_be(cast: Cast) -> None:
    small, large = {("worker", "female"): 8}, {("worker", "female"): 180}
    made = [firm(cast, f"Contoh {'bcdfghjklmnprstvwxyz'[n] * 5}", workforce=large if n % 2 else small) for n in range(20)]
    lone = firm(cast, "Contoh Sendiri", workforce={("worker", "male"): 40})
    train(cast, *made[:4], lone, on=date(2026, 1, 12))
    for n, taking in enumerate([*made, lone]):
        for month in ("2025-03", "2025-06", "2025-09", "2025-12", "2026-03"):
            count(taking.enterprise, "absenteeism", (month,), 60 + n % 3, 1000)
    panel = panel_of(ASKED, date(2026, 7, 1))

    found = result_of(ASKED, panel)["matched"]

    assert (found["n"], found["same_size"], found["unmatched"]) == (
        5,
        4,
        0,
    )  # the one of 40 finds others of its country only


def test_command_and_sheet_show_who_found_nobody_and_how_alike_they_are(cast: Cast, capsys: Any) -> None:
    half_trained(cast, falls_by=20)

    assert main(["evaluate", "absenteeism"]) == 0

    told = capsys.readouterr().out
    assert "Against those that were alike: −" in told and "found none alike" in told
    assert "Level in the year before: apart by" in told and "once matched" in told


@pytest.mark.parametrize(("claim", "matched", "said", "unsaid"), [
    ("better", "same", "it is the same", "holds for the 3 that found none"), ("better", "silent", "", "nothing can be told from chance"),
    ("better", "opposite", "", "That the direction is sure"), ("moved-apart", "same", "", "by itself it bears no claim"),
    ("no-difference", "alone", "", "by itself it bears no claim"),
])  # fmt: skip
def test_it_may_support_what_is_said_and_never_bears_it(claim: str, matched: str, said: str, unsaid: str) -> None:
    whole = {"value": -2.0, "low": -3.0, "high": -1.0, "n": 20}
    told = {"claim": claim, "is_checked": True, "group-time": whole, "matched": {
        "value": -1.8, "low": -2.5, "high": -1.1, "n": 17, "others": 30, "unmatched": 3, "untold": 0, "same_size": 17,
        "most_taken": 2.0, "balance": [], "claim": matched}}  # fmt: skip

    sheet = evaluation_sheet(Evaluation(indicator="absenteeism", period="quarter", cluster="enterprise", result=told))

    may, must_not = " ".join(may_say(sheet, "en")), " ".join(may_not_say(sheet, "en"))
    assert (said in may) if said else "alike before" not in may
    assert unsaid in must_not


def test_what_was_kept_before_there_was_a_matched_comparison_is_read_as_ever() -> None:
    sheet = evaluation_sheet(
        Evaluation(indicator="absenteeism", period="quarter", cluster="enterprise", result={"claim": "too-few"})
    )

    assert sheet.matched is None and sheet.alike is None and may_not_say(sheet, "en")
