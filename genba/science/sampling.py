"""Single sampling by attributes: which plan the tables of ISO 2859-1 give, and what it lets through.

The master tables run along diagonals: what a plan may find depends only on the place of the code letter plus the place of the
quality level, so each table is one short line here. Arrows point to the next plan that exists. Source: ISO 2859-1:1999, tables 1 and
2-A to 2-C; normal and tightened agree with MIL-STD-105E (1989), tables I, II-A and II-B.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Final

LETTERS: Final = "ABCDEFGHJKLMNPQRS"
LEVELS: Final = (0.01, 0.015, 0.025, 0.04, 0.065, 0.1, 0.15, 0.25, 0.4, 0.65, 1.0, 1.5, 2.5, 4.0, 6.5, 10.0, 15.0, 25.0, 40.0, 65.0,
                 100.0, 150.0, 250.0, 400.0, 650.0, 1000.0)  # fmt: skip
"""Acceptance quality limits: % nonconforming up to 10, nonconformities for 100 items above."""
LOTS: Final = (8, 15, 25, 50, 90, 150, 280, 500, 1200, 3200, 10_000, 35_000, 150_000, 500_000)
BY_LEVEL: Final = {
    "S1": "AAAABBBBCCCCDDD", "S2": "AAABBBCCCDDDEEE", "S3": "AABBCCDDEEFFGGH", "S4": "AABCCDEEFGGHJJK",
    "I": "AABCCDEFGHJKLMN", "II": "ABCDEFGHJKLMNPQ", "III": "BCDEFGHJKLMNPQR",
}  # fmt: skip
FULL: Final = (2, 3, 5, 8, 13, 20, 32, 50, 80, 125, 200, 315, 500, 800, 1250, 2000, 3150)
SMALL: Final = (2, 2, 2, 3, 5, 8, 13, 20, 32, 50, 80, 125, 200, 315, 500, 800)
ACCEPT: Final = {
    "normal": {14: 0, 17: 1, 18: 2, 19: 3, 20: 5, 21: 7, 22: 10, 23: 14, 24: 21, 25: 30, 26: 44},
    "tightened": {15: 0, 18: 1, 19: 2, 20: 3, 21: 5, 22: 8, 23: 12, 24: 18, 25: 27, 26: 41},
    "reduced": {14: 0, 18: 1, 19: 2, 20: 3, 21: 5, 22: 6, 23: 8, 24: 10},
}
LAST_LARGE: Final = 4  # only the letters A to E have the two largest acceptance numbers
PERCENT: Final = 10.0  # above this level only nonconformities are counted, not pieces


@dataclass(frozen=True)
class Plan:
    """Look at `size` pieces; accept the lot with up to `accept` found. `letter` is that of the lot, `used` that of the plan."""

    letter: str
    used: str
    size: int
    accept: int

    @property
    def reject(self) -> int:
        """From this number on the lot is refused."""
        return self.accept + 1


def letter_of(lot_size: int, level: str) -> str:
    """The code letter of a lot of 2 or more pieces at an inspection level: I, II, III, S1 to S4 (table 1)."""
    if lot_size < 2:
        raise ValueError("a lot has at least two pieces")
    return BY_LEVEL[level][bisect_left(LOTS, lot_size)]


def plan(lot_size: int, level: str, aql: float, inspection: str = "normal") -> Plan:
    """The single sampling plan for a lot: inspection normal, tightened or reduced.

    aql: one of LEVELS. Raises ValueError for another one, and for reduced inspection above 10, which is not tabled here. A sample
    that is as large as the lot means that every piece is looked at.
    """
    if aql not in LEVELS or (inspection == "reduced" and aql > PERCENT):
        raise ValueError(f"{aql:g} is not tabled for {inspection} inspection")
    letter, column = letter_of(lot_size, level), LEVELS.index(aql)
    accepts, sizes = ACCEPT[inspection], (SMALL if inspection == "reduced" else FULL)
    rows = range(len(sizes) - (1 if inspection == "normal" else 0))
    there = [row for row in rows if _exists(row, column, accepts, inspection)]
    start = LETTERS.index(letter)
    row = start if start in there else _arrow(start, column, there, min(accepts))
    return Plan(letter, LETTERS[row], sizes[row], accepts[row + column])


def _exists(row: int, column: int, accepts: dict[int, int], inspection: str) -> bool:
    place = row + column
    if place not in accepts or (place > 24 and row > LAST_LARGE):
        return False
    return not (inspection == "tightened" and LETTERS[row] == "S" and LEVELS[column] != 0.025) and not (
        inspection == "tightened" and place == 15 and row == 0
    )


def _arrow(start: int, column: int, there: list[int], zero: int) -> int:
    """Up from just below the plan with zero (not for tightened inspection) and from below the last plan; else down."""
    above, below = [row for row in there if row < start], [row for row in there if row > start]
    is_up = start + column == zero + 1 and zero == 14
    return above[-1] if above and (is_up or not below) else below[0]


def chance(share: float, size: int, accept: int, is_poisson: bool = False) -> float:
    """The chance, 0 to 1, that a lot with this share wrong is accepted: binomial, or Poisson for defects for each piece."""
    stats: Any = import_module("scipy.stats")  # heavy: only where it is wanted
    return float(stats.poisson.cdf(accept, size * share) if is_poisson else stats.binom.cdf(accept, size, share))


def share_at(wanted: float, size: int, accept: int, is_poisson: bool = False) -> float:
    """The share wrong at which a lot is accepted with the chance `wanted` (0 to 1): the inverse of `chance`, exactly."""
    special: Any = import_module("scipy.special")
    if is_poisson:
        return float(special.chdtri(2 * (accept + 1), wanted) / (2 * size))
    return 1.0 if accept >= size else float(special.betaincinv(accept + 1, size - accept, 1 - wanted))
