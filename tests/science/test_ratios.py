"""Ratios are sums; a number is given with its unit and n, or withheld with a reason."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genba.science.figures import Measured, Withheld
from genba.science.ratios import Ratio, ratio, value

parts = st.lists(
    st.tuples(st.floats(0, 1e6, allow_nan=False), st.floats(0.5, 1e6, allow_nan=False)),
    min_size=1,
    max_size=30,
)


def test_percentages_are_never_averaged() -> None:
    months = [(1, 10), (50, 100)]

    figure = value(ratio(months), scale=100, unit="%")

    assert figure == Measured(100 * 51 / 110, "%", 2)


def test_a_quarter_of_defects_is_the_sum_of_its_months() -> None:
    quarter = ratio([(332, 4100), (361, 4150), (349, 4150)])

    figure = value(quarter, scale=100, unit="%")

    assert quarter == Ratio(1042, 12400, 3)
    assert isinstance(figure, Measured)
    assert round(figure.value, 1) == 8.4


@pytest.mark.parametrize(
    ("given_ratio", "minimum", "reason"),
    [
        (Ratio(0, 0, 0), 0, "not-tracked"),
        (Ratio(3, 0, 2), 0, "zero-denominator"),
        (Ratio(1, 29, 2), 30, "too-few"),
    ],
)
def test_what_cannot_be_said_is_withheld_with_its_reason(given_ratio: Ratio, minimum: float, reason: str) -> None:
    figure = value(given_ratio, scale=1, unit="pieces", minimum=minimum)

    assert figure == Withheld(reason, given_ratio.n)


def test_a_reason_nobody_knows_is_refused() -> None:
    with pytest.raises(ValueError, match="no reason"):
        Withheld("because")


@given(parts)
def test_the_ratio_lies_between_its_smallest_and_largest_month(months: list[tuple[float, float]]) -> None:
    figure = value(ratio(months), scale=1, unit="1")

    assert isinstance(figure, Measured)
    shares = [top / bottom for top, bottom in months]
    assert min(shares) <= figure.value or math.isclose(min(shares), figure.value, rel_tol=1e-9, abs_tol=1e-300)
    assert figure.value <= max(shares) or math.isclose(max(shares), figure.value, rel_tol=1e-9)


@given(parts, st.randoms())
def test_the_order_of_months_does_not_matter(months: list[tuple[float, float]], random: object) -> None:
    shuffled = list(months)
    random.shuffle(shuffled)  # type: ignore[attr-defined]

    assert ratio(shuffled) == ratio(months)
