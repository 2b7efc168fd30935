"""The rows behind a sheet, in four queries however many KPIs, visits and actions there are."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from genba.closeout.models import Completion
from genba.delivery.models import Session, Visit
from genba.directory.models import EnterpriseEvent, Workforce
from genba.kit.prepared import Prepared
from genba.observations.models import Observation, Point, PracticeCheck, to_points
from genba.partnerships.models import Consent
from genba.plans.models import Action, State
from genba.programmes.models import Engagement

NO_KEY, NO_OTHER_KEY, NO_DAY = 918_273_645, 918_273_647, date(2871, 3, 9)  # stand for arguments while SQL is worked out


class Taking(NamedTuple):
    """An engagement as stored, with the names around it."""

    key: int
    code: str
    module: str
    agreed_on: date
    programme: str
    provider: str
    trainer: str | None
    baseline_on: date | None
    withdrawn_on: date | None
    completion: str | None  # the code of the one that stands
    completed_on: date | None


class Check(NamedTuple):
    practice: str
    on: date
    state: str


class ActionRow(NamedTuple):
    """One line of the plan as stored; `state` is what it is today, since `since`."""

    code: str
    problem: str
    action: str
    owner: str
    due_on: date
    state: str
    since: date | None
    cost: Decimal | None
    saving_kind: str
    expected: Decimal | None
    actual: Decimal | None
    method: str
    currency: str
    counted_in: str | None  # the code of the action whose saving holds this one's


@dataclass
class Dated:
    """What happened, by day: people counted, class days, visits, practice checks, consents in force, what befell it."""

    people: list[tuple[date, str, int]] = field(default_factory=list)  # counted on, sex, people
    class_days: list[date] = field(default_factory=list)
    visits: list[tuple[int, str, date]] = field(default_factory=list)  # number, kind, day
    checks: list[Check] = field(default_factory=list)
    consents: list[tuple[str, str]] = field(default_factory=list)  # brand, what it covers
    life: list[tuple[date, str]] = field(default_factory=list)  # day, what befell the enterprise


def takings_of(enterprise: int) -> list[Taking]:
    """The engagements of an enterprise (by key), the latest first: one query."""
    return [Taking(*row) for row in _takings(enterprise=enterprise)]


def dated(enterprise: int, engagement: int, today: date) -> Dated:
    """Everything with a day, in one query: six short lists put under one another by the database.

    engagement: its key, 0 for none.
    """
    found = Dated()
    for kind, on, first, second, number in _dated(enterprise=enterprise, engagement=engagement, today=today):
        if kind == "people":
            found.people.append((on, first, number))
        elif kind == "class":
            found.class_days.append(on)
        elif kind == "visit":
            found.visits.append((number, first, on))
        elif kind == "check":
            found.checks.append(Check(first, on, second))
        elif kind == "life":
            found.life.append((on, first))
        else:
            found.consents.append((first, second))
    return found


def points_of(enterprise: int) -> dict[str, list[Point]]:
    """The history of every KPI, oldest first: one query."""
    found: dict[str, list[Point]] = defaultdict(list)
    for point in to_points(_by_months(enterprise=enterprise)):
        found[point.indicator].append(point)
    return found


def actions_of(engagement: int) -> list[ActionRow]:
    """The lines of the plan with what each is today, by due day: one query."""
    return [ActionRow(*row) for row in _actions(engagement=engagement)]


def _build_takings(enterprise: int) -> QuerySet[Any, Any]:
    standing = Completion.objects.in_force().filter(engagement=OuterRef("pk"))
    return Engagement.objects.filter(enterprise=enterprise).order_by("-agreed_on", "-pk").values_list(
        "pk", "code", "module", "agreed_on", "programme__name", "provider__name", "trainer__name", "baseline__taken_on",
        "withdrawal__withdrawn_on", Subquery(standing.values("code")[:1]), Subquery(standing.values("completed_on")[:1]),
    )  # fmt: skip


def _build_dated(enterprise: int, engagement: int, today: date) -> QuerySet[Any, Any]:
    here = {"workshop__participations__engagement": engagement}
    consents = Consent.objects.in_force(today).filter(enterprise=enterprise)
    first, *others = (
        _list("people", Workforce.objects.filter(enterprise=enterprise), "counted_on", "sex", "role", "people"),
        _list("consent", consents, "since_on", "brand__name", "covers"),
        _list("class", Session.objects.filter(**here), "held_on", "part"),
        _list("visit", Visit.objects.filter(engagement=engagement), "visited_on", "kind", number="number"),
        _list("check", PracticeCheck.objects.filter(engagement=engagement), "checked_on", "practice", "state"),
        _list("life", EnterpriseEvent.objects.filter(enterprise=enterprise), "happened_on", "kind"),
    )
    return first.union(*others, all=True)


def _list(kind: str, rows: QuerySet[Any], on: str, first: str, second: str = "", number: str = "") -> QuerySet[Any, Any]:
    columns: list[Any] = [Value(kind), on, first, second or Value(""), number or Value(0)]
    return rows.order_by().values_list(*columns)


def _build_by_months(enterprise: int) -> QuerySet[Any, Any]:
    rows: QuerySet[Any, Any] = Observation.objects.by_months([enterprise])
    return rows


def _build_actions(engagement: int) -> QuerySet[Any, Any]:
    rows: QuerySet[Any, Any] = Action.objects.filter(engagement=engagement).with_state().values_list(
        "code", "problem", "action", "owner", "due_on", Coalesce("last_decision", Value(State.PROPOSED.value)), "decided_on",
        "cost", "saving_kind", "expected_saving", "actual_saving", "saving_method", "currency", "counted_in__code",
    )  # fmt: skip
    return rows


_takings = Prepared(_build_takings, enterprise=NO_KEY)
_dated = Prepared(_build_dated, enterprise=NO_KEY, engagement=NO_OTHER_KEY, today=NO_DAY)
_by_months = Prepared(_build_by_months, enterprise=NO_KEY)
_actions = Prepared(_build_actions, engagement=NO_KEY)
PREPARED = (_takings, _dated, _by_months, _actions)
