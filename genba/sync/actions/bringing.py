"""A file of records is brought by hand: looked at first, then taken in.

Whoever brings it answers for it and is written down beside each record. The records stay their author's: they are received
and tried as if their device had sent them, with the authority of who wrote them and no other.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from genba.access.models import User
from genba.access.permissions import Permission
from genba.access.policy import visible
from genba.audit.actions import record
from genba.kit.names import tidy_name
from genba.kit.outbox import later
from genba.kit.refused import Refused
from genba.sync.actions import uploads
from genba.sync.actions.receiving import Record, receive, unfit
from genba.sync.files import Bad, Contents, read
from genba.sync.models import BroughtFile, BroughtRecord, Device, Receipt

TAKE = "sync.take-in"
AT_ONCE = 500  # records; of a larger file the rest is taken in within minutes


@dataclass(frozen=True)
class Looked:
    """What would become of a file: records that are new, those that are here already, those that cannot be taken in."""

    new: Sequence[Record]
    known: Sequence[Record]
    bad: Sequence[Bad]
    photos: int
    broken_photos: int


@transaction.atomic
def bring(*, by: User, name: str, content: bytes) -> BroughtFile:
    """Keep the file, and take nothing in yet. Brought again by the same person, it is the same file.

    Refused, beside the field "file", for what is no file of the field app, and for one of a device beyond reach.
    """
    contents = read(content)
    device = visible(by, Permission.RECORD_SETTLE, Device).filter(code=contents.device).first()
    if device is None:
        raise Refused(_("This file comes from the device of somebody who is not within your reach."), field="file")
    digest = sha256(content).hexdigest()
    made: BroughtFile | None = BroughtFile.objects.filter(brought_by=by, digest=digest).exclude(text="").first()
    if made is None:
        made = BroughtFile.objects.create(device=device, name=tidy_name(name)[-150:], text=content.decode("utf-8-sig"),
                                          digest=digest, brought_by=by)  # fmt: skip
        record("bring", made, by=by, changes={"device": device.code, "records": len(contents.records)})
    return made


def look(brought: BroughtFile) -> Looked:
    """What is new in the file, what is known, and what is wrong. Nothing is kept by looking."""
    return _looked(read(brought.text.encode()), brought.device.user)


def _looked(contents: Contents, author: User) -> Looked:
    good, bad = [], list(contents.bad)
    for place, one in contents.records.items():
        if one.author != author.code:
            bad.append(Bad(place, _("It was written by somebody else than the owner of the device.")))
        elif no := unfit(author, one):
            bad.append(Bad(place, no.said[0]))
        else:
            good.append(one)
    known = set(Receipt.objects.filter(pk__in=[one.id for one in good]).values_list("pk", flat=True))
    return Looked([one for one in good if one.id not in known], [one for one in good if one.id in known], bad,
                  len(contents.photos), contents.broken_photos)  # fmt: skip


@transaction.atomic
def take_in(*, by: User, brought: BroughtFile) -> int:
    """Everything good in the file will be received: written down first, with who brought it, so that no fault loses it. How
    many are new. Taken in again, nothing happens twice."""
    now = BroughtFile.objects.select_for_update().get(pk=brought.pk)
    if not now.text:
        raise Refused(_("The file itself is no longer here. Bring it once more."))
    found = look(now)
    BroughtRecord.objects.bulk_create((BroughtRecord(file=now, record=one.id) for one in found.new), ignore_conflicts=True)
    later(TAKE, by_id=by.pk, code=now.code)
    if now.taken_in_at is None:
        now.taken_in_at = timezone.now()
        now.save(update_fields=["taken_in_at"])
    record("take_in", now, by=by, changes={"new": len(found.new), "known": len(found.known), "bad": len(found.bad)})
    return len(found.new)


def receive_all(brought: BroughtFile, *, at_most: int | None = None) -> None:
    """Receives what is in a file that is taken in, each as its author's; in pieces, so that nothing is lost with another."""
    contents, author = read(brought.text.encode()), brought.device.user
    found = _looked(contents, author)
    records = [*found.new, *found.known][:at_most]
    with override(author.language):
        for begin in range(0, len(records), AT_ONCE):
            receive(by=author, device=brought.device, sent_at=timezone.now(), records=records[begin : begin + AT_ONCE],
                    is_brought=True)  # fmt: skip
        for content, data in contents.photos.items():
            uploads.take_whole(by=author, device=brought.device, content=content, data=data)
