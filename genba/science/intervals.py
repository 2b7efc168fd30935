"""Two 95 % intervals that hold for small groups, without assuming a shape of the distribution; and points of Student's t."""

from __future__ import annotations

import math
from functools import lru_cache
from importlib import import_module
from typing import Any, Final

import numpy as np
import numpy.typing as npt

Z95: Final = 1.959963984540054
"""The 97.5 % point of the standard normal distribution."""

WILSON: Final = "Wilson (1927), J. Am. Stat. Assoc. 22: 209–212"
ORDER_STATISTICS: Final = "Conover (1999), Practical Nonparametric Statistics, 3rd ed., 3.2; ranks as in Nair (1940)"


def student(at: float, freedom: float) -> float:
    """The point of Student's t below which it lies with the probability `at` (a fraction): 2.228 for 0.975 and 10.

    freedom: degrees of freedom, above 0.
    """
    special: Any = import_module("scipy.special")  # here: it takes long to load
    return float(special.stdtrit(freedom, at))


def wilson(successes: int, n: int, z: float = Z95) -> tuple[float, float]:
    """Score interval of a proportion, as fractions within 0 and 1.

    successes of n, n > 0; z is the normal quantile (1.96 for 95 %). Source: WILSON; recommended for small n
    by Newcombe (1998), Statistics in Medicine 17: 857–872.
    """
    if not 0 <= successes <= n or n == 0:
        raise ValueError(f"{successes} of {n} is no proportion")
    share = successes / n
    square = z * z
    centre = share + square / (2 * n)
    reach = z * math.sqrt(share * (1 - share) / n + square / (4 * n * n))
    low = (centre - reach) / (1 + square / n)
    high = (centre + reach) / (1 + square / n)
    return (0.0 if successes == 0 else max(0.0, low), 1.0 if successes == n else min(1.0, high))


@lru_cache(maxsize=4096)
def median_ranks(n: int, confidence: float = 0.95) -> tuple[int, int] | None:
    """Ranks (from 1) of the two ordered values that hold the median with at least this confidence.

    The narrowest symmetric pair (d, n + 1 − d) with 1 − 2·P(Bin(n, ½) < d) ≥ confidence.
    None where even the whole range does not reach it: under 6 values at 95 %. Source: ORDER_STATISTICS.
    """
    if n < 1:
        return None
    k = np.arange(n // 2, dtype=np.float64)
    logs = np.concatenate(([0.0], np.cumsum(np.log((n - k) / (k + 1))))) - n * math.log(2)
    below = np.cumsum(np.exp(logs))
    d = int(np.searchsorted(below, (1 - confidence) / 2, side="right"))
    return (d, n + 1 - d) if d >= 1 else None


def median_interval(ordered: npt.NDArray[np.float64], confidence: float = 0.95) -> tuple[float, float] | None:
    """Distribution-free interval of the median of ascending values, in their unit; see median_ranks."""
    ranks = median_ranks(len(ordered), confidence)
    if ranks is None:
        return None
    return float(ordered[ranks[0] - 1]), float(ordered[ranks[1] - 1])
