"""A coordinator's morning: what is late, odd or missing, what waits to be read, and who must act.

Each kind of item is one question to the database, in an order by which its list is paged. Nothing is stored, so nothing
grows old: what is done is gone from the list.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet, Subquery

from genba.access.permissions import Permission
from genba.access.policy import Anyone, visible
from genba.closeout.models import FollowUp
from genba.delivery.models import Attendance, Participation, Session, Visit, Workshop
from genba.observations.models import Baseline, Observation
from genba.plans.models import Action
from genba.programmes.curricula import curriculum
from genba.programmes.models import Application, Engagement
from genba.review.waiting import IS_WITH_TRAINER, WAITS, baselines_of, values_of, visits_of

BASELINE_DAYS = 14  # after the agreement
PLAN_DAYS = 14  # after the class
ENDLINE_DAYS = 30  # after the last visit of the rhythm was due
READ = Permission.REVIEW_READ
Rows = QuerySet[Any]


@dataclass(frozen=True)
class Kind:
    """One kind of item: its group, its question, the order of its list, and where its trainer is found."""

    slug: str
    group: str  # to-answer, late, odd, missing, to-read, with-others
    rows: Callable[[Anyone, date], Rows]
    keys: tuple[str, ...]
    trainer: str  # "" where no trainer has to do with it


def engaged(user: Anyone) -> Rows:
    """Open engagements, each with the end of its last class and how many follow-up visits were made."""
    classes = Participation.objects.filter(
        Exists(Session.objects.filter(workshop=OuterRef("workshop"))), engagement=OuterRef("pk")
    )
    made = Visit.objects.filter(engagement=OuterRef("pk"), kind=Visit.Kind.FOLLOW_UP).order_by().values("engagement")
    rows: Rows = visible(user, READ, Engagement).filter(withdrawal=None).select_related("enterprise", "trainer")
    found: Rows = rows.annotate(class_ended=Subquery(classes.order_by("-workshop__ends_on").values("workshop__ends_on")[:1]),
                         made=Subquery(made.annotate(n=Count("pk")).values("n")))  # fmt: skip
    return found


def late_visits(user: Anyone, today: date) -> Rows:
    """The next visit of the rhythm should have been, and there is no report of it."""
    overdue = Q(pk=None)
    for module in curriculum().modules:
        for number, days in enumerate(module.visit_rhythm):
            count = Q(made=number) if number else Q(made=None)
            overdue |= Q(count, module=module.slug, class_ended__lt=today - timedelta(days=days))
    return engaged(user).filter(overdue)


def late_baselines(user: Anyone, today: date) -> Rows:
    """Agreed two weeks ago, not measured, and no class has begun: afterwards it is too late for a baseline."""
    begun = Participation.objects.filter(engagement=OuterRef("pk"), workshop__starts_on__lt=today)
    measured = Baseline.objects.filter(engagement=OuterRef("pk"))
    rows: Rows = visible(user, READ, Engagement).filter(
        withdrawal=None, agreed_on__lte=today - timedelta(days=BASELINE_DAYS)
    )
    return rows.select_related("enterprise", "trainer").filter(~Exists(begun), ~Exists(measured))


def late_endlines(user: Anyone, today: date) -> Rows:
    """The visits should be over for a month, and nothing was counted over a period that began after the class."""
    over = Q(pk=None)
    for module in curriculum().modules:
        days = max(module.visit_rhythm, default=0) + ENDLINE_DAYS
        over |= Q(module=module.slug, class_ended__lt=today - timedelta(days=days))
    later = Observation.objects.filter(enterprise=OuterRef("enterprise"), denominator__isnull=False,
                                       starts_on__gt=OuterRef("class_ended"))  # fmt: skip
    return engaged(user).filter(over, ~Exists(later))


def late_actions(user: Anyone, today: date) -> Rows:
    """Engagements with actions whose day has passed: how many (`n`) and since when (`oldest`)."""
    overdue = Action.objects.filter(engagement=OuterRef("pk")).overdue_on(today).order_by().values("engagement")
    rows: Rows = visible(user, READ, Engagement).filter(withdrawal=None).select_related("enterprise", "trainer")
    found: Rows = rows.annotate(n=Subquery(overdue.annotate(n=Count("pk")).values("n")),
                         oldest=Subquery(overdue.annotate(d=Min("due_on")).values("d"))).filter(n__gt=0)  # fmt: skip
    return found


def applications(user: Anyone, today: date) -> Rows:
    """Who asked to join, and nobody has answered."""
    rows: Rows = visible(user, Permission.APPLICATION_READ, Application)
    return rows.filter(answer=None).select_related("country")


def follow_ups(user: Anyone, today: date) -> Rows:
    """Six or twelve months after completion, and nobody has asked yet what lasted."""
    rows: Rows = visible(user, Permission.VISIT_READ, FollowUp).filter(
        done_on=None, completion__taken_back_on=None, due_on__lte=today
    )
    return rows.select_related("completion__engagement__enterprise", "completion__engagement__trainer")


def odd_values(user: Anyone, today: date) -> Rows:
    return values_of(user, READ).filter(WAITS)


def unmarked_classes(user: Anyone, today: date) -> Rows:
    """Classes that are over, and nobody kept attendance at any session."""
    kept, held = Attendance.objects.filter(session__workshop=OuterRef("pk")), Session.objects.filter(workshop=OuterRef("pk"))
    return visible(user, READ, Workshop).filter(~Exists(kept), Exists(held), ends_on__lt=today).select_related("trainer")


def missing_plans(user: Anyone, today: date) -> Rows:
    """The class is two weeks ago and the improvement plan has no action."""
    planned = Action.objects.filter(engagement=OuterRef("pk"))
    return engaged(user).filter(~Exists(planned), class_ended__lt=today - timedelta(days=PLAN_DAYS))


def reports(user: Anyone, today: date) -> Rows:
    """Reports to read; `is_odd` where a value on it is unusual."""
    odd = Observation.objects.filter(visit=OuterRef("pk"), enterprise=OuterRef("engagement__enterprise"), unusual=True)
    found: Rows = visits_of(user, READ).filter(WAITS).annotate(is_odd=Exists(odd))
    return found


def baselines(user: Anyone, today: date) -> Rows:
    return baselines_of(user, READ).filter(WAITS)


def returned(user: Anyone, today: date) -> Rows:
    """Reports that were returned and are not put right yet."""
    return visits_of(user, READ).filter(IS_WITH_TRAINER)


KINDS = {kind.slug: kind for kind in (
    Kind("application", "to-answer", applications, ("applied_on", "id"), ""),
    Kind("visit-late", "late", late_visits, ("class_ended", "id"), "trainer__code"),
    Kind("baseline-late", "late", late_baselines, ("agreed_on", "id"), "trainer__code"),
    Kind("endline-late", "late", late_endlines, ("class_ended", "id"), "trainer__code"),
    Kind("action-late", "late", late_actions, ("oldest", "id"), "trainer__code"),
    Kind("follow-up-due", "late", follow_ups, ("due_on", "id"), "completion__engagement__trainer__code"),
    Kind("value-odd", "odd", odd_values, ("id",), "recorded_by__code"),
    Kind("attendance-missing", "missing", unmarked_classes, ("ends_on", "id"), "trainer__code"),
    Kind("plan-missing", "missing", missing_plans, ("class_ended", "id"), "trainer__code"),
    Kind("report", "to-read", reports, ("visited_on", "id"), "trainer__code"),
    Kind("baseline", "to-read", baselines, ("taken_on", "id"), "taken_by__code"),
    Kind("returned", "with-others", returned, ("visited_on", "id"), "trainer__code"),
)}  # fmt: skip


def rows_of(kind: Kind, user: Anyone, today: date, trainer: str = "") -> Rows:
    """The rows of one kind within reach, of one trainer if asked (by code)."""
    rows = kind.rows(user, today)
    if not trainer:
        return rows
    return rows.filter(**{kind.trainer: trainer}) if kind.trainer else rows.none()
