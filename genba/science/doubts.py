"""Which values of a series stand out: robust deviations, from the middle of all and from the months around.

Medians and their deviations, because one wrong value in twelve moves a mean and a standard deviation far enough to hide
itself. Everything here is arithmetic on arrays of many series at once; what a deviation means is said elsewhere.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

AS_NORMAL: Final = 0.6745
"""The 75 % point of the standard normal distribution: makes a median absolute deviation speak as a standard deviation."""
MEAN_AS_NORMAL: Final = 1.253314
"""√(π/2): the same for a mean absolute deviation."""
FAR: Final = 3.5
"""From this modified z-score on a value is labelled as an outlier. Source: IGLEWICZ_HOAGLIN."""
IGLEWICZ_HOAGLIN: Final = "Iglewicz and Hoaglin (1993), How to Detect and Handle Outliers, ASQC Quality Press, 3.3"
HAMPEL: Final = "Davies and Gather (1993), J. Am. Stat. Assoc. 88: 782–792; moving window as in Pearson (2002), IEEE Trans. Control Syst. Technol. 10: 55–63"


def median_of(values: Floats) -> tuple[Floats, Ints]:
    """The median along the last axis and how many values it rests on; NaN are no values. NaN where there is none.

    values: any shape (…, n). Both results: shape (…).
    """
    ordered = np.sort(values, axis=-1)  # NaN come last
    n = np.count_nonzero(~np.isnan(values), axis=-1)
    low, high = np.maximum(n - 1, 0) // 2, np.maximum(n // 2, 0)
    pick = np.stack([low, np.minimum(high, values.shape[-1] - 1)], axis=-1)
    middle = np.take_along_axis(ordered, pick, axis=-1).mean(axis=-1)
    return np.asarray(middle, dtype=np.float64), np.asarray(n, dtype=np.int64)


def spread_of(values: Floats, middle: Floats) -> Floats:
    """How widely values lie around a middle, as a standard deviation: their MAD ÷ 0.6745.

    values: shape (…, n), NaN for none; middle, result: shape (…). Where more than half of the values are the middle itself the
    MAD is nought, and their mean absolute deviation × 1.253314 stands in its place; it is 0 only where all are the same.
    """
    away = np.abs(values - middle[..., None])
    mad, n = median_of(away)
    mean = np.divide(np.nansum(away, axis=-1), n, out=np.full(n.shape, np.nan), where=n > 0)
    return np.asarray(np.where(mad > 0, mad / AS_NORMAL, MEAN_AS_NORMAL * mean), dtype=np.float64)


def scores(values: Floats, middle: Floats, spread: Floats) -> Floats:
    """(value − middle) ÷ spread for arrays that broadcast; 0 for the middle itself, ±∞ for others where the spread is 0."""
    off = values - middle
    with np.errstate(divide="ignore", invalid="ignore"):
        found = np.where(off == 0, 0.0, off / spread)
    return np.asarray(np.where(np.isnan(off) | np.isnan(spread), np.nan, found), dtype=np.float64)


def modified_z(values: Floats) -> Floats:
    """The modified z-score of each value among all of them; shape (n,), NaN for NaN. Source: IGLEWICZ_HOAGLIN."""
    middle, _ = median_of(values[None, :])
    return scores(values, middle, spread_of(values[None, :], middle))


def among_neighbours(values: Floats, *, half: int = 6, least: int = 6, enough: int = 12) -> tuple[Floats, Floats, Ints]:
    """Each value against those up to `half` places before and after it in its row: score, middle of them, how many.

    values: shape (s, m), a row for each series and a column for each month, NaN for no value. All results: shape (s, m).
    The value itself is not among its neighbours. What remains after their median is scored among all that remains in the row: the
    spread of a dozen neighbours alone is too unsteady (one value in thirty would stand out by chance). NaN under `least` neighbours,
    and in rows with fewer than `enough` such values. A lasting step is no outlier: half of the neighbours stand on either side of it.
    Source: HAMPEL with the scores of IGLEWICZ_HOAGLIN.
    """
    s, m = values.shape
    padded = np.full((s, m + 2 * half), np.nan)
    padded[:, half : half + m] = values
    windows = np.lib.stride_tricks.sliding_window_view(padded, 2 * half + 1, axis=1)
    middle, n = median_of(np.delete(windows, half, axis=2))
    rest = np.where(n >= least, values - middle, np.nan)
    of_row, many = median_of(rest)
    score = scores(rest, of_row[:, None], spread_of(rest, of_row)[:, None])
    return np.where((many >= enough)[:, None], score, np.nan), middle, n


def a_year_before(values: Floats) -> Floats:
    """Each value less that of the same month a year before; shape (s, m) as `values`, NaN where either is missing."""
    steps = np.full(values.shape, np.nan)
    steps[:, 12:] = values[:, 12:] - values[:, :-12]
    return steps


def runs(same: npt.NDArray[np.bool_]) -> Ints:
    """For each place how many places in a row say yes up to and with it; shape (s, m) as `same`.

    A run is read off at its last place: there the count is its length.
    """
    s, m = same.shape
    place = np.broadcast_to(np.arange(1, m + 1), (s, m))
    last_no = np.maximum.accumulate(np.where(same, 0, place), axis=1)
    return np.where(same, place - last_no, 0)
