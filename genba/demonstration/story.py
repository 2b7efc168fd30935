"""The small programme that `make run` shows, told through the product's own actions from first call to figures.

Harbour Programme works in Kenya, Viet Nam and Peru with three cohorts of five, and in nine more countries told in short: the first has been through everything
(but for two of it, which lack a visit), the second is between visits, the third was measured and waits for its class. Days are counted back from today, so
that the demonstration is always fresh.
"""

from datetime import date, timedelta
from decimal import Decimal

from django.utils import timezone

from genba.audit.actions import SYSTEM
from genba.demonstration import (
    calendar,
    calling,
    chapters,
    classroom,
    doubles,
    ending,
    homework,
    intake,
    money,
    public,
    reviewing,
)
from genba.demonstration.abroad import go_abroad
from genba.demonstration.roles import People, meet_everyone
from genba.demonstration.sponsors import FUND, say_who_pays
from genba.demonstration.telling import tell_everybody
from genba.demonstration.words import CITIES
from genba.directory.models import Enterprise, Provider
from genba.programmes.actions import programmes
from genba.programmes.actions.engagements import Share, open_engagement
from genba.programmes.models import Engagement, Programme

COHORTS = (("KE", "Rift Training House", 300, 3), ("VN", "Delta Advisers", 120, 1), ("PE", "Andes Talleres", -20, 0))
MODULE = "workplace-cooperation"


def load_story(today: date | None = None, *, abroad: bool = True, stories: bool = True) -> Programme:
    """Everything from the first registration to the programme's figures, in a few seconds.

    abroad: also the nine countries beyond the first three. stories: also what everybody reads.
    """
    today = today or timezone.localdate()
    programme = programmes.begin(
        by=SYSTEM, name="Harbour Programme", began_on=today - timedelta(days=700), contact="office@harbour.example"
    )
    people = meet_everyone(today)
    for number, (country, provider, days_ago, visits) in enumerate(COHORTS):
        _cohort(
            programme, people, number, country, people.providers[provider], today - timedelta(days=days_ago), visits, today
        )
    calendar.know_expert(people.director, people.expert, today)
    classroom.write_free_days(people.director, "KE", today)
    _read(people, today)
    intake.open_the_door(programme, people, today)
    intake.hear_of_others(programme, people, today)
    first = Enterprise.objects.get(name=chapters.FIRST_NAME)
    people.join(first)
    homework.give(people.trainers["KE"], first, today)
    intake.offer_once_more(programme, people, first, today)
    doubles.tell(people.coordinators["Rift Training House"], people.director, today)
    calling.ask_after_the_rain(people.director, people.coordinators["Rift Training House"], today)
    if abroad:
        go_abroad(programme, people.since, today)
        money.write_rates_down(people.director, today)
    say_who_pays(people.director, people.since)
    reviewing.say_when_reports_came(programme, timezone.now())
    public.open_to_everybody(people, programme, today)
    if stories:
        tell_everybody(programme, people.director, today)
    chapters.write_framework(programme, people.director, today)
    chapters.work_out_figures()
    chapters.ask_what_changed(people.director)
    chapters.report_to_the_donor(programme, people.director, today)
    reviewing.verify_by_lot(people.director, today)
    return programme


def _cohort(
    programme: Programme,
    people: People,
    number: int,
    country: str,
    provider: Provider,
    class_on: date,
    visits: int,
    today: date,
) -> None:
    """Five enterprises: registered, agreed, measured; then their class, plan and visits, as far as the days have come."""
    trainer, coordinator = people.trainers[country], people.coordinators[provider.name]
    engaged: list[Engagement] = []
    for place in range(5):
        enterprise = chapters.register(
            coordinator, country, CITIES[country][place % 3], provider, number * 5 + place, class_on, today
        )
        agreed_on = min(class_on - timedelta(days=40), today)
        engagement = open_engagement(
            by=coordinator,
            programme=programme,
            enterprise=enterprise,
            module=MODULE,
            provider=provider,
            trainer=trainer,
            agreed_on=agreed_on,
            price=Decimal(3000),
            currency="USD",
            shares=(Share("enterprise", Decimal(1200)), Share("donor", Decimal(1800), FUND)),
        )
        engaged.append(engagement)
        if place < 4 or class_on <= today:  # the last of the newest cohort still waits for its baseline
            chapters.measure(trainer, engagement, number * 5 + place, class_on, today)
    calendar.know_trainer(coordinator, trainer, country, class_on, today)
    cohort = calendar.form_cohort(coordinator, programme, provider, country, engaged, class_on, today)
    chapters.hold_class(coordinator, trainer, cohort, engaged, class_on, today)
    if class_on <= today:
        for place, engagement in enumerate(engaged):
            made = visits if visits < 3 or place < ending.FINISHED else 1  # the others have not come so far yet
            chapters.improve(trainer, engagement, number * 5 + place, class_on, made, today)
    if visits == 3:
        ending.close(coordinator, trainer, engaged, class_on, today)
    calendar.plan_visits(coordinator, trainer, cohort, today)


def _read(people: People, today: date) -> None:
    """What coordinators and the expert trainer did with the reports."""
    for _country, name, _days_ago, visits in COHORTS:
        if visits:
            provider, coordinator = people.providers[name], people.coordinators[name]
            reviewing.sign_reports(provider)
            reviewing.read_reports(coordinator, provider)
    first, second = people.providers[COHORTS[0][1]], people.providers[COHORTS[1][1]]
    reviewing.read_sample(people.expert, first)
    reviewing.lock_a_month(people.coordinators[COHORTS[1][1]], second, today - timedelta(days=COHORTS[1][2] - 35), today)
