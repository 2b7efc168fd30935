"""The visits that a trainer takes along: the enterprise's plan, last numbers, practices as they stood, who may sign."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from django.urls import reverse
from django.utils import timezone

from genba.curriculum import Module, UnknownModule
from genba.curriculum.indicators import Indicator
from genba.directory.models import Person
from genba.kit.days import in_words as day_in_words
from genba.observations.models import Observation, Point, PracticeCheck
from genba.plans.models import Action, ActionPhoto, State
from genba.programmes.curricula import curriculum
from genba.web.base.kpi_part import amount, shown
from genba.web.base.periods import in_words
from genba.web.base.words import language
from genba.web.field.day_taken import Taken, taken
from genba.web.field.today import visits_due

MOST = 12  # enterprises; what is due first comes first
PEOPLE = 60  # of one enterprise, who may sign


def visits_of(own: list[Any], also: Collection[str] = ()) -> Taken:
    """Of the engagements of a trainer: the visits that are late or to come, then enterprises that may be visited though no
    day is set. A question to the database for each kind of thing, however many there are."""
    today = timezone.localdate()
    dated = visits_due(own, today)
    days = {e.pk: on for on, e in dated}
    others = [e for e in own if e.can_be_visited and not e.is_completed and e.pk not in days]
    rows, left = taken([*(e for _on, e in dated), *others], MOST, also)
    enterprises, keys = [e.enterprise_id for e in rows], [e.pk for e in rows]
    last, checks, plans, people = last_points(rows), _checks(keys), _plans(keys), _people(enterprises)
    visits = [
        {
            "code": e.code, "enterprise": e.enterprise.name, "slug": e.module, "number": e.visits_made + 1,
            "day": day_in_words(on) if (on := days.get(e.pk)) else "", "isLate": bool(on and on < today), "isPlanned": bool(e.planned_on),
            "plan": plans[e.pk], "kpis": own_kpis(e, last[e.enterprise_id]), "checks": checks[e.pk],
            "people": people[e.enterprise_id],
        }
        for e in rows
    ]  # fmt: skip
    return Taken(visits, left)


def _module(slug: str) -> Module | None:
    try:
        return curriculum().module(slug)
    except UnknownModule:
        return None


def last_points(rows: Iterable[Any]) -> dict[int, dict[str, Point]]:
    """By enterprise (key) and indicator, the last tracked point."""
    modules = [module for e in rows if (module := _module(e.module))]
    codes = {kpi.code for module in modules for kpi in module.core_kpis}
    found: dict[int, dict[str, Point]] = defaultdict(dict)
    points = Observation.objects.filter(indicator__in=codes).points({e.enterprise_id for e in rows})
    for point in sorted(points, key=lambda p: p.ends_on):
        if point.is_tracked:
            found[point.enterprise][point.indicator] = point
    return found


def own_kpis(e: Any, last: dict[str, Point]) -> dict[str, Any]:
    """What an enterprise adds to the indicators of its module: the last value, and its own unit of output."""
    module = _module(e.module)
    return {
        kpi.code: _kpi(kpi, last.get(kpi.code), e.enterprise.output_unit) for kpi in (module.core_kpis if module else ())
    }


def _kpi(kpi: Indicator, last: Point | None, unit: str) -> dict[str, Any]:
    told, own = language(), {}
    if kpi.own_output_unit and unit:
        units = [unit if part.name == "output" else part.unit_labels.in_(told) for part in (kpi.numerator, kpi.denominator)]
        own = {"units": units, "unit": kpi.unit_in(told, unit)}
    if last is None:
        return own
    return own | {"last": {
        "period": in_words(last.starts_on, last.ends_on), "numerator": last.numerator, "denominator": last.denominator,
        "words": [amount(last.numerator, told), amount(last.denominator, told),
                  shown(kpi, last.numerator, last.denominator, unit, told)],
    }}  # fmt: skip


def _checks(engagements: Iterable[int]) -> dict[int, dict[str, Any]]:
    found: dict[int, dict[str, Any]] = defaultdict(dict)
    for check in PracticeCheck.objects.filter(engagement_id__in=engagements).order_by("checked_on", "pk"):
        found[check.engagement_id][check.practice] = {"state": check.state, "day": day_in_words(check.checked_on)}
    return found


def _plans(engagements: Iterable[int]) -> dict[int, list[dict[str, Any]]]:
    today, found = timezone.localdate(), defaultdict(list)
    actions = [a for a in Action.objects.filter(engagement_id__in=engagements).standing() if a.state != State.VERIFIED]
    before = _photos([a.pk for a in actions])
    for a in actions:
        found[a.engagement_id].append({
            "code": a.code, "problem": a.problem, "action": a.action, "owner": a.owner, "due": day_in_words(a.due_on),
            "isLate": a.is_overdue(today), "state": a.state, **({"before": before[a.pk]} if a.pk in before else {}),
        })  # fmt: skip
    return found


def _photos(actions: list[int]) -> dict[int, dict[str, str]]:
    """Of each action the latest photo of how it was: what stands in the viewfinder as a ghost."""
    kinds = (ActionPhoto.Kind.PROBLEM, ActionPhoto.Kind.BEFORE)
    rows = ActionPhoto.objects.filter(action_id__in=actions, kind__in=kinds).order_by("taken_on", "pk")
    return {p.action_id: {"address": reverse("enterprise:photo", args=[p.code]), "shows": p.shows, "day": day_in_words(p.taken_on)}
            for p in rows}  # fmt: skip


def _people(enterprises: Iterable[int]) -> dict[int, list[dict[str, str]]]:
    found: dict[int, list[dict[str, str]]] = defaultdict(list)
    for one in Person.objects.filter(enterprise_id__in=enterprises).order_by("role", "name_key", "pk"):
        if len(found[one.enterprise_id]) < PEOPLE:
            found[one.enterprise_id].append({"code": one.code, "name": one.name, "role": one.role})
    return found
