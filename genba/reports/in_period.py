"""What happened within some days: enterprises begun and trained, people trained, classes and visits, by country.

Counted from the rows when it is asked for, unlike the standings, which hold everything until today. What rests on few is
hidden, with what would reveal it by subtraction.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from django.conf import settings
from django.db.models import F, Min, OuterRef, Q, Subquery, Sum
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from genba.delivery.models import Participant, Participation, Session, Visit
from genba.impact.standings import SMALL_GROUP
from genba.programmes.models import Engagement, Programme
from genba.science.suppression import suppress

SEXES: Final = ("female", "male", "other", "not-stated")
ROLES: Final = ("manager", "worker")


@dataclass(frozen=True, slots=True)
class Measure:
    """What is counted. label, definition, unit: translatable."""

    code: str
    label: str | Promise
    definition: str | Promise
    unit: str | Promise


MEASURES: Final = (
    Measure("period-enterprises", _("Enterprises that began"),
            _("Enterprises that agreed to take a module in these days and had not left it by the last of them, each counted once."), _("enterprises")),
    Measure("period-enterprises-trained", _("Enterprises trained for the first time"),
            _("Enterprises whose very first class day lies in these days, without those that had left the module by the last of them, each counted once."),
            _("enterprises")),
    Measure("period-people-trained", _("People trained"),
            _("People who were present for at least half the minutes of a workshop that ended in these days, each counted once. Sex and role "
              "as on the roster of their last workshop of these days."), _("people")),
    Measure("period-classes", _("Classes held"), _("Workshops with a class day, of which the last lies in these days."), _("classes")),
    Measure("period-visits", _("Visits made"), _("Visits of trainers to enterprises in these days, reported."), _("visits")),
)  # fmt: skip
PEOPLE: Final = "period-people-trained"


@dataclass(frozen=True, slots=True)
class Count:
    """How many; None where it is hidden. n: the enterprises behind it (people: the people), 0 where hidden."""

    value: int | None
    n: int = 0
    withheld: str = ""


@dataclass(frozen=True, slots=True)
class Counted:
    """One measure: of all, by country (those with any), and of people by sex, by role, and women by country where none is few."""

    measure: Measure
    whole: Count
    by_country: Mapping[str, Count]
    by_sex: Mapping[str, Count]
    by_role: Mapping[str, Count]
    women: Mapping[str, Count]


@dataclass
class Found:
    """By country: how many, and the keys of the enterprises behind them. Of people also by country and sex, and by role."""

    many: dict[str, int]
    firms: dict[str, set[int]]
    sexes: dict[tuple[str, str], int] = field(default_factory=dict)
    roles: dict[str, int] = field(default_factory=dict)


def in_period(programme: Programme, starts_on: date, ends_on: date) -> list[Counted]:
    """Every measure between two days, both within. Days to come hold nothing yet. Five queries."""
    days = (starts_on, min(ends_on, timezone.localdate()))
    return [_counted(measure, COUNTS[measure.code](programme, days)) for measure in MEASURES]


Days = tuple[date, date]


def not_left_by(day: date) -> Q:
    """Of an engagement: it had not ended early by this day. Who leaves later changes nothing in what was until then."""
    return Q(withdrawal=None) | Q(withdrawal__withdrawn_on__gt=day)


def _begun(programme: Programme, days: Days) -> Found:
    rows = Engagement.objects.filter(not_left_by(days[1]), programme=programme, agreed_on__range=days)
    return _once(rows.order_by().values_list("enterprise__country_id", "enterprise_id").distinct())


def _first_trained(programme: Programme, days: Days) -> Found:
    rows = Engagement.objects.filter(not_left_by(days[1]), programme=programme).order_by()
    firsts = rows.values("enterprise__country_id", "enterprise_id").annotate(
        on=Min("participations__workshop__sessions__held_on")
    )
    return _once(firsts.filter(on__range=days).values_list("enterprise__country_id", "enterprise_id"))


def _once(pairs: Iterable[tuple[str, int]]) -> Found:
    firms: dict[str, set[int]] = defaultdict(set)
    for country, enterprise in pairs:
        firms[country].add(enterprise)
    return Found({c: len(keys) for c, keys in firms.items()}, firms)


def _people(programme: Programme, days: Days) -> Found:
    whole = Session.objects.filter(workshop=OuterRef("workshop")).order_by().values("workshop").annotate(m=Sum("minutes"))
    there: Any = Participant.objects.filter(workshop__programme=programme, workshop__ends_on__range=days)
    there = there.annotate(attended=Sum("attendances__minutes"), whole=Subquery(whole.values("m")))
    rows = there.filter(attended__gt=0, whole__lte=2 * F("attended")).order_by("workshop__starts_on", "pk")
    last: dict[int, tuple[str, str, str]] = {}
    firms: dict[str, set[int]] = defaultdict(set)
    fields = ("person_id", "engagement__enterprise__country_id", "engagement__enterprise_id", "sex", "role")
    for person, country, enterprise, sex, role in rows.values_list(*fields).iterator():
        last[person] = (country, sex, role)
        firms[country].add(enterprise)
    sexes: dict[tuple[str, str], int] = defaultdict(int)
    many: dict[str, int] = defaultdict(int)
    roles: dict[str, int] = dict.fromkeys(ROLES, 0)
    for country, sex, role in last.values():
        sexes[country, sex] += 1
        many[country] += 1
        roles[role] += 1
    return Found(dict(many), firms, dict(sexes), roles)


def _classes(programme: Programme, days: Days) -> Found:
    rows = Participation.objects.filter(
        workshop__programme=programme, workshop__ends_on__range=days, workshop__sessions__isnull=False
    )
    return _each(rows.order_by().values_list("workshop__country_id", "workshop_id", "engagement__enterprise_id").distinct())


def _visits(programme: Programme, days: Days) -> Found:
    rows = Visit.objects.filter(engagement__programme=programme, visited_on__range=days).order_by()
    return _each(rows.values_list("engagement__enterprise__country_id", "pk", "engagement__enterprise_id"))


def _each(rows: Iterable[tuple[str, int, int]]) -> Found:
    things: dict[str, set[int]] = defaultdict(set)
    firms: dict[str, set[int]] = defaultdict(set)
    for country, key, enterprise in rows:
        things[country].add(key)
        firms[country].add(enterprise)
    return Found({c: len(keys) for c, keys in things.items()}, firms)


COUNTS: Final[dict[str, Callable[[Programme, Days], Found]]] = {
    "period-enterprises": _begun, "period-enterprises-trained": _first_trained, PEOPLE: _people, "period-classes": _classes,
    "period-visits": _visits,
}  # fmt: skip


def _counted(measure: Measure, found: Found) -> Counted:
    """A country is hidden where few enterprises stand behind it, or few people where people are counted."""
    behind = {c: len(keys) for c, keys in found.firms.items()}
    people = found.many if measure.code == PEOPLE else {}
    hidden = _hidden(behind) | _hidden(people)
    n_all = len(set().union(*found.firms.values())) if found.firms else 0
    is_few = 0 < n_all < threshold() or 0 < sum(people.values()) < threshold()
    n_of = people or behind
    by_country = {c: _count(found.many[c], n_of[c], c in hidden or is_few) for c in sorted(found.many)}
    whole = _count(sum(found.many.values()), sum(people.values()) if people else n_all, is_few)
    if not people:
        return Counted(measure, whole, by_country, {}, {}, {})
    sums = {sex: sum(n for (_c, s), n in found.sexes.items() if s == sex) for sex in SEXES}
    by_sex, by_role = _parts(sums, is_few), _parts(found.roles, is_few)
    women = _women(found, is_few or any(n.withheld for n in by_sex.values()), by_country)
    return Counted(measure, whole, by_country, by_sex, by_role, women)


def _parts(sums: Mapping[str, int], is_few: bool) -> dict[str, Count]:
    kept = suppress(sums, threshold())
    return {part: _count(n, n, is_few or kept[part] is None) for part, n in sums.items()}


def _women(found: Found, is_hidden: bool, by_country: Mapping[str, Count]) -> dict[str, Count]:
    """Women by country, in all countries or in none: else the one that is hidden is the whole less the others."""
    many = {c: found.sexes.get((c, "female"), 0) for c in by_country}
    few = any(0 < n < threshold() or 0 < found.many[c] - n < threshold() for c, n in many.items())
    is_hidden = is_hidden or few or any(c.withheld for c in by_country.values())
    return {c: _count(n, n, is_hidden) for c, n in many.items()}


def _hidden(sizes: Mapping[str, int]) -> set[str]:
    return {c for c, n in suppress(sizes, threshold()).items() if n is None}


def _count(value: int, n: int, is_hidden: bool) -> Count:
    return Count(None, 0, SMALL_GROUP) if is_hidden else Count(value, n)


def threshold() -> int:
    """From how many on a group is no small one."""
    return max(3, settings.SMALL_GROUP)
