"""What the outbox does for records: what waits is tried again, and what a server that died had kept and not looked into."""

from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import override

from genba.kit.models import Task
from genba.kit.outbox import Running, handles, waits
from genba.sync.actions.bringing import TAKE, receive_all
from genba.sync.actions.receiving import become_fact
from genba.sync.actions.uploads import clear_old, look_again
from genba.sync.models import BroughtFile, Outcome, Receipt

LOOK, PHOTOS = "sync.try-again", "sync.photos"
EVERY = timedelta(minutes=10)
KEPT = timedelta(days=30)  # files that were brought by hand; their records are kept for good
AT_ONCE = 1000  # the longest waiting first; what still waits stands behind the others next time


def always_waiting() -> None:
    """Tried every ten minutes; the first time at once."""
    for kind in (LOOK, PHOTOS):
        if not Task.objects.filter(kind=kind, finished_at=None).exists():
            waits(kind, timezone.now())


@handles(LOOK)
def try_again(running: Running) -> dict[str, Any]:
    """Each by itself, in the language of its author."""
    facts = 0
    found = list(Receipt.objects.unsettled().select_related("author").order_by("received_at", "pk")[:AT_ONCE])
    for receipt in found:
        with override(receipt.author.language):
            facts += become_fact(receipt, again=True).state in (Outcome.State.ACCEPTED, Outcome.State.FLAGGED)
    BroughtFile.objects.filter(brought_at__lt=timezone.now() - KEPT).exclude(text="").update(text="")
    waits(LOOK, timezone.now() + EVERY)
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
