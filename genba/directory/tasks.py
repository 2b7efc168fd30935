"""What the outbox does for the directory: keys for those whom an import brought, and likely doubles to be decided."""

from typing import Any

from django.utils import timezone

from genba.directory import keys
from genba.kit.outbox import Running, handles, waits



def always_waiting() -> None:
    """What must always be in the outbox; `genba work` asks for it when it starts."""
    waits(keys.KEYS, timezone.now())


@handles(keys.KEYS)
def give_keys(running: Running) -> dict[str, Any]:
    """Keys for all who have none."""
    return {"given": keys.keep_missing()}
