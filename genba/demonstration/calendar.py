"""Cohorts, what is known about trainers, and the days to come."""

from datetime import date, timedelta

from genba.access.models import User
from genba.delivery.actions import planned_visits, timetable
from genba.delivery.diary import usual_hour
from genba.delivery.models import Timetable, Workshop
from genba.delivery.proposals import proposed_visits, weekend_of
from genba.demonstration.words import CITIES
from genba.directory.models import Provider
from genba.programmes.actions import cohorts, trainers
from genba.programmes.models import Cohort, Engagement, Programme

SPOKEN = {"KE": ["sw", "en"], "VN": ["vi", "en"], "PE": ["es"]}
EXTRA = 3  # enterprises of a cohort that is through its rhythm which get one more visit


def know_trainer(by: User, trainer: User, country: str, class_on: date, today: date) -> None:
    """Languages, places, a certificate, and some days away."""
    trainers.describe(by=by, trainer=trainer, languages=SPOKEN[country], countries=[country], regions=CITIES[country][:2],
                      sex="male")  # fmt: skip
    trainers.certify(by=by, trainer=trainer, module="workplace-cooperation", valid_from=class_on - timedelta(days=300),
                     valid_until=today + timedelta(days=500))  # fmt: skip
    trainers.be_away(by=trainer, trainer=trainer, starts_on=today + timedelta(days=33), ends_on=today + timedelta(days=36))


def know_expert(by: User, expert: User | None, today: date) -> None:
    """The expert trainer's certificate has lapsed: whoever wants her says why."""
    if expert:
        trainers.describe(by=by, trainer=expert, languages=["en", "fr"], countries=["KE"], sex="female")
        trainers.certify(by=by, trainer=expert, module="workplace-cooperation", valid_from=today - timedelta(days=1150),
                         valid_until=today - timedelta(days=55))  # fmt: skip


def form_cohort(
    by: User, programme: Programme, provider: Provider, country: str, engaged: list[Engagement], class_on: date, today: date
) -> Cohort:
    """The enterprises of one country together, with their trainer."""
    cohort = cohorts.form(
        by=by, programme=programme, provider=provider, module=engaged[0].module, name=f"{CITIES[country][0]} {class_on:%Y-%m}",
        begins_on=class_on if class_on > today else None, engagements=engaged,
    )  # fmt: skip
    trainer = engaged[0].trainer
    return timetable.assign(by=by, cohort=cohort, version=cohort.version, trainer=trainer) if trainer else cohort


def set_hours(cohort: Cohort, workshop: Workshop) -> None:
    """The class of the cohort, at the usual hours of its place. Most are over, so they were not planned from today on."""
    Timetable.objects.create(workshop=workshop, cohort=cohort, time_zone=cohort.time_zone, morning_at=usual_hour(True),
                             afternoon_at=usual_hour(False))  # fmt: skip


def plan_visits(by: User, trainer: User, cohort: Cohort, today: date) -> None:
    """What the rhythm still asks for; where it is through, one more visit to a few. One moves, one will not happen."""
    wishes = proposed_visits(cohort) or _extra(cohort, today)
    made = planned_visits.plan_many(by=by, cohort=cohort, wishes=wishes)
    if len(made) != EXTRA:
        return
    planned_visits.move(by=trainer, planned=made[1], version=1, planned_on=made[1].planned_on + timedelta(days=1),
                        starts_at=usual_hour(False), reason="The owner is at a fair", because="Agreed on the telephone")  # fmt: skip
    planned_visits.miss(by=trainer, planned=made[2], version=1, reason="They count their stock in that week")


def _extra(cohort: Cohort, today: date) -> list[planned_visits.Wish]:
    rest, day, wishes = weekend_of(cohort.country_id), today, []
    members = cohort.members.standing().select_related("engagement__enterprise", "engagement__trainer").order_by("pk")
    for member in members[:EXTRA]:
        day += timedelta(days=1)
        while day.weekday() in rest:
            day += timedelta(days=1)
        wishes.append(planned_visits.Wish(member.engagement, day))
    return wishes
