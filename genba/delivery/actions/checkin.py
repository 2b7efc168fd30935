"""People say by phone that they are here: open the door for a session, come in, take back, say yes to a newcomer."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Min
from django.utils import timezone
from django.utils.translation import gettext as _

from genba.access.models import User
from genba.audit.actions import SYSTEM, record
from genba.delivery.actions import attendance, workshops
from genba.delivery.diary import slot_of
from genba.delivery.locked import check_class
from genba.delivery.models import Arrival, Attendance, CheckIn, Newcomer, Participant, Session, Workshop
from genba.directory.models import Person, Sex, WorkRole
from genba.kit.names import tidy_name
from genba.kit.refused import Refused
from genba.programmes.models import Engagement

GRACE = 10  # minutes that still count as there from the beginning
WAITING_AT_MOST = 40  # newcomers of one session whom nobody answered yet


@transaction.atomic
def open_door(*, by: User, workshop: Workshop, session: Session) -> CheckIn:
    """From now on, today only, people may say that they are here; what stands open stays open.

    Refused on another day than that of the session, and in a locked month.
    """
    attendance.check_session(workshop, session)
    if session.held_on != timezone.localdate():
        raise Refused(_("People can say by phone that they are here only on the day of the session."))
    check_class(workshop, [session.held_on])
    Workshop.objects.select_for_update().get(pk=workshop.pk)
    standing = CheckIn.objects.filter(session=session, closed_at=None).first()
    if standing:
        return standing
    made = CheckIn.objects.create(session=session, opened_by=by)
    record("open-check-in", workshop, by=by, changes={"session": session.key})
    return made


@transaction.atomic
def close_door(*, by: User, check_in: CheckIn) -> None:
    """Nobody else can say by phone that they are here. What is closed stays closed."""
    now = CheckIn.objects.select_for_update(of=("self",)).select_related("session__workshop").get(pk=check_in.pk)
    if now.closed_at is not None:
        return
    now.closed_at, now.closed_by = timezone.now(), by
    now.save(update_fields=["closed_at", "closed_by"])
    record("close-check-in", now.session.workshop, by=by, changes={"session": now.session.key})


def late_by(session: Session, at: datetime) -> int:
    """Minutes that somebody came late: after the beginning, or after people could first say that they are here, whichever
    was later. Nobody is late because the trainer opened late; the first minutes are given to everybody."""
    opened = CheckIn.objects.filter(session=session).aggregate(first=Min("opened_at"))["first"]
    late = int((at - max(slot_of(session).begins, opened or at)) / timedelta(minutes=1))
    return late if late > GRACE else 0


@transaction.atomic
def arrive(*, check_in: CheckIn, participant: Participant, on_device: int) -> Arrival:
    """Somebody on the list is here, from the beginning or from now on by the clock. There is no `by`: nobody signs in.

    Refused when the door is closed, the session is over, the person is on the list as here, or was taken back before.
    """
    now = _standing(check_in)
    session, workshop = now.session, now.session.workshop
    late = _late_now(session)
    kept = Attendance.objects.filter(session=session, participant=participant).first()
    if Arrival.objects.filter(check_in__session=session, participant=participant, taken_back_at__isnull=False).exists():
        raise Refused(_("Please talk to the trainer: your name was taken off the list of those who are here."))
    if kept and kept.minutes:
        raise Refused(_("You are on the list already as here."))
    minutes = session.minutes - late
    made, is_new = Arrival.objects.get_or_create(
        check_in=now, participant=participant,
        defaults={"minutes": minutes, "minutes_before": kept.minutes if kept else None, "on_device": on_device},
    )  # fmt: skip
    if not is_new:
        raise Refused(_("Please talk to the trainer: the list of those who are here was changed."))
    Attendance.objects.update_or_create(
        session=session, participant=participant,
        defaults={"minutes": minutes, "late": late, "left_early": 0, "marked_by": now.opened_by},
    )  # fmt: skip
    workshops.changed(workshop)
    record("arrive", workshop, by=SYSTEM, changes=_told(session, participant.person.code, made.minutes_before, minutes))
    return made


@transaction.atomic
def introduce(
    *, check_in: CheckIn, engagement: Engagement, name: str, sex: str, role: str, on_device: int
) -> Newcomer:  # fmt: skip
    """Somebody who is not on the list writes who they are, and waits for whoever gives the class.

    Refused without a name or role, for an enterprise that does not take part, when somebody of that name waits
    already, and when very many wait.
    """
    now = _standing(check_in)
    session = now.session
    clean = tidy_name(name)
    if not clean:
        raise Refused(_("Write the name as people use it."), field="name")
    if role not in WorkRole.values:
        raise Refused(_("Is it a worker or a manager?"), field="role")
    if not session.workshop.participations.filter(engagement=engagement).exists():
        raise Refused(_("This enterprise does not take part in the class. Talk to the trainer."), field="enterprise")
    waiting = Newcomer.objects.filter(check_in__session=session, answered_at=None)
    if waiting.filter(engagement=engagement, name__iexact=clean).exists():
        raise Refused(_("This name is waiting already: the trainer will see it."), field="name")
    if waiting.count() >= WAITING_AT_MOST:
        raise Refused(_("Very many wait already. Please talk to the trainer."))
    made = Newcomer.objects.create(
        check_in=now, engagement=engagement, name=clean, sex=sex if sex in Sex.values else Sex.NOT_STATED, role=role,
        minutes=session.minutes - _late_now(session), on_device=on_device,
    )  # fmt: skip
    record("introduce", session.workshop, by=SYSTEM, changes={"session": session.key})
    return made


@transaction.atomic
def welcome(*, by: User, newcomer: Newcomer, is_another: bool = False) -> Participant:
    """Yes: a walk-in, there since the newcomer wrote. Somebody of that name and enterprise who is in the directory, and
    not on the list, is put on the list instead, unless it is another; who is on the list already is refused."""
    row = _waiting(newcomer)
    session = row.check_in.session
    enterprise = row.engagement.enterprise
    known = None if is_another else Person.objects.called(enterprise, row.name).first()
    if known and Participant.objects.filter(workshop=session.workshop, person=known).exists():
        raise Refused(_("%(name)s is on the list already. Say no here, and tick the name on the list.") % {"name": known.name},
                      field="is_another")  # fmt: skip
    if known:
        made = workshops.seat_walk_in(by=by, workshop=session.workshop, person=known)
    else:
        made = workshops.add_participant(by=by, workshop=session.workshop, enterprise=enterprise, name=row.name, sex=row.sex,
                                         role=row.role, is_another=True)  # fmt: skip
    Attendance.objects.create(session=session, participant=made, minutes=row.minutes, late=session.minutes - row.minutes,
                              marked_by=by)  # fmt: skip
    row.answered_at, row.answered_by, row.participant = timezone.now(), by, made
    row.save(update_fields=["answered_at", "answered_by", "participant"])
    record("welcome", session.workshop, by=by, changes=_told(session, made.person.code, None, row.minutes))
    return made


@transaction.atomic
def turn_away(*, by: User, newcomer: Newcomer) -> None:
    """No: nobody of that name is here, or the person is on the list already."""
    row = _waiting(newcomer)
    row.answered_at, row.answered_by = timezone.now(), by
    row.save(update_fields=["answered_at", "answered_by"])
    record("turn-away", row.check_in.session.workshop, by=by, changes={"session": row.check_in.session.key})


@transaction.atomic
def take_back(*, by: User, arrival: Arrival) -> None:
    """The person is not here after all: the list says again what it said before, unless somebody changed it since."""
    row = (
        Arrival.objects.select_for_update(of=("self",))
        .select_related("check_in__session__workshop__timetable", "participant__person").get(pk=arrival.pk)
    )  # fmt: skip
    session, workshop = row.check_in.session, row.check_in.session.workshop
    if row.taken_back_at is not None:
        raise Refused(_("This was taken back already."))
    check_class(workshop, [session.held_on])
    row.taken_back_at, row.taken_back_by = timezone.now(), by
    row.save(update_fields=["taken_back_at", "taken_back_by"])
    written = Attendance.objects.filter(session=session, participant=row.participant, minutes=row.minutes)
    changes = {"session": session.key}
    if written.exists():
        if row.minutes_before is None:
            written.delete()
        else:
            written.update(minutes=row.minutes_before, late=0, left_early=0, marked_by=by, marked_at=timezone.now())
        changes = _told(session, row.participant.person.code, row.minutes, row.minutes_before)
    workshops.changed(workshop)
    record("take-back", workshop, by=by, changes=changes)


def _told(session: Session, person: str, before: int | None, after: int | None) -> dict[str, Any]:
    return {"session": session.key, "minutes": {person: [before, after]}}


def _standing(check_in: CheckIn) -> CheckIn:
    """The door as it is now, with its class held until the change is made. Refused when it is closed."""
    Workshop.objects.select_for_update().get(sessions__check_ins=check_in)
    now = CheckIn.objects.select_related("session__workshop__timetable", "opened_by").get(pk=check_in.pk)
    if not now.is_open:
        raise Refused(_("The list is closed now. Please tell the trainer that you are here."))
    check_class(now.session.workshop, [now.session.held_on])
    return now


def _late_now(session: Session) -> int:
    late = late_by(session, timezone.now())
    if late >= session.minutes:
        raise Refused(_("This session is over. Please talk to the trainer."))
    return late


def _waiting(newcomer: Newcomer) -> Newcomer:
    row = (
        Newcomer.objects.select_for_update(of=("self",))
        .select_related("check_in__session__workshop__trainer", "engagement__enterprise").get(pk=newcomer.pk)
    )  # fmt: skip
    if row.answered_at is not None:
        raise Refused(_("Somebody already said yes or no to %(name)s.") % {"name": row.name})
    session = row.check_in.session
    check_class(session.workshop, [session.held_on])
    return row
