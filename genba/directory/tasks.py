"""What the outbox does for the directory: keys for those whom an import brought, and likely doubles to be decided."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from genba.directory import doubles, keys
from genba.kit.outbox import Running, handles, waits

DOUBLES = "directory.doubles"
SOON, A_DAY = timedelta(minutes=1), timedelta(days=1)


def always_waiting() -> None:
    """What must always be in the outbox; `genba work` asks for it when it starts."""
    waits(keys.KEYS, timezone.now())
    waits(DOUBLES, timezone.now() + SOON)


@handles(keys.KEYS)
def give_keys(running: Running) -> dict[str, Any]:
    """Keys for all who have none."""
    return {"given": keys.keep_missing()}


@handles(DOUBLES)
def look_for_doubles(running: Running) -> dict[str, Any]:
    """Likely doubles of enterprises and people; again in a day."""
    keys.keep_missing()
    found = doubles.look(progress=lambda done, total: running.progress(done, total))
    waits(DOUBLES, timezone.now() + A_DAY)
    return found
