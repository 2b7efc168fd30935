"""Control charts: limits from the data themselves, the rules that tell chance from cause, and capability.

Conventions. The sigma of a chart of means comes from within the subgroups (R̄/d2, s̄/c4), of single values from the moving
ranges of two (M̄R/d2). Sources: Shewhart (1931); Montgomery, Introduction to Statistical Quality Control, 7th ed., chapters 6–8;
Nelson (1984), J. Quality Technology 16: 237–239; Western Electric, Statistical Quality Control Handbook (1956); ISO 7870-2.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from genba.science.intervals import Z95

Array = npt.NDArray[np.float64]
REACH: Final = 3.0  # sigmas from the centre to a limit
ATTRIBUTES: Final = ("p", "np", "c", "u")


@dataclass(frozen=True)
class Chart:
    """The points of a chart in order with the limits of each; sigma of single values where there is one."""

    points: Array
    center: float
    lower: Array
    upper: Array
    sigma: float | None
    spread: Array  # standard error of each point

    @property
    def z(self) -> Array:
        """Distance of each point from the centre in its own standard errors."""
        distance: Array = (self.points - self.center) / self.spread
        return distance


@lru_cache(maxsize=256)
def range_constants(n: int) -> tuple[float, float]:
    """d2 and d3: mean and standard deviation of the range of n ≥ 2 standard normal values.

    From P(W ≤ w) = n ∫ φ(x) (Φ(x + w) − Φ(x))^(n−1) dx. Source: Tippett (1925), Biometrika 17: 364–387; Montgomery, appendix VI.
    """
    ndtr: Any = import_module("scipy.special").ndtr  # heavy: only where it is wanted
    if n < 2:
        raise ValueError("a range needs two values")
    x = np.linspace(-9, 9, 721)
    nodes, weights = np.polynomial.legendre.leggauss(200)
    w, weights = 8 * (nodes + 1), 8 * weights
    density = n * np.exp(-x * x / 2) / math.sqrt(2 * math.pi) * (x[1] - x[0])
    beyond = 1 - ((ndtr(x + w[:, None]) - ndtr(x)) ** (n - 1)) @ density
    mean, square = float(weights @ beyond), float(weights @ (2 * w * beyond))
    return mean, math.sqrt(square - mean * mean)


def c4(n: int) -> float:
    """Mean of the sample standard deviation of n ≥ 2 standard normal values. Source: Montgomery, appendix VI."""
    if n < 2:
        raise ValueError("a standard deviation needs two values")
    return math.sqrt(2 / (n - 1)) * math.exp(math.lgamma(n / 2) - math.lgamma((n - 1) / 2))


def grouped(subgroups: Sequence[Sequence[float]]) -> tuple[Array, Array, Array, Array]:
    """Sizes, means, ranges and sample standard deviations (n − 1; 0 for single values) of the subgroups."""
    sizes = np.array([len(group) for group in subgroups])
    starts = np.concatenate(([0], np.cumsum(sizes)[:-1]))
    values = np.concatenate([np.asarray(group, dtype=float) for group in subgroups])
    means = np.add.reduceat(values, starts) / sizes
    ranges = np.maximum.reduceat(values, starts) - np.minimum.reduceat(values, starts)
    squares = np.add.reduceat((values - np.repeat(means, sizes)) ** 2, starts)
    return sizes.astype(float), means, ranges, np.sqrt(squares / np.maximum(sizes - 1, 1))


def of_means(subgroups: Sequence[Sequence[float]], base: int, by_range: bool) -> tuple[Chart, Chart]:
    """Chart of means and of ranges or standard deviations; limits from the first `base` subgroups, in the unit of the values.

    Sizes from 2 on. Equal sizes: R̄/d2 or s̄/c4. Different sizes: the centre is the mean of all values; by ranges sigma is the mean
    of R/d2 of each; by standard deviations s̄ is pooled and the limits are x̄ ± 3 s̄ / (c4 √n), with the sigma of the commonest size
    (Montgomery, equations 6.30–6.31).
    """
    sizes, means, ranges, deviations = grouped(subgroups)
    n, counts = sizes.astype(int), sizes[:base]
    center = float(counts @ means[:base] / counts.sum())
    is_even = len(set(n[:base])) == 1
    common = max(sorted(set(n[:base])), key=lambda size: int((n[:base] == size).sum()))
    if by_range:
        d2 = np.array([range_constants(int(size))[0] for size in n])
        d3 = np.array([range_constants(int(size))[1] for size in n])
        sigma = float(np.mean(ranges[:base] / d2[:base]))
        of_each = np.full(len(n), sigma)
        inner, reach, seen = d2 * sigma, d3 * sigma, ranges
    else:
        c = np.array([c4(int(size)) for size in n])
        pooled = math.sqrt(float((counts - 1) @ deviations[:base] ** 2 / (counts - 1).sum()))
        typical = float(np.mean(deviations[:base])) if is_even else pooled
        of_each, sigma = typical / c, typical / c4(int(common))
        inner, reach, seen = np.full(len(n), typical), of_each * np.sqrt(1 - c * c), deviations
    error = of_each / np.sqrt(sizes)
    main = Chart(means, center, center - REACH * error, center + REACH * error, sigma, error)
    low = np.maximum(0.0, inner - REACH * reach)
    middle = float(inner[0]) if is_even else float(np.mean(inner[:base]))
    return main, Chart(seen, middle, low, inner + REACH * reach, None, reach)


def of_single(values: Sequence[float], base: int) -> tuple[Chart, Chart]:
    """Chart of single values and of their moving ranges of two; limits from the first `base` values."""
    x = np.asarray(values, dtype=float)
    moving = np.abs(np.diff(x))
    d2, d3 = range_constants(2)
    typical = float(np.mean(moving[: base - 1]))
    sigma, center, n = typical / d2, float(np.mean(x[:base])), len(x)
    main = Chart(x, center, np.full(n, center - REACH * sigma), np.full(n, center + REACH * sigma), sigma, np.full(n, sigma))
    upper, error = np.full(n - 1, typical + REACH * d3 * sigma), np.full(n - 1, d3 * sigma)
    return main, Chart(moving, typical, np.zeros(n - 1), upper, None, error)


def of_counts(chart: str, counts: Sequence[float], sizes: Sequence[float], base: int) -> Chart:
    """Chart p (share), np (number), c (defects) or u (defects for each unit), limits from the first `base` counts.

    counts of defectives (p, np) or defects (c, u); sizes: what was looked at, in pieces or units (all 1 for c). A lower limit
    below zero is zero, a share is at most 1. Source: Montgomery, chapter 7.
    """
    if chart not in ATTRIBUTES:
        raise ValueError(f"{chart} is no chart of counts")
    found, looked = np.asarray(counts, dtype=float), np.asarray(sizes, dtype=float)
    rate = float(found[:base].sum() / looked[:base].sum())
    is_share = chart in ("p", "np")
    error = np.sqrt((rate * (1 - rate) if is_share else rate) / looked)
    points, center, most = found / looked, rate, (1.0 if is_share else math.inf)
    if chart == "np":
        points, center, error, most = found, rate * float(looked[0]), error * looked, float(looked[0])
    lower = np.maximum(0.0, center - REACH * error)
    sigma = float(error[0]) if len(set(looked)) == 1 else None
    return Chart(points, center, lower, np.minimum(most, center + REACH * error), sigma, error)


def beyond(chart: Chart) -> list[int]:
    """The places (from 1) of points outside their limits."""
    outside = (chart.points < chart.lower) | (chart.points > chart.upper)
    return [int(place) + 1 for place in np.flatnonzero(outside)]


def _ends(flags: npt.NDArray[np.bool_], length: int, wanted: int) -> npt.NDArray[np.bool_]:
    """Where at least `wanted` of the last `length` are true, the last one among them."""
    sums = np.cumsum(np.concatenate(([0], flags.astype(np.int64))))
    found = np.zeros(len(flags), dtype=np.bool_)
    found[length - 1 :] = sums[length:] - sums[:-length] >= wanted
    return found & flags


def _either(z: Array, edge: float, length: int, wanted: int) -> npt.NDArray[np.bool_]:
    return _ends(z > edge, length, wanted) | _ends(z < -edge, length, wanted)


def _steps(z: Array, steps: int) -> npt.NDArray[np.bool_]:
    rise = np.sign(np.diff(z))
    found = np.zeros(len(z), dtype=np.bool_)
    found[1:] = _ends(rise > 0, steps, steps) | _ends(rise < 0, steps, steps)
    return found


def _turns(z: Array, length: int) -> npt.NDArray[np.bool_]:
    rise = np.sign(np.diff(z))
    turn = rise[1:] * rise[:-1] < 0
    found = np.zeros(len(z), dtype=np.bool_)
    found[2:] = _ends(turn, length - 2, length - 2)
    return found


def violations(chart: Chart, rules: str = "nelson") -> list[tuple[int, list[int]]]:
    """Which rules are broken and at which points (from 1): the points at which a pattern is complete.

    nelson: 1 outside the limits; 2 nine in a row on one side; 3 six in a row rising or falling (five steps; an equal value ends
    it); 4 fourteen in a row up and down; 5 two of three beyond two sigmas on one side; 6 four of five beyond one; 7 fifteen within
    one; 8 eight in a row beyond one, on either side. western-electric: 1 outside; 2 = Nelson 5; 3 = Nelson 6; 4 eight on one side.
    Where sizes differ each point is measured in its own sigma.
    """
    z, outside = chart.z, (chart.points < chart.lower) | (chart.points > chart.upper)
    if rules == "western-electric":
        found = [outside, _either(z, 2, 3, 2), _either(z, 1, 5, 4), _either(z, 0, 8, 8)]
    elif rules == "nelson":
        found = [outside, _either(z, 0, 9, 9), _steps(chart.points, 5), _turns(chart.points, 14), _either(z, 2, 3, 2),
                 _either(z, 1, 5, 4), _ends(np.abs(z) < 1, 15, 15), _ends(np.abs(z) > 1, 8, 8)]  # fmt: skip
    else:
        raise ValueError(f"no rules are called {rules}")
    return [(n, [int(place) + 1 for place in np.flatnonzero(flags)]) for n, flags in enumerate(found, 1) if flags.any()]


def capability(
    center: float, sigma: float, overall: float, n: int, lower: float | None, upper: float | None, target: float | None
) -> dict[str, object]:
    """Cp, Cpk (sigma within), Pp, Ppk, Cpm (overall s) and the 95 % interval of Cpk, of n values; None where not defined.

    With one specification limit only Cpk and Ppk exist. Without a target its place is the middle of the two limits.
    Sources: Montgomery, equations 8.4–8.8; the interval: Bissell (1990), Applied Statistics 39: 331–340 (Montgomery, 8.20);
    Cpm with s: NIST/SEMATECH e-Handbook, 7.1.6.
    """
    if lower is None and upper is None:
        raise ValueError("no specification limit")
    sides = [abs_ for abs_ in (upper - center if upper is not None else None, center - lower if lower is not None else None)
             if abs_ is not None]  # fmt: skip
    nearest = min(sides)
    cpk = nearest / (REACH * sigma)
    reach = Z95 * math.sqrt(1 / (9 * n) + cpk * cpk / (2 * (n - 1)))
    whole: dict[str, object] = {"cp": None, "cpk": cpk, "pp": None, "ppk": nearest / (REACH * overall), "cpm": None,
                                "interval_cpk": [cpk - reach, cpk + reach]}  # fmt: skip
    if lower is not None and upper is not None:
        width, aim = upper - lower, (lower + upper) / 2 if target is None else target
        whole |= {"cp": width / (6 * sigma), "pp": width / (6 * overall)}
        whole["cpm"] = width / (6 * math.sqrt(overall**2 + (center - aim) ** 2))
    return whole
