"""A class, or one session of it, did not happen; and comes back with a new day."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from genba.access.models import User
from genba.audit.actions import record
from genba.delivery.actions.timetable import against_days, say_why
from genba.delivery.diary import slot_of
from genba.delivery.locked import check_class
from genba.delivery.models import Attendance, CalledOff, Session, Workshop, WorkshopMove
from genba.kit.days import in_words
from genba.kit.refused import Refused, Stale
from genba.programmes.actions.cohorts import check_ahead


@transaction.atomic
def call_off(
    *, by: User, workshop: Workshop, version: int, reason: str, session: Session | None = None
) -> list[CalledOff]:  # fmt: skip
    """The whole class, or one session, did not (or will not) happen, because … Everybody stays on the list.

    Refused without a reason, where nothing is left to call off, where somebody was already marked in it, and in a locked
    month. Stale where somebody changed the class meanwhile.
    """
    now = _locked(workshop, version)
    if not reason.strip():
        raise Refused(_("Say why it does not happen."), field="reason")
    rows = [session] if session else list(now.sessions.all())
    if not rows:
        raise Refused(_("This class is called off already."))
    if Attendance.objects.filter(session__in=rows).exists():
        raise Refused(_("Somebody already marked who was there. What was held cannot be called off."), field="reason")
    check_class(now, sorted({s.held_on for s in rows}), field="reason")
    made = CalledOff.objects.bulk_create(
        CalledOff(workshop=now, session_key=s.pk, held_on=s.held_on, part=s.part, minutes=s.minutes, said_by=by,
                  reason=reason.strip()[:300]) for s in rows
    )  # fmt: skip
    Session.objects.filter(pk__in=[s.pk for s in rows]).delete()
    _settle(now)
    record("call-off", now, by=by, reason=reason.strip(), changes={"sessions": [s.key for s in rows]})
    return made


@transaction.atomic
def hold_again(
    *, by: User, workshop: Workshop, version: int, days: Sequence[date], called_off: CalledOff | None = None, because: str = "",
) -> list[Session]:  # fmt: skip
    """What was called off gets new days: the same sessions, with their hours and everybody on the list.

    Refused where nothing is called off, for another number of days than the class had, for days that are over or far
    away, and where a session is held at that time already. What speaks against the days is refused until `because` says
    why.
    """
    now = _locked(workshop, version)
    rows = [called_off] if called_off else list(now.called_off.standing())
    rows = [row for row in rows if row.held_again_at is None and row.workshop_id == now.pk]
    if not rows:
        raise Refused(_("Nothing of this class is called off."))
    before, after = sorted({row.held_on for row in rows}), sorted(set(days))
    if len(after) != len(before):
        raise Refused(ngettext("This class has %(n)s day. Write as many.", "This class has %(n)s days. Write as many.",
                               len(before)) % {"n": len(before)}, field="starts_on")  # fmt: skip
    for day in after:
        check_ahead(day, "starts_on")
    to = dict(zip(before, after, strict=True))
    sessions = [
        Session(pk=row.session_key, workshop=now, held_on=to[row.held_on], part=row.part, minutes=row.minutes)
        for row in rows
    ]
    taken = set(now.sessions.values_list("held_on", "part"))
    for session in sessions:
        if (session.held_on, session.part) in taken:
            raise Refused(_("This class has a session on %(day)s, %(part)s already.")
                          % {"day": in_words(session.held_on), "part": session.get_part_display()}, field="starts_on")  # fmt: skip
    say_why(against_days(now, [slot_of(s) for s in sessions]), because)
    Session.objects.bulk_create(sessions)
    CalledOff.objects.filter(pk__in=[row.pk for row in rows]).update(held_again_at=timezone.now(), held_again_by=by)
    WorkshopMove.objects.create(workshop=now, from_on=before[0], to_on=after[0], reason=rows[0].reason, moved_by=by)
    _settle(now)
    record("hold-again", now, by=by, changes={"sessions": [s.key for s in sessions]}, reason=because.strip())
    return sessions


def _locked(workshop: Workshop, version: int) -> Workshop:
    now: Workshop = Workshop.objects.select_for_update().get(pk=workshop.pk)
    if now.version != version:
        raise Stale(_("Somebody else changed this class while you were typing."), version=now.version,
                    now={"starts_on": now.starts_on})  # fmt: skip
    return now


def _settle(workshop: Workshop) -> None:
    """The class begins and ends with the sessions that it has; without any it keeps the days it was to be on."""
    days = sorted(workshop.sessions.values_list("held_on", flat=True))
    if days:
        workshop.starts_on, workshop.ends_on = days[0], days[-1]
    workshop.version += 1
    workshop.save(update_fields=["starts_on", "ends_on", "version"])
