"""Disagreements side by side, in words of the reader: for the desk and for the field app alike."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from genba.access.models import User
from genba.access.policy import can, visible
from genba.sync.models import Disagreement
from genba.sync.sides import SIDES
from genba.sync.sides.side import Look


@dataclass(frozen=True)
class SideBySide:
    """One disagreement. Times are by our clock; `now` is what stands today, and `stands` names it, for a decision to say
    what it was made upon."""

    row: Disagreement
    title: str
    about: str
    before: str
    theirs: str
    mine: str
    now: str
    stands: str
    is_changed: bool  # once more since it was raised
    mine_at: datetime
    may_decide: bool


def token(now: Any) -> str:
    """A short name of what stands."""
    return sha256(json.dumps(now, sort_keys=True).encode()).hexdigest()[:16]


def look_at(row: Disagreement) -> Look:
    return SIDES[row.noun].looks([row])[row.pk]


def may_decide(user: User, row: Disagreement) -> bool:
    """Whoever may mark or decide the thing itself."""
    return can(user, SIDES[row.noun].permission, row)


def side_by_side(user: User, rows: Sequence[Disagreement]) -> list[SideBySide]:
    """In their order; a few queries for each noun among them, however many there are."""
    looks: dict[int, Look] = {}
    mine: set[int] = set()
    for noun in {row.noun for row in rows}:
        of_it = [row for row in rows if row.noun == noun]
        looks |= SIDES[noun].looks(of_it)
        mine |= _decided_by(user, noun, (row.pk for row in of_it if row.decided_at is None))
    return [_shown(row, looks[row.pk], row.pk in mine) for row in rows]


def _decided_by(user: User, noun: str, keys: Iterable[int]) -> set[int]:
    rows = visible(user, SIDES[noun].permission, Disagreement).filter(pk__in=list(keys))
    return set(rows.values_list("pk", flat=True))


def _shown(row: Disagreement, look: Look, is_to_decide: bool) -> SideBySide:
    says = SIDES[row.noun].says
    made_at = row.receipt.made_at_by_us
    return SideBySide(row, look.title, look.about, says(row.before), says(row.theirs), says(row.mine), says(look.now),
                      token(look.now), row.decided_at is None and look.now != row.theirs, made_at, is_to_decide)  # fmt: skip
