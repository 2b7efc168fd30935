"""How each of the programme's own indicators is worked out: rows in, an outcome for every cell out.

Each function stands beside its code in MEASURES; what the indicator means stands in indicators.py.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
from django.conf import settings
from django.db.models import Exists, OuterRef, Q, Sum

from genba.delivery.models import Attendance, Participant, SatisfactionCount, Session, Workshop
from genba.directory.models import Workforce
from genba.impact.at_rate import savings_at_rate
from genba.impact.facts import Base, Cell, Codes, Column, Facts
from genba.impact.indicators import BY_ENTERPRISE, BY_MONEY, BY_PERSON
from genba.impact.models import KpiChange
from genba.impact.months import fetched
from genba.observations.models import Baseline, PracticeCheck, PracticeState
from genba.plans.models import Action, Saving
from genba.programmes.curricula import curriculum
from genba.programmes.models import Contribution, Payer
from genba.science.intervals import wilson

MIXED: Final = "mixed-currencies"
BASELINE_DUE_DAYS, VALUES_DUE_DAYS = 30, 120


@dataclass(frozen=True)
class Outcome:
    """A figure of a cell: value or the reason why there is none, and what stands behind it."""

    value: float | None
    detail: dict[str, Any] = field(default_factory=dict)
    withheld: str = ""


Outcomes = Iterator[tuple[Cell, Outcome]]


def different(keys: np.ndarray) -> int:
    return len(np.unique(keys))


def enterprises(base: Base) -> Outcomes:
    for cell, rows in base.facts.cells(BY_ENTERPRISE):
        n = different(base.facts.numbers["enterprise"][rows])
        yield cell, Outcome(n, {"n": n})


def countries(base: Base) -> Outcomes:
    """Of the whole, of a module and of a provider; a country is one in itself. n: the enterprises there."""
    for cell, rows in base.facts.cells():
        n = different(base.facts.numbers["enterprise"][rows])
        yield cell, Outcome(different(base.facts.country.codes[rows]), {"n": n})


def enterprises_trained(base: Base) -> Outcomes:
    trained = base.facts.where(np.flatnonzero(base.is_trained))
    for cell, rows in trained.cells(BY_ENTERPRISE):
        n = different(trained.numbers["enterprise"][rows])
        yield cell, Outcome(n, {"n": n})


def engagements(base: Base) -> Outcomes:
    for cell, rows in base.facts.cells(BY_ENTERPRISE):
        yield cell, Outcome(len(rows), {"n": len(rows)})


def people_trained(base: Base) -> Outcomes:
    """Also those of engagements that were ended early later on: they were there."""
    minutes = dict(Session.objects.order_by().values("workshop").annotate(m=Sum("minutes")).values_list("workshop", "m"))
    rows = fetched(
        Participant.objects.order_by("workshop__starts_on", "pk").annotate(attended=Sum("attendances__minutes"))
        .values_list("person_id", "engagement__enterprise__country_id", "engagement__provider_id", "engagement__module",
                     "sex", "role", "workshop_id", "attended")
    )  # fmt: skip
    present = [r for r in rows if r[7] and 2 * r[7] >= minutes[r[6]]]
    last = {r[0]: (r[4], r[5]) for r in present}  # rows come in the order of workshops: the latest stays
    facts = Facts(
        Column.of([r[1] for r in present]), Column.of([r[2] for r in present]), Column.of([r[3] for r in present]),
        {"sex": Column.of([last[r[0]][0] for r in present]), "role": Column.of([last[r[0]][1] for r in present])},
        {"person": np.array([r[0] for r in present], dtype=np.int64)},
    )  # fmt: skip
    for cell, places in facts.cells(BY_PERSON):
        n = different(facts.numbers["person"][places])
        yield cell, Outcome(n, {"n": n})


def workforce_reached(base: Base) -> Outcomes:
    """The whole from the headcount, the parts from the last count by sex and role."""
    trained = base.facts.where(np.flatnonzero(base.is_trained))
    for cell, rows in trained.cells():
        firms, first = np.unique(trained.numbers["enterprise"][rows], return_index=True)
        people = trained.numbers["headcount"][rows][first]
        yield cell, Outcome(int(people.sum()), {"n": len(firms), "n_counted": int((people > 0).sum())})
    yield from _workforce_parts(trained)


def _workforce_parts(trained: Facts) -> Outcomes:
    counts = fetched(
        Workforce.objects.order_by("enterprise_id", "counted_on").values_list(
            "enterprise_id", "counted_on", "role", "sex", "people"
        )
    )
    latest: dict[int, tuple[Any, list[tuple[str, str, int]]]] = {}
    for firm, day, role, sex, people in counts:
        if firm not in latest or latest[firm][0] != day:
            latest[firm] = (day, [])
        latest[firm][1].append((role, sex, people))
    firms = trained.numbers["enterprise"].tolist()
    lines = [(at, role, sex, people) for at, firm in enumerate(firms) for role, sex, people in latest.get(firm, (0, ()))[1]]
    places = np.array([line[0] for line in lines], dtype=np.int64)
    facts = trained.where(places)
    facts.groups = {"sex": Column.of([li[2] for li in lines]), "role": Column.of([li[1] for li in lines])}
    kinds = Column.of([(li[1], li[2]) for li in lines])
    key = facts.numbers["enterprise"] * max(1, len(kinds.values)) + kinds.codes
    people_of = np.array([li[3] for li in lines], dtype=np.int64)
    for cell, rows in facts.cells(BY_PERSON):
        if cell.group:  # a firm with two engagements has its lines twice: each is taken once
            once = np.unique(key[rows], return_index=True)[1]
            yield cell, Outcome(int(people_of[rows][once].sum()), {"n": different(facts.numbers["enterprise"][rows])})


def complete_measures(base: Base) -> Outcomes:
    measured = set(
        KpiChange.objects.filter(before_n__gt=0, after_n__gt=0).values_list("engagement_id", flat=True).distinct()
    )
    facts = base.facts.where(np.flatnonzero(base.is_trained))
    complete = np.array([i in measured for i in base.ids[base.is_trained].tolist()], dtype=bool)
    for cell, rows in facts.cells(BY_ENTERPRISE):
        firms = facts.numbers["enterprise"][rows]
        n, both = different(firms), different(firms[complete[rows]])
        low, high = wilson(both, n)
        yield cell, Outcome(both / n, {"n": n, "n_both": both, "low": low, "high": high})


def practices_adopted(base: Base) -> Outcomes:
    checks = fetched(
        PracticeCheck.objects.order_by("engagement_id", "practice", "checked_on")
        .values_list("engagement_id", "practice", "checked_on", "state")
    )  # fmt: skip
    days: dict[int, set[Any]] = {}
    adopted: dict[int, int] = {}
    first_state, before = "", (0, "")
    for at, (engagement, practice, day, state) in enumerate(checks):
        days.setdefault(engagement, set()).add(day)
        if (engagement, practice) != before:
            before, first_state = (engagement, practice), state
        is_last = at + 1 == len(checks) or checks[at + 1][:2] != before
        if is_last and first_state != PracticeState.PRACTISED and state == PracticeState.PRACTISED:
            adopted[engagement] = adopted.get(engagement, 0) + 1
    twice = [e for e, on in days.items() if len(on) > 1]
    places, known = base.rows_of(twice)
    facts = base.facts.where(places[known])
    numbers = np.array([adopted.get(e, 0) for e in twice], dtype=np.int64)[known]
    for cell, rows in facts.cells(BY_ENTERPRISE):
        n, total = different(facts.numbers["enterprise"][rows]), int(numbers[rows].sum())
        yield cell, Outcome(total / n, {"n": n, "total": total})


def satisfaction(base: Base) -> Outcomes:
    """Answers to the first question of each module: one a person, so that a small n is few people."""
    first = {m.slug: m.satisfaction[0].code for m in curriculum().modules if m.satisfaction}
    over = Q(survey__closed_on__isnull=False) | Q(survey__closes_on__lt=base.today)
    rows = [r for r in fetched(
        SatisfactionCount.objects.filter(over, answers__gt=0).order_by("pk")
        .values_list("survey__workshop__country_id", "survey__workshop__provider_id", "survey__workshop__module", "question",
                     "score", "answers")) if first.get(r[2]) == r[3]]  # fmt: skip
    country, provider, module, _question, score, answers = zip(*rows, strict=True) if rows else [()] * 6
    facts = Facts(Column.of(country), Column.of(provider), Column.of(module), {},
                  {"score": np.array(score, dtype=np.int64), "answers": np.array(answers, dtype=np.int64)})  # fmt: skip
    for cell, places in facts.cells():
        spread = np.bincount(facts.numbers["score"][places], facts.numbers["answers"][places], 6)[1:].astype(int)
        n, satisfied = int(spread.sum()), int(spread[3:].sum())
        if n < max(settings.SMALL_GROUP, 1):
            yield cell, Outcome(None, {"n": n}, "too-few")
            continue
        low, high = wilson(satisfied, n)
        yield cell, Outcome(satisfied / n, {"n": n, "low": low, "high": high, "distribution": spread.tolist()})


def savings(base: Base) -> Outcomes:
    rows = list(
        Action.objects.saving("actual_saving").order_by()
        .values_list("engagement_id", "saving_kind", "actual_saving", "currency")
    )  # fmt: skip
    facts, amounts = _money(base, [(r[0], float(r[2] or 0) * (12 if r[1] == Saving.MONTHLY else 1), r[3]) for r in rows])
    for cell, places, currency in _by_currency(facts):
        firms, which = np.unique(facts.numbers["enterprise"][places], return_inverse=True)
        if currency is None:
            yield cell, Outcome(None, {"n": len(firms)}, MIXED)
            continue
        each = np.bincount(which, amounts[places])
        q1, middle, q3 = (float(q) for q in np.percentile(each, (25, 50, 75)))
        yield cell, Outcome(middle, {"n": len(firms), "total": float(each.sum()), "q1": q1, "q3": q3, "currency": currency})


def savings_at_one_rate(base: Base) -> Outcomes:
    for cell, value, detail, withheld in savings_at_rate(base):
        yield cell, Outcome(value, detail, withheld)


def cost_covered(base: Base) -> Outcomes:
    rows = list(Contribution.objects.values_list("engagement_id", "amount", "engagement__currency", "payer"))
    facts, amounts = _money(base, [(r[0], float(r[1]), r[2]) for r in rows])
    __, known = base.rows_of([r[0] for r in rows])
    payers = Column.of([r[3] for r in rows]).at(np.flatnonzero(known))
    for cell, places, currency in _by_currency(facts):
        n = different(facts.numbers["enterprise"][places])
        if currency is None:
            yield cell, Outcome(None, {"n": n}, MIXED)
            continue
        parts = np.bincount(payers.codes[places], amounts[places], len(payers.values))
        paid = {p: float(a) for p, a in zip(payers.values, parts, strict=True) if a}
        total = sum(paid.values())
        covered = total - paid.get(Payer.DONOR, 0.0)
        yield cell, Outcome(covered / total, {"n": n, "total": total, "paid": paid, "currency": currency})


def _money(base: Base, rows: list[tuple[int, float, str]]) -> tuple[Facts, np.ndarray]:
    places, known = base.rows_of([r[0] for r in rows])
    facts = base.facts.where(places[known])
    facts.groups = {"currency": Column.of([r[2] for r in rows]).at(np.flatnonzero(known))}
    return facts, np.array([r[1] for r in rows], dtype=np.float64)[known]


def _by_currency(facts: Facts) -> Iterator[tuple[Cell, Codes, str | None]]:
    """Each cell with its one currency, or None where it has several: amounts in two are never added."""
    currency = facts.groups["currency"]
    for cell, rows in facts.cells(BY_MONEY):
        used = np.unique(currency.codes[rows])
        yield cell, rows, currency.values[used[0]] if len(used) == 1 else None


def missing_baseline(base: Base) -> Outcomes:
    has = set(Baseline.objects.values_list("engagement_id", flat=True))
    late = base.facts.numbers["agreed_day"] < base.long_ago(BASELINE_DUE_DAYS).toordinal()
    without = np.array([i not in has for i in base.ids.tolist()], dtype=bool)
    yield from _late(base.facts.where(np.flatnonzero(late & without)), "agreed_day")


def missing_values(base: Base) -> Outcomes:
    measured = KpiChange.objects.order_by().values_list("engagement_id", flat=True).distinct()
    before, after = set(measured.filter(before_n__gt=0)), set(measured.filter(after_n__gt=0))
    day = base.facts.numbers["trained_day"]
    late = (day > 0) & (day < base.long_ago(VALUES_DUE_DAYS).toordinal())
    silent = np.array([i in before and i not in after for i in base.ids.tolist()], dtype=bool)
    yield from _late(base.facts.where(np.flatnonzero(late & silent)), "trained_day")


def missing_attendance(base: Base) -> Outcomes:
    marked, held = (
        Attendance.objects.filter(session__workshop=OuterRef("pk")),
        Session.objects.filter(workshop=OuterRef("pk")),
    )
    rows = list(
        Workshop.objects.filter(~Exists(marked), Exists(held), ends_on__lt=base.today).order_by()
        .values_list("country_id", "provider_id", "module", "ends_on")
    )  # fmt: skip
    country, provider, module, day = zip(*rows, strict=True) if rows else [()] * 4
    facts = Facts(Column.of(country), Column.of(provider), Column.of(module), {},
                  {"day": np.array([d.toordinal() for d in day], dtype=np.int64)})  # fmt: skip
    yield from _late(facts, "day")


def _late(facts: Facts, day: str) -> Outcomes:
    for cell, rows in facts.cells():
        yield cell, Outcome(len(rows), {"n": len(rows), "oldest": int(facts.numbers[day][rows].min())})


MEASURES: Final[dict[str, Callable[[Base], Outcomes]]] = {
    "enterprises": enterprises, "countries": countries, "enterprises-trained": enterprises_trained, "engagements": engagements,
    "people-trained": people_trained, "workforce-reached": workforce_reached, "complete-measures": complete_measures,
    "practices-adopted": practices_adopted, "satisfaction": satisfaction, "savings": savings, "savings-at-rate": savings_at_one_rate, "cost-covered": cost_covered,
    "missing-baseline": missing_baseline, "missing-attendance": missing_attendance, "missing-values": missing_values,
}  # fmt: skip
