"""What may be said of an estimated effect, and what may not: fixed rules, so that nobody chooses them after seeing the figure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

LEAST: Final = 10
"""Enterprises on each side under which standard errors by enterprise are not to be trusted.

Cameron and Miller (2015), J. Human Resources 50: 317-372, section VI: with few clusters they are too small; ten is the lower
end of what is called few there.
"""


@dataclass(frozen=True, slots=True)
class Claim:
    """`code`: nobody-waits, too-few, moved-apart, no-difference, better, worse or differs. `is_checked`: whether the years
    before the training could show that both groups moved alike; without it a difference is a hint."""

    code: str
    is_checked: bool


def claim(
    *, n_trained: int, n_waiting: int, before: Sequence[tuple[float, float]], interval: tuple[float, float] | None, direction: str,
) -> Claim:  # fmt: skip
    """The claim that an estimate bears.

    n_trained, n_waiting: enterprises behind it, trained and compared with. before: simultaneous bands (low, high) of the
    periods before the training. interval: 95 % interval of the overall effect, None where it cannot be worked out.
    direction: "down" or "up" where less or more is better, else "neutral".
    """
    is_checked = len(before) > 0
    if not n_waiting:
        return Claim("nobody-waits", is_checked)
    if interval is None or min(n_trained, n_waiting) < LEAST:
        return Claim("too-few", is_checked)
    if any(low > 0 or high < 0 for low, high in before):
        return Claim("moved-apart", is_checked)
    low, high = interval
    if low <= 0 <= high:
        return Claim("no-difference", is_checked)
    if direction == "neutral":
        return Claim("differs", is_checked)
    return Claim("better" if (high < 0) == (direction == "down") else "worse", is_checked)
