"""Sizes before a programme begins: published figures, second ways to the same number, and laws."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from genba.science.planning import (
    Plan,
    clusters_for_difference,
    clusters_for_proportion,
    design_effect,
    detectable_difference,
    detectable_proportion,
    multiplier,
    without_baseline,
)

plans = st.builds(
    Plan, size=st.floats(1, 60), variation=st.floats(0, 1), icc=st.floats(0, 0.5), share=st.floats(0.2, 0.8),
    correlation=st.floats(-0.9, 0.9), power=st.floats(0.6, 0.95), confidence=st.floats(0.8, 0.99),
    is_one_sided=st.booleans(), is_normal=st.booleans(),
)  # fmt: skip


# Bloom (1995), Evaluation Review 19: 549-552: one-sided at .05 for power 90, 80, 70 %; at .10 for 80 %.
@pytest.mark.parametrize(("power", "confidence", "published"), [(0.9, 0.95, 2.93), (0.8, 0.95, 2.49), (0.7, 0.95, 2.17), (0.8, 0.9, 2.12)])  # fmt: skip
def test_the_multipliers_are_the_published_ones(power: float, confidence: float, published: float) -> None:
    plan = Plan(power=power, confidence=confidence, is_one_sided=True)

    assert multiplier(plan) == pytest.approx(published, abs=0.006)


def test_the_usual_two_sided_multiplier_is_2_8() -> None:
    assert multiplier(Plan()) == pytest.approx(2.8, abs=0.005)
    assert multiplier(Plan(), freedom=10) > 3.1


# Bloom (1995), note 9: against equal groups, 60/40 needs an effect 1.02 times as large and 70/30 one 1.09 times.
@pytest.mark.parametrize(("share", "published"), [(0.6, 1.02), (0.7, 1.09)])
def test_unequal_groups_cost_what_was_published(share: float, published: float) -> None:
    even, uneven = (detectable_difference(Plan(share=p), 500, deviation=1) for p in (0.5, share))

    assert uneven / even == pytest.approx(published, abs=0.005)


# Killip, Mahfoud and Pearce (2004), Annals of Family Medicine 2: 204-208, table 2: four clusters, rho 0.017.
@pytest.mark.parametrize(("size", "swells", "worth"), [(10, 1.153, 34), (20, 1.323, 60), (40, 1.663, 96), (80, 2.343, 136)])
def test_design_effects_are_the_published_ones(size: int, swells: float, worth: int) -> None:
    plan = Plan(size=size, icc=0.017)

    assert design_effect(plan) == pytest.approx(swells, abs=5e-4)
    assert math.floor(4 * size / design_effect(plan)) == worth


# Stata's power twomeans, as recorded with the power exercises of the Abdul Latif Jameel Poverty Action Lab (2021).
@pytest.mark.parametrize(("deviation", "total"), [(1.0, 352), (0.7, 174)])
def test_enterprises_alone_for_a_difference_of_means(deviation: float, total: int) -> None:
    found = clusters_for_difference(Plan(), 0.3, deviation=deviation)

    assert found == pytest.approx(total, abs=1)  # there both groups are rounded up to the same size


# The same source: power twomeans, cluster: 13 clusters of 50 in each group.
def test_clusters_of_fifty_for_a_difference_of_means() -> None:
    plan = Plan(size=50, icc=0.05, is_normal=True)

    assert math.ceil(clusters_for_difference(plan, 0.3, deviation=1) / 2) == 13


# Stata's sampsi 12 16, sd(5) and sampclus, obsclus(10) rho(0.3), from the tests of the package pwrcalc: 19 clusters.
def test_clusters_of_ten_for_a_large_difference() -> None:
    plan = Plan(size=10, icc=0.3, is_normal=True)

    assert clusters_for_difference(plan, 4, deviation=5) == pytest.approx(19, abs=1)  # 25 a group, rounded first: 18.5
    assert design_effect(plan) * 25 == pytest.approx(93, abs=0.6)


# Stata's power twoproportions, from the first source: 1,059 and 6,687 in each group.
@pytest.mark.parametrize(("control", "treated", "each"), [(0.05, 0.08, 1059), (0.06, 0.07203, 6687)])
def test_enterprises_alone_for_proportions(control: float, treated: float, each: int) -> None:
    found = clusters_for_proportion(Plan(is_normal=True), control=control, treated=treated)

    assert math.ceil(found / 2) == each


# Borm, Fransen and Lemmens (2007): with the baseline, (1 - rho²)·n subjects do what n do without; Student's t aside.
@pytest.mark.parametrize("correlation", [0.3, 0.5, 0.8])
def test_asking_at_the_beginning_saves_its_squared_correlation(correlation: float) -> None:
    plan = Plan(correlation=correlation, is_normal=True)

    without = clusters_for_difference(without_baseline(plan), 0.1, deviation=1)

    assert clusters_for_difference(plan, 0.1, deviation=1) == pytest.approx((1 - correlation**2) * without, abs=2)


def test_the_formula_of_the_toolkit_is_the_same_by_another_way() -> None:
    # Duflo, Glennerster and Kremer (2007), equation 12: M / sqrt(P(1-P)J) · sqrt(rho + (1-rho)/n) · sigma.
    plan = Plan(size=25, icc=0.08, share=0.4)

    by_hand = multiplier(plan, freedom=58) / math.sqrt(0.24 * 60) * math.sqrt(0.08 + 0.92 / 25) * 3

    assert detectable_difference(plan, 60, deviation=3) == pytest.approx(by_hand)


@settings(deadline=None)
@given(plans, st.floats(0.05, 2))
def test_one_cluster_less_would_not_do(plan: Plan, difference: float) -> None:
    n = clusters_for_difference(plan, difference, deviation=1)

    assert detectable_difference(plan, n, deviation=1) <= difference
    if n > 3:
        assert detectable_difference(plan, n - 1, deviation=1) > difference


@settings(deadline=None)
@given(plans, st.integers(10, 5000), st.floats(0.02, 0.6))
def test_the_proportion_that_is_found_needs_these_clusters(plan: Plan, clusters: int, control: float) -> None:
    treated = detectable_proportion(plan, clusters, control=control)

    if treated is not None and treated < 0.999:
        assert control < treated
        assert clusters_for_proportion(plan, control=control, treated=min(0.9995, treated * 1.0001)) <= clusters


@given(plans)
def test_likeness_and_unequal_sizes_never_help(plan: Plan) -> None:
    assert design_effect(plan) >= 1 + (plan.size - 1) * plan.icc - 1e-12 >= 1 - 1e-12


@pytest.mark.parametrize(
    "what", [{"size": 0.5}, {"icc": 1.2}, {"share": 0}, {"share": 1}, {"power": 1}, {"correlation": 1}, {"variation": -1}]
)
def test_what_cannot_be_planned_with_is_refused(what: dict[str, float]) -> None:
    with pytest.raises(ValueError, match=r"lie|has one unit"):
        Plan(**what)


def test_what_no_size_finds_is_refused() -> None:
    with pytest.raises(ValueError, match="difference of nothing"):
        clusters_for_difference(Plan(), 0, deviation=1)
    with pytest.raises(ValueError, match="difference of nothing"):
        clusters_for_proportion(Plan(), control=0.2, treated=0.2)
    with pytest.raises(ValueError, match="no proportion"):
        detectable_proportion(Plan(), 20, control=1.0)
    with pytest.raises(ValueError, match="three clusters"):
        detectable_difference(Plan(), 2, deviation=1)
    with pytest.raises(ValueError, match="too small to be found"):
        clusters_for_difference(Plan(), 1e-9, deviation=1)
    assert detectable_proportion(Plan(), 4, control=0.9) is None
