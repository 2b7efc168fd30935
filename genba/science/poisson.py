"""The exact interval of a count of rare events, such as accidents."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Final

GARWOOD: Final = "Garwood (1936), Fiducial limits for the Poisson distribution, Biometrika 28: 437–442"
LARGE: Final = 3000
"""From this count on the interval of the normal approximation differs by less than one part in ten thousand."""


def count_interval(events: int, confidence: float = 0.95) -> tuple[float, float]:
    """The mean numbers of events between which the true one lies, with at least this confidence.

    events ≥ 0. Each end leaves half of the doubt outside; with no event the lower end is 0 and the upper one keeps its
    half (3.689 at 95 %). Raises ValueError for a negative count. Source: GARWOOD.
    """
    if events < 0:
        raise ValueError(f"{events} is no count")
    doubt = (1 - confidence) / 2
    reach = 8 * math.sqrt(events + 1) + 10
    low = 0.0 if events == 0 else _root(lambda mean: 1 - at_most(events - 1, mean) - doubt, max(0.0, events - reach), events)
    return low, _root(lambda mean: doubt - at_most(events, mean), events, events + reach)


def at_most(events: int, mean: float) -> float:
    """The probability of at most so many events where `mean` are expected."""
    if events < 0:
        return 0.0
    if mean == 0:
        return 1.0
    if events > LARGE:  # Wilson and Hilferty (1931): the cube root of a gamma variate is all but normal
        shape = events + 1
        z = ((mean / shape) ** (1 / 3) - 1 + 1 / (9 * shape)) * 3 * math.sqrt(shape)
        return 0.5 * math.erfc(z / math.sqrt(2))
    logs = (n * math.log(mean) - mean - math.lgamma(n + 1) for n in range(events + 1))
    return min(1.0, math.fsum(math.exp(one) for one in logs))


def _root(rising: Callable[[float], float], low: float, high: float) -> float:
    """Where a rising function crosses zero, to the last digits that a float has."""
    for _ in range(200):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        if rising(middle) < 0:
            low = middle
        else:
            high = middle
    return (low + high) / 2
