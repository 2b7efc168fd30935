"""Counts what waits for the coordinator of the demonstration in the home it runs in, of which there shall be five thousand
items, and times the approval of a thousand reports, which is taken back afterwards; prints both as JSON."""

import json
import time
from datetime import date
from typing import Any

import django

django.setup()

from django.db import transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from genba.access.models import Grant  # noqa: E402
from genba.observations.models import Observation  # noqa: E402
from genba.programmes.models import Engagement  # noqa: E402
from genba.review import actions  # noqa: E402
from genba.review.morning import KINDS, reports, rows_of  # noqa: E402

THOUSAND = 1000
ITEMS = 5 * THOUSAND


def fill(enterprises: Any, missing: int) -> None:
    """Where less waits, so many values of the programme are unusual from now on, and somebody insists on each."""
    rows = Observation.objects.filter(enterprise__in=enterprises, unusual=False, denominator__isnull=False)
    keys = list(rows.order_by("starts_on", "pk").values_list("pk", flat=True)[: max(missing, 0)])
    Observation.objects.filter(pk__in=keys).update(unusual=True, note="Asked twice: so it was")


def waiting(user: Any, today: date) -> int:
    return sum(rows_of(kind, user, today).count() for kind in KINDS.values())


def main() -> dict[str, float]:
    """Enterprises and open items within reach; seconds by the clock for so many reports."""
    grant = Grant.objects.first_holding("provider-coordinator")
    today, user = timezone.localdate(), grant.user
    engaged = Engagement.objects.filter(provider=int(grant.scope_id)).values("enterprise").distinct()
    fill(engaged, ITEMS - waiting(user, today))
    items, enterprises = waiting(user, today), engaged.count()
    chosen = list(reports(user, today).values_list("code", "version")[:THOUSAND])
    with transaction.atomic():
        began = time.perf_counter()
        approved = actions.approve_many(by=user, reports=chosen).approved
        seconds = time.perf_counter() - began
        transaction.set_rollback(True)
    return {"enterprises": enterprises, "items": items, "reports": approved, "seconds": seconds}


if __name__ == "__main__":
    print(json.dumps(main()))
