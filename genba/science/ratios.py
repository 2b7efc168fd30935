"""Ratios as sums: what is above the line and what is below it, added over periods before dividing."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from genba.science.figures import Figure, Measured, Withheld


@dataclass(frozen=True, slots=True)
class Ratio:
    """Numerator and denominator, each in its own unit, summed over n periods."""

    numerator: float
    denominator: float
    n: int


def ratio(parts: Sequence[tuple[float, float]]) -> Ratio:
    """Add (numerator, denominator) pairs of single periods to one ratio.

    Percentages are never averaged: 1 of 10 and 50 of 100 is 51 of 110, not 30 %.
    """
    return Ratio(math.fsum(top for top, _ in parts), math.fsum(bottom for _, bottom in parts), len(parts))


def value(r: Ratio, *, scale: float, unit: str, minimum: float = 0) -> Figure:
    """The ratio as a number: scale × numerator ÷ denominator, in `unit`.

    scale: 100 with unit "%", 1 with a plain unit, 200_000 for accidents per 200,000 hours.
    minimum: the smallest denominator, in its own unit, from which the number says anything.
    Withheld: "not-tracked" without any period, "zero-denominator", "too-few" under the minimum.
    """
    if r.n == 0:
        return Withheld("not-tracked")
    if r.denominator == 0:
        return Withheld("zero-denominator", r.n)
    if r.denominator < minimum:
        return Withheld("too-few", r.n)
    return Measured(scale * r.numerator / r.denominator, unit, r.n)
