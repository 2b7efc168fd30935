"""How a measure moves where nobody is treated: how far enterprises lie apart, how alike values of one enterprise stay as
time goes by, and how alike enterprises of one cluster are. What a plan needs to know before it can name a size.

Nothing is assumed about how likeness fades with time: it is read off for each distance in time. With one correlation for
all distances, plans of many steps come out wrong (Burlig, Preonas and Woerman 2020).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Way = Literal["after", "change", "adjusted"]

WAYS: Final[tuple[Way, ...]] = ("after", "change", "adjusted")
SOURCE: Final = (
    "Frison and Pocock (1992), Statistics in Medicine 11: 1685–1704; McKenzie (2012), Journal of Development Economics 99: "
    "210–221; any likeness over time: Burlig, Preonas and Woerman (2020), Journal of Development Economics 144: 102458"
)


@dataclass(frozen=True, slots=True)
class Spread:
    """What values tell of each other, by how many steps they lie apart, arrays of shape (steps,), from 0 on.

    within: covariance of two values of one enterprise, in the squared unit; NaN where no period has two such pairs.
    units: how many enterprises have such a pair. together: covariance of values of two enterprises of one cluster, NaN where
    no cluster has two. clusters: in how many there are two or more. mean: of all values. size, variation: enterprises in a
    cluster, their mean, and the standard deviation of sizes over it.
    """

    within: Floats
    units: Ints
    together: Floats
    clusters: int
    mean: float
    size: float
    variation: float


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is compared between the groups: its standard deviation between enterprises in their unit, its correlation with
    the mean before (0 where it is not adjusted for it), and how alike two of one cluster are in it (None: not known)."""

    deviation: float
    correlation: float
    icc: float | None


def spread(table: Floats, cluster: Ints, steps: int) -> Spread:
    """Read the spread off a panel of enterprises that are not treated.

    table: (n, periods), NaN where nothing was reported or the enterprise was treated already. cluster: (n,), any numbers.
    steps: distances in time to look at. What moves all enterprises in one period, a season or a crisis, is taken away as
    the mean of the period; the degree of freedom that it costs is given back.
    """
    known = np.isfinite(table)
    kept = known.any(axis=1)
    order = np.flatnonzero(kept)[np.argsort(cluster[kept], kind="stable")]
    known, values = known[order], np.where(known[order], table[order], 0.0)
    there = known.sum(axis=0)
    left = np.where(known, values - values.sum(axis=0) / np.maximum(1, there), 0.0)
    numbers, starts, sizes = np.unique(cluster[order], return_index=True, return_counts=True)
    within, units, together = np.full(steps, np.nan), np.zeros(steps, dtype=np.int64), np.full(steps, np.nan)
    for apart in range(min(steps, table.shape[1])):
        within[apart], units[apart], together[apart] = _apart(left, known, starts, apart)
    mean = float(values.sum() / known.sum()) if known.any() else math.nan
    size = float(sizes.mean()) if len(numbers) else math.nan
    variation = float(sizes.std(ddof=1)) / size if len(numbers) > 1 else 0.0
    return Spread(within, units, together, int((sizes > 1).sum()), mean, size, variation)


def _apart(left: Floats, known: npt.NDArray[np.bool_], starts: Ints, apart: int) -> tuple[float, int, float]:
    """Covariance within enterprises, how many have a pair, and covariance between enterprises of one cluster."""
    width = left.shape[1] - apart
    one, other = left[:, :width], left[:, apart:]
    one_known, other_known = known[:, :width].astype(np.float64), known[:, apart:].astype(np.float64)
    both = one_known * other_known
    pairs = both.sum(axis=0)
    freedom = float(np.maximum(0, pairs - 1).sum())
    own = float((one * other).sum())
    within = own / freedom if freedom else math.nan
    if not len(left):
        return within, 0, math.nan
    sums = np.add.reduceat(one, starts, axis=0) * np.add.reduceat(other, starts, axis=0)
    counts = np.add.reduceat(one_known, starts, axis=0) * np.add.reduceat(other_known, starts, axis=0)
    couples = float(counts.sum() - both.sum())
    # Taking off the mean of n enterprises makes any two of them look apart by the nth part of what one varies. Where nobody
    # has both periods that is not known, and so is not what two of them share.
    n = float(pairs.sum() / max(1, (pairs > 0).sum()))
    together = (float(sums.sum()) - own) / couples + within / n if couples and n else math.nan
    return within, int(both.any(axis=1).sum()), together


def outcome(found: Spread, before: int, after: int, way: Way) -> Outcome | None:
    """The outcome of a plan with so many steps before and after, compared in one way; None where the values do not tell.

    after: the mean after alone. change: that less the mean before. adjusted: the mean after, given the mean before, as in
    an analysis of covariance. before, after: at least 1 step each. Source: SOURCE.
    """
    later, earlier, both = _windows(found.within, before, after)
    if not (later > 0 and earlier > 0 and both * both < later * earlier):
        return None
    slope = {"after": 0.0, "change": 1.0, "adjusted": both / earlier}[way]
    variance = later - 2 * slope * both + slope**2 * earlier
    if not variance > 0:
        return None
    alike_later, alike_earlier, alike_both = _windows(found.together, before, after)
    shared = alike_later - 2 * slope * alike_both + slope**2 * alike_earlier
    icc = None if math.isnan(shared) else min(1.0, max(0.0, shared / variance))
    if way == "adjusted":
        return Outcome(math.sqrt(later), both / math.sqrt(later * earlier), icc)
    return Outcome(math.sqrt(variance), 0.0, icc)


def _windows(by_distance: Floats, before: int, after: int) -> tuple[float, float, float]:
    """Variance of the mean after, of the mean before, and their covariance; NaN where a distance is not known."""
    if before + after > len(by_distance):
        return math.nan, math.nan, math.nan
    at = np.arange(before + after)
    matrix = by_distance[np.abs(at[:, None] - at)]
    return (
        float(matrix[before:, before:].mean()),
        float(matrix[:before, :before].mean()),
        float(matrix[before:, :before].mean()),
    )
