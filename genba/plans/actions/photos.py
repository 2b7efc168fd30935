"""Photos of an action: kept by their content, written anew, with words for whoever cannot see them."""

import hashlib
from datetime import date
from typing import Any

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from genba.access.models import User
from genba.audit.actions import System, record
from genba.kit import kept, photos
from genba.kit.refused import Refused
from genba.plans.actions.plan import propose
from genba.plans.models import Action, ActionPhoto
from genba.plans.models.photo import FOLDER, file_of
from genba.programmes.locks import check_engagement
from genba.programmes.models import Engagement

MOST = 12  # of one action
KINDS = set(ActionPhoto.Kind.values)


class Full(Refused):
    """The action has as many photos as it may."""


@transaction.atomic
def add(
    *, action: Action, by: User | System, kind: str, data: bytes, shows: str, taken_on: date | None = None,
    is_clean: bool = False,
) -> ActionPhoto:  # fmt: skip
    """Put a photo to an action. The same one a second time is kept once.

    Refused when it is no photo that can be kept, without words for what it shows, dated in the future, or where
    the action has a dozen already. The latest before and the latest after are shown side by side.
    `is_clean`: `photos.clean` wrote it anew already; once more would cost sharpness.
    """
    now = Action.objects.select_for_update().get(pk=action.pk)
    on = taken_on or timezone.localdate()
    if kind not in KINDS:
        raise Refused(_("A photo shows the problem, the spot before, or the spot after."), field="kind")
    if not shows.strip():
        raise Refused(_("Say in a few words what the photo shows, for people who cannot see it."), field="shows")
    if on > timezone.localdate():
        raise Refused(_("A photo cannot be of a day that has not come yet."), field="taken_on")
    check_engagement(now.engagement, [on], field="taken_on")
    clean = data if is_clean else _clean(data)
    found: ActionPhoto | None = now.photos.filter(kind=kind, content=hashlib.sha256(clean).hexdigest()).first()
    if found:
        return found
    if now.photos.count() >= MOST:
        raise Full(_("This action has %(n)s photos already. Take one away first.") % {"n": MOST}, field="photo")
    content = kept.keep(clean, FOLDER, "jpg")
    made: ActionPhoto = ActionPhoto.objects.create(
        action=now, kind=kind, content=content, shows=" ".join(shows.split())[:200], taken_on=on,
        added_by=by if isinstance(by, User) else None,
    )  # fmt: skip
    record("add_photo", now, by=by, changes={"photo": made.code, "kind": kind})
    return made


@transaction.atomic
def take_away(*, photo: ActionPhoto, by: User | System) -> None:
    """Take a photo away; its file goes with the last photo that has this content. Refused where its month is locked."""
    check_engagement(photo.action.engagement, [photo.taken_on])
    action, code, content = photo.action, photo.code, photo.content
    photo.delete()
    record("take_photo_away", action, by=by, changes={"photo": code})
    if not ActionPhoto.objects.filter(content=content).exists():
        transaction.on_commit(lambda: default_storage.delete(file_of(content)))


@transaction.atomic
def propose_with_photo(*, by: User | System, engagement: Engagement, data: bytes, shows: str, **facts: Any) -> Action:
    """A new line of the plan together with a photo of its problem: both or neither."""
    made = propose(by=by, engagement=engagement, **facts)
    add(action=made, by=by, kind=ActionPhoto.Kind.PROBLEM, data=data, shows=shows)
    return made


def _clean(data: bytes) -> bytes:
    """The photo looked at and written anew. Raises BadPhoto."""
    try:
        return photos.clean(data)
    except photos.BadPhoto as no:
        raise photos.BadPhoto(no.reason, field="photo") from None
