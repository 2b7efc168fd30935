"""What the outbox does for records: many that arrived together, what waits and is tried again, and what a server that died
had kept and nobody had looked into."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import override

from genba.kit.outbox import Running, handles, waits
from genba.sync.actions.keeping import A_MOMENT
from genba.sync.actions.receiving import WORK_THROUGH, become_fact
from genba.sync.models import Outcome, Receipt

LOOK = "sync.try-again"
EVERY = timedelta(minutes=10)
AT_ONCE = 1000  # the longest waiting first; what still waits stands behind the others next time
A_SIGN = 50  # after so many a task says how far it is, and is nobody else's for another while


def always_waiting() -> None:
    """Tried when a worker starts, for the one before may have died, and every ten minutes from then on."""
    waits(LOOK, timezone.now())


@handles(LOOK)
def try_again(running: Running) -> dict[str, Any]:
    """Whatever waits, each by itself."""
    found = Receipt.objects.unsettled().select_related("author").order_by("received_at", "pk")[:AT_ONCE]
    told = _tried(running, list(found))
    waits(LOOK, timezone.now() + EVERY)
    return told


@handles(WORK_THROUGH)
def work_through(running: Running) -> dict[str, Any]:
    """What arrived together and was too much for one answer, in the order in which it was sent."""
    since = datetime.fromisoformat(running.payload["since"])
    until = since + running.payload["count"] * A_MOMENT
    together = Receipt.objects.filter(
        device=running.payload["device"], received_at__gte=since, received_at__lt=until, outcomes=None
    )
    return _tried(running, list(together.select_related("author").order_by("received_at", "pk")))


def _tried(running: Running, found: Sequence[Receipt]) -> dict[str, Any]:
    """In the language of its author, each."""
    facts = 0
    for n, receipt in enumerate(found):
        if n % A_SIGN == A_SIGN - 1:
            running.progress(n, len(found))
        with override(receipt.author.language):
            facts += become_fact(receipt, again=True).state in (Outcome.State.ACCEPTED, Outcome.State.FLAGGED)
    return {"tried": len(found), "facts": facts}
