"""Which months are "before" and which are "now"."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Windows:
    """Two sets of months, each as first days in ascending order; either may be empty."""

    baseline: tuple[date, ...]
    latest: tuple[date, ...]


def windows(months: Iterable[date], trained_on: date, length: int = 3) -> Windows:
    """Pick the months that are compared.

    months: any day of each month that has a value, in any order; repeats count once.
    trained_on: the first training day. length: how many months a window holds at most.
    baseline: the latest months that end before the first training day.
    latest: the latest months that start after it.
    The month of the training belongs to neither, so the windows never share a month.
    """
    if length < 1:
        raise ValueError("a window holds at least one month")
    known = sorted({first_day(month) for month in months})
    before = [month for month in known if last_day(month) < trained_on]
    after = [month for month in known if month > trained_on]
    return Windows(tuple(before[-length:]), tuple(after[-length:]))


@lru_cache(maxsize=8192)
def first_day(month: date) -> date:
    """The first day of the month that holds this day."""
    return month.replace(day=1)


@lru_cache(maxsize=8192)
def last_day(month: date) -> date:
    """The last day of the month that holds this day."""
    return month.replace(day=monthrange(month.year, month.month)[1])
