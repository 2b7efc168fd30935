"""Intervals agree with published figures and with slow, obvious twins."""

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from genba.science.intervals import Z95, median_interval, median_ranks, wilson

# Newcombe (1998), Statistics in Medicine 17: 857-872, table I, method 3.
NEWCOMBE = [
    (81, 263, 0.2553, 0.3662),
    (15, 148, 0.0624, 0.1605),
    (0, 20, 0.0000, 0.1611),
    (1, 29, 0.0061, 0.1718),
]
# Nair (1940), as cited by Dixon and Massey (1969): the rank of the lower limit at 95 %.
NAIR = {
    6: 1, 8: 1, 9: 2, 11: 2, 12: 3, 15: 4, 17: 5, 20: 6, 22: 6, 23: 7, 25: 8, 30: 10, 35: 12, 37: 13,
    40: 14, 44: 16, 50: 18, 51: 19, 60: 22, 63: 24, 65: 25,
}  # fmt: skip


@pytest.mark.parametrize(("successes", "n", "low", "high"), NEWCOMBE)
def test_wilson_gives_the_published_interval(successes: int, n: int, low: float, high: float) -> None:
    assert wilson(successes, n) == pytest.approx((low, high), abs=5e-5)


@given(st.integers(1, 500), st.data())
def test_wilson_ends_are_where_the_score_test_turns(n: int, data: st.DataObject) -> None:
    successes = data.draw(st.integers(0, n))

    low, high = wilson(successes, n)

    for end in (low, high):
        if 0 < end < 1:
            score = abs(successes / n - end) / math.sqrt(end * (1 - end) / n)
            assert score == pytest.approx(Z95, rel=1e-6)
    assert 0 <= low <= successes / n <= high <= 1


@given(st.integers(1, 200), st.data())
def test_wilson_is_the_mirror_of_its_complement(n: int, data: st.DataObject) -> None:
    successes = data.draw(st.integers(0, n))

    low, high = wilson(successes, n)

    assert wilson(n - successes, n) == pytest.approx((1 - high, 1 - low))


@pytest.mark.parametrize(("successes", "n"), [(1, 0), (3, 2), (-1, 5)])
def test_wilson_refuses_what_is_no_proportion(successes: int, n: int) -> None:
    with pytest.raises(ValueError, match="no proportion"):
        wilson(successes, n)


@pytest.mark.parametrize(("n", "rank"), NAIR.items())
def test_the_ranks_are_those_of_the_published_table(n: int, rank: int) -> None:
    assert median_ranks(n) == (rank, n + 1 - rank)


def test_the_interval_of_a_published_example() -> None:
    # ci.median of the package statpsych, after Snedecor and Cochran (1989): 20.7, from 10.8 to 30.9.
    values = [
        30.2,
        20.4,
        15.1,
        10.2,
        10.5,
        60.8,
        20.8,
        25.0,
        20.7,
        30.9,
        10.8,
        5.1,
        50.9,
        40.0,
        20.9,
        10.8,
        0,
        20.5,
        50.8,
    ]

    interval = median_interval(np.sort(np.array(values)))

    assert interval == (10.8, 30.9)


@pytest.mark.parametrize("n", range(6))
def test_under_six_values_no_interval_holds(n: int) -> None:
    assert median_ranks(n) is None
    assert median_interval(np.arange(n, dtype=float)) is None


def obvious_ranks(n: int) -> tuple[int, int] | None:
    """The twin: every symmetric pair tried in exact fractions."""
    best = None
    for d in range(1, n // 2 + 1):
        outside = 2 * sum(Fraction(math.comb(n, k), 2**n) for k in range(d))
        if 1 - outside >= Fraction(95, 100):
            best = (d, n + 1 - d)
    return best


@pytest.mark.parametrize("n", [*range(120), 257, 400])
def test_the_fast_ranks_are_the_obvious_ones(n: int) -> None:
    assert median_ranks(n) == obvious_ranks(n)


def test_the_ranks_of_very_many_follow_the_normal_law() -> None:
    n = 100_000

    ranks = median_ranks(n)

    assert ranks is not None
    assert ranks[0] == pytest.approx(n / 2 - Z95 * math.sqrt(n) / 2, abs=1)
