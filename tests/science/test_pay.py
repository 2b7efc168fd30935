"""Published figures, a second way to the same number, and laws of the gaps between women's and men's pay."""

import csv
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from genba.science import pay

HERE = Path(__file__).parent


def rows(name: str) -> list[dict[str, float]]:
    with (HERE / name).open() as file:
        return [{key: float(value) for key, value in row.items()} for row in csv.DictReader(file)]


@pytest.fixture
def wages() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """526 workers of 1976 (Wooldridge, wage1): attributes, log of hourly wage, who is a woman."""
    people = rows("wages_1976.csv")
    names = ("educ", "exper", "tenure")
    design = np.array([[p[n] for n in names] + [p["exper"] ** 2, p["tenure"] ** 2] for p in people])
    return design, np.log([p["wage"] for p in people]), np.array([p["female"] == 1 for p in people])


@pytest.fixture
def cards() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Greene's 72 holders of a credit card: age, income, its square; spending; who rents."""
    people = rows("credit_cards.csv")
    design = np.array([[p["AGE"], p["INCOME"], p["INCOMESQ"]] for p in people])
    return design, np.array([p["AVGEXP"] for p in people]), np.array([p["OWNRENT"] == 0 for p in people])


def test_the_wage_equation_is_the_published_one(wages) -> None:
    design, logs, is_woman = wages

    fit = pay.fitted(np.column_stack([design, is_woman]), logs)

    # Wooldridge, Introductory Econometrics, equation 7.9: .417 −.297 (.036) female + .080 educ + .029 exper + .032 tenure
    # −.00058 exper² −.00059 tenure², n = 526, R² = .441
    assert [round(float(b), 3) for b in fit.slopes[[5, 0, 1, 2]]] == [-0.297, 0.080, 0.029, 0.032]
    assert [round(float(b), 5) for b in fit.slopes[[3, 4]]] == [-0.00058, -0.00059]
    assert (round(fit.constant, 3), round(float(fit.errors[5]), 3), round(fit.r_squared, 3)) == (0.417, 0.036, 0.441)


def test_the_interval_is_that_of_statsmodels(wages) -> None:
    design, logs, is_woman = wages
    fit = pay.fitted(np.column_stack([design, is_woman]), logs)

    low, high = pay.interval(float(fit.slopes[-1]), float(fit.errors[-1]), fit.freedom)

    assert (low, high) == pytest.approx((-0.36685242, -0.22616956), abs=1e-6)  # statsmodels 0.15.0, OLS(...).conf_int()


def test_the_threefold_parts_are_those_of_statas_oaxaca(cards) -> None:
    parts = pay.decomposed(*cards)

    # Stata's oaxaca (Jann 2008), kept in statsmodels/stats/tests/test_oaxaca.py
    assert parts.gap == pytest.approx(158.7504, abs=1e-4)
    assert parts.endowments == pytest.approx(321.7482, abs=1e-4)
    assert parts.coefficients == pytest.approx(75.45371, abs=1e-4)
    assert parts.interaction == pytest.approx(-238.4515, abs=1e-4)


def test_the_pooled_parts_are_those_of_statas_oaxaca(cards) -> None:
    parts = pay.decomposed(*cards)

    assert parts.explained == pytest.approx(130.8095, abs=1e-4)
    assert parts.unexplained == pytest.approx(27.94091, abs=1e-4)


def test_the_parts_of_wages_are_those_of_statsmodels(wages) -> None:
    parts = pay.decomposed(*wages)

    # statsmodels 0.15.0, OaxacaBlinder(...).three_fold() and .two_fold()
    assert (parts.gap, parts.explained, parts.unexplained) == pytest.approx((0.39721747, 0.10070648, 0.29651099), abs=1e-6)
    found = (parts.endowments, parts.coefficients, parts.interaction)
    assert found == pytest.approx((0.05480923, 0.28281024, 0.05959800), abs=1e-6)


def test_what_is_not_explained_is_the_gap_between_people_alike(wages) -> None:
    design, logs, is_woman = wages

    slope = pay.fitted(np.column_stack([design, is_woman]), logs).slopes[-1]

    assert pay.decomposed(design, logs, is_woman).unexplained == pytest.approx(-slope, rel=1e-9)


@pytest.mark.parametrize("reference", ["pooled", "men", "women"])
def test_both_splits_add_up_to_the_gap(wages, reference) -> None:
    parts = pay.decomposed(*wages, reference)

    assert parts.explained + parts.unexplained == pytest.approx(parts.gap)
    assert parts.endowments + parts.coefficients + parts.interaction == pytest.approx(parts.gap)


def test_seen_with_womens_reward_the_explained_part_is_the_endowments(wages) -> None:
    parts = pay.decomposed(*wages, "women")

    assert parts.explained == pytest.approx(parts.endowments)


def test_the_normal_equations_give_the_same_slopes(wages) -> None:
    design, logs, is_woman = wages
    whole = np.column_stack([np.ones(len(logs)), design, is_woman])

    naive = np.linalg.inv(whole.T @ whole) @ whole.T @ logs

    fit = pay.fitted(np.column_stack([design, is_woman]), logs)
    assert [fit.constant, *fit.slopes] == pytest.approx(list(naive), rel=1e-6)


@pytest.mark.parametrize(("extra", "place"), [("twice", 1), ("constant", 1), ("sum", 2)])
def test_a_column_that_says_nothing_is_named(extra, place) -> None:
    a, b = np.arange(12.0), np.arange(12.0) ** 2 % 7
    design = {"twice": [a, 2 * a + 3], "constant": [a, np.full(12, 4.0)], "sum": [a, b, a - b]}[extra]

    with pytest.raises(pay.Singular) as fault:
        pay.fitted(np.column_stack(design), a + b)

    assert fault.value.column == place


def test_years_of_the_calendar_are_not_taken_for_a_constant() -> None:
    years = np.array([2019.0, 2020, 2021, 2022, 2023])

    fit = pay.fitted(years[:, None], 3 * years - 6000)

    assert fit.slopes[0] == pytest.approx(3)


def test_words_make_a_column_for_each_value_but_the_first() -> None:
    design, names = pay.columns_of({"job": ["sew", "cut", "pack", "cut"], "years": [1, 2, 3, 4]})

    assert names == ["job", "job", "years"]
    assert design.tolist() == [[0, 1, 1], [0, 0, 2], [1, 0, 3], [0, 0, 4]]


def test_quarters_hold_everybody_once() -> None:
    found = pay.quarters(np.arange(10.0), np.arange(10) < 4)

    assert [n for n, _ in found] == [2, 3, 3, 2]
    assert sum(n * share for n, share in found) == pytest.approx(4)


def test_people_with_one_pay_are_shared_out_over_the_border() -> None:
    found = pay.quarters(np.full(8, 5.0), np.array([True, False] * 4))

    assert [share for _, share in found] == [0.5] * 4


SIXTEEN = st.lists(st.floats(1, 100), min_size=16, max_size=16)


@settings(max_examples=40, deadline=None)
@given(
    pays=SIXTEEN,
    years=st.lists(st.integers(0, 30), min_size=16, max_size=16, unique=True),
    by=st.floats(0.01, 1000),
    seed=st.integers(0, 99),
)
def test_neither_currency_nor_order_of_rows_moves_a_gap(pays, years, by, seed) -> None:
    is_woman = np.arange(16) % 2 == 0
    design, logs = np.array(years, float)[:, None], np.log(pays)
    order = np.random.default_rng(seed).permutation(16)

    one = pay.decomposed(design, logs, is_woman)
    two = pay.decomposed(design[order] * 12, np.log(by) + logs[order], is_woman[order])  # months for years, other money

    for name in one.__slots__:
        assert getattr(two, name) == pytest.approx(getattr(one, name), abs=1e-6)


@settings(max_examples=40, deadline=None)
@given(pays=SIXTEEN)
def test_swapping_the_sexes_turns_the_gap_around(pays) -> None:
    is_woman = np.arange(16) % 2 == 0
    design, logs = (np.arange(16.0) ** 2 % 11)[:, None], np.log(pays)

    one, two = pay.decomposed(design, logs, is_woman), pay.decomposed(design, logs, ~is_woman)

    assert (two.gap, two.unexplained) == pytest.approx((-one.gap, -one.unexplained), abs=1e-9)
