"""The change of one ratio between two windows, with a verdict in the direction of its indicator."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal, TypeAlias

from genba.science.figures import SHARE, Figure, Measured, Withheld
from genba.science.ratios import Ratio, value

Direction: TypeAlias = Literal["up", "down", "neutral"]
"""Where better lies: "up" (more is better), "down" (less is better), "neutral" (neither)."""

Verdict: TypeAlias = Literal["better", "worse", "same", "neutral", "unknown"]

_HAIR = 1e-12
"""Relative room for rounding, so that a change exactly as large as the tolerance counts as the same."""


@dataclass(frozen=True, slots=True)
class Change:
    """Before and after, both in the unit of the indicator.

    absolute: after − before, same unit (percentage points where the unit is "%").
    relative: (after − before) ÷ before as a fraction, unit SHARE; withheld where before is not above zero.
    """

    before: Figure
    after: Figure
    absolute: Figure
    relative: Figure
    verdict: Verdict


def compare(
    before: Ratio | None,
    after: Ratio | None,
    *,
    direction: Direction,
    scale: float,
    unit: str,
    minimum: float = 0,
    tolerance: float = 0.0,
) -> Change:
    """Compare two ratios of one indicator.

    direction: see Direction. scale, unit, minimum: as in ratios.value, the same for both sides.
    tolerance: the usual swing as a fraction of before; a change up to it is "same".
    The verdict is "unknown" where a side is withheld, and "neutral" where the indicator has no direction.
    """
    was = _side(before, "no-baseline", scale, unit, minimum)
    now = _side(after, "no-later-value", scale, unit, minimum)
    if isinstance(was, Withheld):
        return Change(was, now, was, was, "unknown")
    if isinstance(now, Withheld):
        return Change(was, now, now, now, "unknown")

    n = min(was.n, now.n)
    step = now.value - was.value
    relative: Figure = Measured(step / was.value, SHARE, n) if was.value > 0 else Withheld("zero-denominator", n)
    verdict = _verdict(step, abs(was.value) * tolerance, direction)
    return Change(was, now, Measured(step, unit, n), relative, verdict)


def _side(side: Ratio | None, missing: str, scale: float, unit: str, minimum: float) -> Figure:
    if side is None or side.n == 0:
        return Withheld(missing)
    return value(side, scale=scale, unit=unit, minimum=minimum)


def _verdict(step: float, swing: float, direction: Direction) -> Verdict:
    if direction == "neutral":
        return "neutral"
    if abs(step) <= swing or math.isclose(abs(step), swing, rel_tol=_HAIR):
        return "same"
    return "better" if (step > 0) == (direction == "up") else "worse"
