"""How a measure moves where nobody is treated: published relations, a slow twin, laws, and series whose truth is known."""

import math

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from genba.science.planning import Plan, clusters_for_difference
from genba.science.spread import Spread, outcome, spread


def even(correlation: float, steps: int = 12) -> Spread:
    """Unit variance, one correlation for all distances in time, nothing shared by clusters."""
    within = np.full(steps, correlation)
    within[0] = 1.0
    return Spread(within, np.full(steps, 99), np.zeros(steps), 30, 10.0, 5.0, 0.0)


def variance(found: Spread, before: int, after: int, way: str) -> float:
    told = outcome(found, before, after, way)
    assert told is not None
    return told.deviation**2 * (1 - told.correlation**2)


# McKenzie (2012), equations 2 to 5: with one correlation rho, m values before and r after, in variances of one value.
@pytest.mark.parametrize(("rho", "m", "r"), [(0.25, 1, 1), (0.25, 1, 4), (0.5, 3, 2), (0.8, 5, 6)])
def test_one_correlation_for_all_distances_gives_the_published_formulas(rho: float, m: int, r: int) -> None:
    after = (1 + (r - 1) * rho) / r

    assert variance(even(rho), m, r, "after") == pytest.approx(after)
    assert variance(even(rho), m, r, "change") == pytest.approx((1 - rho) * (1 / m + 1 / r))
    assert variance(even(rho), m, r, "adjusted") == pytest.approx(after - m * rho**2 / (1 + (m - 1) * rho))


def test_at_a_correlation_of_a_quarter_the_change_needs_60_percent_more_than_adjusting() -> None:
    # McKenzie (2012), section 2: 2 / (1 + rho); and the mean of four values after does better than twice as many enterprises.
    found = even(0.25)

    assert variance(found, 1, 1, "change") / variance(found, 1, 1, "adjusted") == pytest.approx(1.6)
    assert variance(found, 1, 4, "after") < variance(found, 1, 1, "after") / 2


# R's power.t.test on changes, as recorded by Oda for a trial of diets (2019): deviation 1, correlation 0.4, differences of
# 0.6, 0.8 and 1.0: 54, 31 and 20 in each group; correlation 0.5: 45, 26 and 17.
@pytest.mark.parametrize(("rho", "difference", "each"), [(0.4, 0.6, 54), (0.4, 0.8, 31), (0.4, 1.0, 20), (0.5, 0.6, 45), (0.5, 0.8, 26), (0.5, 1.0, 17)])  # fmt: skip
def test_sizes_for_a_change_are_the_recorded_ones(rho: float, difference: float, each: int) -> None:
    told = outcome(even(rho), 1, 1, "change")
    assert told is not None

    assert math.ceil(clusters_for_difference(Plan(), difference, deviation=told.deviation) / 2) == each


def obvious(table: np.ndarray, cluster: np.ndarray, apart: int) -> tuple[float, int, float]:
    """The twin: every pair by itself."""
    known = np.isfinite(table)
    means = [np.mean([v for v in column if np.isfinite(v)]) if np.isfinite(column).any() else 0.0 for column in table.T]
    products, freedom, units, couples, periods = 0.0, 0, set(), [], []
    for t in range(table.shape[1] - apart):
        pairs = [i for i in range(len(table)) if known[i, t] and known[i, t + apart]]
        freedom += max(0, len(pairs) - 1)
        periods += [len(pairs)] if pairs else []
        for i in range(len(table)):
            for j in range(len(table)):
                if known[i, t] and known[j, t + apart]:
                    product = (table[i, t] - means[t]) * (table[j, t + apart] - means[t + apart])
                    if i == j:
                        products, units = products + product, units | {i}
                    elif cluster[i] == cluster[j]:
                        couples.append(product)
    within = products / freedom if freedom else math.nan
    together = np.mean(couples) + within / np.mean(periods or [1]) if couples else math.nan
    return within, len(units), float(together)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000))
@example(225)  # two enterprises of one cluster, and nobody has both periods
def test_sums_are_what_every_pair_by_itself_gives(seed: int) -> None:
    random = np.random.default_rng(seed)
    n, periods = int(random.integers(2, 12)), int(random.integers(1, 6))
    table, cluster = random.normal(3, 1, (n, periods)), random.integers(0, 4, n)
    table[random.random((n, periods)) < 0.25] = np.nan

    found = spread(table, cluster, periods)

    for apart in range(periods):
        told = found.within[apart], found.units[apart], found.together[apart]
        assert told == pytest.approx(obvious(table, cluster, apart), nan_ok=True, abs=1e-9)


def test_a_known_truth_is_found_again() -> None:
    """Enterprises of 400 providers that share a level of variance 0.5; own levels 1.0; noise 2.0 that fades by 0.6 a step;
    and a season that moves all of them."""
    random = np.random.default_rng(5)
    cluster = np.repeat(np.arange(400), 4)
    noise = [random.normal(0, math.sqrt(2), 1600)]
    for _ in range(7):
        noise.append(0.6 * noise[-1] + random.normal(0, math.sqrt(2 * (1 - 0.36)), 1600))
    table = random.normal(0, math.sqrt(0.5), 400)[cluster][:, None] + random.normal(0, 1, (1600, 1)) + np.array(noise).T
    table += 10 * np.sin(np.arange(8))

    found = spread(table, cluster, 8)

    assert found.within[:4] == pytest.approx([1.5 + 2 * 0.6**k for k in range(4)], abs=0.15)
    assert found.together[0] == pytest.approx(0.5, abs=0.12) and found.clusters == 400 and found.size == 4
    after, change = outcome(found, 2, 2, "after"), outcome(found, 2, 2, "change")
    assert after is not None and after.icc == pytest.approx(0.5 / (1.5 + 2 * (1 + 0.6) / 2), abs=0.04)
    assert change is not None and change.icc == pytest.approx(0, abs=0.04)  # a shared level falls out of a change


@given(st.floats(-0.05, 0.95), st.integers(1, 6), st.integers(1, 6))
def test_adjusting_is_never_worse_than_either_of_the_others(rho: float, before: int, after: int) -> None:
    found = even(rho)

    best = variance(found, before, after, "adjusted")

    assert best <= variance(found, before, after, "after") + 1e-12
    assert best <= variance(found, before, after, "change") + 1e-12


def test_what_the_values_do_not_tell_is_not_told() -> None:
    table = np.random.default_rng(1).normal(size=(20, 4))

    assert outcome(spread(table, np.arange(20), 6), 3, 3, "after") is None  # six steps apart were never seen
    assert outcome(spread(np.full((5, 4), 2.0), np.arange(5), 4), 1, 1, "after") is None  # nothing varies
    assert outcome(spread(np.zeros((0, 4)), np.zeros(0, dtype=int), 4), 1, 1, "after") is None
    alone = outcome(spread(table, np.arange(20), 4), 1, 1, "after")
    assert alone is not None and alone.icc is None  # no cluster has two
