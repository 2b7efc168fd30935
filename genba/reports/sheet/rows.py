"""The rows behind a sheet, in four queries however many KPIs, visits and actions there are."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Coalesce

from genba.delivery.models import Session, Visit
from genba.directory.models import Enterprise, Workforce
from genba.observations.models import Observation, Point, PracticeCheck
from genba.partnerships.models import Consent
from genba.plans.models import Action, State
from genba.programmes.models import Engagement


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


@dataclass
class Dated:
    """What happened, by day: people counted, class days, visits, practice checks, consents in force."""

    people: list[tuple[date, str, int]] = field(default_factory=list)  # counted on, sex, people
    class_days: list[date] = field(default_factory=list)
    visits: list[tuple[int, str, date]] = field(default_factory=list)  # number, kind, day
    checks: list[Check] = field(default_factory=list)
    consents: list[tuple[str, str]] = field(default_factory=list)  # brand, what it covers


def engagements_of(enterprise: Enterprise) -> list[Engagement]:
    """The engagements of an enterprise with their people and beginnings, the latest first: one query."""
    relations = ("programme", "provider", "trainer", "baseline", "withdrawal")
    return list(Engagement.objects.filter(enterprise=enterprise).select_related(*relations).order_by("-agreed_on", "-pk"))


def dated(enterprise: Enterprise, engagement: Engagement | None) -> Dated:
    """Everything with a day, in one query: five short lists put under one another by the database."""
    found = Dated()
    key = engagement.pk if engagement else 0
    lists = [
        _list("people", Workforce.objects.filter(enterprise=enterprise), "counted_on", "sex", "role", "people"),
        _list("consent", Consent.objects.in_force().filter(enterprise=enterprise), "since_on", "brand__name", "covers"),
    ]
    if key:
        here = Q(workshop__participations__engagement=key)
        lists += [
            _list("class", Session.objects.filter(here), "held_on", "part"),
            _list("visit", Visit.objects.filter(engagement=key), "visited_on", "kind", number="number"),
            _list("check", PracticeCheck.objects.filter(engagement=key), "checked_on", "practice", "state"),
        ]
    for kind, on, first, second, number in lists[0].union(*lists[1:], all=True):
        if kind == "people":
            found.people.append((on, first, number))
        elif kind == "class":
            found.class_days.append(on)
        elif kind == "visit":
            found.visits.append((number, first, on))
        elif kind == "check":
            found.checks.append(Check(first, on, second))
        else:
            found.consents.append((first, second))
    return found


def _list(kind: str, rows: QuerySet[Any], on: str, first: str, second: str = "", number: str = "") -> QuerySet[Any, Any]:
    columns: list[Any] = [Value(kind), on, first, second or Value(""), number or Value(0)]
    return rows.order_by().values_list(*columns)


def points_of(enterprise: Enterprise) -> dict[str, list[Point]]:
    """The history of every KPI, oldest first: one query."""
    found: dict[str, list[Point]] = defaultdict(list)
    for point in Observation.objects.points([enterprise.pk]):
        found[point.indicator].append(point)
    return found


def actions_of(engagement: Engagement | None) -> list[ActionRow]:
    """The lines of the plan with what each is today, by due day: one query."""
    if engagement is None:
        return []
    rows = Action.objects.filter(engagement=engagement).with_state().values_list(
        "code", "problem", "action", "owner", "due_on", Coalesce("last_decision", Value(State.PROPOSED.value)), "decided_on",
        "cost", "saving_kind", "expected_saving", "actual_saving", "saving_method", "currency",
    )  # fmt: skip
    return [ActionRow(*row) for row in rows]


__all__ = ["ActionRow", "Check", "Dated", "actions_of", "dated", "engagements_of", "points_of"]
