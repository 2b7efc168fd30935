"""Whether a day lies in a month that is locked: the one question that every action with a date asks."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db.models import Model, Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from genba.directory.models import Enterprise, Provider
from genba.kit import numbers
from genba.kit.refused import Refused
from genba.programmes.models import Engagement, Opening, PeriodLock


def month_of(day: date) -> date:
    return day.replace(day=1)


def month_in_words(month: date) -> str:
    """March 2026, in the reader's language."""
    return numbers.date(month, "month", language=get_language() or "en")


def locks_of(days: Iterable[date], where: Q) -> list[PeriodLock]:
    """The locks on the months of these days, in the order of the months. One query."""
    rows = PeriodLock.objects.filter(where, month__in={month_of(day) for day in days})
    return list(rows.select_related("locked_by").distinct().order_by("month", "pk"))


def over_engagement(engagement: Engagement) -> Q:
    return Q(country_id=engagement.enterprise.country_id) | Q(provider_id=engagement.provider_id)


def over_enterprises(enterprises: Iterable[Enterprise]) -> Q:
    """What belongs to an enterprise and to no single engagement: locked by its country or by whoever trains it."""
    rows = list(enterprises)
    return Q(country_id__in={e.country_id for e in rows}) | Q(provider__engagements__enterprise_id__in={e.pk for e in rows})


def check_engagement(
    engagement: Engagement, days: Iterable[date], *, things: Sequence[Any] = (), field: str | None = None
) -> None:
    """Refused where something of an engagement lies in a locked month and neither it, nor the engagement, nor its
    enterprise was opened."""
    check_open(days, over_engagement(engagement), things=[engagement, engagement.enterprise, *things], field=field)


def check_new(enterprise: Enterprise, provider: Provider, day: date, *, field: str) -> None:
    """Refused where a new thing of an enterprise and a provider is dated in a locked month and the enterprise was not
    opened."""
    where = Q(country_id=enterprise.country_id) | Q(provider_id=provider.pk)
    check_open([day], where, things=[enterprise], field=field)


def check_open(days: Iterable[date], where: Q, *, things: Sequence[Any] = (), field: str | None = None) -> None:
    """Refused where one of the days is locked and none of the things was opened by whoever may."""
    locks = locks_of(days, where)
    if not locks:
        return
    opened = opened_of(things)
    for lock in locks:
        if lock.pk not in opened:
            raise Refused(_("%(month)s is locked by %(name)s. It can be opened for one thing, with a reason.")
                          % {"month": month_in_words(lock.month), "name": lock.locked_by.name}, field=field)  # fmt: skip


def opened_of(things: Sequence[Any]) -> set[int]:
    """The keys of the locks that are open for one of these things today."""
    if not things:
        return set()
    named = Q()
    for thing in things:
        named |= Q(noun=noun_of(thing), thing=thing.code)
    return set(Opening.objects.filter(named, until_on__gte=timezone.localdate()).values_list("lock_id", flat=True))


def noun_of(thing: Model) -> str:
    return str(thing._meta.model_name)
