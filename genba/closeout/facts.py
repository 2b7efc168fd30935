"""What engagements have done so far, read for many of them at once: the same few queries however many there are."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, Max, Min, Q, Sum

from genba.delivery.models import Attendance, Participant, Participation, Session, Visit
from genba.observations.models import Baseline, Observation
from genba.plans.models import Action, State
from genba.programmes.models import Engagement
from genba.science.windows import first_day

DONE = (State.DONE.value, State.VERIFIED.value)


@dataclass
class Attended:
    """One person of the enterprise: minutes there over all sessions, None while nobody marked; the days missed."""

    role: str
    minutes: int | None
    missed: tuple[date, ...] = ()


@dataclass
class Facts:
    """What one engagement has done. given: minutes of all sessions of its classes. kpis: by indicator, whether it was
    measured before the class and after it."""

    people: list[Attended] = field(default_factory=list)
    given: int = 0
    class_on: date | None = None
    visits: int = 0
    baseline_on: date | None = None
    actions: int = 0
    actions_done: int = 0
    kpis: dict[str, tuple[bool, bool]] = field(default_factory=dict)


def facts_of(engagements: Sequence[Engagement], *, in_detail: bool = False) -> dict[int, Facts]:
    """By key of the engagement. Six queries; in detail two more, for the days that people missed."""
    keys = [e.pk for e in engagements]
    found = {key: Facts() for key in keys}
    _classes(found, keys, _missed(keys) if in_detail else {})
    visits = Visit.objects.filter(engagement_id__in=keys, kind=Visit.Kind.FOLLOW_UP).order_by().values("engagement_id")
    for row in visits.annotate(n=Count("pk")):
        found[row["engagement_id"]].visits = row["n"]
    for key, day in Baseline.objects.filter(engagement_id__in=keys).values_list("engagement_id", "taken_on"):
        found[key].baseline_on = day
    actions: Any = Action.objects.filter(engagement_id__in=keys).standing().order_by()
    for key, last in actions.values_list("engagement_id", "last_decision"):
        found[key].actions += 1
        found[key].actions_done += last in DONE
    _kpis(found, engagements)
    return found


def _classes(found: dict[int, Facts], keys: list[int], missed: Mapping[tuple[int, int], tuple[date, ...]]) -> None:
    classes = Participation.objects.filter(engagement_id__in=keys).order_by().values("engagement_id")
    for row in classes.annotate(on=Min("workshop__sessions__held_on"), minutes=Sum("workshop__sessions__minutes")):
        facts = found[row["engagement_id"]]
        facts.class_on, facts.given = row["on"], row["minutes"] or 0
    # Somebody may sit in two classes of one engagement: they are one person with the minutes of both.
    people: dict[tuple[int, int], Attended] = {}
    rows = Participant.objects.filter(engagement_id__in=keys).order_by("pk").annotate(m=Sum("attendances__minutes"))
    for key, person, role, minutes in rows.values_list("engagement_id", "person_id", "role", "m"):
        one = people.setdefault((key, person), Attended(role, None, missed.get((key, person), ())))
        if minutes is not None:
            one.minutes = (one.minutes or 0) + minutes
    for (key, _person), one in people.items():
        found[key].people.append(one)


def _missed(keys: list[int]) -> dict[tuple[int, int], tuple[date, ...]]:
    """The days of the class on which somebody was not there for a whole session, by engagement and person."""
    there = {(p, s) for p, s in Attendance.objects.filter(participant__engagement_id__in=keys, minutes__gt=0)
             .values_list("participant_id", "session_id")}  # fmt: skip
    days: dict[tuple[int, int], set[date]] = defaultdict(set)
    rows: Iterable[Any] = Session.objects.filter(workshop__participants__engagement_id__in=keys).order_by().values_list(
        "workshop__participants__engagement_id", "workshop__participants__person_id", "workshop__participants__id", "id",
        "held_on",
    )  # fmt: skip
    for key, person, participant, session, held_on in rows:
        if (participant, session) not in there:
            days[key, person].add(held_on)
    return {who: tuple(sorted(those)) for who, those in days.items()}


def _kpis(found: dict[int, Facts], engagements: Sequence[Engagement]) -> None:
    """A KPI is measured before where a tracked period ended before the month of the class, after where one began later."""
    firms = {e.enterprise_id for e in engagements}
    rows = Observation.objects.filter(Q(denominator__isnull=False), enterprise_id__in=firms).order_by()
    spans = rows.values("enterprise_id", "indicator").annotate(first=Min("ends_on"), last=Max("starts_on"))
    by_firm: dict[int, list[tuple[str, date, date]]] = defaultdict(list)
    for row in spans:
        by_firm[row["enterprise_id"]].append((row["indicator"], row["first"], row["last"]))
    for e in engagements:
        facts = found[e.pk]
        month = facts.class_on.replace(day=1) if facts.class_on else None
        for indicator, first, last in by_firm[e.enterprise_id]:
            before = month is None or first_day(first) < month
            facts.kpis[indicator] = (before, month is not None and first_day(last) > month)
