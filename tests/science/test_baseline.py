"""Energy baselines: certified figures, naive twins, and what cannot be told apart."""

import math
from datetime import date, timedelta
from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from genba.science import baseline as science
from genba.science.baseline import COOLING, HEATING, NoTemperature, Period
from genba.science.intervals import student
from genba.science.regression import Singular, autocorrelation, fit

X = [0.2, 337.4, 118.2, 884.6, 10.1, 226.5, 666.3, 996.3, 448.6, 777.0, 558.2, 0.4, 0.6, 775.5, 666.9, 338.0, 447.5, 11.6, 556.0,
     228.1, 995.8, 887.6, 120.2, 0.3, 0.3, 556.8, 339.1, 887.2, 999.0, 779.0, 11.1, 118.3, 229.2, 669.1, 448.9, 0.5]  # fmt: skip
Y = [0.1, 338.8, 118.1, 888.0, 9.2, 228.1, 668.5, 998.5, 449.1, 778.9, 559.2, 0.3, 0.1, 778.1, 668.8, 339.3, 448.9, 10.8, 557.7,
     228.3, 998.0, 888.8, 119.6, 0.3, 0.6, 557.6, 339.3, 888.0, 998.5, 778.9, 10.2, 117.6, 228.9, 668.4, 449.2, 0.2]  # fmt: skip
LONGLEY = [
    (60323, 83.0, 234289, 2356, 1590, 107608, 1947), (61122, 88.5, 259426, 2325, 1456, 108632, 1948),
    (60171, 88.2, 258054, 3682, 1616, 109773, 1949), (61187, 89.5, 284599, 3351, 1650, 110929, 1950),
    (63221, 96.2, 328975, 2099, 3099, 112075, 1951), (63639, 98.1, 346999, 1932, 3594, 113270, 1952),
    (64989, 99.0, 365385, 1870, 3547, 115094, 1953), (63761, 100.0, 363112, 3578, 3350, 116219, 1954),
    (66019, 101.2, 397469, 2904, 3048, 117388, 1955), (67857, 104.6, 419180, 2822, 2857, 118734, 1956),
    (68169, 108.4, 442769, 2936, 2798, 120445, 1957), (66513, 110.8, 444546, 4681, 2637, 121950, 1958),
    (68655, 112.6, 482704, 3813, 2552, 123366, 1959), (69564, 114.2, 502601, 3931, 2514, 125368, 1960),
    (69331, 115.7, 518173, 4806, 2572, 127852, 1961), (70551, 116.9, 554894, 4007, 2827, 130081, 1962),
]  # fmt: skip
FIRST = date(2020, 1, 1)
rows = st.lists(st.tuples(st.floats(0, 100), st.floats(0, 100), st.floats(0, 1000)), min_size=8, max_size=30)


def daily(energy: list[float], **drivers: list[float]) -> list[Period]:
    days = [FIRST + timedelta(days=n) for n in range(len(energy))]
    return [
        Period(day, day, one, {name: of[n] for name, of in drivers.items()})
        for n, (day, one) in enumerate(zip(days, energy, strict=True))
    ]


def weather(days: int, seed: int = 5) -> tuple[dict[date, float], np.ndarray]:
    rng = np.random.default_rng(seed)
    degrees = 14 - 11 * np.cos(2 * np.pi * np.arange(days) / 365) + rng.normal(0, 3, days)
    return {FIRST + timedelta(days=n): float(one) for n, one in enumerate(degrees)}, degrees


class TestLeastSquares:
    def test_norris_comes_out_as_certified(self) -> None:
        # NIST Statistical Reference Datasets, Norris
        found = fit(np.column_stack([np.ones(36), X]), np.array(Y), ["base", "x"])

        assert found.coefficients == pytest.approx([-0.262323073774029, 1.00211681802045], rel=1e-11)
        assert found.errors == pytest.approx([0.232818234301152, 0.429796848199937e-3], rel=1e-11)
        assert found.spread == pytest.approx(0.884796396144373, rel=1e-11)
        assert found.r_squared == pytest.approx(0.999993745883712, rel=1e-12)

    def test_longley_with_columns_that_are_nearly_the_same_comes_out_as_certified(self) -> None:
        # NIST Statistical Reference Datasets, Longley, of higher difficulty
        table = np.array(LONGLEY, dtype=float)

        found = fit(np.column_stack([np.ones(16), table[:, 1:]]), table[:, 0], ["base", *"abcdef"])

        assert found.coefficients == pytest.approx(
            [-3482258.63459582, 15.0618722713733, -0.0358191792925910, -2.02022980381683, -1.03322686717359,
             -0.0511041056535807, 1829.15146461355], rel=1e-7)  # fmt: skip
        assert found.errors[[1, 6]] == pytest.approx([84.9149257747669, 455.478499142212], rel=1e-7)
        assert found.r_squared == pytest.approx(0.995479004577296, rel=1e-9)

    @given(rows)
    def test_it_agrees_with_the_solver_of_numpy(self, data: list[tuple[float, float, float]]) -> None:
        table = np.array(data)
        columns = np.column_stack([np.ones(len(table)), table[:, :2]])
        if np.linalg.cond(columns) > 1e6:
            return

        found = fit(columns, table[:, 2], ["base", "a", "b"])

        twin, *_ = np.linalg.lstsq(columns, table[:, 2], rcond=None)
        assert found.coefficients == pytest.approx(twin, rel=1e-6, abs=1e-6)
        assert columns.T @ found.residuals == pytest.approx(np.zeros(3), abs=1e-6)

    @given(st.floats(0.001, 1000))
    def test_units_change_coefficients_and_nothing_else(self, factor: float) -> None:
        usual = fit(np.column_stack([np.ones(36), X]), np.array(Y), ["base", "x"])
        other = fit(np.column_stack([np.ones(36), np.array(X) * factor]), np.array(Y), ["base", "x"])

        assert other.coefficients[1] * factor == pytest.approx(usual.coefficients[1])
        assert other.r_squared == pytest.approx(usual.r_squared)

    def test_the_order_of_rows_does_not_matter(self) -> None:
        order = np.random.default_rng(1).permutation(36)
        columns = np.column_stack([np.ones(36), X])

        one, two = fit(columns, np.array(Y), ["b", "x"]), fit(columns[order], np.array(Y)[order], ["b", "x"])

        assert two.coefficients == pytest.approx(one.coefficients)

    def test_a_mixture_of_columns_is_named(self) -> None:
        a, b = np.arange(10.0), np.arange(10.0) ** 2
        with pytest.raises(Singular) as no:
            fit(np.column_stack([np.ones(10), a, b, 3 * a - b + 7]), a, ["base", "a", "b", "mixture"])

        assert no.value.column == "mixture"

    @pytest.mark.parametrize("constant", [0.0, 5.0])
    def test_a_column_that_never_changes_is_named(self, constant: float) -> None:
        with pytest.raises(Singular) as no:
            fit(np.column_stack([np.ones(10), np.full(10, constant)]), np.arange(10.0), ["base", "flat"])

        assert no.value.column == "flat"

    def test_too_few_rows_are_refused(self) -> None:
        with pytest.raises(ValueError, match="too few"):
            fit(np.ones((2, 1)), np.ones(2), ["base"], searched=1)

    def test_students_t_is_that_of_the_tables(self) -> None:
        assert student(0.975, 10) == pytest.approx(2.228, abs=5e-4)
        assert student(0.95, 34) == pytest.approx(1.691, abs=5e-4)

    def test_residuals_that_swing_have_a_negative_autocorrelation(self) -> None:
        assert autocorrelation(np.array([1.0, -1.0] * 20)) == pytest.approx(-39 / 40)
        assert autocorrelation(np.zeros(5)) == 0


class TestDegreeDays:
    def test_they_are_the_sum_of_days_above_or_below(self) -> None:
        temperatures, degrees = weather(40)
        periods = [Period(FIRST + timedelta(days=n), FIRST + timedelta(days=n + 9), 1) for n in (0, 10, 20)]

        found = science.degree_days(periods, temperatures, np.array([15.0, 18.0]), -1)

        for row, (start, base) in product(range(3), enumerate((15.0, 18.0))):
            naive = sum(max(0.0, base - one) for one in degrees[row * 10 : row * 10 + 10])
            assert found[row, start] == pytest.approx(naive)

    def test_a_day_without_a_temperature_is_named(self) -> None:
        temperatures, _ = weather(10)
        del temperatures[FIRST + timedelta(days=6)]

        with pytest.raises(NoTemperature) as no:
            science.degree_days([Period(FIRST, FIRST + timedelta(days=9), 1)], temperatures, np.array([15.0]), 1)

        assert no.value.day == FIRST + timedelta(days=6)

    def test_a_period_of_ten_thousand_years_is_refused_at_once(self) -> None:
        with pytest.raises(NoTemperature):
            science.degree_days([Period(date(1, 1, 1), date(9999, 12, 31), 1)], {FIRST: 3.0}, science.HEATING_BASES, -1)

    @settings(max_examples=5, deadline=None)
    @given(st.integers(0, 1000))
    def test_the_search_finds_what_trying_each_pair_finds(self, seed: int) -> None:
        temperatures, degrees = weather(120, seed)
        rng = np.random.default_rng(seed)
        energy = 100 + 5 * np.maximum(0, 14 - degrees) + 4 * np.maximum(0, degrees - 20) + rng.normal(0, 4, 120)
        periods = daily(list(map(float, energy + 50)))
        few = {HEATING: np.arange(10, 18.1, 2.0), COOLING: np.arange(16, 24.1, 2.0)}
        tables = {
            name: (bases, science.degree_days(periods, temperatures, bases, -1 if name == HEATING else 1))
            for name, bases in few.items()
        }

        found = science.best_bases(np.ones((120, 1)), energy, tables)

        def squares(pair: tuple[int, int]) -> float:
            columns = np.column_stack([np.ones(120), tables[HEATING][1][:, pair[0]], tables[COOLING][1][:, pair[1]]])
            solved, *_ = np.linalg.lstsq(columns, energy, rcond=None)
            return float(((energy - columns @ solved) ** 2).sum())

        pairs = [pair for pair in product(range(5), range(5)) if few[HEATING][pair[0]] <= few[COOLING][pair[1]]]
        best = min(pairs, key=squares)
        assert (found[HEATING], found[COOLING]) == (few[HEATING][best[0]], few[COOLING][best[1]])


class TestSavings:
    def made(self, noise: float, n: int = 60) -> tuple[list[Period], list[Period]]:
        rng = np.random.default_rng(3)
        output = [float(one) for one in rng.uniform(50, 150, n)]
        energy = [500 + 3 * one + float(rng.normal(0, noise)) for one in output]
        periods = daily(energy, output=output)
        later = [
            Period(p.start + timedelta(days=100), p.end + timedelta(days=100), 0.9 * p.energy, p.drivers) for p in periods
        ]
        return periods, later

    def test_a_tenth_less_is_found_within_its_interval(self) -> None:
        periods, later = self.made(20)
        found = science.baseline(periods, ["output"], [], {}, by_day=False)

        result = science.saved(found, later, {}, False, 0.90)

        assert result.share == pytest.approx(0.10, abs=0.005)
        assert result.low < result.savings < result.high

    def test_the_interval_is_that_of_the_sum_of_forecasts(self) -> None:
        periods, later = self.made(20)
        found = science.baseline(periods, ["output"], [], {}, by_day=False)
        result = science.saved(found, later, {}, False, 0.90)

        x = np.column_stack([np.ones(60), [p.drivers["output"] for p in periods]])
        ones = np.ones(60)
        variance = found.fit.spread**2 * (60 + ones @ x @ np.linalg.inv(x.T @ x) @ x.T @ ones)
        widened = math.sqrt(variance * science.inflation(found))
        assert result.high - result.savings == pytest.approx(student(0.95, 58) * widened)

    def test_the_fractional_uncertainty_is_the_formula_of_the_guideline(self) -> None:
        periods, later = self.made(20, n=12)
        found = science.baseline(periods, ["output"], [], {}, by_day=False)
        result = science.saved(found, later, {}, False, 0.90)

        by_hand = student(0.95, 10) * 1.26 * found.cv_rmse * math.sqrt((1 + 2 / 12) / 12) / result.share
        assert result.uncertainty == pytest.approx(by_hand)

    def test_positive_autocorrelation_widens_and_negative_does_not(self) -> None:
        rng = np.random.default_rng(9)
        walk = [0.0]
        for step in rng.normal(0, 5, 199):
            walk.append(0.8 * walk[-1] + float(step))
        output = [float(one) for one in rng.uniform(50, 150, 200)]
        found = science.baseline(
            daily([500 + 3 * o + w for o, w in zip(output, walk, strict=True)], output=output),
            ["output"],
            [],
            {},
            by_day=False,
        )

        assert science.inflation(found) == pytest.approx((1 + found.serial) / (1 - found.serial))
        assert science.inflation(found) > 3

    def test_a_base_load_by_day_bears_periods_of_unequal_length(self) -> None:
        ends = [FIRST + timedelta(days=n) for n in (0, 10, 40, 55, 90, 100, 130, 150, 190)]
        periods = [Period(a, b - timedelta(days=1), 20.0 * (b - a).days + 3 * n, {"output": float(n)})
                   for n, (a, b) in enumerate(pairwise(ends))]  # fmt: skip

        found = science.baseline(periods, ["output"], [], {}, by_day=True)

        assert found.fit.coefficients == pytest.approx([20, 3])
        assert found.cv_rmse == pytest.approx(0, abs=1e-9)

    def test_a_year_of_days_finds_base_temperatures_that_were_put_in(self) -> None:
        temperatures, degrees = weather(365)
        energy = 300 + 8 * np.maximum(0, 15 - degrees) + 6 * np.maximum(0, degrees - 22)

        found = science.baseline(daily(list(map(float, energy))), [], [HEATING, COOLING], temperatures, by_day=False)

        assert dict(found.bases) == {HEATING: 15.0, COOLING: 22.0}
        assert found.fit.coefficients == pytest.approx([300, 8, 6])

    def test_a_good_baseline_meets_every_check_and_a_short_one_does_not(self) -> None:
        periods, later = self.made(5, n=340)
        found = science.baseline(periods, ["output"], [], {}, by_day=False)
        result = science.saved(found, later, {}, False, 0.9)

        assert all(met for *_, met in science.checks(found, periods, result))
        short = science.checks(science.baseline(periods[:30], ["output"], [], {}, by_day=False), periods[:30], None)
        assert [name for name, *_, met in short if not met] == ["days"]
