"""A coherent programme of any size, written in bulk: `genba demo --enterprises N --seed S`.

Rows are made in chunks of enterprises and go into the tables with executemany, keys given by us. The same seed and
size give the same figures (codes are random, as everywhere). What holds by construction, a test checks on a small
programme: no foreign key in the air, no baseline after its class, numerators within their bounds.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

import numpy as np
from django.db import transaction

from genba.delivery.models import Attendance, Participant, Participation, Session, Visit, Workshop
from genba.demonstration import shapes
from genba.demonstration.months import months_up_to
from genba.demonstration.people import Crew, make_crew
from genba.demonstration.words import CITIES, ISIC, KIND, enterprise_name, person_name
from genba.demonstration.writer import Writer, reset_sequences, unchecked_keys
from genba.directory.models import Enterprise, EnterpriseWord, Person, Serving, Workforce
from genba.directory.places import currency_of
from genba.kit.codes import new_code
from genba.kit.names import name_key, words_of
from genba.observations.models import Baseline, Observation, PracticeCheck
from genba.plans.models import Action, Decision
from genba.programmes.curricula import module_of
from genba.programmes.models import Contribution, Engagement, Programme

CHUNK = 2000
OWNED = ("women", "others", "others", "not-stated", "others", "women", "others")  # by turns
COHORT = 5  # enterprises in one class
MONTHS = 24
MODULE = "workplace-cooperation"
OBSERVED = (
    "id",
    "enterprise_id",
    "indicator",
    "part",
    "starts_on",
    "ends_on",
    "numerator",
    "denominator",
    "unit",
    "note",
    "unusual",
    "source",
    "recorded_at",
    "recorded_by_id",
    "visit_id",
    "version",
)
Progress = Callable[[int, int], None]


def load(enterprises: int, seed: int, *, today: date, progress: Progress = lambda done, total: None) -> int:
    """Write so many enterprises with 24 months of six KPIs up to `today`; returns how many observations."""
    random = np.random.default_rng(seed)
    programme, crews = make_crew(enterprises)
    writer = Writer.begin()
    first = writer.next_id[Observation]
    with unchecked_keys():
        for start in range(0, enterprises, CHUNK):
            with transaction.atomic():
                for cohort in range(start, min(start + CHUNK, enterprises), COHORT):
                    size = min(COHORT, enterprises - cohort)
                    _cohort(writer, random, programme, crews[cohort // COHORT % len(crews)], cohort, size, today)
                writer.flush()
            progress(min(start + CHUNK, enterprises), enterprises)
        reset_sequences()
    return writer.next_id[Observation] - first


def _cohort(
    w: Writer, random: np.random.Generator, programme: Programme, crew: Crew, number: int, size: int, today: date
) -> None:
    """Five enterprises of one trainer, their class, and what followed."""
    class_on = today - timedelta(days=int(random.integers(200, 420)))
    workshop = w.add(
        Workshop,
        code=new_code(),
        programme_id=programme.pk,
        provider_id=crew.provider_id,
        country_id=crew.country,
        trainer_id=crew.trainer_id,
        module=MODULE,
        place=CITIES[crew.country][0],
        starts_on=class_on,
        ends_on=class_on + timedelta(days=1),
        version=1,
    )
    sessions = [
        w.add(Session, workshop_id=workshop, held_on=class_on + timedelta(days=d), part=part, minutes=180)
        for d in (0, 1)
        for part in ("morning", "afternoon")
    ]
    for n in range(number, number + size):
        enterprise, headcount = _enterprise(w, random, crew, n, class_on)
        engagement = _engagement(w, programme, crew, enterprise, class_on)
        _class(w, random, crew, workshop, sessions, enterprise, engagement, n)
        _measures(w, random, crew, enterprise, engagement, headcount, class_on, today)
        _plan(w, random, crew, engagement, class_on)


def _enterprise(w: Writer, random: np.random.Generator, crew: Crew, n: int, class_on: date) -> tuple[int, int]:
    name, code, city = enterprise_name(n), new_code(), CITIES[crew.country][n % 3]
    kind = n % len(KIND)
    people = {
        ("worker", "female"): int(random.integers(5, 90)),
        ("worker", "male"): int(random.integers(5, 90)),
        ("manager", "female"): int(random.integers(0, 6)),
        ("manager", "male"): int(random.integers(1, 8)),
    }
    headcount = sum(people.values())
    key = w.add(
        Enterprise,
        code=code,
        name=name,
        name_key=name_key(name),
        country_id=crew.country,
        region_id=crew.region_id,
        city=city,
        address="",
        phone="",
        latitude=None,
        longitude=None,
        isic=ISIC[kind],
        headcount=headcount,
        output_unit="pieces",
        currency=currency_of(crew.country),
        owned=OWNED[n % len(OWNED)],
        registered_on=class_on - timedelta(days=60),
        version=1,
    )
    _about(w, key, words_of(name, city, code), people, crew, class_on - timedelta(days=60))
    return key, headcount


def _about(w: Writer, key: int, words: list[str], people: dict[tuple[str, str], int], crew: Crew, on: date) -> None:
    """What hangs on an enterprise: search words, workforce counted on a day, who serves it from then."""
    for word in words:
        w.add(EnterpriseWord, word=word, enterprise_id=key)
    for (role, sex), number in people.items():
        w.add(Workforce, enterprise_id=key, counted_on=on, role=role, sex=sex, people=number)
    w.add(Serving, enterprise_id=key, provider_id=crew.provider_id, trainer_id=crew.trainer_id, since_on=on, until_on=None)


def _engagement(w: Writer, programme: Programme, crew: Crew, enterprise: int, class_on: date) -> int:
    key = w.add(
        Engagement,
        code=new_code(),
        programme_id=programme.pk,
        enterprise_id=enterprise,
        provider_id=crew.provider_id,
        trainer_id=crew.trainer_id,
        module=MODULE,
        module_version=module_of(MODULE).version,
        agreed_on=class_on - timedelta(days=45),
        price="3000",
        currency="USD",
        version=1,
    )
    for payer, amount in (("enterprise", "1200"), ("donor", "1800")):
        w.add(Contribution, engagement_id=key, payer=payer, name="", amount=amount, in_kind=False)
    return key


def _class(
    w: Writer,
    random: np.random.Generator,
    crew: Crew,
    workshop: int,
    sessions: list[int],
    enterprise: int,
    engagement: int,
    n: int,
) -> None:
    w.add(Participation, workshop_id=workshop, engagement_id=engagement)
    now = datetime.now(UTC)
    for i, (role, sex) in enumerate((("manager", "female"), ("manager", "male"), ("worker", "female"), ("worker", "male"))):
        name = person_name(4 * n + i)
        person = w.add(
            Person,
            code=new_code(),
            enterprise_id=enterprise,
            name=name,
            name_key=name_key(name),
            sex=sex,
            role=role,
            job="",
            phone="",
            user_id=None,
            version=1,
        )
        seat = w.add(
            Participant,
            workshop_id=workshop,
            engagement_id=engagement,
            person_id=person,
            sex=sex,
            role=role,
            walked_in=False,
        )
        for session in sessions:
            minutes = 180 if random.random() < 0.93 else 0
            w.add(
                Attendance,
                session_id=session,
                participant_id=seat,
                minutes=minutes,
                marked_at=now,
                marked_by_id=crew.trainer_id,
            )


def _measures(
    w: Writer,
    random: np.random.Generator,
    crew: Crew,
    enterprise: int,
    engagement: int,
    headcount: int,
    class_on: date,
    today: date,
) -> None:
    w.add(Baseline, engagement_id=engagement, taken_on=class_on - timedelta(days=20), taken_by_id=crew.trainer_id, note="")
    visits = [
        w.add(
            Visit,
            code=new_code(),
            engagement_id=engagement,
            number=i + 1,
            kind="follow-up",
            visited_on=class_on + timedelta(days=30 * (i + 1)),
            trainer_id=crew.trainer_id,
            met="",
            advice=shapes.ADVICE[i],
            next_steps=shapes.NEXT[i],
            reported_at=f"{class_on + timedelta(days=30 * (i + 1) + (engagement + i) % 10)} 12:00:00",
            version=1,
        )
        for i in range(3)
    ]
    for practice, before, after in shapes.practices(random):
        for on, state, visit in (
            (class_on - timedelta(days=20), before, None),
            (class_on + timedelta(days=90), after, visits[2]),
        ):
            w.add(
                PracticeCheck,
                engagement_id=engagement,
                practice=practice,
                checked_on=on,
                state=state,
                evidence="",
                visit_id=visit,
                recorded_by_id=crew.trainer_id,
            )
    _observations(w, random, enterprise, headcount, class_on, today)


def _observations(
    w: Writer, random: np.random.Generator, enterprise: int, headcount: int, class_on: date, today: date
) -> None:
    now = str(datetime.now(UTC))
    months = months_as_text(today, MONTHS)
    trained = sum(1 for _, last in months if last < str(class_on))
    # By far the most rows: queued as tuples, in the order of OBSERVED.
    key, rows = w.next_id[Observation], w.rows[Observation]
    w.columns[Observation] = OBSERVED
    for indicator, unit, numerators, denominators in shapes.series(random, headcount, MONTHS, trained):
        for (start, end), top, bottom in zip(months, numerators, denominators, strict=True):
            facts = (
                key,
                enterprise,
                indicator,
                "",
                start,
                end,
                top,
                bottom,
                unit,
                "",
                False,
                "demonstration",
                now,
                None,
                None,
                1,
            )
            rows.append(facts)
            key += 1
    w.next_id[Observation] = key


UNSAID = dict.fromkeys(("saving_method", "area", "root_cause", "expected_method", "because"), "")


def _plan(w: Writer, random: np.random.Generator, crew: Crew, engagement: int, class_on: date) -> None:
    for i in range(3):
        expected = int(random.integers(20, 400))
        is_done = bool(random.random() < 0.6)
        problem, remedy, practice = shapes.ACTIONS[int(random.integers(len(shapes.ACTIONS)))]
        action = w.add(
            Action,
            code=new_code(),
            engagement_id=engagement,
            problem=problem,
            action=remedy,
            practice=practice,
            origin="team",
            owner=person_name(i),
            due_on=class_on + timedelta(days=40 * (i + 1)),
            cost=str(int(random.integers(0, 300))),
            saving_kind="monthly",
            expected_saving=str(expected),
            actual_saving=str(int(expected * 0.8)) if is_done else None,
            **UNSAID,
            currency="USD",
            proposed_on=class_on + timedelta(days=2),
            version=1,
        )
        if is_done:
            for kind, days in (("started", 10), ("done", 35)):
                w.add(
                    Decision,
                    action_id=action,
                    kind=kind,
                    decided_on=class_on + timedelta(days=days),
                    reason="",
                    visit_id=None,
                    decided_by_id=crew.trainer_id,
                )


@lru_cache(maxsize=8)
def months_as_text(today: date, count: int) -> tuple[tuple[str, str], ...]:
    """First and last day (ISO 8601) of each of the latest full months before `today`, in order."""
    return tuple((str(start), str(end)) for start, end in months_up_to(today, count))
