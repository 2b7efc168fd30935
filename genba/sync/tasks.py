"""What the outbox does for records: many that arrived together, what waits and is tried again, and what a server that died
had kept and nobody had looked into."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import override

from genba.kit.outbox import Running, handles, waits
from genba.sync.actions.bringing import TAKE, receive_all
from genba.sync.actions.keeping import A_MOMENT
from genba.sync.actions.receiving import WORK_THROUGH, become_fact
from genba.sync.actions.uploads import clear_old, look_again
from genba.sync.models import BroughtFile, Receipt

LOOK, PHOTOS = "sync.try-again", "sync.photos"
EVERY = timedelta(minutes=10)
KEPT = timedelta(days=30)  # files that were brought by hand; their records are kept for good
AT_ONCE = 1000  # the longest waiting first; what still waits stands behind the others next time
A_SIGN = 50  # after so many a task says how far it is, and is nobody else's for another while


def always_waiting() -> None:
    """Tried when a worker starts, for the one before may have died, and every ten minutes from then on."""
    for kind in (LOOK, PHOTOS):
        waits(kind, timezone.now())


@handles(LOOK)
def try_again(running: Running) -> dict[str, Any]:
    """Whatever waits, each by itself."""
    found = Receipt.objects.unsettled().select_related("author").order_by("received_at", "pk")[:AT_ONCE]
    told = _tried(running, list(found))
    BroughtFile.objects.filter(brought_at__lt=timezone.now() - KEPT).exclude(text="").update(text="")
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
            facts += become_fact(receipt, again=True).is_fact
    return {"tried": len(found), "facts": facts}


@handles(PHOTOS)
def see_to_photos(running: Running) -> dict[str, Any]:
    """Photos whose last byte came just before a server died; and what came of those whose rest never did."""
    found = {"looked_at": look_again(), "cleared": clear_old()}
    waits(PHOTOS, timezone.now() + EVERY)
    return found


@handles(TAKE)
def take_in(running: Running) -> dict[str, Any]:
    """A file that was brought by hand, as far as it is not received yet."""
    brought = BroughtFile.objects.select_related("device__user").get(code=running.payload["code"])
    if brought.text:
        receive_all(brought)
    return {}
