"""Write the trail. Every action of the house leaves exactly one event."""

from typing import Any, Protocol

from genba.audit.models import Event
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
