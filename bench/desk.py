"""Counts what waits for the coordinator of the demonstration in the home it runs in, and times the approval of a thousand
reports, which is taken back afterwards; prints both as JSON."""

import json
import time

import django

django.setup()

from django.db import transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from genba.access.models import Grant  # noqa: E402
from genba.programmes.models import Engagement  # noqa: E402
from genba.review import actions  # noqa: E402
from genba.review.morning import KINDS, reports, rows_of  # noqa: E402

THOUSAND = 1000


def main() -> dict[str, float]:
    """Enterprises and open items within reach; seconds by the clock for so many reports."""
    grant = Grant.objects.first_holding("provider-coordinator")
    today, user = timezone.localdate(), grant.user
    items = sum(rows_of(kind, user, today).count() for kind in KINDS.values())
    enterprises = Engagement.objects.filter(provider=int(grant.scope_id)).values("enterprise").distinct().count()
    chosen = list(reports(user, today).values_list("code", "version")[:THOUSAND])
    with transaction.atomic():
        began = time.perf_counter()
        approved = actions.approve_many(by=user, reports=chosen).approved
        seconds = time.perf_counter() - began
        transaction.set_rollback(True)
    return {"enterprises": enterprises, "items": items, "reports": approved, "seconds": seconds}


if __name__ == "__main__":
    print(json.dumps(main()))
