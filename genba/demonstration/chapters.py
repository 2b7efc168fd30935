"""The chapters of the story: what happens to one enterprise, in order. Figures are invented; see `shapes`."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import numpy as np
from django.utils import timezone

from genba.access.models import User
from genba.audit.actions import SYSTEM
from genba.delivery.actions import attendance, certificates, satisfaction, visits, workshops
from genba.delivery.models import Workshop
from genba.demonstration import calendar, classroom, shapes, teamwork
from genba.demonstration.months import months_up_to
from genba.demonstration.words import ISIC, KIND, enterprise_name, person_name
from genba.directory.actions import enterprises, people
from genba.directory.models import Enterprise, Provider
from genba.facts import follow
from genba.filing import actions as filing
from genba.filing.question import Question
from genba.impact import changes, standings
from genba.impact.actions import evaluations, framework, framework_baseline, framework_evidence
from genba.impact.models import FrameworkValue
from genba.kit.refused import Refused
from genba.observations.actions import baselines, observations
from genba.plans import actions as plans
from genba.plans.models import Action, Meeting
from genba.programmes.curricula import module_of
from genba.programmes.models import Cohort, Engagement, Programme
from genba.quality.look import look

FIRST_NAME = "Sample Street Garments"
MONTHS_BEFORE = 4
COUNTRIES = ("KE", "VN", "PE")
# number, wording, kind, the indicator it is worked out from, target, actual where it is entered by hand
FRAMEWORK: tuple[tuple[str, str, str, str, float, float | None], ...] = (
    ("1.1", "Enterprises in training", "count", "enterprises-trained", 5, None),
    ("1.2", "People trained", "count", "people-trained", 20, None),
    ("1.3", "Partners with the training in their own budget", "count", "", 2, 1),
    ("1.4", "A national centre of excellence works", "yes-no", "", 1, None),
)
SEATS = (("manager", "female"), ("manager", "male"), ("worker", "female"), ("worker", "male"))


def register(by: User, country: str, city: str, provider: Provider, number: int, class_on: date, today: date) -> Enterprise:
    """An enterprise with its workforce by role and sex, counted before the class."""
    random = np.random.default_rng(number)
    female, male = int(random.integers(8, 60)), int(random.integers(8, 60))
    return enterprises.register(
        by=by,
        name=enterprise_name(number * 331) if number else FIRST_NAME,
        country=country,
        region=city,
        city=city,
        isic=ISIC[(number * 331) % len(KIND)] if number else "1410",
        output_unit="pieces",
        owned=("women", "others", "not-stated")[number % 3],
        provider=provider,
        counted_on=min(class_on - timedelta(days=45), today),
        workforce={
            ("manager", "female"): 2,
            ("manager", "male"): 3,
            ("worker", "female"): female,
            ("worker", "male"): male,
            ("worker", "not-stated"): number % 3,
        },
    )


def measure(trainer: User, engagement: Engagement, number: int, class_on: date, today: date) -> None:
    """The months before the class, then the baseline with the practices as they are; later months come with visits."""
    random = np.random.default_rng(1000 + number)
    ready = min(class_on - timedelta(days=12), today)
    months = list(months_up_to(ready, MONTHS_BEFORE))
    figures = _figures(engagement, number, class_on, today)
    for start, end in months:
        _record(trainer, engagement, figures, start, end)
    start, end = months[-1]
    answers = [baselines.Answer("energy-intensity", note="The meter is shared with the neighbour")]
    seen = {code: baselines.Seen(before) for code, before, _ in shapes.practices(random)}
    baselines.take_baseline(
        by=trainer, engagement=engagement, taken_on=ready, starts_on=start, ends_on=end, values=answers, practices=seen
    )


def hold_class(by: User, trainer: User, cohort: Cohort, engaged: list[Engagement], class_on: date, today: date) -> None:
    """Two days for two managers and two workers of each enterprise; who was there is marked if the days have come."""
    guests = []
    for place, engagement in enumerate(engaged):
        for seat, (role, sex) in enumerate(SEATS):
            name = person_name(number_of(engagement) * 7 + place * 4 + seat)
            guests.append(people.register(by=by, enterprise=engagement.enterprise, name=name, role=role, sex=sex))
    days = [class_on, class_on + timedelta(days=1)]
    workshop = workshops.plan(
        by=by,
        programme=cohort.programme,
        provider=cohort.provider,
        trainer=trainer,
        module=cohort.module,
        place=f"{cohort.provider.name}, training room",
        days=[day - timedelta(days=4) for day in days] if class_on > today else days,
        engagements=engaged,
        people=guests,
    )
    calendar.set_hours(cohort, workshop)
    if class_on > today:
        classroom.call_off(by, workshop, days)
    if days[-1] > today:
        return
    for turn, session in enumerate(workshop.sessions.all()):
        # Somebody is missing now and then, the same people on each loading.
        marks = {p.code: 0 if (n * 5 + turn * 3) % 17 == 0 else session.minutes for n, p in enumerate(guests)}
        attendance.mark(by=trainer, workshop=workshop, session=session, marks=marks, version=workshop.version)
    if engaged[0].enterprise.name == FIRST_NAME:
        classroom.tap_in(trainer, workshop)
        classroom.receive(trainer, workshop)
    ask_the_class(trainer, workshop, number_of(engaged[0]))


def number_of(engagement: Engagement) -> int:
    """Which engagement of all it is, from one: the same on each loading, where keys go on from what was deleted."""
    return Engagement.objects.filter(pk__lte=engagement.pk).count()


def ask_the_class(trainer: User, workshop: Workshop, number: int) -> None:
    """Paper forms of the class are counted, it is closed, and whoever was there long enough gets a certificate."""
    random = np.random.default_rng(500 + number)
    people = workshop.participants.count()
    survey = satisfaction.open_survey(by=trainer, workshop=workshop, on=workshop.ends_on)
    counts: dict[tuple[str, int], int] = {}
    for question in module_of(workshop.module).satisfaction:
        for score in random.choice((2, 3, 4, 5), size=people - number % 3, p=(0.04, 0.1, 0.36, 0.5)):
            counts[question.code, int(score)] = counts.get((question.code, int(score)), 0) + 1
    satisfaction.tally(by=trainer, survey=survey, counts=counts, on=workshop.ends_on)
    satisfaction.close(by=trainer, survey=survey, on=workshop.ends_on + timedelta(days=2))
    certificates.issue(by=trainer, workshop=workshop)


def improve(trainer: User, engagement: Engagement, number: int, class_on: date, visit_count: int, today: date) -> None:
    """The plan after the class, the visits with their numbers, and what the actions came to."""
    figures = _figures(engagement, number, class_on, today)
    done_months = [(s, e) for s, e in months_up_to(today, 24) if s > class_on and e < today]
    meeting = teamwork.meet(trainer, engagement, class_on)
    actions = [_propose(trainer, engagement, number, place, class_on, meeting) for place in range(3)]
    random = np.random.default_rng(1000 + number)
    after = {code: baselines.Seen(last, "Seen at the line") for code, _, last in shapes.practices(random)}
    for turn in range(visit_count):
        on = class_on + timedelta(days=35 * (turn + 1))
        visit = visits.report(
            by=trainer,
            engagement=engagement,
            visited_on=on,
            met="Owner and line leader",
            advice=shapes.ADVICE[turn],
            next_steps=shapes.NEXT[turn],
        )
        if turn == visit_count - 1:
            baselines.check_practices(by=trainer, engagement=engagement, checked_on=on, practices=after, visit=visit)
        if turn < len(actions):
            plans.decide(action=actions[turn], by=trainer, kind="done", on=on, visit=visit)
    for action in actions[: max(visit_count - 1, 0)]:
        plans.record_saving(
            action=action,
            by=trainer,
            actual=(action.expected_saving or Decimal(0)) * Decimal("0.8"),
            method="Hours and material of one week before and after, at the enterprise's own prices",
        )
        plans.verify_saving(action=action, by=trainer, visit=visit)
    if not number:
        teamwork.show(trainer, actions[0], today)
    for start, end in done_months:
        _record(trainer, engagement, figures, start, end)


def _propose(by: User, engagement: Engagement, number: int, place: int, class_on: date, meeting: Meeting | None) -> Action:
    problem, remedy, practice = shapes.ACTIONS[(number + place) % len(shapes.ACTIONS)]
    action = plans.propose(
        by=by,
        engagement=engagement,
        problem=problem,
        action=remedy,
        practice=practice,
        owner=person_name(number * 3 + place),
        due_on=class_on + timedelta(days=40 * (place + 1)),
        cost=Decimal(40 * (place + 1)),
        currency="USD",
        expected_saving=Decimal(60 + 35 * ((number + place) % 7)),
        expected_method="Hours of one week and what they are paid, four weeks a month",
        proposed_on=class_on + timedelta(days=2),
        meeting=meeting,
    )
    plans.decide(action=action, by=by, kind="started", on=class_on + timedelta(days=10))
    return action


Figures = dict[str, dict[date, tuple[float, float]]]


def _figures(engagement: Engagement, number: int, class_on: date, today: date) -> Figures:
    """Every KPI's numerator and denominator by month, from the months before the class until today."""
    random = np.random.default_rng(number)
    months = list(months_up_to(today, 24))
    trained = sum(1 for _, end in months if end < class_on)
    found: Figures = {}
    for code, _unit, tops, bottoms in shapes.series(random, engagement.enterprise.headcount or 30, len(months), trained):
        found[code] = {start: (top, bottom) for (start, _), top, bottom in zip(months, tops, bottoms, strict=True)}
    return found


def _record(by: User, engagement: Engagement, figures: Figures, start: date, end: date) -> None:
    for code, values in figures.items():
        if start not in values:
            continue
        top, bottom = values[start]
        value: dict[str, Any] = {"by": by, "enterprise": engagement.enterprise, "indicator": code, "starts_on": start, "ends_on": end,
                 "numerator": top, "denominator": bottom, "source": "demonstration"}  # fmt: skip
        try:
            observations.record(**value)
        except Refused:
            # Small places swing: where the check asks whether it is right, the demonstration answers as a trainer would.
            observations.record(**value, note="Counted twice; a small place swings")


def write_framework(programme: Programme, by: User, today: date) -> None:
    """A short results framework for this year: two lines worked out from records, one entered, one not begun."""
    period = str(today.year)
    for no, wording, kind, computed_from, target, actual in FRAMEWORK:
        line = framework.add_indicator(by=by, programme=programme, no=no, level="Outcome 1: enterprises improve", wording=wording,
                                       kind=kind, computed_from=computed_from)  # fmt: skip
        for country in COUNTRIES:
            values = {"target": target} if actual is None else {"target": target, "actual": actual}
            if computed_from == "people-trained":
                values |= {"sex_female_target": target / 2, "role_worker_target": target / 2}
            told = framework.enter(by=by, indicator=line, country=country, period=period, changes=values)
            framework_baseline.set_baseline(by=by, indicator=line, country=country, changes={
                "value": 0, "told_of": str(today.year - 1), "source": "Invented survey of the Harbour Programme"})  # fmt: skip
            if actual is not None:
                framework_evidence.add(by=by, value=told, note="An invented gazette", link="https://example.org/gazette")


def work_out_figures() -> None:
    """Work out what changed and the programme's figures, as `genba work` does in its first minute."""
    changes.refresh()
    standings.refresh()
    follow.rebuild()
    look()


def ask_what_changed(director: User) -> None:
    """The office asks whether the training did it; with so few enterprises little may be said, and that is said."""
    evaluations.work_out(evaluations.ask(by=director, indicator="absenteeism"))


def report_to_the_donor(programme: Programme, director: User, today: date) -> None:
    """The report of this year is filed and sent; then a country tells of one more partner, and a new version says so."""
    first, last = today.replace(month=1, day=1), today.replace(month=12, day=31)
    sent = filing.file(by=director, question=Question("donor", programme, "en", starts_on=first, ends_on=last))
    filing.say_sent(by=director, filed=sent, sent_on=timezone.localdate(), sent_to="Harbour Fund")
    told = FrameworkValue.objects.get(indicator__no=FRAMEWORK[2][0], country_id=COUNTRIES[2], period=str(today.year))
    framework.enter(by=director, indicator=told.indicator, country=COUNTRIES[2], period=told.period, version=told.version,
                    changes={"actual": 2.0})  # fmt: skip
    filing.renew(by=director, filed=sent, reason="The office of Peru had left out a partner")


__all__ = [
    "FIRST_NAME",
    "SYSTEM",
    "ask_what_changed",
    "hold_class",
    "improve",
    "measure",
    "register",
    "report_to_the_donor",
    "work_out_figures",
    "write_framework",
]
