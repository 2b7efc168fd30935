"""The bytes of photos arrive: in parts, as often as it takes, whatever breaks on the way; then each photo is looked at.

No event is written for bytes: the photo's own is, when it becomes one of an action. Parts are files of their own, named by
where they begin, so that every storage can keep them; nothing is written to the storage while the database is held.
"""

import hashlib
import logging
import traceback
from collections.abc import Sequence
from datetime import timedelta

from django.core.files.storage import default_storage
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from genba.access.models import User
from genba.kit import kept, photos
from genba.kit.refused import Refused
from genba.sync.actions.receiving import become_fact
from genba.sync.kinds.photo import too_large
from genba.sync.models import Device, Receipt, Upload

logger = logging.getLogger(__name__)
SMALLEST = 1024  # of a part that is not the last: a photo of single bytes would be a million files
KEPT = timedelta(days=30)
AT_ONCE = 1000


class Gone(Exception):
    """Nothing is taken from this device any more: it was withdrawn."""


class Elsewhere(Exception):
    """A part does not begin where the next one does. Carries the upload, which knows where that is."""

    def __init__(self, upload: Upload) -> None:
        super().__init__(upload.code)
        self.upload = upload


def begin(*, by: User, device: Device, content: str, size: int) -> Upload:
    """The upload of this file: a new one, or how far it is. Each user has their own, whoever else sends the same file.

    Refused for a device of somebody else, and for a file that is too large; Gone for a device that was withdrawn.
    """
    if device.user_id != by.pk:
        raise Refused(_("This device belongs to somebody else. Sign out, and open the field app again."))
    if device.withdrawn_at:
        raise Gone
    if size > Upload.LARGEST:
        raise Refused(too_large(size), field="size")
    return _begun(by, device, content, size)


def take_whole(*, by: User, device: Device, content: str, data: bytes) -> Upload | None:
    """A photo that came in a file by hand, whole: also of a device that was withdrawn, for somebody answers for the file. None
    for one that is too large."""
    if len(data) > Upload.LARGEST:
        return None
    upload = _begun(by, device, content, len(data))
    return upload if upload.state != Upload.State.COMING else _taken(upload, upload.received, data[upload.received :])


def _begun(by: User, device: Device, content: str, size: int) -> Upload:
    facts = {"device": device, "size": size, "last_at": timezone.now()}
    row, is_new = Upload.objects.get_or_create(author=by, content=content, defaults=facts)
    if is_new or row.state != Upload.State.COMING:
        return row
    if row.size != size:  # a file has one size: it was said wrongly once, and what is here is of no use
        parts = row.places
        Upload.objects.filter(pk=row.pk, whole_at=None, refused_at=None).update(size=size, received=0, parts=[])
        _delete(parts)
    Upload.objects.filter(pk=row.pk).update(device=device)
    row.refresh_from_db()
    return _looked_at(row)


def take(*, upload: Upload, offset: int, data: bytes) -> Upload:
    """Keep the next bytes of a photo, and look at it when they were the last.

    Elsewhere when they do not begin where the next part does; what is settled stays as it is, whatever is sent.
    Refused for more bytes than were announced. Gone when the device that sends it was withdrawn.
    """
    if upload.device.withdrawn_at:
        raise Gone
    if upload.state != Upload.State.COMING:
        return upload
    return _taken(upload, offset, data)


def _taken(upload: Upload, offset: int, data: bytes) -> Upload:
    if offset != upload.received:
        raise Elsewhere(upload)
    rest = upload.size - offset
    if len(data) > rest:
        raise Refused(_("These are more bytes than were announced for this photo. Begin it anew."), field="size")
    if len(data) < min(SMALLEST, rest):
        raise Refused(_("Send at least %(n)s bytes at once, or the rest.") % {"n": SMALLEST}, field="offset")
    if data:
        kept.put(upload.part(offset), data)
        same = Upload.objects.filter(pk=upload.pk, received=offset, parts=upload.parts, whole_at=None, refused_at=None)
        came = same.update(received=offset + len(data), parts=[*upload.parts, len(data)], last_at=timezone.now(),
                           cleared_at=None, said="")  # fmt: skip
        upload.refresh_from_db()
        if not came:  # somebody was faster with the same part
            raise Elsewhere(upload)
    return _looked_at(upload)


def _looked_at(upload: Upload) -> Upload:
    """The upload with what became of it; as it is while something is missing. A fault of ours is tried again later."""
    if upload.received < upload.size or upload.state != Upload.State.COMING:
        return upload
    try:
        _judge(upload)
    except Exception as error:  # ours, or the storage's: the bytes are here, and the next try or the outbox looks at them
        place = traceback.extract_tb(error.__traceback__)[-1]
        logger.error("upload %s failed: %s at %s:%s", upload.code, type(error).__name__, place.filename, place.lineno)
        upload.said = _("It has arrived, but something went wrong with us. You need do nothing.")
        return upload
    upload.refresh_from_db()
    tell(upload)
    return upload


def _judge(upload: Upload) -> None:
    """Whole and a photo: kept written anew. No photo: refused for good. Not what its hash says: thrown away."""
    try:
        data = b"".join(kept.read(place) for place in upload.places)
    except FileNotFoundError:  # somebody else looked at it meanwhile, or a part was lost
        data = b""
    now = timezone.now()
    same = Upload.objects.filter(pk=upload.pk, parts=upload.parts, whole_at=None, refused_at=None)
    if hashlib.sha256(data).hexdigest() != upload.content:
        said = _("What arrived is not the photo that was announced. It was thrown away; send it once more.")
        if same.update(received=0, parts=[], said=said):
            _delete(upload.places)
        return
    try:
        kept.put(upload.file, photos.clean(data))
        settled = same.update(whole_at=now, said="", cleared_at=None)
    except photos.BadPhoto as no:
        settled = same.update(refused_at=now, said=no.reason[:300])
    if settled:
        _delete(upload.places)


def _delete(places: Sequence[str]) -> None:
    for place in places:
        default_storage.delete(place)


def tell(upload: Upload) -> int:
    """Try the records again that wait for this photo; gives back how many are facts now."""
    facts = 0
    records = Receipt.objects.of_photo(author=upload.author_id, content=upload.content)
    for receipt in records.unsettled().select_related("author"):
        facts += become_fact(receipt, again=True).is_fact
    return facts


def look_again() -> int:
    """Look at those whose last byte came just before a server died; gives back how many there were."""
    rows = list(Upload.objects.arrived().select_related("author").order_by("last_at", "pk")[:AT_ONCE])
    for row in rows:
        with override(row.author.language):
            _looked_at(row)
    return len(rows)


def clear_old() -> int:
    """Clear away what came of photos whose rest did not come for thirty days, and tell the records that wait for them; and
    photos that arrived as long ago and belong to their actions since. Gives back how many went."""
    before, now = timezone.now() - KEPT, timezone.now()
    broken_off = list(Upload.objects.broken_off(before).select_related("author")[:AT_ONCE])
    for row in broken_off:
        with override(row.author.language):
            said = _(
                "The rest of this photo did not come for %(n)s days, and what had come was cleared away. Send it again."
            )
            same = Upload.objects.filter(pk=row.pk, parts=row.parts, whole_at=None, refused_at=None)
            if same.update(received=0, parts=[], said=said % {"n": KEPT.days}, cleared_at=now):
                _delete(row.places)
                tell(row)
    done = list(Upload.objects.done_with(before)[:AT_ONCE])
    for row in done:
        row.delete()
        _delete([row.file])
    return len(broken_off) + len(done)
