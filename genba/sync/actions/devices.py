"""The devices of people: known from the day the field app is opened, withdrawn when one is lost."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from genba.access.models import User
from genba.audit.actions import record
from genba.kit.refused import Refused
from genba.sync.models import Device

LONGEST = 60
A_MINUTE = timedelta(minutes=1)


@transaction.atomic
def register(*, by: User, name: str, key: str = "") -> Device:
    """A device of this user. Its code stays on it; a device that forgot it is a new one.

    key: with which it seals what it keeps, 32 bytes as base64; it is given back to this user alone."""
    now = timezone.now()
    made: Device = Device.objects.create(user=by, name=" ".join(name.split())[:LONGEST] or _("a device"), first_seen_at=now,
                                         last_seen_at=now, key=key)  # fmt: skip
    record("register", made, by=by)
    return made


def report(*, device: Device, unsent: int, unsent_photos: int) -> None:
    """What still waits on it, as it says itself. No event: it says so every few minutes. The same within a minute is not
    written again, for writers wait for each other."""
    now = timezone.now()
    said = (device.unsent, device.unsent_photos) == (unsent, unsent_photos)
    if said and now - device.last_seen_at < A_MINUTE:
        return
    Device.objects.filter(pk=device.pk).update(last_seen_at=now, unsent=unsent, unsent_photos=unsent_photos)


@transaction.atomic
def withdraw(*, by: User, device: Device) -> Device:
    """A lost device may send and fetch nothing any more, and wipes itself at its next contact; the key to what is sealed on
    it is forgotten here. Refused twice."""
    now = Device.objects.select_for_update().get(pk=device.pk)
    if now.withdrawn_at:
        raise Refused(_("This device is withdrawn already."))
    now.withdrawn_at, now.withdrawn_by, now.key = timezone.now(), by, ""
    now.save(update_fields=["withdrawn_at", "withdrawn_by", "key"])
    record("withdraw", now, by=by)
    return now


def key_of(*, by: User, device: Device) -> str:
    """The key for the user of the device, who forgot the PIN. Refused to everybody else, and where there is none."""
    if device.user_id != by.pk or not device.key:
        raise Refused(_("There is no key for you here. What is on this device stays locked."))
    record("read_key", device, by=by)
    return device.key


@transaction.atomic
def wiped(*, by: User, device: Device) -> Device:
    """A withdrawn device says that nothing is left on it; the first time counts. Refused for one that is in use."""
    now = Device.objects.select_for_update().get(pk=device.pk)
    if now.user_id != by.pk:
        raise Refused(_("This device belongs to somebody else. Sign out, and open the field app again."))
    if not now.withdrawn_at:
        raise Refused(_("This device is in use. Withdraw it first."))
    if not now.wiped_at:
        now.wiped_at = timezone.now()
        now.save(update_fields=["wiped_at"])
        record("wipe", now, by=by)
    return now
