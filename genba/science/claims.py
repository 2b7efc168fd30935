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


UNLIKE: Final = 0.25
"""Standard deviations by which both sides may still lie apart after matching.

Stuart (2010), Statistical Science 25: 1-21, section 4.1: more makes what is worked out depend on the shape of the line.
"""


def matched_claim(
    *, n_trained: int, n_alike: int, apart: Sequence[float], interval: tuple[float, float] | None,
    whole: tuple[float, float] | None,
) -> str:  # fmt: skip
    """What a comparison with enterprises that were alike adds to the claim; it never bears one by itself.

    n_trained, n_alike: enterprises on both sides, or what of them hangs together. apart: differences left in what was
    matched on, in standard deviations. interval, whole: 95 % intervals of this comparison and of the one against all who
    wait. "too-few", "unlike": nothing. "silent": it holds nought. "same", "opposite": it says what the other says, or the
    contrary. "alone": it shows a difference where the other shows none; two that disagree bear no claim.
    """
    if interval is None or min(n_trained, n_alike) < LEAST:
        return "too-few"
    if any(abs(one) > UNLIKE for one in apart):
        return "unlike"
    low, high = interval
    if low <= 0 <= high:
        return "silent"
    if whole is None or whole[0] <= 0 <= whole[1]:
        return "alone"
    return "same" if (low > 0) == (whole[0] > 0) else "opposite"
