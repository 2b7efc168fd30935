"""What the outbox does for records: what waits is tried again, and what a server that died had kept and not looked into."""

from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import override

from genba.kit.models import Task
from genba.kit.outbox import Running, handles, waits
from genba.sync.actions.receiving import become_fact
from genba.sync.models import Outcome, Receipt

LOOK = "sync.try-again"
EVERY = timedelta(minutes=10)
AT_ONCE = 1000  # the longest waiting first; what still waits stands behind the others next time


def always_waiting() -> None:
    """Tried every ten minutes; the first time at once."""
    if not Task.objects.filter(kind=LOOK, finished_at=None).exists():
        waits(LOOK, timezone.now())


@handles(LOOK)
def try_again(running: Running) -> dict[str, Any]:
    """Each by itself, in the language of its author."""
    facts = 0
    found = list(Receipt.objects.unsettled().select_related("author").order_by("received_at", "pk")[:AT_ONCE])
    for receipt in found:
        with override(receipt.author.language):
            facts += become_fact(receipt, again=True).state in (Outcome.State.ACCEPTED, Outcome.State.FLAGGED)
    waits(LOOK, timezone.now() + EVERY)
    return {"tried": len(found), "facts": facts}
