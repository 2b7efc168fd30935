"""The interval of a count of rare events, against a published table and against scipy."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chi2

from genba.science.poisson import at_most, count_interval


@pytest.mark.parametrize(
    ("events", "low", "high"),
    [(0, 0.0, 3.689), (1, 0.0253, 5.572), (3, 0.6187, 8.767), (10, 4.795, 18.39), (25, 16.18, 36.90)],
)
def test_the_table_of_garwood_is_reproduced(events: int, low: float, high: float) -> None:
    assert count_interval(events) == (pytest.approx(low, rel=1e-3), pytest.approx(high, rel=1e-3))


@given(st.integers(0, 2500), st.sampled_from([0.8, 0.9, 0.95, 0.99]))
def test_both_ends_are_those_of_the_chi_squared_distribution(events: int, confidence: float) -> None:
    doubt = (1 - confidence) / 2
    low = chi2.ppf(doubt, 2 * events) / 2 if events else 0.0
    high = chi2.ppf(1 - doubt, 2 * events + 2) / 2

    assert count_interval(events, confidence) == (pytest.approx(low, rel=1e-7), pytest.approx(high, rel=1e-7))


@given(st.integers(3001, 200_000))
def test_a_large_count_is_near_enough(events: int) -> None:
    low, high = count_interval(events)

    assert low == pytest.approx(chi2.ppf(0.025, 2 * events) / 2, rel=1e-8)
    assert high == pytest.approx(chi2.ppf(0.975, 2 * events + 2) / 2, rel=1e-8)


@given(st.integers(0, 300))
def test_more_events_never_lower_an_end(events: int) -> None:
    (low, high), (next_low, next_high) = count_interval(events), count_interval(events + 1)

    assert low < next_low
    assert high < next_high
    assert low <= events < high


def test_a_negative_count_is_refused() -> None:
    with pytest.raises(ValueError, match="no count"):
        count_interval(-1)


def test_nothing_expected_means_nothing_happens() -> None:
    assert at_most(0, 0) == 1
    assert at_most(-1, 3) == 0
