"""What can be opened in a locked month, and the locks that lie on it."""

from typing import Any

from django.db.models import Q
from django.http import Http404

from genba.access.doors import find
from genba.access.permissions import Permission
from genba.delivery.models import Visit, Workshop
from genba.programmes.locks import locks_of, over_engagement
from genba.programmes.models import Engagement, PeriodLock


def openable(user: Any, noun: str, code: str) -> tuple[Any, list[PeriodLock]]:
    """The visit, workshop or engagement within reach, and its locks; Http404 or PermissionDenied as doors do."""
    allowed = Permission.PERIOD_LOCK
    if noun == "visit":
        visit: Visit = find(user, allowed, Visit, code, load="engagement__enterprise")
        return visit, locks_of([visit.visited_on], over_engagement(visit.engagement))
    if noun == "workshop":
        workshop: Workshop = find(user, allowed, Workshop, code)
        over = Q(country_id=workshop.country_id) | Q(provider_id=workshop.provider_id)
        return workshop, locks_of(list(workshop.sessions.values_list("held_on", flat=True)), over)
    if noun == "engagement":
        engagement: Engagement = find(user, allowed, Engagement, code, load="enterprise")
        rows = PeriodLock.objects.filter(over_engagement(engagement), month__gte=engagement.agreed_on.replace(day=1))
        return engagement, list(rows.select_related("locked_by"))
    raise Http404
