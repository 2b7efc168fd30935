"""Who trains a cohort, and when: its trainers, the workshop itself, its hours, and what speaks against them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from genba.access.models import User
from genba.audit.actions import System, record
from genba.delivery.actions import workshops
from genba.delivery.diary import Slot, diary, slot_of, usual_hour
from genba.delivery.locked import check_class
from genba.delivery.matching import rated
from genba.delivery.models import Attendance, PlannedVisit, Session, Timetable, Workshop, WorkshopMove
from genba.directory.models import Serving
from genba.kit.days import in_words
from genba.kit.hours import zone_of
from genba.kit.refused import Refused, Stale
from genba.programmes.actions import cohorts
from genba.programmes.actions.cohorts import check_ahead
from genba.programmes.curricula import module_of
from genba.programmes.models import Cohort, Engagement


def say_why(said: Sequence[str], because: str) -> None:
    """Refused with everything that speaks against it, until a reason says why all the same."""
    if said and not because.strip():
        raise Refused(" ".join([*said, _("Say why you want it so all the same.")]), field="because")


@transaction.atomic
def plan_class(
    *, by: User | System, cohort: Cohort, place: str, days: Sequence[date], morning_at: time | None = None,
    afternoon_at: time | None = None, because: str = "", insist: bool = False,
) -> Workshop:  # fmt: skip
    """The workshop of a cohort, for all who are in it today, with its trainers, at these hours of its time zone.

    Refused without a trainer, without an enterprise, twice for one cohort, on a day that is over or far away, where
    the afternoon begins before the morning is over, and for what `workshops.plan` refuses. What speaks against the
    days (somebody is elsewhere, away, no longer certified) is refused with its sentences until `because` says why.
    """
    package = module_of(cohort.module)
    morning, afternoon = morning_at or usual_hour(True), afternoon_at or usual_hour(False)
    if cohort.trainer is None:
        raise Refused(_("Choose the trainer of the cohort first."), field="place")
    if cohort.timetables.exists():
        raise Refused(_("The class of this cohort is planned already."), field="starts_on")
    for day in days:
        check_ahead(day, "starts_on")
    length = timedelta(minutes=package.formats.session_minutes)
    if timedelta(hours=morning.hour, minutes=morning.minute) + length > timedelta(
        hours=afternoon.hour, minutes=afternoon.minute
    ):
        raise Refused(_("The afternoon would begin before the morning is over."), field="afternoon_at")
    members = list(cohort.members.standing().select_related("engagement__enterprise"))
    trainers = [t for t in (cohort.trainer, cohort.co_trainer) if t]
    enterprises = [m.engagement.enterprise for m in members]
    book = diary([t.pk for t in trainers], [e.pk for e in enterprises], list(days), module=cohort.module)
    hours = (morning, afternoon)[: max(package.formats.sessions_per_day, 1)]
    slots = [Slot(day, at, package.formats.session_minutes, cohort.time_zone) for day in sorted(set(days)) for at in hours]
    module = "" if cohort.trainers_because else cohort.module  # a lapsed certificate was answered for already
    said = [s for slot in slots for s in book.against(slot, trainers, enterprises, module=module)]
    say_why(list(dict.fromkeys(said)), because)
    workshop = workshops.plan(
        by=by, programme=cohort.programme, provider=cohort.provider, trainer=cohort.trainer, module=cohort.module,
        place=place, days=days, engagements=[m.engagement for m in members], insist=insist, vouched=True,
    )  # fmt: skip
    Timetable.objects.create(
        workshop=workshop, cohort=cohort, co_trainer=cohort.co_trainer, time_zone=cohort.time_zone, morning_at=morning,
        afternoon_at=afternoon, because=because.strip()[:300] if said else "",
    )  # fmt: skip
    record("plan-class", cohort, by=by, changes={"workshop": workshop.code}, reason=because.strip() if said else "")
    return workshop


@transaction.atomic
def move_class(
    *, by: User, workshop: Workshop, version: int, days: Sequence[date], reason: str, because: str = ""
) -> Workshop:
    """The class moves to as many other days, with its hours, its enterprises and its people.

    Refused without a reason, once anybody was marked as present or absent, for another number of days, and for days
    that are over or far away. Stale where somebody changed the class meanwhile. What speaks against the days, visits
    planned before the class is over among it, is refused until `because` says why.
    """
    now: Workshop = Workshop.objects.select_for_update().get(pk=workshop.pk)
    if now.version != version:
        raise Stale(_("Somebody else changed this class while you were typing."), version=now.version,
                    now={"starts_on": now.starts_on})  # fmt: skip
    sessions = list(now.sessions.order_by("held_on", "pk"))
    before, after = sorted({s.held_on for s in sessions}), sorted(set(days))
    if not reason.strip():
        raise Refused(_("Say why the class is moved."), field="reason")
    if Attendance.objects.filter(session__workshop=now).exists():
        raise Refused(_("Somebody already marked who was there; this class can be moved no longer."), field="starts_on")
    if not before:
        raise Refused(_("This class is called off. Give it new days instead."), field="starts_on")
    if len(after) != len(before):
        raise Refused(ngettext("This class has %(n)s day. Write as many.", "This class has %(n)s days. Write as many.",
                               len(before)) % {"n": len(before)}, field="starts_on")  # fmt: skip
    if after == before:
        raise Refused(_("That is when it is planned already."), field="starts_on")
    for day in after:
        check_ahead(day, "starts_on")
    check_class(now, before, field="starts_on")
    to = dict(zip(before, after, strict=True))
    said = _against_move(now, sessions, to)
    say_why(said, because)
    # Later days first where they go up, earlier ones first where they go down: no two sessions meet on the way.
    up, down = [s for s in sessions if to[s.held_on] > s.held_on], [s for s in sessions if to[s.held_on] < s.held_on]
    for session in [*reversed(up), *down]:
        session.held_on = to[session.held_on]
        session.save(update_fields=["held_on"])
    WorkshopMove.objects.create(workshop=now, from_on=before[0], to_on=after[0], reason=reason.strip()[:300], moved_by=by)
    now.starts_on, now.ends_on, now.version = after[0], after[-1], now.version + 1
    now.save(update_fields=["starts_on", "ends_on", "version"])
    record("move", now, by=by, reason=reason.strip(), changes={"starts_on": [before[0].isoformat(), after[0].isoformat()]})
    return now


def _against_move(workshop: Workshop, sessions: Sequence[Session], to: dict[date, date]) -> list[str]:
    return against_days(workshop, [replace(slot_of(session), day=to[session.held_on]) for session in sessions])


def against_days(workshop: Workshop, slots: Sequence[Slot]) -> list[str]:
    """What speaks against holding a class at these times, a sentence each."""
    rows = workshop.participations.filter(engagement__withdrawal=None).select_related("engagement__enterprise")
    engagements = [row.engagement for row in rows]
    enterprises, timetable = [e.enterprise for e in engagements], getattr(workshop, "timetable", None)
    trainers = [workshop.trainer, *([timetable.co_trainer] if timetable and timetable.co_trainer else [])]
    book = diary([t.pk for t in trainers], [e.pk for e in enterprises], [slot.day for slot in slots], module=workshop.module,
                 without=[workshop.pk])  # fmt: skip
    answered = timetable and timetable.cohort and timetable.cohort.trainers_because
    said = []
    for slot in slots:
        said += book.against(slot, trainers, enterprises, module="" if answered else workshop.module)
    early = PlannedVisit.objects.standing().filter(engagement__in=engagements, planned_on__lte=max(s.day for s in slots))
    for visit in early.select_related("engagement__enterprise"):
        said.append(_("The visit to %(enterprise)s on %(day)s would come before the class is over.")
                    % {"enterprise": visit.engagement.enterprise.name, "day": in_words(visit.planned_on)})  # fmt: skip
    return list(dict.fromkeys(said))


@transaction.atomic
def plan_alone(
    *, by: User | System, trainer: User, module: str, days: Sequence[date], engagements: Sequence[Engagement],
    because: str = "", **facts: Any,
) -> Workshop:  # fmt: skip
    """A class without a cohort, as `workshops.plan`; what speaks against a day that is still to come is refused with its
    sentences until `because` says why."""
    package, enterprises = module_of(module), [e.enterprise for e in engagements]
    ahead = sorted({day for day in days if day >= timezone.localdate()})
    if ahead and enterprises:
        book = diary([trainer.pk], [e.pk for e in enterprises], ahead, module=module)
        zone = zone_of(enterprises[0].country_id)
        parts = range(max(package.formats.sessions_per_day, 1))
        slots = [Slot(day, usual_hour(part == 0), package.formats.session_minutes, zone) for day in ahead for part in parts]
        said = [s for slot in slots for s in book.against(slot, [trainer], enterprises, module=module)]
        say_why(list(dict.fromkeys(said)), because)
    made = workshops.plan(
        by=by, trainer=trainer, module=module, days=days, engagements=engagements, because=because, **facts
    )
    return made


@transaction.atomic
def assign(
    *, by: User | System, cohort: Cohort, version: int, trainer: User, co_trainer: User | None = None, because: str = "",
) -> Cohort:  # fmt: skip
    """Say who trains the cohort. What speaks against it (no certificate, away, elsewhere on the days) is refused until
    `because` says why all the same.

    A class that is still to come goes to them with it, and so do the enterprises that have no trainer yet.
    """
    both = [t for t in (trainer, co_trainer) if t]
    doubts = [d for candidate in rated(cohort, both) for d in candidate.doubts]
    now = cohorts.assign(by=by, cohort=cohort, version=version, trainer=trainer, co_trainer=co_trainer, because=because,
                         doubts=doubts)  # fmt: skip
    to_come = Timetable.objects.filter(cohort=now, workshop__starts_on__gt=timezone.localdate())
    for timetable in to_come.select_related("workshop"):
        timetable.co_trainer, timetable.workshop.trainer = co_trainer, trainer
        timetable.save(update_fields=["co_trainer"])
        timetable.workshop.version += 1
        timetable.workshop.save(update_fields=["trainer", "version"])
    for member in now.members.standing().filter(engagement__trainer=None).select_related("engagement"):
        member.engagement.trainer = trainer
        member.engagement.save(update_fields=["trainer"])
        Serving.objects.get_or_create(enterprise_id=member.engagement.enterprise_id, provider_id=now.provider_id,
                                      trainer=trainer, until_on=None)  # fmt: skip
    return now
