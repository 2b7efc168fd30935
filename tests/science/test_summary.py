"""A result over many enterprises says how many report, how many improved, and the one in the middle."""

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from genba.science.figures import Measured, Withheld
from genba.science.summary import Summary, summarise

changes_of_many = st.lists(st.floats(-1, 5, allow_nan=False), min_size=5, max_size=60)


def summary(changes: list[float], n_trained: int | None = None, **options: int) -> Summary:
    array: npt.NDArray[np.float64] = np.array(changes, dtype=np.float64)
    return summarise(array, improved=array < 0, n_trained=n_trained or len(changes), **options)


def test_the_three_counts_stand_together() -> None:
    result = summary([-0.4, -0.3, -0.2, -0.1, 0.0, 0.1], n_trained=10)

    assert (result.n_trained, result.n_reporting, result.n_improved) == (10, 6, 4)
    assert isinstance(result.share_improved, Measured)
    assert result.share_improved.value == pytest.approx(4 / 6)
    assert result.share_improved.n == 6


def test_six_values_have_a_median_from_the_first_to_the_last() -> None:
    result = summary([0.1, -0.4, -0.1, -0.3, 0.0, -0.2])

    assert isinstance(result.median, Measured)
    assert (result.median.value, result.median.low, result.median.high) == pytest.approx((-0.15, -0.4, 0.1))


def test_five_values_have_a_median_without_an_interval() -> None:
    result = summary([-0.4, -0.3, -0.2, -0.1, 0.0])

    assert isinstance(result.median, Measured)
    assert (result.median.value, result.median.low, result.median.high) == (-0.2, None, None)


def test_under_the_threshold_nothing_is_shown_but_the_counts() -> None:
    result = summary([-0.4, -0.3, -0.2, -0.1], n_trained=9)

    withheld = Withheld("too-few", 4)
    assert (result.share_improved, result.median, result.q1, result.q3) == (withheld,) * 4
    assert (result.n_trained, result.n_reporting) == (9, 4)


def test_an_enterprise_that_began_at_zero_counts_in_the_share_and_not_in_the_median() -> None:
    result = summary([-0.5, -0.4, -0.3, -0.2, -0.1, float("nan")])

    assert isinstance(result.share_improved, Measured) and isinstance(result.median, Measured)
    assert (result.share_improved.n, result.median.n) == (6, 5)


def test_nobody_reports() -> None:
    result = summary([], n_trained=7)

    assert result.median == Withheld("too-few", 0)


def test_more_cannot_report_than_were_trained() -> None:
    with pytest.raises(ValueError, match="only 3"):
        summary([0.1] * 5, n_trained=3)


@given(changes_of_many)
def test_quartiles_and_interval_surround_the_median(changes: list[float]) -> None:
    result = summary(changes)

    assert isinstance(result.q1, Measured) and isinstance(result.q3, Measured)
    assert isinstance(result.median, Measured)
    assert result.q1.value <= result.median.value <= result.q3.value
    if result.median.low is not None and result.median.high is not None:
        assert result.median.low <= result.median.value <= result.median.high


@given(changes_of_many)
def test_the_median_is_the_obvious_one(changes: list[float]) -> None:
    ordered = sorted(changes)
    n = len(ordered)

    result = summary(changes)

    assert isinstance(result.median, Measured)
    assert result.median.value == pytest.approx((ordered[(n - 1) // 2] + ordered[n // 2]) / 2, abs=1e-12)
