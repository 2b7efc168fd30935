"""A coordinator's morning: what happens today, what is to be answered, what is late, odd or missing, what waits to be
read, and who must act.

Each kind of item is one question to the database, in an order by which its list is paged. Nothing is stored, so nothing
grows old: what is done is gone from the list.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import (
    Case,
    Count,
    DateField,
    Exists,
    Field,
    IntegerField,
    Max,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)

from genba.access.models import User
from genba.access.permissions import Permission
from genba.access.policy import Anyone, standing, visible
from genba.closeout.models import Completion, FollowUp
from genba.delivery.models import Attendance, Participation, PlannedVisit, Session, Visit, Workshop
from genba.directory.models import Enterprise, EnterpriseDouble
from genba.kit.prepared import composed
from genba.observations.models import Baseline, Observation
from genba.plans.models import Action
from genba.programmes.curricula import curriculum
from genba.programmes.models import Application, Engagement, Offer
from genba.quality.models import Finding
from genba.review.waiting import IS_WITH_TRAINER, WAITS, baselines_of, values_of, visits_of

BASELINE_DAYS = 14  # after the agreement
PLAN_DAYS = 14  # after the class
OFFER_DAYS = 7  # before it runs out
YEAR = 365
ENDLINE_DAYS = 30  # after the last visit of the rhythm was due
READ = Permission.REVIEW_READ
TRAINED_BY = "enterprise"  # a value belongs to an enterprise: to every provider that trains it
Rows = QuerySet[Any]
OF_ENGAGEMENTS = ("code", "module", "agreed_on", "enterprise__code", "enterprise__name", "trainer__code", "trainer__name")


@dataclass(frozen=True)
class Kind:
    """One kind of item: its group, its question, the order of its list, and where its trainer and provider are found.

    shortlist: of these engagements the keys in the order of the list, where that is found sooner than what the list shows.
    keys_first: the first keys are found sooner than what is joined to all rows; best where an index has the order.
    """

    slug: str
    group: str  # today, to-answer, late, odd, missing, to-read, with-others
    rows: Callable[[Anyone, date], Rows]
    keys: tuple[str, ...]
    trainer: str  # "" where no trainer has to do with it
    provider: str
    shortlist: Callable[[Rows, date], Rows] | None = None
    keys_first: bool = False


def open_engagements(user: Anyone) -> Rows:
    rows: Rows = visible(user, READ, Engagement).filter(withdrawal=None)
    return rows.select_related("enterprise", "trainer").only(*OF_ENGAGEMENTS)


def engaged(user: Anyone) -> Rows:
    """Open engagements, each with the end of its last class and how many follow-up visits were made."""
    held = Exists(Session.objects.filter(workshop=OuterRef("workshop")))
    classes = Participation.objects.filter(held, engagement=OuterRef("pk")).order_by().values("engagement")
    made = Visit.objects.filter(engagement=OuterRef("pk"), kind=Visit.Kind.FOLLOW_UP).order_by().values("engagement")
    found: Rows = open_engagements(user).annotate(
        class_ended=Subquery(classes.annotate(day=Max("workshop__ends_on")).values("day")),
        made=Subquery(made.annotate(n=Count("pk")).values("n")),
    )
    return found


def late_visits(user: Anyone, today: date) -> Rows:
    """The next visit of the rhythm should have been, and there is no report of it."""
    cases = []
    for rhythm, slugs in by_rhythm().items():
        made = [Q(made=number) if number else Q(made=None) for number in range(len(rhythm))]
        latest = [
            When(so_many, then=Value(today - timedelta(days=days))) for so_many, days in zip(made, rhythm, strict=True)
        ]
        if latest:
            cases.append(When(module__in=slugs, then=_one_of(latest, DateField())))
    lengths = [When(module__in=slugs, then=Value(len(rhythm))) for rhythm, slugs in by_rhythm().items()]
    unfinished = engaged(user).filter(
        Q(made=None) | Q(made__lt=_one_of(lengths, IntegerField()))
    )  # most have had their visits
    return unfinished.filter(class_ended__lt=_one_of(cases, DateField()))


def _one_of(cases: Iterable[When], field: "Field[Any, Any]") -> Case:
    """What the first case that fits gives, or none. What is compared with it is worked out once, whatever the module."""
    return Case(*cases, default=None, output_field=field)


def by_rhythm() -> dict[tuple[int, ...], list[str]]:
    """Modules by the rhythm of their visits: many share one, and a question is short that asks once for all of them."""
    found: dict[tuple[int, ...], list[str]] = defaultdict(list)
    for module in curriculum().modules:
        found[module.visit_rhythm].append(module.slug)
    return found


def late_baselines(user: Anyone, today: date) -> Rows:
    """Agreed two weeks ago, not measured, and no class has begun: afterwards it is too late for a baseline."""
    begun = Participation.objects.filter(engagement=OuterRef("pk"), workshop__starts_on__lt=today)
    measured = Baseline.objects.filter(engagement=OuterRef("pk"))
    rows = open_engagements(user).filter(agreed_on__lte=today - timedelta(days=BASELINE_DAYS))
    return rows.filter(~Exists(begun), ~Exists(measured))


def late_endlines(user: Anyone, today: date) -> Rows:
    """The visits should be over for a month, and nothing was counted over a period that began after the class."""
    due = {tuple(slugs): max(rhythm, default=0) + ENDLINE_DAYS for rhythm, slugs in by_rhythm().items()}
    cases = [When(module__in=slugs, then=Value(today - timedelta(days=days))) for slugs, days in due.items()]
    counted = Observation.objects.filter(enterprise=OuterRef("enterprise"), denominator__isnull=False)
    # Most count a core KPI every month: looking for a value of late by its index spares reading all the others.
    core = {kpi.code for module in curriculum().modules for kpi in module.core_kpis}
    lately = counted.filter(indicator__in=sorted(core), starts_on__gte=today - timedelta(days=min(due.values(), default=0)))
    later = counted.filter(starts_on__gt=OuterRef("class_ended"))
    return engaged(user).filter(~Exists(lately), class_ended__lt=_one_of(cases, DateField())).filter(~Exists(later))


def late_actions(user: Anyone, today: date) -> Rows:
    """Engagements with actions whose day has passed: how many (`n`) and since when (`oldest`)."""
    overdue = Action.objects.filter(engagement=OuterRef("pk")).overdue_on(today).order_by().values("engagement")
    oldest = Subquery(overdue.annotate(d=Min("due_on")).values("d"))
    rows = open_engagements(user).annotate(oldest=oldest).filter(oldest__isnull=False)
    found: Rows = rows.annotate(n=Subquery(overdue.annotate(n=Count("pk")).values("n")))
    return found


def oldest_actions(engagements: Rows, today: date) -> Rows:
    """Which engagements have the oldest late actions: one walk over the actions, where `late_actions` asks each engagement."""
    late = Action.objects.overdue_on(today).filter(engagement__in=engagements).order_by().values("engagement")
    return late.annotate(d=Min("due_on")).order_by("d", "engagement").values("engagement")


def classes_today(user: Anyone, today: date) -> Rows:
    """Classes that have a session today."""
    rows = visible(user, READ, Workshop).filter(Exists(Session.objects.filter(workshop=OuterRef("pk"), held_on=today)))
    return rows.select_related("trainer")


def visits_today(user: Anyone, today: date) -> Rows:
    """Visits that are planned for today, and nobody has reported yet."""
    rows: Any = visible(user, Permission.VISIT_READ, PlannedVisit)
    found: Rows = rows.standing().filter(planned_on=today).select_related("engagement__enterprise", "trainer")
    return found


def offers(user: Anyone, today: date) -> Rows:
    """Offers that run out within a week or ran out, and nobody said what became of them."""
    rows = visible(user, Permission.OFFER_READ, Offer).filter(agreement=None, cancellation=None, acceptance=None)
    return rows.filter(valid_until__lte=today + timedelta(days=OFFER_DAYS)).select_related("enterprise", "trainer")


def doubles(user: Anyone, today: date) -> Rows:
    """Pairs of enterprises that are likely one, and nobody has decided."""
    own = visible(user, Permission.ENTERPRISE_EDIT, Enterprise).values("pk")
    rows = EnterpriseDouble.objects.filter(Q(one__in=own) | Q(other__in=own), verdict="", one__merged_into=None,
                                           other__merged_into=None)  # fmt: skip
    return rows.select_related("one", "other")


def maybe_complete(user: Anyone, today: date) -> Rows:
    """All visits that the module's rule asks for were made, in the year after the class, and nobody confirmed."""
    asked: dict[int, list[str]] = defaultdict(list)
    for module in curriculum().modules:
        asked[max(module.completion.visits, 1)].append(module.slug)
    enough = [When(module__in=slugs, then=Value(visits)) for visits, slugs in asked.items()]
    confirmed = Completion.objects.in_force().filter(engagement=OuterRef("pk"))
    rows: Rows = engaged(user).filter(~Exists(confirmed), made__gte=_one_of(enough, IntegerField()))
    return rows.filter(class_ended__gte=today - timedelta(days=YEAR))


def applications(user: Anyone, today: date) -> Rows:
    """Who asked to join, and nobody has answered."""
    rows: Rows = visible(user, Permission.APPLICATION_READ, Application)
    return rows.filter(answer=None).select_related("country")


def accepted_offers(user: Anyone, today: date) -> Rows:
    """The enterprise said yes on the screen, and the provider has not signed."""
    rows: Any = visible(user, Permission.OFFER_READ, Offer)
    found: Rows = rows.open_on(today).exclude(acceptance=None).select_related("enterprise", "acceptance")
    return found


def follow_ups(user: Anyone, today: date) -> Rows:
    """Six or twelve months after completion, and nobody has asked yet what lasted."""
    rows: Rows = visible(user, Permission.VISIT_READ, FollowUp).filter(
        done_on=None, completion__taken_back_on=None, due_on__lte=today
    )
    return rows.select_related("completion__engagement__enterprise", "completion__engagement__trainer")


def odd_values(user: Anyone, today: date) -> Rows:
    return values_of(user, READ).filter(WAITS)


def findings(user: Anyone, today: date) -> Rows:
    """What the look found doubtful in recorded values, and nobody has settled."""
    rows: Any = visible(user, Permission.FINDING_READ, Finding)
    found: Rows = rows.open().select_related("enterprise").with_owner()
    return found


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
    Kind("class-today", "today", classes_today, ("starts_on", "id"), "trainer__code", "provider__code"),
    Kind("visit-today", "today", visits_today, ("starts_at", "id"), "trainer__code", "engagement__provider__code"),
    Kind("offer-open", "to-answer", offers, ("valid_until", "id"), "trainer__code", "provider__code"),
    Kind("application", "to-answer", applications, ("applied_on", "id"), "", "provider__code"),
    Kind("offer-accepted", "to-answer", accepted_offers, ("valid_until", "id"), "trainer__code", "provider__code"),
    Kind("maybe-complete", "to-answer", maybe_complete, ("class_ended", "id"), "trainer__code", "provider__code"),
    Kind("double", "to-answer", doubles, ("-score", "-id"), "", ""),
    Kind("visit-late", "late", late_visits, ("class_ended", "id"), "trainer__code", "provider__code"),
    Kind("baseline-late", "late", late_baselines, ("agreed_on", "id"), "trainer__code", "provider__code"),
    Kind("endline-late", "late", late_endlines, ("class_ended", "id"), "trainer__code", "provider__code"),
    Kind("action-late", "late", late_actions, ("oldest", "id"), "trainer__code", "provider__code", oldest_actions),
    Kind("follow-up-due", "late", follow_ups, ("due_on", "id"), "completion__engagement__trainer__code",
         "completion__engagement__provider__code"),
    Kind("value-odd", "odd", odd_values, ("enterprise_id", "id"), "recorded_by__code", TRAINED_BY, keys_first=True),
    Kind("finding", "odd", findings, ("-ends_on", "-id"), TRAINED_BY, TRAINED_BY, keys_first=True),
    Kind("attendance-missing", "missing", unmarked_classes, ("ends_on", "id"), "trainer__code", "provider__code"),
    Kind("plan-missing", "missing", missing_plans, ("class_ended", "id"), "trainer__code", "provider__code"),
    Kind("report", "to-read", reports, ("visited_on", "id"), "trainer__code", "engagement__provider__code", keys_first=True),
    Kind("baseline", "to-read", baselines, ("taken_on", "id"), "taken_by__code", "engagement__provider__code"),
    Kind("returned", "with-others", returned, ("visited_on", "id"), "trainer__code", "engagement__provider__code"),
)}  # fmt: skip


def rows_of(kind: Kind, user: Anyone, today: date, trainer: str = "", provider: str = "") -> Rows:
    """The rows of one kind within reach, of one trainer and one provider if asked (by code)."""
    return _of(kind, kind.rows(user, today), trainer, provider)


def _of(kind: Kind, rows: Rows, trainer: str, provider: str) -> Rows:
    if provider and kind.provider == TRAINED_BY:
        trained = Engagement.objects.filter(enterprise=OuterRef("enterprise"), provider__code=provider)
        rows = rows.filter(Exists(trained))
    elif provider:
        rows = rows.filter(**{kind.provider: provider}) if kind.provider else rows.none()
    if not trainer:
        return rows
    if kind.trainer == TRAINED_BY:
        return rows.filter(Exists(Engagement.objects.filter(enterprise=OuterRef("enterprise"), trainer__code=trainer)))
    return rows.filter(**{kind.trainer: trainer}) if kind.trainer else rows.none()


def kinds_waiting(user: Anyone, today: date, trainer: str = "", provider: str = "") -> list[Kind]:
    """The kinds of which there is anything at all, in order: one question for all, for on most days most lists are empty."""

    def build() -> QuerySet[Any, Any]:
        asked = {
            kind.slug.replace("-", "_"): Exists(_of(kind, kind.rows(user, today), trainer, provider).values("pk"))
            for kind in KINDS.values()
        }
        return User.objects.order_by("pk").annotate(**asked).values_list(*asked)[:1]  # any one row to ask beside

    for found in composed(("kinds waiting", standing(user), today, trainer, provider), build):
        return [kind for kind, is_there in zip(KINDS.values(), found, strict=True) if is_there]
    return []


def first_of(kind: Kind, user: Anyone, today: date, most: int, trainer: str = "", provider: str = "") -> list[Any]:
    """The first rows of one kind in the order of its list. The page of a morning asks this for each kind that waits, and
    composing costs more than the answers: it is done once a day for all who see the same."""
    key = ("morning", kind.slug, standing(user), today, trainer, provider, most)
    return composed(key, lambda: _first(kind, user, today, trainer, provider, most))


def _first(kind: Kind, user: Anyone, today: date, trainer: str, provider: str, most: int) -> Rows:
    rows = rows_of(kind, user, today, trainer, provider).order_by(*kind.keys)
    if kind.shortlist:
        found = kind.shortlist(_of(kind, open_engagements(user), trainer, provider), today)
        return rows.filter(pk__in=found[:most])
    return rows.filter(pk__in=rows.values("pk")[:most]) if kind.keys_first else rows[:most]
