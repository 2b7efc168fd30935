"""What stands out in a series: published scores and digits, and a slow twin that does it value by value."""

import statistics

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import chi2, chisquare

from genba.science import digits, doubts

# The example with which Iglewicz and Hoaglin (1993) show that the usual z-score misses two outliers of ten.
TEN = np.array([2.1, 2.6, 2.4, 2.5, 2.3, 2.1, 2.3, 2.6, 8.2, 8.3])


def slow_score(value: float, around: list[float]) -> float:
    """0.6745 × (value − median) ÷ MAD, written out."""
    middle = statistics.median(around)
    away = [abs(a - middle) for a in around]
    mad = statistics.median(away)
    if value == middle:
        return 0.0
    if mad > 0:
        return 0.6745 * (value - middle) / mad
    mean = sum(away) / len(away)
    return (value - middle) / (1.253314 * mean) if mean > 0 else float("inf") * (1 if value > middle else -1)


def test_the_published_example_gives_the_published_scores() -> None:
    scores = np.abs(doubts.modified_z(TEN))

    published = [1.5738, 0.6745, 0.2248, 0.2248, 0.6745, 1.5738, 0.6745, 0.6745, 25.8558, 26.3055]
    assert scores == pytest.approx(published, abs=1e-4)
    assert [bool(s) for s in scores > doubts.FAR] == [False] * 8 + [True] * 2
    usual = np.abs(TEN - TEN.mean()) / TEN.std(ddof=1)
    assert usual.max() < 3  # which is why this one is used


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(st.none(), st.floats(-5, 5).map(lambda v: round(v, 1))), min_size=1, max_size=30))
def test_the_months_around_are_those_that_a_loop_would_take(row: list[float | None]) -> None:
    values = np.array([[np.nan if v is None else v for v in row]])

    scores, middles, ns = doubts.among_neighbours(values, half=6, least=4, enough=8)

    rest: dict[int, float] = {}
    for place, value in enumerate(row):
        near = [v for at, v in enumerate(row) if v is not None and at != place and abs(at - place) <= 6]
        assert ns[0, place] == len(near)
        if near:
            assert middles[0, place] == pytest.approx(statistics.median(near))
        if value is not None and len(near) >= 4:
            rest[place] = value - statistics.median(near)
    for place in range(len(row)):
        if place in rest and len(rest) >= 8:
            assert scores[0, place] == pytest.approx(slow_score(rest[place], list(rest.values())), rel=1e-9, abs=1e-9)
        else:
            assert np.isnan(scores[0, place])


def test_a_slip_stands_out_and_a_lasting_step_does_not() -> None:
    noise = np.array([0.02, -0.01, 0.03, -0.02, 0.01, -0.03] * 4)
    slip, step = noise.copy(), noise.copy()
    slip[11] += np.log(10)
    step[12:] -= 0.5

    both = np.stack([slip, step])
    scores, middles, _ = doubts.among_neighbours(both)

    stands_out = (np.abs(scores) > doubts.FAR) & (np.abs(both - middles) > 0.3)
    assert np.flatnonzero(stands_out[0]).tolist() == [11]
    assert np.flatnonzero(stands_out[1]).tolist() == []


def test_of_months_that_only_swing_fewer_than_one_in_a_hundred_stands_out() -> None:
    swing = np.random.default_rng(3).normal(0, 0.3, (2000, 24))

    scores, middles, _ = doubts.among_neighbours(swing)

    assert np.mean(np.abs(scores) > doubts.FAR) < 0.01
    assert 0 < np.mean((np.abs(scores) > doubts.FAR) & (np.abs(swing - middles) >= np.log(2))) < 0.005


def test_where_all_are_one_and_the_same_any_other_stands_out() -> None:
    scores, _, _ = doubts.among_neighbours(np.array([[2.0, 2, 2, 2, 2, 2, 3, 2, 2, 2, 2, 2, 2]]))

    assert scores[0, 6] > doubts.FAR and np.count_nonzero(scores[0]) == 1
    assert doubts.scores(np.array([1.0, 2.0]), np.array(2.0), np.array(0.0)).tolist() == [-np.inf, 0.0]


def test_a_season_that_comes_every_year_cancels_and_a_broken_one_remains() -> None:
    season = np.tile(np.sin(np.arange(12)), 3)
    broken = season.copy()
    broken[30] += 1

    steps = doubts.a_year_before(np.stack([season, broken]))

    assert np.isnan(steps[:, :12]).all() and np.nanmax(np.abs(steps[0])) < 1e-9
    assert np.flatnonzero(np.abs(steps[1]) > 0.5).tolist() == [30]


@given(st.lists(st.booleans(), min_size=1, max_size=20))
def test_runs_are_counted_as_one_counts_them(row: list[bool]) -> None:
    expected, length = [], 0
    for yes in row:
        length = length + 1 if yes else 0
        expected.append(length)

    assert doubts.runs(np.array([row])).tolist() == [expected]


# Last digits of 80 weights (Triola, Elementary Statistics) and of 10,000 numbers of a directory of telephones (Gupta and Kapoor,
# Fundamentals of Mathematical Statistics, example on the uniformity of digits).
WEIGHTS = [15, 5, 3, 8, 5, 17, 7, 6, 9, 5]
TELEPHONES = [1026, 1107, 997, 966, 1075, 933, 1107, 972, 964, 853]


def test_published_digits_give_the_published_chi_square() -> None:
    assert digits.unevenness(TELEPHONES) == pytest.approx(58.542, abs=5e-4)
    assert digits.unevenness(WEIGHTS) == pytest.approx(23.5)
    assert digits.unevenness(WEIGHTS) == pytest.approx(chisquare(WEIGHTS).statistic)
    assert pytest.approx(chi2.isf(0.001, 9), abs=5e-4) == digits.UNLIKELY


def counted(*series: list[float]) -> tuple[np.ndarray, np.ndarray]:
    of = np.concatenate([np.full(len(one), place) for place, one in enumerate(series)]).astype(np.int64)
    return digits.last_digits(of, np.concatenate([np.array(one, dtype=float) for one in series]), len(series))


def test_who_rounds_is_seen_and_who_counts_is_not() -> None:
    random = np.random.default_rng(5)
    honest = random.poisson(400, 40).astype(float)
    rounded = np.round(honest / 5) * 5
    narrow = np.array([41.0, 40] * 20)  # few digits, and no wonder: the amounts hardly move

    found = digits.is_preferred(*counted(honest.tolist(), rounded.tolist(), narrow.tolist(), rounded[:29].tolist()))

    assert found.tolist() == [False, True, False, False]


def test_digits_are_read_off_whole_amounts_of_ten_and_more() -> None:
    counts, spread = counted([12, 7, 33.5, 20, 120, 1e15], [])

    assert counts[0].tolist() == [3, 0, 1, 0, 0, 0, 0, 0, 0, 0] and counts[1].sum() == 0
    assert np.isnan(spread[1]) and spread[0] == pytest.approx(np.median([58, 50, 50, 1e15 - 70]) / 0.6745)


def test_even_digits_are_called_preferred_about_once_in_a_thousand() -> None:
    random = np.random.default_rng(1)
    n, each = 20_000, 36
    amounts = random.poisson(300, n * each).astype(float)

    found = digits.is_preferred(*digits.last_digits(np.repeat(np.arange(n), each), amounts, n))

    assert 5 <= found.sum() <= 45
