"""Control charts against printed tables, slow twins and laws that hold whatever the numbers are."""

import math
import statistics

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from genba.science import control

VALUES = st.lists(st.integers(-999, 999), min_size=20, max_size=60).filter(lambda values: len(set(values)) > 3)
RUN = [0.5, 0.6, 0.7, 0.4, 0.3, 0.2, 0.1, 0.9, 0.8]


def a_chart(z: list[float]) -> control.Chart:
    points, one = np.array(z, dtype=float), np.ones(len(z))
    return control.Chart(points, 0.0, -3 * one, 3 * one, 1.0, one)


@pytest.mark.parametrize(
    ("n", "d2", "d3", "c4"),
    [(2, 1.128, 0.853, 0.7979), (5, 2.326, 0.864, 0.9400), (10, 3.078, 0.797, 0.9727), (25, 3.931, 0.708, 0.9896)],
)
def test_constants_are_those_of_the_printed_table(n: int, d2: float, d3: float, c4: float) -> None:
    found = control.range_constants(n)

    assert found == pytest.approx((d2, d3), abs=6e-4)
    assert control.c4(n) == pytest.approx(c4, abs=6e-5)


def test_limits_of_means_are_the_textbook_formulas_with_the_table_of_factors() -> None:
    groups = [[8.0, 10, 12, 9, 11], [9, 11, 13, 10, 12], [7, 9, 12, 8, 10], [10, 10, 11, 9, 12]]
    mean, spread = statistics.fmean(map(statistics.fmean, groups)), statistics.fmean(max(g) - min(g) for g in groups)

    main, inner = control.of_means(groups, 4, by_range=True)

    assert main.upper[0] == pytest.approx(mean + 0.577 * spread, rel=1e-3)
    assert inner.upper[0] == pytest.approx(2.114 * spread, rel=1e-3)
    assert inner.lower[0] == 0


def test_limits_by_standard_deviation_use_a3_and_b4() -> None:
    groups = [[8.0, 10, 12, 9, 11], [9, 11, 13, 10, 12], [7, 9, 12, 8, 10]]
    mean, spread = statistics.fmean(map(statistics.fmean, groups)), statistics.fmean(map(statistics.stdev, groups))

    main, inner = control.of_means(groups, 3, by_range=False)

    assert main.lower[0] == pytest.approx(mean - 1.427 * spread, rel=1e-3)
    assert inner.upper[0] == pytest.approx(2.089 * spread, rel=1e-3)


def test_each_size_of_subgroup_has_its_own_limits() -> None:
    main, _ = control.of_means([[1.0, 2, 3, 4, 5], [2, 3], [1, 4, 2]], 3, by_range=False)

    reach = main.upper - main.center

    assert reach[1] > reach[2] > reach[0]


def test_later_points_do_not_move_the_limits() -> None:
    first, _ = control.of_single([5.0, 6, 4, 5, 7, 5], 6)

    longer, _ = control.of_single([5.0, 6, 4, 5, 7, 5, 40], 6)

    assert longer.upper[0] == first.upper[0]
    assert control.beyond(longer) == [7]


@pytest.mark.parametrize(
    ("z", "rule", "points"),
    [
        ([0, 0.1, 3.2], 1, [3]),
        ([*RUN], 2, [9]),
        ([-0.2, -0.1, 0.1, 0.3, 0.4, 0.5], 3, [6]),
        ([0.5, -0.5] * 7, 4, [14]),
        ([2.1, 0, 2.2], 5, [3]),
        ([1.1, 1.2, 0, 1.3, 1.4], 6, [5]),
        ([0.1, 0.2, -0.3] * 5, 7, [15]),
        ([1.1, -1.2, 1.3, -1.1, 1.2, -1.3, 1.4, -1.1], 8, [8]),
    ],
)
def test_every_rule_of_nelson_speaks_at_the_point_that_completes_it(z: list[float], rule: int, points: list[int]) -> None:
    assert dict(control.violations(a_chart(z))).get(rule) == points


@pytest.mark.parametrize(
    ("z", "rule"),
    [(RUN[:8], 2), ([0, 0.1, 0.1, 0.2, 0.3, 0.4], 3), ([0.5, -0.5] * 6 + [0.5], 4), ([2.1, 0, -2.2], 5), ([0.1] * 14, 7)],
)
def test_one_point_short_of_a_rule_is_silence(z: list[float], rule: int) -> None:
    assert rule not in dict(control.violations(a_chart(z)))


def test_western_electric_speaks_at_eight_on_one_side() -> None:
    assert dict(control.violations(a_chart(RUN), "western-electric")) == {4: [8, 9]}


@given(st.lists(st.floats(-4, 4), min_size=1, max_size=80))
def test_fast_rules_are_those_of_a_slow_twin(z: list[float]) -> None:
    def ends(wanted: int, length: int, good: list[bool]) -> list[int]:
        return [n + 1 for n in range(length - 1, len(z)) if good[n] and sum(good[n - length + 1 : n + 1]) >= wanted]

    found = dict(control.violations(a_chart(z)))

    for rule, length, wanted, edge in ((2, 9, 9, 0), (5, 3, 2, 2), (6, 5, 4, 1)):
        slow = {*ends(wanted, length, [x > edge for x in z]), *ends(wanted, length, [x < -edge for x in z])}
        assert found.get(rule, []) == sorted(slow)
    assert found.get(7, []) == ends(15, 15, [abs(x) < 1 for x in z])


@given(VALUES, st.integers(2, 9), st.integers(-50, 50))
def test_another_unit_changes_the_limits_and_no_verdict(values: list[int], factor: int, shift: int) -> None:
    main, _ = control.of_single([float(value) for value in values], len(values))

    other, _ = control.of_single([float(value * factor + shift) for value in values], len(values))

    assert other.upper[0] == pytest.approx(main.upper[0] * factor + shift)
    assert control.beyond(other) == control.beyond(main)


def test_a_share_has_no_limit_below_zero_or_above_one() -> None:
    low, high = control.of_counts("p", [0, 1, 0, 1], [10] * 4, 4), control.of_counts("p", [10, 9, 10, 10], [10] * 4, 4)

    assert low.lower.min() == 0
    assert high.upper.max() == 1


def test_the_chart_of_numbers_is_the_chart_of_shares_times_the_size() -> None:
    shares, numbers = (control.of_counts(kind, [3, 5, 2, 4], [50] * 4, 4) for kind in ("p", "np"))

    assert numbers.upper[0] == pytest.approx(50 * shares.upper[0])


def test_the_interval_of_capability_is_that_of_bissell_worked_out_by_hand() -> None:
    found = control.capability(10, 1 / 3.99, 1 / 3.99, 20, 9, 11, None)

    assert found["cpk"] == pytest.approx(1.33)
    assert found["interval_cpk"] == pytest.approx([0.883, 1.777], abs=0.001)  # 1.33 (1 ± 1.96 √(1 / 318.4 + 1 / 38))


def test_capability_off_the_middle_is_worse_than_in_it() -> None:
    middle, off = (control.capability(center, 0.2, 0.2, 100, 9, 11, 10) for center in (10, 10.4))

    assert middle["cp"] == off["cp"] == pytest.approx(2 / 1.2)
    assert off["cpk"] == pytest.approx(1.0)
    assert off["cpm"] == pytest.approx(2 / (6 * math.sqrt(0.04 + 0.16)))


def test_one_limit_gives_no_figure_that_needs_two() -> None:
    found = control.capability(10, 0.2, 0.2, 100, None, 11, None)

    assert found["cp"] is None
    assert found["cpk"] == pytest.approx(1 / 0.6)
