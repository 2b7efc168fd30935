"""Days for the visits of a cohort, by the rhythm of its module: working days on which trainer and enterprise are free."""

from datetime import date, timedelta

from babel import Locale
from django.conf import settings
from django.db.models import Max, Q
from django.utils import timezone

from genba.delivery.actions.planned_visits import Wish
from genba.delivery.diary import Diary, Slot, diary, usual_hour
from genba.delivery.models import PlannedVisit, Visit
from genba.kit.refused import Refused
from genba.programmes.curricula import module_of
from genba.programmes.models import Cohort, Engagement

SEARCH_DAYS = 21  # so far from the day of the rhythm is a free hour sought


def proposed_visits(cohort: Cohort) -> list[Wish]:
    """A wish for each visit of the rhythm that is neither made nor planned, for everybody who is still in the cohort.

    Empty while no class is planned: the rhythm counts from its last day. Days that are over move to the next free one.
    """
    ended = cohort.timetables.aggregate(last=Max("workshop__sessions__held_on"))["last"]
    if ended is None:
        return []
    rhythm = module_of(cohort.module).visit_rhythm
    members = cohort.members.standing().select_related("engagement__enterprise__country", "engagement__trainer")
    engagements = [m.engagement for m in members.order_by("engagement__enterprise__name_key", "pk")]
    done = _done(engagements)
    missing = [(n, e) for n in range(1, len(rhythm) + 1) for e in engagements if n not in done.get(e.pk, set())]
    if not missing:
        return []
    today = timezone.localdate()
    first = max(ended, today) + timedelta(days=1)
    last = max(ended + timedelta(days=max(rhythm)), today) + timedelta(days=SEARCH_DAYS)
    trainers = {t for e in engagements if (t := e.trainer_id or cohort.trainer_id)}
    book = diary(trainers, {e.enterprise_id for e in engagements}, [first, last])
    rest = weekend_of(cohort.country_id)
    return [_wish(cohort, e, n, max(ended + timedelta(days=rhythm[n - 1]), first), book, rest) for n, e in missing]


def _done(engagements: list[Engagement]) -> dict[int, set[int]]:
    """By engagement, the numbers of visits that are made, or planned and not missed."""
    keys = [e.pk for e in engagements]
    done: dict[int, set[int]] = {}
    planned = PlannedVisit.objects.filter(engagement__in=keys, missed=None).values_list("engagement_id", "number")
    made = Visit.objects.filter(engagement__in=keys, kind=Visit.Kind.FOLLOW_UP).filter(Q(number__gte=1))
    for key, number in [*planned, *made.values_list("engagement_id", "number")]:
        done.setdefault(key, set()).add(number)
    return done


def _wish(cohort: Cohort, e: Engagement, number: int, due: date, book: Diary, rest: set[int]) -> Wish:
    trainer = e.trainer or cohort.trainer
    trainers = [trainer] if trainer else []
    for days in range(SEARCH_DAYS):
        day = due + timedelta(days=days)
        if day.weekday() in rest:
            continue
        for at in (usual_hour(True), usual_hour(False)):
            slot = Slot(day, at, settings.VISIT_MINUTES, cohort.time_zone)
            try:
                is_free = not book.against(slot, trainers, [e.enterprise])
            except Refused:  # an hour that the clock jumps over
                continue
            if is_free:
                book.note(slot, "", trainers, [e.enterprise])
                return Wish(e, day, number, at, trainer)
    return Wish(e, due, number, usual_hour(True), trainer)


def weekend_of(country: str) -> set[int]:
    """The days of rest in a country by CLDR, Monday is 0."""
    locale = Locale("en")
    locale.territory = country
    first, last = locale.weekend_start, locale.weekend_end
    return {first, last} if first <= last or (first, last) == (6, 0) else {5, 6}
