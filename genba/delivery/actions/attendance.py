"""Keep who was there: the whole list of a session at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from genba.access.models import User
from genba.audit.actions import record
from genba.delivery.actions import workshops
from genba.delivery.locked import check_class
from genba.delivery.models import Attendance, Participant, Session, Workshop
from genba.directory.models import Enterprise
from genba.kit.refused import Refused, Stale
from genba.programmes.locks import month_of
from genba.programmes.models import PeriodLock

Marks = Mapping[str, int | None]  # code of the person -> minutes there; 0: not there; None: nobody marked it
HERE, AWAY = "here", "away"
NO_GAPS: Mapping[str, "Gap"] = {}


@dataclass(frozen=True)
class WalkIn:
    """Somebody who came without being on the list."""

    enterprise: Enterprise
    name: str
    sex: str
    role: str
    is_another: bool = False


class Gap(NamedTuple):
    """Minutes that somebody who was there missed at the beginning and at the end."""

    late: int = 0
    left_early: int = 0


@dataclass(frozen=True)
class Marked:
    """What those whose mark changed had before, for taking that back, and how many were and are there."""

    before: dict[str, int | None]
    were_here: int
    are_here: int


@transaction.atomic
def mark(
    *, by: User, workshop: Workshop, session: Session, marks: Marks, version: int, walk_in: WalkIn | None = None,
    gaps: Mapping[str, Gap] = NO_GAPS,
) -> Marked:  # fmt: skip
    """Keep the list of a session as it was seen at `version` of the workshop; who is not in `marks` stays as is.

    A walk-in goes on the roster and counts as there. `gaps`: what those named missed at the beginning and at the end; they
    were there for the rest. Refused for a session to come, a session of another workshop or
    outside its days, somebody who is not on the roster, more minutes than the session has, and in a locked month. Stale when the roster
    or a list changed meanwhile, with what this session's list says now ("here" or "away" by code of the person).
    """
    over = Q(country=OuterRef("country")) | Q(provider=OuterRef("provider"))
    lock = PeriodLock.objects.filter(over, month=month_of(session.held_on))
    now = Workshop.objects.select_for_update().annotate(is_locked=Exists(lock)).get(pk=workshop.pk)
    roster = dict(Participant.objects.filter(workshop=now).values_list("person__code", "pk"))
    kept = dict(session.attendances.values_list("participant__person__code", "minutes"))
    if now.version != version:
        raise Stale(
            _("Somebody else changed this class meanwhile. Your ticks stand below: look, and keep the list again."),
            version=now.version,
            now={code: HERE if kept.get(code) else AWAY for code in roster},
        )
    marks = {**marks, **{code: minutes_of(session, gap, code) for code, gap in gaps.items()}}
    _check(now, session, roster, marks)
    if now.is_locked:
        check_class(now, [session.held_on])
    marks = dict(marks)
    if walk_in:
        made = workshops.add_participant(by=by, workshop=now, enterprise=walk_in.enterprise, name=walk_in.name,
                                         sex=walk_in.sex, role=walk_in.role, is_another=walk_in.is_another)  # fmt: skip
        roster[made.person.code] = made.pk
        marks[made.person.code] = session.minutes
    _write(by, session, roster, kept, marks, gaps)
    now.version += 1
    now.save(update_fields=["version"])
    before = {code: kept.get(code) for code, m in marks.items() if kept.get(code) != m}
    after = {**kept, **marks}
    done = Marked(before, sum(1 for m in kept.values() if m), sum(1 for m in after.values() if m))
    record("mark", now, by=by, changes={"session": session.key, "before": done.were_here, "after": done.are_here,
           **changed(kept, marks)})  # fmt: skip
    workshop.version = now.version
    return done


def changed(kept: Marks, marks: Marks) -> dict[str, Any]:
    """For the trail: the codes of those who were set to here and to not here."""
    return {
        "to_here": sorted(code for code, m in marks.items() if m and not kept.get(code)),
        "to_away": sorted(code for code, m in marks.items() if not m and kept.get(code)),
        "minutes": {code: [kept.get(code), m] for code, m in sorted(marks.items()) if kept.get(code) != m},
    }


def minutes_of(session: Session, gap: Gap, code: str = "") -> int:
    """How long somebody was there who missed so much. Refused where nothing would be left, with the person's code."""
    if gap.late < 0 or gap.left_early < 0:
        raise Refused(_("Minutes cannot be below nought."), field=f"late-{code}")
    left = session.minutes - gap.late - gap.left_early
    if left <= 0:
        raise Refused(
            _("This session has %(most)s minutes; nothing would be left. Say “not here” on the list instead.")
            % {"most": session.minutes},
            field=f"{'late' if gap.late >= gap.left_early else 'early'}-{code}",
        )
    return left


def check_session(workshop: Workshop, session: Session) -> None:
    """Refused for a session of another class or outside its days, and for one that has not come yet."""
    if session.workshop_id != workshop.pk or not workshop.starts_on <= session.held_on <= workshop.ends_on:
        raise Refused(_("This session is not on a day of this class."), field="session")
    if session.is_to_come:
        raise Refused(_("This session has not come yet. Attendance can be kept from its day on."), field="session")


def check_minutes(session: Session, minutes: int) -> None:
    """Refused for more minutes than the session has."""
    if not 0 <= minutes <= session.minutes:
        raise Refused(_("The minutes of this session are between 0 and %(most)s.") % {"most": session.minutes},
                      field="minutes")  # fmt: skip


def _check(workshop: Workshop, session: Session, roster: Mapping[str, int], marks: Marks) -> None:
    check_session(workshop, session)
    strangers = sorted(set(marks) - set(roster))
    if strangers:
        raise Refused(_("%(code)s is not on the list of this class.") % {"code": ", ".join(strangers[:5])})
    for minutes in marks.values():
        if minutes is not None:
            check_minutes(session, minutes)


def _write(
    by: User, session: Session, roster: Mapping[str, int], kept: Marks, marks: Marks, gaps: Mapping[str, Gap]
) -> None:
    """One statement for all that are marked; one more only where a mark is taken back. What did not change keeps its
    author and its hour, and which of its minutes were missed at the beginning and at the end."""
    rows = [
        Attendance(session=session, participant_id=roster[code], minutes=m, marked_by=by,
                   late=gaps[code].late if code in gaps else 0, left_early=gaps[code].left_early if code in gaps else 0)
        for code, m in marks.items()
        if m is not None and (kept.get(code) != m or code in gaps)
    ]  # fmt: skip
    Attendance.objects.bulk_create(rows, update_conflicts=True, unique_fields=["session", "participant"],
                                   update_fields=["minutes", "late", "left_early", "marked_at", "marked_by"])  # fmt: skip
    unmarked = [roster[code] for code, m in marks.items() if m is None and code in kept]
    if unmarked:
        session.attendances.filter(participant_id__in=unmarked).delete()
