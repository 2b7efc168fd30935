"""A photo of an action: what it shows, and the hash of its file, which travels apart and may arrive before or after.

It waits for the file, and for what the desk can change: a locked month, an action that has a dozen photos already. What a
device cannot know never refuses. Where it was taken is no part of it: see docs/decisions/0028.
"""

from datetime import date
from typing import Literal

from django.utils import timezone
from django.utils.translation import gettext as _
from pydantic import Field

from genba.access.doors import find
from genba.access.permissions import Permission
from genba.kit import kept
from genba.kit.refused import Refused
from genba.plans.actions import photos
from genba.plans.models import Action, State
from genba.programmes.locks import check_engagement
from genba.sync.models import Upload
from genba.sync.records import Body, Fact, Told, Waits

NEVER_KEPT = frozenset({"position"})


class PhotoBody(Body):
    action: str = Field(max_length=8, pattern=r"^[^\x00]*$")
    kind: Literal["problem", "before", "after"]
    shows: str = Field(max_length=200, pattern=r"^[^\x00]*$")
    taken_on: date
    content: str = Field(pattern=r"^[0-9a-f]{64}$")  # SHA-256 of the file as the device has it
    size: int = Field(ge=1)  # bytes


def become(told: Told) -> Fact:
    """The photo of the action, once its file is here."""
    body: PhotoBody = told.body
    action: Action = find(told.by, Permission.PLAN_EDIT, Action, body.action, load="engagement__enterprise")
    if not body.shows.strip():
        raise Refused(_("Say in a few words what the photo shows, for people who cannot see it."), field="shows")
    fact = Fact("photo", "")
    on = _day(told, fact)
    try:
        check_engagement(action.engagement, [on])
    except Refused as no:
        raise Waits(no.reason) from None
    data = _file(told)
    before = set(action.photos.values_list("pk", flat=True))
    try:
        made = photos.add(action=action, by=told.by, kind=body.kind, data=data, shows=body.shows, taken_on=on, is_clean=True)
    except photos.Full as no:
        raise Waits(_("It has arrived. %(why)s Then this one joins by itself.") % {"why": no.reason}) from None
    if made.pk in before:
        fact.flags.append(_("This very photo was there already. It is kept once."))
    if action.state == State.DROPPED:
        fact.flags.append(_("This action was dropped meanwhile. The photo is kept with it."))
    fact.code = made.code
    return fact


def _day(told: Told, fact: Fact) -> date:
    """The day it was taken. One that has not come yet is of a wrong clock: then that on which it was written down."""
    today = timezone.localdate()
    if told.body.taken_on <= today:
        return told.body.taken_on  # type: ignore[no-any-return]
    fact.flags.append(_("The photo was dated in the future. It is kept under the day on which it was written down."))
    return min(timezone.localdate(told.made_at), today)


def _file(told: Told) -> bytes:
    """The photo as it was written anew when its last byte came. Waits until then."""
    body: PhotoBody = told.body
    if body.size > Upload.LARGEST:
        raise Refused(too_large(body.size), field="size")
    upload = Upload.objects.filter(author=told.by, content=body.content).first()
    if upload is None:
        raise Waits(_("The photo itself is still on its way."))
    if upload.state == Upload.State.REFUSED:
        raise Refused(upload.said, field="content")
    if upload.state != Upload.State.WHOLE:
        raise Waits(upload.said or _("The photo itself is still on its way."))
    return kept.read(upload.file)


def too_large(size: int) -> str:
    """What a photo with this many bytes is told."""
    return _("The photo has %(size)s MB; %(limit)s MB is the most we take from a device. Make it smaller.") % {
        "size": f"{size / 1e6:.1f}", "limit": f"{Upload.LARGEST / 1e6:.1f}",
    }  # fmt: skip
