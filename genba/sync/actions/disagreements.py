"""Two people said different things: one of the two versions is decided for, once."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from genba.access.models import User
from genba.audit.actions import record
from genba.kit.refused import Refused
from genba.sync.models import THINGS, Disagreement
from genba.sync.side_by_side import look_at, token
from genba.sync.sides import SIDES


@transaction.atomic
def decide(*, by: User, disagreement: Disagreement, is_mine: bool, reason: str = "", stands: str = "") -> Disagreement:
    """What stands is kept, or (`is_mine`) what the device says takes its place, by the same action as on the pages.

    `stands`: the name of what stood when they looked (`SideBySide.stands`). Refused the second time; for the version of the
    device where what stands is another thing by now, so that nothing is overwritten unseen; and for whatever that action
    refuses, such as a locked month.
    """
    now: Disagreement = Disagreement.objects.select_for_update().get(pk=disagreement.pk)
    if now.decided_at:
        raise Refused(_("Somebody has decided this already."))
    if is_mine:
        things: Any = THINGS[now.noun].objects.select_for_update().filter(code=now.of)
        if not list(things):
            raise Refused(_("It is about something that is not here any more. Keep what stands."))
        if stands and stands != token(look_at(now).now):
            raise Refused(_("What stands has changed once more since you looked. Look at it, and decide again."))
        SIDES[now.noun].take(by, now, reason.strip())
    now.decided_at, now.decided_by, now.is_mine, now.reason = timezone.now(), by, is_mine, reason.strip()
    now.save(update_fields=["decided_at", "decided_by", "is_mine", "reason"])
    record("decide", now, by=by, changes={"noun": now.noun, "of": now.of, "is_mine": is_mine}, reason=now.reason)
    return now
