"""What somebody should look at, of the records that became a thing: read by whoever reviews it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from genba.sync.models import Outcome


@dataclass(frozen=True)
class Flagged:
    """The sentences about one record, in the language of its author; `made_at` by the clock of the device."""

    by: str
    language: str
    made_at: datetime
    said: tuple[str, ...]


def flags_of(noun: str, code: str) -> list[Flagged]:
    """Of all records that became this thing or a part of it, the oldest first. One query."""
    rows = Outcome.objects.filter(noun=noun, code=code, state=Outcome.State.FLAGGED).select_related("receipt__author")
    return [Flagged(o.receipt.author.name, o.receipt.author.language, o.receipt.made_at, tuple(o.said)) for o in rows]


def with_flags(rows: QuerySet[Any], noun: str) -> QuerySet[Any]:
    """Each with `is_flagged`: whether a record that became it, or a part of it, is to be looked at."""
    flagged = Outcome.objects.filter(noun=noun, code=OuterRef("code"), state=Outcome.State.FLAGGED)
    kept: QuerySet[Any] = rows.annotate(is_flagged=Exists(flagged))
    return kept
