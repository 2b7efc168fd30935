"""Before ends before the training, now begins after it, and no month is in both."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genba.science.windows import Windows, last_day, windows

days = st.dates(date(2000, 1, 1), date(2060, 12, 31))


def firsts(*months: int) -> tuple[date, ...]:
    return tuple(date(2026, month, 1) for month in months)


def test_three_months_before_and_the_three_latest_since() -> None:
    chosen = windows(firsts(*range(1, 11)), date(2026, 4, 14))

    assert chosen == Windows(baseline=firsts(1, 2, 3), latest=firsts(8, 9, 10))


def test_the_month_of_the_training_is_in_neither() -> None:
    assert windows(firsts(4), date(2026, 4, 1)) == Windows((), ())
    assert windows(firsts(4), date(2026, 4, 30)) == Windows((), ())


def test_a_training_on_the_first_leaves_the_month_before() -> None:
    chosen = windows(firsts(3, 5), date(2026, 4, 1))

    assert chosen == Windows(baseline=firsts(3), latest=firsts(5))


def test_few_months_make_a_short_window_and_none_an_empty_one() -> None:
    assert windows(firsts(2, 3, 6), date(2026, 4, 14)) == Windows(firsts(2, 3), firsts(6))
    assert windows((), date(2026, 4, 14)) == Windows((), ())


def test_a_window_of_no_months_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one"):
        windows((), date(2026, 4, 14), length=0)


@given(st.lists(days), days, st.integers(1, 12))
def test_the_windows_keep_their_laws(months: list[date], trained_on: date, length: int) -> None:
    chosen = windows(months, trained_on, length)

    assert len(chosen.baseline) <= length and len(chosen.latest) <= length
    assert all(last_day(month) < trained_on for month in chosen.baseline)
    assert all(month > trained_on for month in chosen.latest)
    assert not set(chosen.baseline) & set(chosen.latest)
    assert {*chosen.baseline, *chosen.latest} <= {month.replace(day=1) for month in months}


@given(st.lists(days), days, st.integers(1, 12))
def test_no_later_month_was_left_out(months: list[date], trained_on: date, length: int) -> None:
    chosen = windows(months, trained_on, length)

    obvious = sorted({m.replace(day=1) for m in months if m.replace(day=1) > trained_on}, reverse=True)
    assert sorted(chosen.latest, reverse=True) == obvious[:length]


@given(days)
def test_the_day_after_the_last_is_a_first(day: date) -> None:
    assert (last_day(day) + timedelta(days=1)).day == 1
