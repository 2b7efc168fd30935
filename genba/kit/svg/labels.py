"""Finding a free place for a label, by trying the good ones in order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

_LETTER: Final = 2.1
"""Width of a letter in percent of a narrow phone's chart."""
_ABOVE, _BELOW = 13.0, 5.0
"""How far a label reaches above and below its line of writing, in pixels."""


def room(label: str, centre: float, taken: Sequence[tuple[float, float]]) -> tuple[float, float] | None:
    """From where to where a centred label reaches in a row, in percent; None where another stands."""
    half = len(label) * _LETTER / 2
    middle = min(max(centre, half), 100 - half)
    start, end = middle - half, middle + half
    if any(start < other_end + 1 and other_start - 1 < end for other_start, other_end in taken):
        return None
    return start, end


def clearest(heights: Sequence[float], obstacles: Sequence[float], top: float, floor: float) -> float:
    """The first of some heights for a line of writing that meets the fewest obstacles, in pixels.

    heights outside top and floor are pulled in. obstacles: heights of what is drawn behind the label; one
    that counts double is given twice.
    """
    best, fewest = floor, len(obstacles) + 1
    for height in heights:
        y = min(max(height, top), floor)
        met = sum(y - _ABOVE < obstacle < y + _BELOW for obstacle in obstacles)
        if met == 0:
            return y
        if met < fewest:
            best, fewest = y, met
    return best
