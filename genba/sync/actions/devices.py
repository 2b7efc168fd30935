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
def register(*, by: User, name: str) -> Device:
    """A device of this user. Its code stays on it; a device that forgot it is a new one."""
    now = timezone.now()
    made: Device = Device.objects.create(user=by, name=" ".join(name.split())[:LONGEST] or _("a device"), first_seen_at=now,
                                         last_seen_at=now)  # fmt: skip
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
    """A lost device may send and fetch nothing any more, and wipes itself at its next contact. Refused twice."""
    now = Device.objects.select_for_update().get(pk=device.pk)
    if now.withdrawn_at:
        raise Refused(_("This device is withdrawn already."))
    now.withdrawn_at, now.withdrawn_by = timezone.now(), by
    now.save(update_fields=["withdrawn_at", "withdrawn_by"])
    record("withdraw", now, by=by)
    return now


def wiped(*, device: Device) -> None:
    """It says that nothing is left on it. Said once."""
    Device.objects.filter(pk=device.pk, withdrawn_at__isnull=False, wiped_at=None).update(wiped_at=timezone.now())
