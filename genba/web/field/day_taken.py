"""Which rows go on the device: those that are due first, and those that the trainer asked for by name."""

from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

ASKED_AT_MOST = 12  # rows that are asked for by name; a day on the road has no more


class Taken(NamedTuple):
    """`rows` go along, in their order; so many of the same kind are `left` behind, and the reader is told so."""

    rows: list[Any]
    left: int


def taken(all: Iterable[Any], most: int, also: Collection[str]) -> Taken:
    """The first `most`, and what has one of the codes that were asked for, wherever it stands."""
    rows = list(all)
    there = [row for n, row in enumerate(rows) if n < most or row.code in also]
    return Taken(there, len(rows) - len(there))
