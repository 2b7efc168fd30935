"""Rows of which nobody can say whose they are: each looks, in what outsiders may know, like at least k − 1 others.

What outsiders may know (a country, a kind of business, a size) is hidden column by column, in a fixed order, only in rows
that would stand out. Nothing is said here of the other columns: a value that somebody knows already singles out its row.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

SOURCE: Final = (
    "Sweeney (2002), International Journal of Uncertainty, Fuzziness and Knowledge-Based Systems 10: 557–570 and 571–588"
)
HIDDEN: Final = "*"

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Coarse:
    """The rows with what was hidden in them, in their order; how many columns of the order are hidden in each; and for each
    column in how many rows. rows is empty where fewer than k cannot be hidden among one another."""

    rows: tuple[Row, ...]
    steps: tuple[int, ...]
    hidden: tuple[int, ...]


def coarsen(rows: Sequence[Row], order: Sequence[int], k: int) -> Coarse:
    """Hide columns until every combination that is left is that of k rows or more, or of none.

    rows: the columns outsiders may know, all of one length. order: places of columns, the first hidden first; a row whose
    combination is rare loses the next column, and is compared again with all that lost as much. Before the last column goes,
    and after it, as many rows as are needed come along out of the largest combination that can spare them, the first of the
    given order: whoever shuffles the rows before leaves no trace of theirs. Where none can, the smallest comes whole.
    Source: SOURCE.
    """
    if k < 2:
        raise ValueError("A row that looks like no other is not hidden: k is 2 or more.")
    if len(rows) < k:
        return Coarse((), (), (0,) * len(order))
    steps = [0] * len(rows)
    for done in range(len(order)):
        if done == len(order) - 1:
            _spare(rows, order, steps, done, k)
        counted = _counted(rows, order, steps, done)
        for at, row in enumerate(rows):
            if steps[at] == done and counted[_shown(row, order, done)] < k:
                steps[at] = done + 1
    _spare(rows, order, steps, len(order), k)
    _take_along(rows, order, steps, k)
    shown = tuple(_shown(row, order, step) for row, step in zip(rows, steps, strict=True))
    hidden = tuple(sum(step > place for step in steps) for place in range(len(order)))
    return Coarse(shown, tuple(steps), hidden)


def _shown(row: Row, order: Sequence[int], step: int) -> Row:
    gone = set(order[:step])
    return tuple(HIDDEN if at in gone else value for at, value in enumerate(row))


def _counted(rows: Sequence[Row], order: Sequence[int], steps: Sequence[int], level: int) -> Counter[Row]:
    """How many rows of this level look alike."""
    return Counter(_shown(row, order, level) for row, step in zip(rows, steps, strict=True) if step == level)


def _spare(rows: Sequence[Row], order: Sequence[int], steps: list[int], level: int, k: int) -> None:
    """Fill up the rare combinations of a level out of finer ones of the same kind that stay k or more without it."""
    for rare, n in sorted(_counted(rows, order, steps, level).items()):
        if n >= k:
            continue
        places = [at for at, row in enumerate(rows) if steps[at] < level and _shown(row, order, level) == rare]
        finer = Counter(_shown(rows[at], order, steps[at]) for at in places)
        if not finer:
            continue
        largest = max(finer, key=lambda shown: (finer[shown], shown))
        if finer[largest] >= 2 * k - n:
            spared = [at for at in places if _shown(rows[at], order, steps[at]) == largest]
            for at in spared[: k - n]:
                steps[at] = level


def _take_along(rows: Sequence[Row], order: Sequence[int], steps: list[int], k: int) -> None:
    """Rows that lost everything look alike; while they are few, the smallest combination of others joins them."""
    last = len(order)
    while 0 < sum(step == last for step in steps) < k:
        counted = Counter(_shown(row, order, step) for row, step in zip(rows, steps, strict=True) if step < last)
        least = min(counted, key=lambda shown: (counted[shown], shown))
        for at, row in enumerate(rows):
            if steps[at] < last and _shown(row, order, steps[at]) == least:
                steps[at] = last


def classes(rows: Sequence[Row]) -> Counter[Row]:
    """How many rows look alike, by how they look: what somebody who attacks the file would count."""
    return Counter(rows)
