"""Write the trail. Every action of the house leaves exactly one event."""

import json
from collections.abc import Iterable
from typing import Any, Protocol

from django.db import connection
from django.db.models import Model
from django.utils import timezone

from genba.audit.models import Event
from genba.kit import bulk
from genba.kit.privacy import without_personal


class Author(Protocol):
    """Whoever can do things: a user, or the system itself."""

    code: str


class System:
    """The house acting by itself: a scheduled task, an import from the command line."""

    code = "system"
    pk = None


SYSTEM = System()


def record(verb: str, thing: Any, *, by: Author, changes: dict[str, Any] | None = None, reason: str = "") -> Event:
    """Record one event about a model instance. Values of personal fields are replaced by a mark."""
    return Event.objects.create(
        by=by.code,
        verb=verb,
        noun=thing._meta.model_name,
        code=str(getattr(thing, "code", thing.pk)),
        changes=without_personal(type(thing), changes or {}),
        reason=reason,
    )


def record_many(verb: str, model: type[Model], *, by: Author, things: Iterable[tuple[str, dict[str, Any]]]) -> None:
    """Record the same deed for many things at once: the code of each, and what changed in it."""
    at = Event._meta.get_field("at").get_db_prep_save(timezone.now(), connection)
    noun = model._meta.model_name
    written: dict[tuple[Any, ...], str] = {}  # most of many say the same

    def text(changes: dict[str, Any]) -> str:
        key = tuple(changes.items())
        if key not in written:
            written[key] = json.dumps(without_personal(model, changes))
        return written[key]

    bulk.insert(Event, ("at", "by", "verb", "noun", "code", "changes", "reason"),
                [(at, by.code, verb, noun, code, text(changes), "") for code, changes in things])  # fmt: skip
