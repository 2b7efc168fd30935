"""Last digits: where amounts are counted they come about equally often, where they are guessed noughts and fives do.

The tail of a count that is spread widely enough is even whatever the count is about: for a normal spread σ the largest wave
in it is exp(−2π²σ²/100), under 1 % from σ = 5 on.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from genba.science.doubts import AS_NORMAL, Floats, median_of

Ints = npt.NDArray[np.int64]

LEAST: Final = 30
"""Fewer amounts than this say nothing: n²/k = 90 for the k = 10 digits, well above the 10 that Koehler and Larntz ask for."""
UNLIKELY: Final = 27.877
"""χ² with 9 degrees of freedom above which one even series in a thousand lies."""
SPREAD: Final = 5.0
"""The standard deviation (by the MAD) that the amounts must have, so that their last digits would be even; see above."""
SMALLEST: Final = 10
CHI_SQUARE: Final = (
    "Pearson (1900), Phil. Mag. 50: 157–175; small expectations as in Koehler and Larntz (1980), J. Am. Stat. Assoc. 75: 336–344; "
    "last digits as in Mosimann, Wiseman and Edelman (1995), Accountability in Research 4: 31–55"
)


def unevenness(counts: npt.ArrayLike) -> Floats:
    """χ² of how often each digit came against all equally often; 9 degrees of freedom.

    counts: shape (…, 10). Result: shape (…), NaN where nothing was counted. Source: CHI_SQUARE.
    """
    seen = np.asarray(counts, dtype=np.float64)
    n = seen.sum(axis=-1)
    squares = (seen**2).sum(axis=-1)
    return np.asarray(np.divide(10 * squares, n, out=np.full(n.shape, np.nan), where=n > 0) - n, dtype=np.float64)


def last_digits(series: Ints, amounts: Floats, n_series: int) -> tuple[Ints, Floats]:
    """How often each last digit came in each series, and how widely its amounts are spread.

    series: shape (n,), from 0; amounts: shape (n,). Only whole amounts of 10 and more are read. Results: shape (n_series, 10),
    and (n_series,), a standard deviation by the MAD, NaN where no amount was read.
    """
    read = (amounts >= SMALLEST) & (amounts == np.floor(amounts)) & (amounts < 2**53)
    series, whole = series[read], amounts[read].astype(np.int64)
    counts = np.bincount(series * 10 + whole % 10, minlength=n_series * 10).reshape(n_series, 10)
    order = np.argsort(series, kind="stable")
    lengths = np.bincount(series, minlength=n_series)
    width = int(lengths.max()) if len(series) else 1
    table = np.full((n_series, max(width, 1)), np.nan)
    ends = np.cumsum(lengths)
    place = np.arange(len(series)) - np.repeat(ends - lengths, lengths)
    table[series[order], place] = whole[order]
    middle, _ = median_of(table)
    mad, _ = median_of(np.abs(table - middle[:, None]))
    return counts.astype(np.int64), np.asarray(mad / AS_NORMAL, dtype=np.float64)


def is_preferred(counts: Ints, spread: Floats) -> npt.NDArray[np.bool_]:
    """Whether some last digits come more often than chance gives: enough amounts, spread widely enough, χ² far out."""
    n = counts.sum(axis=-1)
    with np.errstate(invalid="ignore"):
        chosen: npt.NDArray[np.bool_] = (n >= LEAST) & (spread >= SPREAD) & (unevenness(counts) > UNLIKELY)
    return chosen
