"""Many series at once: the windows of windows.py and the change of change.py, on arrays.

The definition stands in those two files; this is the same arithmetic for hundreds of thousands of series, and a test
holds both against each other. Months are counted from the year 0: 12 × year + month − 1.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

VERDICTS: Final = ("unknown", "better", "worse", "same", "neutral")
WITHHELD: Final = ("", "no-baseline", "no-later-value", "zero-denominator", "too-few", "other-definition")
NO_BASELINE, OTHER = 1, 5  # places in WITHHELD


@dataclass(frozen=True, slots=True)
class Side:
    """One window of each series, shape (s,): sums, how many months they hold, the first and the last of them (or −1)."""

    numerator: Floats
    denominator: Floats
    n: Ints
    first: Ints
    last: Ints


@dataclass(frozen=True, slots=True)
class Changes:
    """Per series, shape (s,): relative change as a fraction (NaN where withheld), and places in VERDICTS and WITHHELD."""

    relative: Floats
    verdict: Ints
    withheld: Ints


def sides(
    series: Ints, starts: Ints, ends: Ints, numerator: Floats, denominator: Floats, *, trained: Ints, length: Ints
) -> tuple[Side, Side]:
    """The window before and the window after the training of each series.

    series, starts, ends, numerator, denominator: shape (n,), one entry per period; series counts from 0, starts and
    ends are the months in which the period begins and ends. trained, length: shape (s,), the month of the first
    training day and how many months a window holds. A period counts in the month in which it ends; one that begins
    before the training is over and ends after it belongs to neither side.
    """
    day_zero = trained[series]
    before = ends < day_zero
    after = starts > day_zero
    return (
        _window(np.flatnonzero(before), series, ends, numerator, denominator, length),
        _window(np.flatnonzero(after), series, ends, numerator, denominator, length),
    )


def _window(at: Ints, series: Ints, months: Ints, top: Floats, bottom: Floats, length: Ints) -> Side:
    """Sums over the latest `length` distinct months of each series, of the periods at these places."""
    s = len(length)
    series, months = series[at], months[at]
    if not _is_in_order(series, months):
        order = np.lexsort((months, series))
        at, series, months = at[order], series[order], months[order]
    fresh = np.ones(len(series), dtype=bool)
    fresh[1:] = (series[1:] != series[:-1]) | (months[1:] != months[:-1])
    count = np.cumsum(fresh)  # number of the distinct (series, month), from 1
    ends_at = np.zeros(s, dtype=np.int64)
    ends_at[series] = count  # the last write of a series is its highest number
    kept = np.flatnonzero(count > (ends_at - length)[series])
    at, series, months, fresh = at[kept], series[kept], months[kept], fresh[kept]
    first, last = np.full(s, -1, dtype=np.int64), np.full(s, -1, dtype=np.int64)
    last[series] = months
    first[series[::-1]] = months[::-1]
    return Side(
        np.bincount(series, top[at], s).astype(np.float64), np.bincount(series, bottom[at], s).astype(np.float64),
        np.bincount(series[fresh], minlength=s).astype(np.int64), first, last,
    )  # fmt: skip


def _is_in_order(series: Ints, months: Ints) -> bool:
    """Whether series ascend, and the months within each: what comes from columns does, and need not be sorted."""
    is_same, is_next = series[1:] == series[:-1], series[1:] > series[:-1]
    return bool((is_next | (is_same & (months[1:] >= months[:-1]))).all())


def changes(before: Side, after: Side, *, direction: Ints, minimum: Floats) -> Changes:
    """Compare the two sides of each series.

    direction: 1 more is better, −1 less is better, 0 neither. minimum: the smallest denominator that says anything.
    The scale of the indicator falls out of a relative change and is not needed.
    """
    no_before, no_after = _reason(before, 1, minimum), _reason(after, 2, minimum)
    withheld = np.where(no_before > 0, no_before, no_after)
    known = withheld == 0
    was = np.divide(before.numerator, before.denominator, out=np.zeros_like(before.numerator), where=known)
    now = np.divide(after.numerator, after.denominator, out=np.zeros_like(after.numerator), where=known)
    step = now - was
    relative = np.divide(step, was, out=np.full_like(was, np.nan), where=known & (was > 0))
    moved = np.sign(step).astype(np.int64)
    verdict = np.select([~known, direction == 0, moved == 0, moved == direction], [0, 4, 3, 1], 2)
    return Changes(relative, verdict, np.where(known & ~(was > 0), WITHHELD.index("zero-denominator"), withheld))


def _reason(side: Side, missing: int, minimum: Floats) -> Ints:
    """Why a side has no value, as a place in WITHHELD; 0 where it has one."""
    chosen: Ints = np.select([side.n == 0, side.denominator == 0, side.denominator < minimum], [missing, 3, 4], 0)
    return chosen
