"""Who is shown in a story, and that they agreed; and that they do not any more."""

import re
from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from genba.access.models import User
from genba.audit.actions import System, record
from genba.directory.merging import manager_of
from genba.directory.models import Enterprise
from genba.kit.names import tidy_name
from genba.kit.refused import Refused
from genba.publishing.models import Shown, Story, StoryPhoto

HANDLE = re.compile(r"[a-z0-9][a-z0-9-]{0,29}")


@transaction.atomic
def show(
    *, by: User | System, story: Story, handle: str, name: str, instead: str, way: str, given_on: date,
    until_on: date | None = None, enterprise: Enterprise | None = None, photos: Sequence[StoryPhoto] = (),
) -> Shown:  # fmt: skip
    """Record that somebody, or an enterprise, agreed to be shown, on a day, for good or until another.

    Refused for a handle that is taken or cannot stand in a text, for a day to come, and for days out of order.
    """
    handle = handle.strip().lower()
    if not HANDLE.fullmatch(handle):
        raise Refused(_("A handle is a short word of plain letters, such as ana."), field="handle")
    if story.shown.filter(handle=handle).exists():
        raise Refused(_("{%(handle)s} is somebody already.") % {"handle": handle}, field="handle")
    if instead not in Shown.As.values:
        raise Refused(_("Say what they are called when their consent ends."), field="instead")
    if way not in Shown.Way.values:
        raise Refused(_("Say how they agreed."), field="way")
    if given_on > timezone.localdate():
        raise Refused(_("Nobody can have agreed on a day to come."), field="given_on")
    if until_on and until_on <= given_on:
        raise Refused(_("It ends before it begins."), field="until_on")
    made: Shown = Shown.objects.create(
        story=story, handle=handle, name=tidy_name(name), instead=instead, way=way, given_on=given_on, until_on=until_on,
        enterprise=enterprise, recorded_by=by if isinstance(by, User) else None,
    )  # fmt: skip
    made.photos.set([photo for photo in photos if photo.story_id == story.pk])
    record("show", made, by=by, changes={"story": story.slug, "way": way, "given_on": given_on.isoformat()})
    return made


@transaction.atomic
def withdraw(*, by: User | System, shown: Shown) -> Shown:
    """They do not agree any more: with the next request their name and photos are gone. Refused a second time."""
    now: Shown = Shown.objects.select_for_update(of=("self",)).select_related("story").get(pk=shown.pk)
    if now.withdrawn_at:
        raise Refused(_("This was already taken back."))
    _end(by, now)
    return now


@transaction.atomic
def withdraw_all(*, by: User | System, enterprise: Enterprise) -> int:
    """The enterprise does not want to be shown in any story any more. Returns in how many it was. Consents stay with the record
    they were given for: those of one that turned out to be this one count too."""
    both = [enterprise.pk, *manager_of(Enterprise).filter(merged_into=enterprise).values_list("pk", flat=True)]
    rows = list(Shown.objects.filter(withdrawn_at=None, enterprise__in=both).select_related("story"))
    for row in rows:
        _end(by, row)
    return len(rows)


def _end(by: User | System, row: Shown) -> None:
    row.withdrawn_at, row.withdrawn_by = timezone.now(), by if isinstance(by, User) else None
    row.save(update_fields=["withdrawn_at", "withdrawn_by"])
    record("withdraw", row, by=by, changes={"story": row.story.slug})
