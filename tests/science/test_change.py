"""A change has an amount, a share of where it began, and a verdict in the indicator's own direction."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genba.science.change import Change, compare
from genba.science.figures import Measured, Withheld
from genba.science.ratios import Ratio

amounts = st.floats(0.01, 1e6, allow_nan=False)


def change(before: Ratio | None, after: Ratio | None, **options: Any) -> Change:
    return compare(before, after, **({"direction": "down", "scale": 100, "unit": "%"} | options))


def test_fewer_defects_are_better_in_points_and_as_a_share() -> None:
    result = change(Ratio(1042, 12400, 3), Ratio(640, 12550, 3))

    assert result.verdict == "better"
    assert isinstance(result.absolute, Measured) and round(result.absolute.value, 1) == -3.3
    assert isinstance(result.relative, Measured) and round(result.relative.value, 2) == -0.39
    assert (result.absolute.unit, result.relative.unit) == ("%", "1")


@pytest.mark.parametrize(
    ("direction", "after", "verdict"),
    [
        ("up", 120, "better"),
        ("up", 80, "worse"),
        ("down", 120, "worse"),
        ("down", 80, "better"),
        ("neutral", 120, "neutral"),
        ("up", 100, "same"),
    ],
)
def test_the_verdict_follows_the_direction(direction: str, after: float, verdict: str) -> None:
    assert change(Ratio(100, 1, 1), Ratio(after, 1, 1), direction=direction).verdict == verdict


@pytest.mark.parametrize(("after", "verdict"), [(105, "same"), (95, "same"), (105.1, "better"), (94.9, "worse")])
def test_the_usual_swing_counts_as_the_same(after: float, verdict: str) -> None:
    result = change(Ratio(100, 1, 1), Ratio(after, 1, 1), direction="up", tolerance=0.05)

    assert result.verdict == verdict


def test_without_a_side_the_verdict_is_unknown_and_says_why() -> None:
    one = Ratio(1, 10, 1)

    no_start, no_end, empty = change(None, one), change(one, None), change(one, Ratio(0, 0, 0))

    assert (no_start.verdict, no_start.relative) == ("unknown", Withheld("no-baseline"))
    assert (no_end.verdict, no_end.relative) == ("unknown", Withheld("no-later-value"))
    assert empty.after == Withheld("no-later-value")
    assert isinstance(no_end.before, Measured)


def test_from_zero_there_is_a_step_but_no_share() -> None:
    result = change(Ratio(0, 1000, 3), Ratio(2, 1000, 2))

    assert result.verdict == "worse"
    assert isinstance(result.absolute, Measured)
    assert result.relative == Withheld("zero-denominator", 2)


@given(amounts, amounts)
def test_what_is_better_one_way_is_worse_the_other(a: float, b: float) -> None:
    there, back = change(Ratio(a, 1, 1), Ratio(b, 1, 1)), change(Ratio(b, 1, 1), Ratio(a, 1, 1))

    assert {there.verdict, back.verdict} in ({"better", "worse"}, {"same"})


@given(amounts, amounts, st.floats(0.01, 1000))
def test_the_relative_change_does_not_depend_on_the_unit(a: float, b: float, scale: float) -> None:
    in_one = change(Ratio(a, 1, 1), Ratio(b, 1, 1), scale=1.0).relative
    in_other = change(Ratio(a, 1, 1), Ratio(b, 1, 1), scale=scale).relative

    assert isinstance(in_one, Measured) and isinstance(in_other, Measured)
    assert in_one.value == pytest.approx(in_other.value, rel=1e-6, abs=1e-9)
