"""Who trains a cohort, and when: its trainers, the workshop itself, its hours, and what speaks against them."""

from collections.abc import Sequence
from datetime import date, time, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from genba.access.models import User
from genba.audit.actions import System, record
from genba.delivery.actions import workshops
from genba.delivery.diary import Slot, diary, usual_hour
from genba.delivery.matching import rated
from genba.delivery.models import Timetable, Workshop
from genba.directory.models import Serving
from genba.kit.refused import Refused
from genba.programmes.actions import cohorts
from genba.programmes.actions.cohorts import check_ahead
from genba.programmes.curricula import module_of
from genba.programmes.models import Cohort


def say_why(said: Sequence[str], because: str) -> None:
    """Refused with everything that speaks against it, until a reason says why all the same."""
    if said and not because.strip():
        raise Refused(" ".join([*said, _("Say why you want it so all the same.")]), field="because")


@transaction.atomic
def plan_class(
    *, by: User | System, cohort: Cohort, place: str, days: Sequence[date], morning_at: time | None = None,
    afternoon_at: time | None = None, because: str = "", insist: bool = False,
) -> Workshop:  # fmt: skip
    """The workshop of a cohort, for all who are in it today, with its trainers, at these hours of its time zone.

    Refused without a trainer, without an enterprise, twice for one cohort, on a day that is over or far away, where
    the afternoon begins before the morning is over, and for what `workshops.plan` refuses. What speaks against the
    days (somebody is elsewhere, away, no longer certified) is refused with its sentences until `because` says why.
    """
    package = module_of(cohort.module)
    morning, afternoon = morning_at or usual_hour(True), afternoon_at or usual_hour(False)
    if cohort.trainer is None:
        raise Refused(_("Choose the trainer of the cohort first."), field="place")
    if cohort.timetables.exists():
        raise Refused(_("The class of this cohort is planned already."), field="starts_on")
    for day in days:
        check_ahead(day, "starts_on")
    length = timedelta(minutes=package.formats.session_minutes)
    if timedelta(hours=morning.hour, minutes=morning.minute) + length > timedelta(
        hours=afternoon.hour, minutes=afternoon.minute
    ):
        raise Refused(_("The afternoon would begin before the morning is over."), field="afternoon_at")
    members = list(cohort.members.standing().select_related("engagement__enterprise"))
    trainers = [t for t in (cohort.trainer, cohort.co_trainer) if t]
    enterprises = [m.engagement.enterprise for m in members]
    book = diary([t.pk for t in trainers], [e.pk for e in enterprises], list(days), module=cohort.module)
    hours = (morning, afternoon)[: max(package.formats.sessions_per_day, 1)]
    slots = [Slot(day, at, package.formats.session_minutes, cohort.time_zone) for day in sorted(set(days)) for at in hours]
    module = "" if cohort.trainers_because else cohort.module  # a lapsed certificate was answered for already
    said = [s for slot in slots for s in book.against(slot, trainers, enterprises, module=module)]
    say_why(list(dict.fromkeys(said)), because)
    workshop = workshops.plan(
        by=by, programme=cohort.programme, provider=cohort.provider, trainer=cohort.trainer, module=cohort.module,
        place=place, days=days, engagements=[m.engagement for m in members], insist=insist,
    )  # fmt: skip
    Timetable.objects.create(
        workshop=workshop, cohort=cohort, co_trainer=cohort.co_trainer, time_zone=cohort.time_zone, morning_at=morning,
        afternoon_at=afternoon, because=because.strip()[:300] if said else "",
    )  # fmt: skip
    record("plan-class", cohort, by=by, changes={"workshop": workshop.code}, reason=because.strip() if said else "")
    return workshop


@transaction.atomic
def assign(
    *, by: User | System, cohort: Cohort, version: int, trainer: User, co_trainer: User | None = None, because: str = "",
) -> Cohort:  # fmt: skip
    """Say who trains the cohort. What speaks against it (no certificate, away, elsewhere on the days) is refused until
    `because` says why all the same.

    A class that is still to come goes to them with it, and so do the enterprises that have no trainer yet.
    """
    both = [t for t in (trainer, co_trainer) if t]
    doubts = [d for candidate in rated(cohort, both) for d in candidate.doubts]
    now = cohorts.assign(by=by, cohort=cohort, version=version, trainer=trainer, co_trainer=co_trainer, because=because,
                         doubts=doubts)  # fmt: skip
    to_come = Timetable.objects.filter(cohort=now, workshop__starts_on__gt=timezone.localdate())
    for timetable in to_come.select_related("workshop"):
        timetable.co_trainer, timetable.workshop.trainer = co_trainer, trainer
        timetable.save(update_fields=["co_trainer"])
        timetable.workshop.version += 1
        timetable.workshop.save(update_fields=["trainer", "version"])
    for member in now.members.standing().filter(engagement__trainer=None).select_related("engagement"):
        member.engagement.trainer = trainer
        member.engagement.save(update_fields=["trainer"])
        Serving.objects.get_or_create(enterprise_id=member.engagement.enterprise_id, provider_id=now.provider_id,
                                      trainer=trainer, until_on=None)  # fmt: skip
    return now
