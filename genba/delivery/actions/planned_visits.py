"""Plan visits, move them, and say that one did not happen. The report of a visit finds its plan by itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from genba.access.models import User
from genba.audit.actions import System, record
from genba.delivery.actions.timetable import say_why
from genba.delivery.diary import Slot, diary, usual_hour
from genba.delivery.models import MissedVisit, PlannedVisit, Session, Visit, VisitMove
from genba.kit.days import in_words
from genba.kit.hours import zone_of
from genba.kit.refused import Refused, Stale
from genba.programmes.actions.cohorts import check_ahead
from genba.programmes.models import Cohort, Engagement


@dataclass(frozen=True)
class Wish:
    """A visit to plan: to whom, the which, when, by whom; hour and trainer are the usual ones unless said."""

    engagement: Engagement
    planned_on: date
    number: int | None = None
    starts_at: time | None = None
    trainer: User | None = None
    field: str = "planned_on"  # where a form asked for the day

    @property
    def at(self) -> time:
        return self.starts_at or usual_hour(True)


@transaction.atomic
def plan(*, by: User | System, wish: Wish, because: str = "", time_zone: str = "") -> PlannedVisit:
    """One planned visit. Refused like `plan_many`."""
    (made,) = _plan(by, [wish], because, time_zone)
    record("plan", made, by=by, reason=made.because,
           changes={"engagement": wish.engagement.code, "planned_on": wish.planned_on.isoformat()})  # fmt: skip
    return made


@transaction.atomic
def plan_many(*, by: User | System, cohort: Cohort, wishes: Sequence[Wish], because: str = "") -> list[PlannedVisit]:
    """The visits of a cohort in one go, or none of them.

    Refused before the agreement, on a day of the class, after the enterprise left, on a day that is over or years
    away, without a trainer, and when a visit of that number is planned already. Whatever else speaks against a visit
    (trainer or enterprise elsewhere at that time, away, no longer certified) is refused until `because` says why.
    """
    if not wishes:
        raise Refused(_("Write the day of at least one visit."))
    made = _plan(by, wishes, because, cohort.time_zone)
    record("plan-visits", cohort, by=by, changes={"visits": [v.code for v in made]}, reason=made[0].because)
    return made


def _plan(by: User | System, wishes: Sequence[Wish], because: str, time_zone: str) -> list[PlannedVisit]:
    keys = {w.engagement.pk for w in wishes}
    list(Engagement.objects.select_for_update().filter(pk__in=keys))  # two plans at once do not take the same number
    classes = _class_days(keys)
    taken = set(PlannedVisit.objects.filter(engagement__in=keys, missed=None).values_list("engagement_id", "number"))
    rows = [_row(by, w, time_zone, classes, taken) for w in wishes]
    trainers = {row.trainer_id for row in rows}
    enterprises = {row.engagement.enterprise_id for row in rows}
    said = []
    for module in {row.engagement.module for row in rows}:
        book = diary(trainers, enterprises, [row.planned_on for row in rows], module=module)
        for row in rows:
            if row.engagement.module == module:
                said += _against(row, book)
    say_why(list(dict.fromkeys(said)), because)
    for row in rows:
        row.because = because.strip()[:300] if said else ""
    return PlannedVisit.objects.bulk_create(rows)


def _against(row: PlannedVisit, book: Any) -> list[str]:
    enterprise, slot = row.engagement.enterprise, Slot(row.planned_on, row.starts_at, row.minutes, row.time_zone)
    said: list[str] = book.against(slot, [row.trainer], [enterprise], module=row.engagement.module)
    book.note(slot, _("a visit to %(enterprise)s") % {"enterprise": enterprise.name}, [row.trainer], [enterprise])
    return said


def _row(
    by: User | System, wish: Wish, zone: str, classes: dict[int, set[date]], taken: set[tuple[int, int]]
) -> PlannedVisit:
    e = wish.engagement
    trainer = wish.trainer or e.trainer
    if trainer is None:
        raise Refused(_("Say who makes the visit."), field="trainer")
    check_day(e, wish.planned_on, classes.get(e.pk, set()), wish.field)
    number = wish.number or max([n for key, n in taken if key == e.pk] + [_made(e)], default=0) + 1
    if (e.pk, number) in taken:
        raise Refused(_("Visit %(number)s to %(enterprise)s is planned already. Move that one.")
                      % {"number": number, "enterprise": e.enterprise.name}, field=wish.field)  # fmt: skip
    taken.add((e.pk, number))
    row = PlannedVisit(
        engagement=e, number=number, planned_on=wish.planned_on, starts_at=wish.at, minutes=settings.VISIT_MINUTES,
        trainer=trainer, time_zone=zone or zone_of(e.enterprise.country_id), planned_by=by.code,
    )  # fmt: skip
    _check_hour(row, wish.field)
    return row


def _check_hour(row: PlannedVisit, field: str) -> None:
    try:
        row.begins  # noqa: B018 Refused for an hour that does not exist
    except Refused as no:
        raise Refused(no.reason, field=field if field != "planned_on" else "starts_at") from None


def _made(engagement: Engagement) -> int:
    last = Visit.objects.filter(engagement=engagement, kind=Visit.Kind.FOLLOW_UP).aggregate(last=Max("number"))["last"]
    return last or 0


def _class_days(engagements: set[int]) -> dict[int, set[date]]:
    days: dict[int, set[date]] = {}
    rows = Session.objects.filter(workshop__participations__engagement__in=engagements)
    for key, day in rows.values_list("workshop__participations__engagement_id", "held_on"):
        days.setdefault(key, set()).add(day)
    return days


def check_day(engagement: Engagement, day: date, classes: set[date], field: str) -> None:
    """Refused for a day on which this enterprise cannot be visited."""
    who: dict[str, Any] = {"enterprise": engagement.enterprise.name, "day": in_words(engagement.agreed_on)}
    if day < engagement.agreed_on:
        raise Refused(_("%(enterprise)s agreed to the module on %(day)s; a visit cannot be before that.") % who, field=field)
    check_ahead(day, field)
    if day in classes:
        raise Refused(_("%(enterprise)s is in class on that day. Choose another.") % who, field=field)
    if hasattr(engagement, "withdrawal"):
        raise Refused(_("%(enterprise)s has left the module.") % who, field=field)


@transaction.atomic
def move(
    *, by: User, planned: PlannedVisit, version: int, planned_on: date, starts_at: time, reason: str,
    trainer: User | None = None, because: str = "",
) -> PlannedVisit:  # fmt: skip
    """The visit moves to another day, hour or trainer, with the reason. Stale where somebody moved it meanwhile; else
    refused as when planning, and when nothing changes or it stands no longer."""
    now = _locked(planned, version)
    if not reason.strip():
        raise Refused(_("Say why the visit is moved."), field="reason")
    who = trainer or now.trainer
    if (planned_on, starts_at, who.pk) == (now.planned_on, now.starts_at, now.trainer_id):
        raise Refused(_("That is when it is planned already."), field="planned_on")
    check_day(now.engagement, planned_on, _class_days({now.engagement_id}).get(now.engagement_id, set()), "planned_on")
    moved = VisitMove(planned=now, from_on=now.planned_on, from_at=now.starts_at, from_trainer=now.trainer, to_on=planned_on,
                      to_at=starts_at, to_trainer=who, reason=reason.strip()[:300], moved_by=by)  # fmt: skip
    now.planned_on, now.starts_at, now.trainer, now.version = planned_on, starts_at, who, now.version + 1
    _check_hour(now, "planned_on")
    module, enterprise = now.engagement.module, now.engagement.enterprise_id
    said = _against(now, diary([who.pk], [enterprise], [planned_on], module=module, leave_out=now))
    say_why(said, because)
    now.because = because.strip()[:300] if said else ""
    now.save()
    moved.save()
    record("move", now, by=by, reason=reason.strip(),
           changes={"planned_on": [moved.from_on.isoformat(), planned_on.isoformat()]})  # fmt: skip
    return now


@transaction.atomic
def miss(*, by: User, planned: PlannedVisit, version: int, reason: str) -> MissedVisit:
    """The visit did not (or will not) happen, because … It stays on the calendar, crossed out."""
    now = _locked(planned, version)
    if not reason.strip():
        raise Refused(_("Say why the visit did not happen."), field="reason")
    made = MissedVisit.objects.create(planned=now, reason=reason.strip()[:300], said_by=by)
    now.version += 1
    now.save(update_fields=["version", "changed_at"])
    record("miss", now, by=by, reason=reason.strip())
    return made


def _locked(planned: PlannedVisit, version: int) -> PlannedVisit:
    """The visit as it is now, held until the change is made. Refused where it stands no longer."""
    now: PlannedVisit = PlannedVisit.objects.select_for_update().get(pk=planned.pk)
    if hasattr(now, "missed"):
        raise Refused(_("It was already said that this visit did not happen: %(reason)s") % {"reason": now.missed.reason})
    if now.visit_id:
        raise Refused(_("This visit was made and reported already."))
    if now.version != version:
        raise Stale(_("Somebody else changed this visit while you were typing."), version=now.version,
                    now={"planned_on": now.planned_on, "starts_at": now.starts_at, "trainer": now.trainer})  # fmt: skip
    return now


def keep(visit: Visit) -> PlannedVisit | None:
    """A visit was reported: the standing plan nearest to its day has come true."""
    waiting = PlannedVisit.objects.open().filter(engagement_id=visit.engagement_id)
    nearest = min(waiting, key=lambda p: (abs((p.planned_on - visit.visited_on).days), p.planned_on), default=None)
    if nearest is None or visit.kind != Visit.Kind.FOLLOW_UP:
        return None
    nearest.visit, nearest.changed_at = visit, timezone.now()
    nearest.version += 1
    nearest.save()
    return nearest
