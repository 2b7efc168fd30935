"""What can be opened in a locked month, and the locks that lie on it."""

from typing import Any

from django.http import Http404

from genba.access.doors import find
from genba.access.permissions import Permission
from genba.access.policy import reach
from genba.delivery.locked import days_of, over_class
from genba.delivery.models import Visit, Workshop
from genba.directory.models import Enterprise
from genba.programmes.locks import locks_of, month_in_words, noun_of, opened_of, over_engagement, over_enterprises
from genba.programmes.models import Engagement, PeriodLock

NOUNS: dict[str, tuple[Any, str]] = {
    "visit": (Visit, "engagement__enterprise"),
    "workshop": (Workshop, ""),
    "engagement": (Engagement, "enterprise"),
    "enterprise": (Enterprise, ""),
}  # what can be opened, and what is read with it


def openable(user: Any, noun: str, code: str) -> tuple[Any, list[PeriodLock]]:
    """The visit, workshop, engagement or enterprise within reach, and its locks; Http404 or PermissionDenied as doors do."""
    if noun not in NOUNS:
        raise Http404
    model, load = NOUNS[noun]
    thing: Any = find(user, Permission.PERIOD_LOCK, model, code, load=load)
    return thing, locks_on(thing)


def locks_on(thing: Any) -> list[PeriodLock]:
    """The locks on the days of a visit or a class, or on whatever belongs to an engagement or an enterprise."""
    noun = noun_of(thing)
    if noun == "visit":
        return locks_of([thing.visited_on], over_engagement(thing.engagement))
    if noun == "workshop":
        return locks_of(days_of(thing), over_class(thing))
    if noun == "engagement":
        rows = PeriodLock.objects.filter(over_engagement(thing), month__gte=thing.agreed_on.replace(day=1))
    else:
        rows = PeriodLock.objects.filter(over_enterprises([thing]))
    return list(rows.select_related("locked_by").order_by("month", "pk").distinct())


def closed_months(user: Any, thing: Any) -> list[str]:
    """For whoever may open it: the months that are locked for this thing and not open for it today, in words."""
    within = reach(user, Permission.PERIOD_LOCK)
    if within is not None and not any(within.values()):
        return []
    locks = locks_on(thing)
    opened = opened_of([thing]) if locks else set()
    return list(dict.fromkeys(month_in_words(lock.month) for lock in locks if lock.pk not in opened))
