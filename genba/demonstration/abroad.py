"""The story beyond its first three countries, in short: nine more, each with one provider, one module, one or two classes.

Told through the product's own actions, those for many where there are some. Some enterprises get better, some do not,
and a few count no more after the class.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import count

import numpy as np

from genba.access.models import User
from genba.closeout.actions import completions
from genba.delivery.actions import attendance, visits, workshops
from genba.delivery.models import Workshop
from genba.demonstration import chapters, shapes
from genba.demonstration.lands import KPIS, LANDS, SAID, Kpi, Land
from genba.demonstration.money import in_local
from genba.demonstration.months import months_up_to
from genba.demonstration.roles import meet
from genba.demonstration.sponsors import share_of
from genba.demonstration.words import ISIC, KIND, PLACE, WAY, enterprise_name, person_name
from genba.directory.actions import enterprises, people
from genba.directory.actions.enterprises import country_row
from genba.directory.models import Enterprise, Person, Provider
from genba.observations.actions import baselines, observations
from genba.observations.actions.checks import Unlikely, judged
from genba.observations.ledger import Kept, Ledger, Value
from genba.observations.models import Baseline
from genba.plans import actions as plans
from genba.programmes.actions import trainers
from genba.programmes.actions.engagements import Share, open_engagement
from genba.programmes.curricula import curriculum, module_of
from genba.programmes.models import Engagement, Programme
from genba.review import actions as reviews
from genba.review.subjects import Subject

BEFORE, AFTER = 3, 4  # full months that are counted before the class, and the latest of today
COMPLETE = 150  # days from the first class to completion
SHORT = "The plan was kept short on purpose; what was agreed is done"
SILENT = 5  # the enterprise at this place of a country counts no more after the class
OPEN = (2, SILENT, 7)  # whether the module is complete is not decided yet
UNITS = {"Foods": "kg", "Bakery": "kg", "Lodge": "guest-nights"}
WHY = "Looked at twice: a small place swings"
Month = tuple[date, date]


def go_abroad(programme: Programme, since: date, today: date) -> None:
    """All nine countries, one after the other."""
    for number, land in enumerate(LANDS):
        provider = Provider.objects.create(country=country_row(land.code), name=land.provider)
        coordinator = meet(land.coordinator, "provider-coordinator", "provider", provider.pk, since)
        trainer = meet(land.trainer, "trainer", "self", "", since)
        first = today - timedelta(days=land.days_ago)
        first -= timedelta(days=first.weekday())  # a Monday: nobody's weekend
        trainers.describe(by=coordinator, trainer=trainer, languages=land.languages, countries=[land.code],
                          regions=land.cities[:2], sex=land.sex)  # fmt: skip
        trainers.certify(by=coordinator, trainer=trainer, module=land.module, valid_from=first - timedelta(days=200),
                         valid_until=today + timedelta(days=400))  # fmt: skip
        members = _register(coordinator, land, number, provider, first)
        engaged = [_engage(coordinator, trainer, programme, provider, land, e, first) for e in members]
        _work(coordinator, trainer, land, number, engaged, first, today)


def _register(by: User, land: Land, number: int, provider: Provider, first: date) -> list[Enterprise]:
    """The enterprises of one country with their workforce by role and sex, counted some weeks before the class."""
    random = np.random.default_rng(7000 + number)
    rows = []
    for place in range(sum(land.classes)):
        kind = KIND.index(land.kinds[place % len(land.kinds)])
        spot, way = (number * 7 + place * 11 + 3) % len(PLACE), (number * 2 + place * 3 + 1) % len(WAY)
        female, male = int(random.integers(8, 70)), int(random.integers(8, 55))
        rows.append(enterprises.registration(
            name=enterprise_name((way * len(PLACE) + spot) * len(KIND) + kind), country=land.code,
            region=land.cities[place % len(land.cities)], city=land.cities[place % len(land.cities)], isic=ISIC[kind],
            output_unit=UNITS.get(KIND[kind], "pieces"), owned=("others", "women", "others", "not-stated")[place % 4], provider=provider, counted_on=first - timedelta(days=50),
            workforce={
                ("manager", "female"): int(random.integers(1, 4)), ("manager", "male"): int(random.integers(1, 5)),
                ("worker", "female"): female, ("worker", "male"): male, ("worker", "not-stated"): int(place % 4 == 2),
            },
        ))  # fmt: skip
    keys = enterprises.register_many(by=by, rows=rows)
    return list(Enterprise.objects.filter(pk__in=keys).order_by("pk"))


def _engage(
    by: User, trainer: User, programme: Programme, provider: Provider, land: Land, enterprise: Enterprise, first: date
) -> Engagement:
    payer, name = share_of(land.code)
    return open_engagement(
        by=by, programme=programme, enterprise=enterprise, module=land.module, provider=provider, trainer=trainer,
        agreed_on=first - timedelta(days=40), price=Decimal(2400), currency="USD",
        shares=(Share("enterprise", Decimal(900)), Share(payer, Decimal(1500), name)),
    )  # fmt: skip


def _work(by: User, trainer: User, land: Land, number: int, engaged: list[Engagement], first: date, today: date) -> None:
    """Measured, taught, visited and measured again."""
    _measure(trainer, land, number, engaged, first, today)
    start = 0
    for turn, size in enumerate(land.classes):
        _hold_class(by, trainer, land, engaged[start : start + size], first + timedelta(days=14 * turn))
        start += size
    for place, engagement in enumerate(engaged):
        after = {code: baselines.Seen(now) for code, _was, now in _practices(land, number, place)}
        _follow_up(trainer, engagement, number * 3 + place, first + timedelta(days=14), after, place != SILENT)
    _read(by, engaged)
    for place, engagement in enumerate(engaged):
        if place not in OPEN:
            completions.confirm(by=by, engagement=engagement, completed_on=first + timedelta(days=COMPLETE), reason=SHORT)


def _measure(trainer: User, land: Land, number: int, engaged: Sequence[Engagement], first: date, today: date) -> None:
    """Months before the class and the latest of today, in one go; the last month before comes with the baseline."""
    ready = first - timedelta(days=12)
    before, after = list(months_up_to(ready, BEFORE)), list(months_up_to(today, AFTER))
    known = {k.code: k for k in curriculum().module(land.module).kpis}
    values = []
    for place, engagement in enumerate(engaged):
        random = np.random.default_rng(9000 + number * 50 + place)
        months = before if place == SILENT else [*before, *after]
        for kpi in KPIS[land.module]:
            figures = _figures(random, kpi, engagement.enterprise.headcount or 30, months)
            values += [Value(engagement.enterprise, known[kpi.code], starts, ends, top, bottom)
                       for (starts, ends), (top, bottom) in zip(months, figures, strict=True)]  # fmt: skip
    kept = list(_judged(values))
    starts_on, ends_on = before[-1]
    later = [one for one in kept if one.value.ends_on != ends_on]
    observations.record_many(by=trainer, values=later, source="demonstration")
    answers: dict[int, list[baselines.Answer]] = {engagement.enterprise_id: [] for engagement in engaged}
    for value, _unit, note, _unusual, _standing in (one for one in kept if one.value.ends_on == ends_on):
        answers[value.enterprise.pk].append(baselines.Answer(value.indicator.code, value.numerator, value.denominator, note))
    for place, engagement in enumerate(engaged):
        seen = {code: baselines.Seen(was) for code, was, _now in _practices(land, number, place)}
        baselines.take_baseline(by=trainer, engagement=engagement, taken_on=ready, starts_on=starts_on, ends_on=ends_on,
                                values=answers[engagement.enterprise_id], practices=seen)  # fmt: skip


def _figures(
    random: np.random.Generator, kpi: Kpi, headcount: int, months: Sequence[Month]
) -> Iterator[tuple[float, float]]:
    """Numerator and denominator by month: as it was before the class, and after it with what changed."""
    base = kpi.level * float(random.lognormal(0, kpi.apart))
    gain = kpi.effect * float(random.normal(1, 0.9))
    for place, _month in enumerate(months):
        turn = 1 + gain * (place >= BEFORE)
        rate = base * max(turn, shapes.LEAST_LEFT) * _near_one(random, kpi.swing)
        bottom = max(round(kpi.per_person * headcount * _near_one(random, 0.05)), 1)
        rate = min(rate, 0.99) if kpi.level < 1 else rate
        top = random.binomial(bottom, rate) if kpi.level < 1 and not kpi.is_stock else round(rate * bottom)
        yield float(top), float(bottom)


def _near_one(random: np.random.Generator, swing: float) -> float:
    return min(max(float(random.normal(1, swing)), 0.4), 1.8)


def _judged(values: Sequence[Value]) -> Iterator[Kept]:
    """Where the check asks whether a value is right, the demonstration answers as a trainer would."""
    ledger = Ledger(values)
    for value in values:
        try:
            kept = judged(value, ledger)
        except Unlikely:
            kept = judged(value._replace(note=WHY), ledger)
        ledger.add(kept)
        yield kept


def _practices(land: Land, number: int, place: int) -> list[tuple[str, str, str]]:
    return list(shapes.practices(np.random.default_rng(8000 + number * 50 + place), land.module))


def _hold_class(by: User, trainer: User, land: Land, engaged: list[Engagement], on: date) -> Workshop:
    """Two days for two managers and two workers of each enterprise, women and men; somebody is missing now and then."""
    names, guests = count(int(on.toordinal()) + chapters.number_of(engaged[0]) * 5), []
    for engagement in engaged:
        guests += [people.newcomer(enterprise=engagement.enterprise, name=person_name(next(names)), role=role, sex=sex)
                   for role, sex in chapters.SEATS]  # fmt: skip
    people.register_many(by=by, rows=guests)
    roster = list(Person.objects.filter(enterprise__in=[e.enterprise for e in engaged]).order_by("pk"))
    workshop = workshops.plan(
        by=by, programme=engaged[0].programme, provider=engaged[0].provider, trainer=trainer, module=land.module,
        place=f"{land.provider}, {land.cities[0]}", days=workshops.class_days(curriculum().module(land.module), on),
        engagements=engaged, people=roster,
    )  # fmt: skip
    for turn, session in enumerate(workshop.sessions.all()):
        marks = {p.code: 0 if (n * 5 + turn * 3) % 19 == 0 else session.minutes for n, p in enumerate(roster)}
        attendance.mark(by=trainer, workshop=workshop, session=session, marks=marks, version=workshop.version)
    chapters.ask_the_class(trainer, workshop, chapters.number_of(engaged[0]))
    return workshop


def _follow_up(
    trainer: User, engagement: Engagement, turn: int, class_on: date, after: Mapping[str, baselines.Seen], is_done: bool
) -> None:
    """The visits of the module with their advice, one action with what it saved in the money of the country, and how the
    practices stand at the end."""
    first, second, (problem, remedy) = SAID[engagement.module]
    currency = engagement.enterprise.currency
    action = plans.propose(
        by=trainer, engagement=engagement, problem=problem, action=remedy, due_on=class_on + timedelta(days=60),
        owner=person_name(turn * 13 + chapters.number_of(engagement)),
        cost=in_local(30 + 20 * (turn % 4), currency), currency=currency,
        expected_saving=in_local(70 + 25 * (turn % 5), currency), proposed_on=class_on + timedelta(days=3),
        expected_method="Hours and material of one week, four weeks a month",
    )  # fmt: skip
    rhythm = module_of(engagement.module).visit_rhythm
    for number, days in enumerate(rhythm):
        advice, then = (first, second)[min(number, 1)]
        visit = visits.report(by=trainer, engagement=engagement, visited_on=class_on + timedelta(days=days), advice=advice,
                              next_steps=then, met="Owner and two workers")  # fmt: skip
    baselines.check_practices(by=trainer, engagement=engagement, checked_on=visit.visited_on, practices=after, visit=visit)
    if is_done:
        plans.decide(action=action, by=trainer, kind="done", on=visit.visited_on, visit=visit)
        plans.record_saving(action=action, by=trainer, actual=in_local(50 + 22 * (turn % 6), currency),
                            method="One week before and one after, at the enterprise's own prices")  # fmt: skip


def _read(coordinator: User, engaged: Sequence[Engagement]) -> None:
    """The coordinator has read all of it."""
    reports = [(visit.code, visit.version) for engagement in engaged for visit in engagement.visits.all()]
    reviews.approve_many(by=coordinator, reports=reports)
    for baseline in Baseline.objects.filter(engagement__in=engaged).select_related("engagement__enterprise", "taken_by"):
        reviews.approve(by=coordinator, subject=Subject("baseline", baseline), version=1)
