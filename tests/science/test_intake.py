"""Losses of a year and the achievable part of them: worked examples."""

import pytest

from genba.science.intake import Assumed, absence_loss, achievable, energy_loss, rework_loss


def test_absence_days_times_wage() -> None:
    assert absence_loss(400, 12) == 4800


def test_rework_is_a_part_of_the_value_of_the_output() -> None:
    assert rework_loss(5, 200_000) == 10_000


def test_the_achievable_part_is_a_range() -> None:
    found = achievable(energy_loss(9000), Assumed(5, 10, 20))

    assert (found.loss, found.low, found.middle, found.high) == (9000, 450, 900, 1800)


@pytest.mark.parametrize("parts", [(-1, 2, 3), (3, 2, 4), (1, 2, 101)])
def test_an_assumption_out_of_order_is_none(parts: tuple[float, float, float]) -> None:
    with pytest.raises(ValueError, match="low over middle"):
        Assumed(*parts)


def test_what_is_below_nought_or_above_all_is_refused() -> None:
    with pytest.raises(ValueError, match="below nought"):
        absence_loss(-1, 12)
    with pytest.raises(ValueError, match="100 per cent"):
        rework_loss(101, 1)
