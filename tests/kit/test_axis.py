"""An axis has few round ticks and holds what it must."""

from decimal import Decimal

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from genba.kit.svg import axis

ends = st.floats(-1e9, 1e9, allow_nan=False)


@pytest.mark.parametrize(
    ("low", "high", "from_zero", "ticks"),
    [
        (4.5, 8.7, True, (0, 5, 10)),
        (1.88, 2.38, False, (1.8, 2.0, 2.2, 2.4)),
        (0, 0, True, (0, 0.5, 1)),
        (-2, 3, True, (-2, 0, 2, 4)),
        (0, 2000, True, (0, 1000, 2000)),
        (10, 10, False, (10, 10.5, 11)),
    ],
)
def test_ticks_are_round(low: float, high: float, from_zero: bool, ticks: tuple[float, ...]) -> None:
    assert axis(low, high, from_zero=from_zero).ticks == pytest.approx(ticks)


@given(ends, ends, st.booleans())
@example(5e-324, 5e-324, True)  # once a logarithm of nought
@example(5e-324, 5e-324, False)
@example(1e-280, 1e-280, True)
@example(1e-289, 1e-289, False)
def test_an_axis_keeps_its_laws(a: float, b: float, from_zero: bool) -> None:
    low, high = min(a, b), max(a, b)
    assume(high == low or high - low > 1e-6 * max(abs(low), abs(high), 1e-6))

    scale = axis(low, high, from_zero=from_zero)

    slack = 1e-6 * (scale.high - scale.low)
    assert scale.low <= low + slack and high - slack <= scale.high
    assert 2 <= len(scale.ticks) <= 4
    assert not from_zero or scale.low <= 0 <= scale.high
    gaps = [later - earlier for earlier, later in zip(scale.ticks, scale.ticks[1:], strict=False)]
    assert gaps == pytest.approx([gaps[0]] * len(gaps), rel=1e-6)


@given(st.floats(0, 1e6, allow_nan=False))
def test_labels_with_the_given_decimals_tell_ticks_apart(high: float) -> None:
    assume(high == 0 or high > 1e-4)

    scale = axis(0, high)

    labels = [f"{tick:.{scale.decimals}f}" for tick in scale.ticks]
    assert [Decimal(label) for label in labels] == pytest.approx([Decimal(repr(t)) for t in scale.ticks])
    assert len(set(labels)) == len(labels)
