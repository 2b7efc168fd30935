"""What may be said of an effect follows from fixed rules."""

from typing import Any

import pytest

from genba.science.claims import LEAST, Claim, claim, matched_claim

FLAT = ((-1.0, 1.0), (-0.5, 2.0))


def said(**given: Any) -> Claim:
    return claim(
        **{"n_trained": 40, "n_waiting": 30, "before": FLAT, "interval": (-3.0, -1.0), "direction": "down", **given}
    )


def test_less_of_what_should_be_less_is_better_and_more_of_it_worse() -> None:
    assert said().code == "better" and said(direction="up").code == "worse"
    assert said(interval=(1.0, 3.0)).code == "worse" and said(interval=(1.0, 3.0), direction="up").code == "better"
    assert said(direction="neutral").code == "differs"


@pytest.mark.parametrize("interval", [(-3.0, 0.0), (-1.0, 2.0), (0.0, 4.0)])
def test_an_interval_that_holds_nought_shows_no_difference(interval: tuple[float, float]) -> None:
    assert said(interval=interval).code == "no-difference"


def test_who_moved_apart_before_the_training_shows_nothing_about_it() -> None:
    assert said(before=((0.1, 1.0), (-1.0, 1.0))) == Claim("moved-apart", True)


def test_without_periods_before_a_difference_is_not_checked() -> None:
    assert said(before=()) == Claim("better", False)


def test_few_enterprises_or_none_that_wait_bear_no_claim() -> None:
    assert said(n_waiting=0).code == "nobody-waits"
    assert said(n_waiting=LEAST - 1).code == said(n_trained=LEAST - 1).code == said(interval=None).code == "too-few"
    assert said(n_waiting=LEAST, n_trained=LEAST).code == "better"


def added(**given: Any) -> str:
    return matched_claim(
        **{"n_trained": 40, "n_alike": 30, "apart": (0.1, -0.2), "interval": (-3.0, -1.0), "whole": (-4.0, -0.5), **given}
    )


def test_a_matched_comparison_says_the_same_the_opposite_or_nothing() -> None:
    assert added() == "same" and added(whole=(0.5, 4.0)) == "opposite" and added(interval=(-3.0, 0.0)) == "silent"
    assert added(whole=(-4.0, 0.5)) == added(whole=None) == "alone"


def test_sides_that_are_still_unlike_or_few_say_nothing() -> None:
    assert added(apart=(0.1, -0.26)) == added(apart=(0.26,)) == "unlike"
    assert added(n_alike=LEAST - 1) == added(n_trained=LEAST - 1) == added(interval=None) == "too-few"
