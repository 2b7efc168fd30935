"""The exact interval of a count of rare events, such as accidents."""

from __future__ import annotations

import math
from statistics import NormalDist
from typing import Final

GARWOOD: Final = "Garwood (1936), Fiducial limits for the Poisson distribution, Biometrika 28: 437–442"
WILSON_HILFERTY: Final = "Wilson and Hilferty (1931), The distribution of chi-square, PNAS 17: 684–688"
STEPS: Final = 100


def count_interval(events: int, confidence: float = 0.95) -> tuple[float, float]:
    """The mean numbers of events between which the true one lies, with at least this confidence.

    events ≥ 0. Each end leaves half of the doubt outside; with no event the lower end is 0 and the upper one keeps its
    half (3.689 at 95 %). Raises ValueError for a negative count. Source: GARWOOD.
    """
    if events < 0:
        raise ValueError(f"{events} is no count")
    doubt = (1 - confidence) / 2
    return _mean(events - 1, 1 - doubt) if events else 0.0, _mean(events, doubt)


def at_most(events: int, mean: float) -> float:
    """The probability of at most so many events where `mean` are expected: the shorter tail is added up, term by term."""
    if events < 0:
        return 0.0
    if mean == 0:
        return 1.0
    if events + 1 > mean:
        return 1 - _upper(events + 1, mean)
    term, total, n = _exactly(events, mean), 0.0, events
    while n >= 0 and total + term != total:
        total += term
        term *= n / mean
        n -= 1
    return total


def _upper(events: int, mean: float) -> float:
    """The probability of at least so many events, more than are expected."""
    term, total, n = _exactly(events, mean), 0.0, events
    while total + term != total:
        total += term
        n += 1
        term *= mean / n
    return total


def _exactly(events: int, mean: float) -> float:
    return math.exp(events * math.log(mean) - mean - math.lgamma(events + 1))


def _mean(events: int, probability: float) -> float:
    """The mean at which at most so many events have this probability.

    Newton's steps from the cube root of WILSON_HILFERTY; where one leaves what is known to hold the answer, the middle of it.
    """
    shape = events + 1
    root = 1 - 1 / (9 * shape) - NormalDist().inv_cdf(probability) / (3 * math.sqrt(shape))
    low, high = 0.0, shape + 20 * math.sqrt(shape) + 40
    mean = min(max(shape * root**3, 1e-9), high)
    for _ in range(STEPS):
        over = at_most(events, mean) - probability
        low, high = (mean, high) if over > 0 else (low, mean)
        slope = _exactly(events, mean)
        step = over / slope if slope else math.inf
        better = mean + step if low < mean + step < high else (low + high) / 2
        if abs(better - mean) <= 1e-13 * mean:
            return better
        mean = better
    return mean
