"""The list of one session, taken without a network: who was there, who was not, who walked in.

The device says for everybody what it had seen before. Where that is still so, its mark is kept; where somebody marked the
person otherwise meanwhile, that mark stands and both are kept as a disagreement. The same action keeps the list as for the
page; what it could not have known (the roster changed, two people merged) is flagged, never refused.
"""

from collections.abc import Sequence
from typing import Literal
from uuid import UUID

from django.utils.translation import gettext as _
from pydantic import Field

from genba.access.doors import find
from genba.access.permissions import Permission
from genba.delivery.actions import attendance, workshops
from genba.delivery.actions.attendance import check_minutes, check_session
from genba.delivery.locked import check_class
from genba.delivery.models import Participant, Session, Workshop
from genba.directory.models import Enterprise, Person
from genba.kit.hours import zone_of
from genba.kit.refused import Refused
from genba.sync.models import FACTS, Disagreement, MadeHere, Receipt
from genba.sync.oddities import Noticed, noticed
from genba.sync.records import Body, Fact, Told, Waits


class CameIn(Body):
    """Somebody who walked in; `id` is the device's own, by which its other lists name them."""

    id: UUID
    enterprise: str = Field(pattern=r"^[2-9A-HJKMNP-TV-Z]{8}$")
    name: str = Field(min_length=1, max_length=150, pattern=r"^[^\x00]*$")
    sex: Literal["female", "male", "other", "not-stated"]
    role: Literal["manager", "worker"]


class AttendanceBody(Noticed):
    """`marks`: minutes by code of the person, or by the device's own id of who walked in; nought: not there. `seen`: the
    same as the device had it from us; null or left out: nobody had marked them."""

    workshop: str
    session: str  # its key: 2026-10-05-morning
    marks: dict[str, int] = Field(max_length=500)
    seen: dict[str, int | None] = Field(default_factory=dict, max_length=500)
    walk_ins: list[CameIn] = Field(default_factory=list, max_length=100)


def become(told: Told) -> Fact:
    """The list of the session as the device says, but for what somebody else marked otherwise meanwhile."""
    body: AttendanceBody = told.body
    workshop: Workshop = find(told.by, Permission.ATTENDANCE_MARK, Workshop, body.workshop)
    Workshop.objects.select_for_update().get(pk=workshop.pk)
    session = _session(workshop, body.session)
    for minutes in body.marks.values():
        check_minutes(session, minutes)
    fact = Fact("workshop", workshop.code)
    names = {str(one.id): _code_of(told, workshop, one, fact) for one in body.walk_ins}
    before = told.before.body["marks"] if told.before else {}
    now = _now({*names.values(), *body.marks, *body.seen, *before})
    marks = _of_each([(now[names.get(code, code)], minutes) for code, minutes in body.marks.items()])
    seen = _of_each([(now[code], minutes) for code, minutes in body.seen.items() if minutes is not None])
    roster = set(
        Participant.objects.filter(workshop=workshop, person__code__in=marks).values_list("person__code", flat=True)
    )
    marks = {code: m for code, m in marks.items() if code in roster or _is_seated_again(told, workshop, code, m, fact)}
    stands = {row.participant.person.code: row for row in session.attendances.select_related("participant__person")}
    kept = {code: row.minutes for code, row in stands.items()}
    own = {
        now[names.get(code, code)]: minutes for code, minutes in before.items()
    }  # what this puts right, by the same author
    disputed = {code for code, m in marks.items() if kept.get(code) not in (m, seen.get(code), own.get(code))}
    if marks and kept.items() >= marks.items() and _came_before(told):
        fact.flags.append(_("This list has come before, to the last mark."))
    fact.flags += noticed(told, on=session.held_on, zone=zone_of(workshop.country_id))
    for code in sorted(disputed):
        row = stands.get(code)
        Disagreement.objects.create(
            receipt=told.receipt, noun="workshop", of=workshop.code, about=f"{session.key}/{code}", before=seen.get(code),
            theirs=kept.get(code), theirs_by_id=row.marked_by_id if row else None, theirs_at=row.marked_at if row else None, mine=marks[code],
        )  # fmt: skip
    if disputed:
        fact.flags.append(_("Somebody marked %(n)s of these people otherwise meanwhile. Both are kept; look and decide.")
                          % {"n": len(disputed)})  # fmt: skip
    workshop.refresh_from_db(fields=["version"])
    attendance.mark(by=told.by, workshop=workshop, session=session, version=workshop.version,
                    marks={code: m for code, m in marks.items() if code not in disputed})  # fmt: skip
    return fact


def _session(workshop: Workshop, key: str) -> Session:
    """The session of this key. Waits where it was moved or called off, and in a locked month: the desk can change that."""
    session = next((s for s in workshop.sessions.all() if s.key == key), None)
    if session is None:
        raise Waits(_("This session was moved or called off meanwhile. The list is kept; your coordinator decides."))
    check_session(workshop, session)
    try:
        check_class(workshop, [session.held_on])
    except Refused as no:
        raise Waits(no.reason) from None
    return session


def _now(codes: set[str]) -> dict[str, str]:
    """The codes of these people today: of two that were merged, the one that was kept."""
    people = {code for code in codes if len(code) == 8}
    gone = people - set(Person.objects.filter(code__in=people).values_list("code", flat=True))
    kept = {code: successor.code for code in gone if (successor := Person.successor_of(code))}
    return {code: kept.get(code, code) for code in codes}


def _of_each(pairs: Sequence[tuple[str, int]]) -> dict[str, int]:
    """Of two who were on one list and were merged meanwhile the larger minutes stay, as where the two become one."""
    kept: dict[str, int] = {}
    for code, minutes in pairs:
        kept[code] = max(minutes, kept.get(code, 0))
    return kept


def _code_of(told: Told, workshop: Workshop, one: CameIn, fact: Fact) -> str:
    """Whoever walked in, made once however many lists name them. Of the name of somebody here: made, and flagged."""
    if known := MadeHere.objects.filter(pk=one.id, receipt__author=told.by).first():
        return known.code
    enterprise: Enterprise = find(told.by, Permission.PERSON_REGISTER, Enterprise, one.enterprise)
    same = Person.objects.called(enterprise, one.name).first()
    made = workshops.add_participant(by=told.by, workshop=workshop, enterprise=enterprise, name=one.name, sex=one.sex,
                                     role=one.role, is_another=True)  # fmt: skip
    if same:
        fact.flags.append(_("%(name)s may be in the directory twice now.") % {"name": same.name})
    MadeHere.objects.create(id=one.id, receipt=told.receipt, noun="person", code=made.person.code)
    return made.person.code


def _is_seated_again(told: Told, workshop: Workshop, code: str, minutes: int, fact: Fact) -> bool:
    """Whether somebody who is not on the roster is put on it: taken off meanwhile, but there. Then it is flagged."""
    person = Person.objects.filter(code=code, enterprise__engagements__participations__workshop=workshop).first()
    if person is None:
        raise Refused(_("%(code)s is not on the list of this class.") % {"code": code}, field=f"marks.{code}")
    if not minutes:
        return False
    workshops.seat_walk_in(by=told.by, workshop=workshop, person=person)
    fact.flags.append(_("%(name)s was taken off the list meanwhile, and is on it again.") % {"name": person.name})
    return True


def _came_before(told: Told) -> bool:
    """Whether another record of the same author says the very same."""
    same = Receipt.objects.filter(author=told.by, kind=told.receipt.kind, digest=told.receipt.digest)
    return bool(same.exclude(pk=told.receipt.pk).filter(outcomes__state__in=FACTS).exists())
