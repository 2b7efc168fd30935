"""What befalls an enterprise: it moves, splits, closes, comes back. Each is a fact of its day."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from genba.access.models import User
from genba.audit.actions import System, record
from genba.directory import keys
from genba.directory.actions.enterprises import index_words
from genba.directory.models import Enterprise, EnterpriseEvent
from genba.kit.refused import Refused

Kind = EnterpriseEvent.Kind


@transaction.atomic
def tell(
    *, by: User | System, enterprise: Enterprise, kind: str, happened_on: date, city: str = "", address: str = "",
    other: Enterprise | None = None, note: str = "",
) -> EnterpriseEvent:  # fmt: skip
    """Keep what happened on a day. A move takes the new address into the record, and keeps the old one in the event.

    Refused for a day to come, a move without a new address, a split without the part, an enterprise that closes twice or
    comes back without having closed, and for a day before the last closing or coming back.
    """
    now: Enterprise = Enterprise.objects.select_for_update(of=("self",)).get(pk=enterprise.pk)
    if happened_on > timezone.localdate():
        raise Refused(_("This day has not come yet. Tell it when it has happened."), field="happened_on")
    made = EnterpriseEvent(enterprise=now, kind=kind, happened_on=happened_on, note=note.strip(),
                           recorded_by=by if isinstance(by, User) else None)  # fmt: skip
    if kind == Kind.MOVED:
        _move(made, now, " ".join(city.split()), " ".join(address.split()))
    elif kind == Kind.SPLIT:
        if other is None:
            raise Refused(_("Which enterprise is the part? Register it first, then write its code."), field="other")
        if other.pk == now.pk:
            raise Refused(_("An enterprise is no part of itself."), field="other")
        made.other = other
    elif kind == Kind.COUNTRY:
        raise Refused(_("A country gets another code for many enterprises at once: `genba country`."), field="kind")
    else:
        _open_or_close(now, kind, happened_on)
    made.save(force_insert=True)
    record("tell", now, by=by, changes={"kind": kind, "happened_on": happened_on.isoformat()}, reason=note.strip())
    return made


def _move(made: EnterpriseEvent, now: Enterprise, city: str, address: str) -> None:
    if not address and not city:
        raise Refused(_("Write the new address."), field="address")
    made.before = {"city": now.city, "address": now.address}
    made.after = {"city": city or now.city, "address": address}
    later = now.events.filter(kind=Kind.MOVED, happened_on__gt=made.happened_on).exists()
    if later:  # an older move, told late: today's address is that of the last move
        return
    now.city, now.address, now.version = made.after["city"], address, now.version + 1
    now.latitude = now.longitude = None  # the place on the map was that of the old address
    now.save(update_fields=["city", "address", "latitude", "longitude", "version"])
    index_words(now)
    keys.keep_enterprise(now)


def _open_or_close(now: Enterprise, kind: str, on: date) -> None:
    last = now.events.filter(kind__in=(Kind.CLOSED, Kind.REOPENED)).last()
    if kind == Kind.CLOSED and now.closed_on:
        raise Refused(_("It is closed already."), field="kind")
    if kind == Kind.REOPENED and not now.closed_on:
        raise Refused(_("It never closed, so it cannot come back."), field="kind")
    if last is not None and on < last.happened_on:
        raise Refused(_("That is before it last closed or came back."), field="happened_on")
    now.closed_on = on if kind == Kind.CLOSED else None
    now.save(update_fields=["closed_on"])
