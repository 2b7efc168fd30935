"""Who else was in the room: observers, a second trainer, an interpreter."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from genba.access.models import User
from genba.audit.actions import record
from genba.delivery.locked import check_class
from genba.delivery.models import Guest, Workshop
from genba.kit.days import in_words
from genba.kit.names import name_key, tidy_name
from genba.kit.refused import Refused


@transaction.atomic
def note(*, by: User, workshop: Workshop, there_on: date, kind: str, name: str, organisation: str = "") -> Guest:
    """Somebody was in the room on a day of the class and is counted nowhere.

    Refused without a name, on a day without a session or still to come, for who is on the list of the class or gives it,
    twice for one day, and in a locked month.
    """
    clean = tidy_name(name)
    if not clean:
        raise Refused(_("Write the name as people use it."), field="name")
    if kind not in Guest.Kind.values:
        raise Refused(_("Say what the person was there for."), field="kind")
    if not workshop.sessions.filter(held_on=there_on).exists():
        raise Refused(_("There is no session of this class on %(day)s.") % {"day": in_words(there_on)}, field="there_on")
    if there_on > timezone.localdate():
        raise Refused(_("This day has not come yet."), field="there_on")
    if name_key(clean) == name_key(workshop.trainer.name):
        raise Refused(_("%(name)s gives this class already.") % {"name": workshop.trainer.name}, field="name")
    if workshop.participants.filter(person__name_key=name_key(clean)).exists() and not organisation.strip():
        raise Refused(_("Somebody called %(name)s takes part in this class. If this is another person, write the organisation.")
                      % {"name": clean}, field="organisation")  # fmt: skip
    if workshop.guests.filter(there_on=there_on, kind=kind, name=clean).exists():
        raise Refused(_("%(name)s is noted for that day already.") % {"name": clean}, field="name")
    check_class(workshop, [there_on], field="there_on")
    made = Guest.objects.create(workshop=workshop, there_on=there_on, kind=kind, name=clean, noted_by=by,
                                organisation=" ".join(organisation.split())[:150])  # fmt: skip
    record("note-guest", workshop, by=by, changes={"guest": made.code, "kind": kind, "there_on": there_on.isoformat()})
    return made


@transaction.atomic
def remove(*, by: User, guest: Guest) -> None:
    """That was a mistake: the person was not there."""
    check_class(guest.workshop, [guest.there_on])
    changes = {"guest": guest.code, "kind": guest.kind, "there_on": guest.there_on.isoformat()}
    record("remove-guest", guest.workshop, by=by, changes=changes)
    guest.delete()
