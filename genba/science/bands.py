"""How sure many estimates are at once: errors from influence functions, bands from the multiplier bootstrap.

An influence function says what each unit adds to the error of an estimate; their mean square is its variance. The bootstrap
gives each cluster a random weight, again and again, and looks how far the estimates would have moved together. One
multiple of the errors, wide enough for the farthest of them, holds for all.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import NormalDist
from typing import Final, Literal

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Weights = Literal["mammen", "rademacher"]

SOURCE: Final = "Callaway and Sant'Anna (2021), algorithm 1; weights of Mammen (1993), Annals of Statistics 21: 255–285"
GOLDEN: Final = (1 + 5**0.5) / 2
QUARTILES_APART: Final = 1.3489795003921634  # of the standard normal distribution
NOTHING: Final = 1e-10  # of an estimate's own size: an error below it is a rounding error


@dataclass(frozen=True, slots=True)
class Draws:
    """What the bootstrap drew for p estimates.

    errors: (p,), from the influence functions; NaN where they say nothing. moved: (draws, p), how far each estimate moved.
    """

    errors: Floats
    moved: Floats

    def bootstrap_errors(self, places: slice) -> Floats:
        """Errors from the quartiles of the draws, which few wild draws do not disturb."""
        low, high = np.quantile(self.moved[:, places], (0.25, 0.75), axis=0)
        apart: Floats = np.asarray(high - low, dtype=np.float64) / QUARTILES_APART
        apart[np.isnan(self.errors[places])] = np.nan
        return apart

    def multiple(self, places: slice, confidence: float) -> float:
        """By how many errors a band must reach to hold for all these estimates at once; never less than for one alone."""
        errors = self.errors[places]
        told = np.isfinite(errors)
        if not told.any():
            return float("nan")
        farthest = np.abs(self.moved[:, places][:, told] / errors[told]).max(axis=1)
        return max(float(np.quantile(farthest, confidence)), alone(confidence))


def alone(confidence: float) -> float:
    """The normal multiple for one estimate, two-sided: 1.96 at 0.95."""
    return NormalDist().inv_cdf(0.5 + confidence / 2)


def multipliers(shape: tuple[int, int], weights: Weights, random: np.random.Generator) -> Floats:
    """Random weights of mean 0 and variance 1: two points by Mammen (third moment 1 as well) or signs (Rademacher)."""
    if weights == "rademacher":
        signs: Floats = random.integers(0, 2, shape, dtype=np.int8).astype(np.float64)
        return 2 * signs - 1
    points: Floats = np.where(random.random(shape, dtype=np.float32) < GOLDEN / 5**0.5, 1 - GOLDEN, GOLDEN)
    return points


def draw(
    blocks: Iterable[Floats],
    *,
    units: int,
    clusters: int,
    estimates: Floats,
    draws: int,
    weights: Weights,
    random: np.random.Generator,
) -> Draws:
    """Errors and bootstrap draws of p estimates.

    blocks: tables of clusters × p, the influence functions summed within each cluster, each cluster in one block; they are
    looked at once and not kept. units, clusters: how many stand behind all blocks. estimates: (p,), to tell an error from
    a rounding error. Where clusters are larger than units, all is widened by √(clusters / (clusters − 1)), as is usual; for
    units alone the package did of R, whose figures we meet, does not. Source: SOURCE.
    """
    squares, moved = np.zeros(len(estimates)), np.zeros((draws, len(estimates)))
    for block in blocks:
        squares += np.einsum("ij,ij->j", block, block)
        moved += multipliers((draws, len(block)), weights, random) @ block
    wider = (clusters / max(1, clusters - 1)) ** 0.5 if clusters < units else 1.0
    errors = wider * np.sqrt(squares) / units
    return Draws(np.where(errors > NOTHING * np.maximum(1e-300, np.abs(estimates)), errors, np.nan), wider * moved / units)
