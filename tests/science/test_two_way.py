"""The two older regressions: published figures, a slow twin with every dummy written out, and refusals."""

import csv
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from genba.science.staggered import NEVER, NotEstimable, wide
from genba.science.two_way import first_differences, two_way

HERE = Path(__file__).parent


@pytest.fixture
def donors() -> tuple[np.ndarray, np.ndarray]:
    """Share of adults who agree to give organs, 27 states of the USA in six quarters; California asked anew from the fourth.

    Kessler and Roth (2014), NBER working paper 20378, as the package causaldata 0.1.5 of Nick Huntington-Klein carries it
    (MIT licence).
    """
    with (HERE / "organ_donations.csv").open() as file:
        rows = list(csv.DictReader(file))
    states, quarters = (list(dict.fromkeys(row[name] for row in rows)) for name in ("State", "Quarter"))
    unit = np.array([states.index(row["State"]) for row in rows])
    period = np.array([quarters.index(row["Quarter"]) for row in rows])
    rates = np.array([float(row["Rate"]) for row in rows])
    first = np.array([3 if state == "California" else NEVER for state in states])
    return wide(unit, period, rates, units=len(states), periods=len(quarters)), first


def test_the_effect_on_organ_donors_is_the_published_one(donors) -> None:
    # Huntington-Klein, The Effect (2021), chapter 18: −0.022 with an error of 0.006, clustered by state.
    figure = two_way(*donors)

    assert figure.effect == pytest.approx(-0.0225, abs=5e-5)
    assert figure.error == pytest.approx(0.006, abs=5e-4)
    assert (figure.values, figure.units, figure.clusters) == (162, 27, 27)


def test_wages_of_counties_by_one_dummy() -> None:
    # fixest and reghdfe on the data of test_staggered: −0.0365 with an error of 0.0133.
    with (HERE / "minimum_wage_counties.csv").open() as file:
        rows = list(csv.DictReader(file))
    logs = np.log([[float(row[f"teen_employment_{year}"]) for year in range(2003, 2008)] for row in rows])
    first = np.array([int(row["first_treated"]) - 2003 if row["first_treated"] != "0" else NEVER for row in rows])

    figure = two_way(logs, first)

    assert figure.effect == pytest.approx(-0.0365, abs=5e-5)
    assert figure.error == pytest.approx(0.0133, abs=5e-5)


def gappy(seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    random = np.random.default_rng(seed)
    n, periods = int(random.integers(8, 25)), int(random.integers(3, 7))
    first = random.choice([NEVER, *range(1, periods)], n)
    outcome = random.normal(size=(n, 1)) + random.normal(size=periods) + random.normal(size=(n, periods))
    outcome += 2 * ((np.arange(periods) >= first[:, None]) & (first[:, None] > 0))
    outcome[random.random((n, periods)) < 0.2] = np.nan
    return outcome, first, random.integers(0, max(3, n // 3), n)


def obvious(y, x, groups, dummies) -> tuple[float, float]:
    """The twin: all dummies as columns, the sandwich by a loop over clusters; unit dummies cost no degrees of freedom."""
    design = np.column_stack([x, *dummies])
    answers = np.linalg.lstsq(design, y, rcond=None)[0]
    others = np.column_stack(dummies)
    left = x - others @ np.linalg.lstsq(others, x, rcond=None)[0]
    rest = y - design @ answers
    meat = sum((left[groups == g] @ rest[groups == g]) ** 2 for g in np.unique(groups))
    return answers[0], np.sqrt(meat) / (left @ left)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000))
def test_closed_forms_are_what_all_dummies_give(seed: int) -> None:
    outcome, first, cluster = gappy(seed)
    unit, period = np.nonzero(np.isfinite(outcome) & (np.isfinite(outcome).sum(axis=1) > 1)[:, None])
    y, x = outcome[unit, period], ((first[unit] > 0) & (period >= first[unit])).astype(float)
    dummies = [*(unit == u for u in np.unique(unit)), *(period == t for t in np.unique(period))]
    try:
        figure = two_way(outcome, first, cluster)
    except NotEstimable:
        return

    slope, error = obvious(y, x, cluster[unit], [d.astype(float) for d in dummies])

    c, n, k = figure.clusters, len(y), 1 + len(np.unique(period))
    assert figure.effect == pytest.approx(slope, abs=1e-8)
    assert figure.error == pytest.approx(error * np.sqrt(c / (c - 1) * (n - 1) / (n - k)), rel=1e-6, abs=1e-9)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000))
def test_first_differences_are_what_all_dummies_give(seed: int) -> None:
    outcome, first, cluster = gappy(seed)
    change = np.diff(outcome, axis=1)
    unit, period = np.nonzero(np.isfinite(change))
    y, x = change[unit, period], (first[unit] == period + 1).astype(float)
    dummies = [(period == t).astype(float) for t in np.unique(period)]
    try:
        figure = first_differences(outcome, first, cluster)
    except NotEstimable:
        return

    slope, error = obvious(y, x, cluster[unit], dummies)

    c, n, k = figure.clusters, len(y), 1 + len(dummies)
    assert figure.effect == pytest.approx(slope, abs=1e-8)
    assert figure.error == pytest.approx(error * np.sqrt(c / (c - 1) * (n - 1) / (n - k)), rel=1e-6, abs=1e-9)


def test_a_growing_effect_misleads_the_dummy_and_not_the_cells() -> None:
    from genba.science.staggered import effects

    periods, first = np.arange(12), np.repeat([2, 6, NEVER], [400, 400, 30])
    outcome = np.where(first[:, None] > 0, np.maximum(0, periods - first[:, None] + 1.0), 0) * (first[:, None] > 0)
    outcome += np.random.default_rng(3).normal(0, 0.1, outcome.shape)

    true = np.concatenate([np.arange(1, 11), np.arange(1, 7)]).mean()
    right = effects(outcome, first, random=np.random.default_rng(1), draws=200)

    assert right.overall.effects[0] == pytest.approx(true, abs=0.05)
    assert two_way(outcome, first).effect < true - 1


@pytest.mark.parametrize("estimator", [two_way, first_differences])
def test_what_cannot_be_told_is_refused_in_a_sentence(estimator) -> None:
    table = np.random.default_rng(1).normal(size=(6, 4))
    nobody, one = np.full(6, NEVER), np.array([2, 2, 2, NEVER, NEVER, NEVER])

    with pytest.raises(NotEstimable, match="nothing is left of the treatment"):
        estimator(table, nobody)
    with pytest.raises(NotEstimable, match="nothing is left of the treatment"):
        estimator(table, np.full(6, 2))
    with pytest.raises(NotEstimable, match="One cluster"):
        estimator(table, one, np.zeros(6, dtype=int))
    with pytest.raises(NotEstimable, match="one period only"):
        estimator(table[:, :1], one)
    with pytest.raises(NotEstimable, match="not a finite number"):
        estimator(np.where(table == table[0, 0], np.inf, table), one)
