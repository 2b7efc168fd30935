"""What changed in many enterprises: share improved and the median change, each with n and doubt."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from genba.science.figures import SHARE, Figure, Measured, Withheld
from genba.science.intervals import ORDER_STATISTICS, WILSON, median_interval, wilson


@dataclass(frozen=True, slots=True)
class Summary:
    """The result of one indicator over a group of enterprises; all figures are fractions (unit SHARE).

    share_improved: n_improved ÷ n_reporting with its Wilson interval.
    median, q1, q3: of the relative changes; the median with its order-statistic interval.
    """

    n_trained: int
    n_reporting: int
    n_improved: int
    share_improved: Figure
    median: Figure
    q1: Figure
    q3: Figure


def summarise(
    relative_changes: npt.NDArray[np.float64],
    *,
    improved: npt.NDArray[np.bool_],
    n_trained: int,
    threshold: int = 5,
) -> Summary:
    """Summarise one change per reporting enterprise.

    relative_changes: shape (n,), fractions; NaN where an enterprise reports but its baseline was zero.
    improved: shape (n,), whether its verdict was "better".
    n_trained: enterprises that should report, at least n. threshold: under it, figures are "too-few".
    The median has no interval under 6 values: none holds at 95 %. Quartiles are linear (Hyndman–Fan 7).
    """
    n = len(improved)
    if relative_changes.shape != (n,) or improved.shape != (n,):
        raise ValueError("one change and one verdict for each reporting enterprise")
    if n > n_trained:
        raise ValueError(f"{n} enterprises report, but only {n_trained} were trained")
    better = int(np.count_nonzero(improved))
    return Summary(
        n_trained,
        n,
        better,
        share(better, n, threshold),
        *middle(np.sort(relative_changes[np.isfinite(relative_changes)]), threshold),
    )


def share(better: int, n: int, threshold: int) -> Figure:
    """How many of n are better, with its Wilson interval; "too-few" under the threshold."""
    if n < max(1, threshold):
        return Withheld("too-few", n)
    low, high = wilson(better, n)
    return Measured(better / n, SHARE, n, low, high, WILSON)


def middle(ordered: npt.NDArray[np.float64], threshold: int) -> tuple[Figure, Figure, Figure]:
    """Median with its order-statistic interval, and both quartiles, of ascending values; "too-few" under the threshold."""
    n = len(ordered)
    if n < max(1, threshold):
        withheld = Withheld("too-few", n)
        return withheld, withheld, withheld
    low, high = median_interval(ordered) or (None, None)
    return (
        Measured(_quantile(ordered, 0.5), SHARE, n, low, high, ORDER_STATISTICS),
        Measured(_quantile(ordered, 0.25), SHARE, n),
        Measured(_quantile(ordered, 0.75), SHARE, n),
    )


def _quantile(ordered: npt.NDArray[np.float64], part: float) -> float:
    """Hyndman–Fan 7 of ascending values, by the arithmetic of numpy.percentile and equal to it, without sorting again."""
    at = part * (len(ordered) - 1)
    low = int(at)
    below, above, rest = float(ordered[low]), float(ordered[min(low + 1, len(ordered) - 1)]), at - low
    return above - (above - below) * (1 - rest) if rest >= 0.5 else below + (above - below) * rest
