"""Matched comparison: published figures, a slow twin, laws, how often the interval holds, refusals."""

import csv
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from genba.science.intervals import student
from genba.science.matched import NONE, Matches, compare, imbalance, nearest
from genba.science.staggered import NotEstimable

HERE = Path(__file__).parent
FOUR = ("age", "schooling", "earned_1974", "earned_1975")
NINE = ("age", "schooling", "black", "hispanic", "married", "earned_1974", "earned_1975", "none_1974", "none_1975")


@pytest.fixture(scope="module")
def workers() -> dict[str, np.ndarray]:
    """Earnings of 445 men, 185 of them in the National Supported Work Demonstration of the 1970s.

    LaLonde (1986), American Economic Review 76: 604-620, in the selection of Dehejia and Wahba (1999), Journal of the American
    Statistical Association 94: 1053-1062, as the package causaldata 0.1.5 of Nick Huntington-Klein carries it (MIT licence).
    """
    with (HERE / "training_earnings.csv").open() as file:
        rows = list(csv.DictReader(file))
    found = {name: np.array([float(row[name]) for row in rows]) for name in rows[0]}
    return found | {f"none_{year}": (found[f"earned_{year}"] == 0).astype(float) for year in (1974, 1975)}


def sides(workers: Any, names: Any, metric: str) -> tuple[Any, ...]:
    """Outcomes and covariates of both sides, and the covariates in the units of a distance."""
    x = np.column_stack([workers[name] for name in names])
    covariance = np.atleast_2d(np.cov(x.T))
    weights = np.linalg.inv(covariance) if metric == "mahalanobis" else np.diag(1 / np.diag(covariance))
    z, on = x @ np.linalg.cholesky(weights), workers["trained"] == 1
    return workers["earned_1978"][on], workers["earned_1978"][~on], x[on], x[~on], z[on], z[~on]


def everybody(one: Any, other: Any) -> list[tuple[np.ndarray, np.ndarray]]:
    return [(np.zeros(len(one), dtype=int), np.zeros(len(other), dtype=int))]


# Abadie, Drukker, Herr and Imbens, the log of match.ado on these data of 3 February 2004 (emlab.berkeley.edu/users/imbens):
# effects over trained and untrained with their errors, in dollars.
@pytest.mark.parametrize(("names", "effect", "error"), [(("age",), 1785.191, 686.7167), (FOUR, 1714.407, 740.1292)])
def test_effects_and_errors_over_everybody_are_the_published_ones(
    workers: Any, names: Any, effect: float, error: float
) -> None:
    y1, y0, x1, x0, z1, z0 = sides(workers, names, "inverse variance")
    there, back = nearest(z1, z0, everybody(z1, z0)), nearest(z0, z1, everybody(z0, z1))

    on = compare(y1, y0, x1, x0, there, adjust=False).effect
    off = -compare(y0, y1, x0, x1, back, adjust=False).effect
    whole = (185 * on + 260 * off) / 445

    # The published error is that of equal variances: half the mean square of what the pairs leave, each by how often taken.
    left = [*((y1[i] - y0[j] - whole) ** 2 * p for i, j, p in zip(there.treated, there.control, there.part, strict=True)),
            *((y1[j] - y0[i] - whole) ** 2 * p for i, j, p in zip(back.treated, back.control, back.part, strict=True))]  # fmt: skip
    taken = np.concatenate([back.taken(185), there.taken(260)])
    assert whole == pytest.approx(effect, abs=0.01)  # the log has its earnings rounded to a cent
    assert np.sqrt(((1 + taken) ** 2).sum() * sum(left) / 445 / 2) / 445 == pytest.approx(error, abs=0.001)


# nnmatch re78 t age educ black hisp married re74 re75 u74 u75, tc(att) m(1) metric(maha), without and with bias(), on the data
# of Abadie et al. (2004), The Stata Journal 4: 290-311, as recorded in the Stata Forum: in thousands of dollars.
@pytest.mark.parametrize(("adjust", "published"), [(False, 1.554697), (True, 1.533125)])
def test_the_effect_on_the_trained_is_the_published_one(workers: Any, adjust: bool, published: float) -> None:
    y1, y0, x1, x0, z1, z0 = sides(workers, NINE, "mahalanobis")

    found = compare(y1, y0, x1, x0, nearest(z1, z0, everybody(z1, z0)), adjust=adjust)

    assert found.effect / 1000 == pytest.approx(published, abs=5e-6)
    assert (found.treated, found.treated_clusters) == (185, 185)


def paper(y1: Any, y0: Any, z0: Any, matches: Matches, effect: float, others: int = 4) -> float:
    """The error after Abadie and Imbens (2006), theorem 7: what the pairs leave, and for controls taken more than once what
    their nearest fellows say of their variance."""
    n, pairs = int((matches.tier != NONE).sum()), np.zeros(len(y1))
    np.add.at(pairs, matches.treated, matches.part * y0[matches.control])
    rows = np.flatnonzero(matches.tier != NONE)
    taken, squares = matches.taken(len(y0)), np.bincount(matches.control, matches.part**2, len(y0))
    total = ((y1[rows] - pairs[rows] - effect) ** 2).sum()
    for j in np.flatnonzero(taken > 0):
        far = ((z0 - z0[j]) ** 2).sum(axis=1)
        far[j] = np.inf
        fellows = np.argsort(far, kind="stable")[:others]
        total += (taken[j] ** 2 - squares[j]) * others / (others + 1) * (y0[j] - y0[fellows].mean()) ** 2
    return float(np.sqrt(total)) / n


def test_the_error_of_the_linear_form_is_that_of_the_paper_within_a_few_percent(workers: Any) -> None:
    y1, y0, x1, x0, z1, z0 = sides(workers, FOUR, "inverse variance")
    matches = nearest(z1, z0, everybody(z1, z0), neighbours=4)
    found = compare(y1, y0, x1, x0, matches)

    assert found.error == pytest.approx(paper(y1, y0, z0, matches, found.effect), rel=0.1)
    assert found.error > np.sqrt(y1.var() / 185 + y0.var() / 260)  # a control that is taken often counts for less


def drawn(seed: int) -> tuple[Any, ...]:
    random = np.random.default_rng(seed)
    n, m = int(random.integers(1, 15)), int(random.integers(1, 15))
    treated, controls = random.integers(0, 4, (n, 2)).astype(float), random.integers(0, 4, (m, 2)).astype(float)
    labels = [(random.integers(0, 3, n), random.integers(0, 3, m)), (np.zeros(n, dtype=int), np.zeros(m, dtype=int))]
    return random, treated, controls, labels


@settings(max_examples=80, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 4), st.sampled_from([0.5, 1.0, 2.0, np.inf]))
def test_neighbours_are_what_looking_at_everybody_gives(seed: int, neighbours: int, caliper: float) -> None:
    _, treated, controls, tiers = drawn(seed)

    found = nearest(treated, controls, tiers, neighbours=neighbours, caliper=caliper)

    for i, one in enumerate(treated):
        wanted: dict[int, float] = {}
        for place, (own, theirs) in enumerate(tiers):
            far = sorted((float(((one - c) ** 2).sum()), j) for j, c in enumerate(controls)
                         if own[i] == theirs[j] and max(abs(one - c)) <= caliper)  # fmt: skip
            if far:
                reach = far[min(neighbours, len(far)) - 1][0]
                taken = [j for d, j in far if d <= reach]
                wanted = dict.fromkeys(taken, 1 / len(taken))
                assert found.tier[i] == place
                break
        rows = found.treated == i
        assert dict(zip(found.control[rows].tolist(), found.part[rows].tolist(), strict=True)) == pytest.approx(wanted)
        assert bool(wanted) == (found.tier[i] != NONE)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000), st.booleans())
def test_estimate_and_error_are_what_loops_over_pairs_and_clusters_give(seed: int, adjust: bool) -> None:
    random, treated, controls, tiers = drawn(seed)
    matches = nearest(treated, controls, tiers, neighbours=2)
    y1, y0 = random.normal(size=len(treated)), random.normal(size=len(controls))
    c1, c0 = random.integers(0, 5, len(treated)), random.integers(3, 8, len(controls))  # some hold both sides
    found = compare(y1, y0, treated, controls, matches, cluster_treated=c1, cluster_controls=c0, adjust=adjust)

    taken = [sum(p for j, p in zip(matches.control, matches.part, strict=True) if j == c) for c in range(len(controls))]
    rows = [j for j in range(len(controls)) for _ in range(round(taken[j] * 60))]  # each by how often: parts of 60
    design = np.column_stack([np.ones(len(rows)), controls[rows]])
    line = np.linalg.lstsq(design, y0[rows], rcond=None)[0] if adjust else np.zeros(3)
    due = lambda x: line[0] + x @ line[1:]  # noqa: E731
    each = [y1[i] - sum(p * (y0[j] + due(treated[i]) - due(controls[j])) for a, j, p in
                        zip(matches.treated, matches.control, matches.part, strict=True) if a == i) for i in range(len(y1))]  # fmt: skip
    assert found.effect == pytest.approx(np.mean(each), abs=1e-8)
    level = sum(t * (y0[j] - due(controls[j])) for j, t in enumerate(taken)) / len(y1)
    by_cluster: dict[int, float] = {}
    for i in range(len(y1)):
        by_cluster[c1[i]] = by_cluster.get(c1[i], 0) + y1[i] - due(treated[i]) - level - found.effect
    for j, t in enumerate(taken):
        if t:
            by_cluster[c0[j]] = by_cluster.get(c0[j], 0) - t * (y0[j] - due(controls[j]) - level)
    if found.treated_clusters > 1 and found.control_clusters > 1:
        squares, clusters = sum(v * v for v in by_cluster.values()), len(by_cluster)
        assert found.error == pytest.approx(np.sqrt(squares * clusters / (clusters - 1)) / len(y1), abs=1e-8)


@given(st.integers(0, 10_000), st.floats(-5, 5))
def test_what_is_added_to_all_the_treated_is_the_effect(seed: int, lift: float) -> None:
    random, treated, controls, tiers = drawn(seed)
    matches = nearest(treated, controls, tiers)
    slope = random.normal(size=2)

    found = compare(treated @ slope + lift, controls @ slope, treated, controls, matches)

    if len(np.unique(controls[matches.taken(len(controls)) > 0], axis=0)) > 2:  # enough for the line to be known
        spread = controls[matches.taken(len(controls)) > 0]
        if np.linalg.matrix_rank(np.column_stack([np.ones(len(spread)), spread])) == 3:
            assert found.effect == pytest.approx(lift, abs=1e-6)


def test_the_interval_holds_about_as_often_as_it_says() -> None:
    """Four hundred programmes of 40 trained, higher before than 120 controls; the effect is −2."""
    held = 0
    for seed in range(400):
        random = np.random.default_rng(seed)
        x1, x0 = random.normal(0.4, 1, (40, 2)), random.normal(0, 1, (120, 2))
        y1 = np.sin(x1[:, 0]) + x1[:, 1] - 2 + random.normal(0, 1, 40)
        y0 = np.sin(x0[:, 0]) + x0[:, 1] + random.normal(0, 1, 120)
        found = compare(y1, y0, x1, x0, nearest(x1, x0, everybody(x1, x0), neighbours=3))
        reach = student(0.975, min(found.treated_clusters, found.control_clusters) - 1) * found.error
        held += abs(found.effect + 2) <= reach

    assert 0.92 <= held / 400 <= 0.985


def test_matching_brings_the_sides_together() -> None:
    random = np.random.default_rng(3)
    treated, controls = random.normal(1, 1, (50, 2)), random.normal(0, 1, (400, 2))

    before, after = imbalance(treated, controls, nearest(treated, controls, everybody(treated, controls), caliper=0.4))

    assert (before > 0.7).all() and (np.abs(after) < 0.1).all()
    alone, none = imbalance(treated, controls, nearest(treated, controls + 99, everybody(treated, controls), caliper=0.4))
    assert alone == pytest.approx(before) and np.isnan(none).all()


def test_nobody_alike_is_said_and_one_control_gives_no_error() -> None:
    one, far = np.zeros((3, 1)), np.full((4, 1), 9.0)

    with pytest.raises(NotEstimable, match="No treated unit"):
        compare(np.zeros(3), np.zeros(4), one, far, nearest(one, far, everybody(one, far), caliper=1))
    single = compare(np.arange(3.0), np.zeros(1), one, far[:1], nearest(one, far[:1], everybody(one, far[:1])))
    assert single.effect == 1 and np.isnan(single.error) and single.most_taken == 3
