"""The vertical scale: round ticks, few of them."""

from __future__ import annotations

import math
from dataclasses import dataclass

_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
# Below this a third of the spread is no longer a number with a logarithm: the values count as equal.
_NO_SPREAD = 1e-290


@dataclass(frozen=True, slots=True)
class Axis:
    """Ticks in ascending order, all values lie between the first and the last.

    decimals: how many a label needs to tell the ticks apart.
    """

    ticks: tuple[float, ...]
    decimals: int

    @property
    def low(self) -> float:
        return self.ticks[0]

    @property
    def high(self) -> float:
        return self.ticks[-1]


def axis(low: float, high: float, *, from_zero: bool = True, intervals: int = 3) -> Axis:
    """An axis that holds low and high with the smallest round step that needs at most `intervals`.

    from_zero: zero is on the axis, so that heights can be compared. Steps are 1, 2, 2.5 or 5 times a power
    of ten. Values that are all equal get room around them.
    """
    if from_zero:
        low, high = min(low, 0.0), max(high, 0.0)
    if high - low < _NO_SPREAD:
        high = low + (abs(low) * 0.1 if abs(low) > _NO_SPREAD else 1.0)
    power = math.floor(math.log10((high - low) / intervals))
    while True:
        unit = 10.0**power
        for factor in _STEPS:
            step = factor * unit
            first = math.floor(low / step + 1e-9)
            last = math.ceil(high / step - 1e-9)
            if last - first <= intervals:
                decimals = max(0, -power + (factor == 2.5) - (factor == 10.0))
                ticks = tuple(round(i * step, decimals + 2) for i in range(first, last + 1))
                return Axis(ticks, decimals)
        power += 1
