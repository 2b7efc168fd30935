"""Reports of visits in columns: whether it is known when each came, and whether that was in time."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

import numpy as np
from django.db.models.functions import TruncDate

from genba.delivery.models import Visit
from genba.impact.months import Day, fetched
from genba.impact.tables import takings
from genba.impact.tables.cutting import Cuts
from genba.kit.columns import Table, in_order

IN_TIME: Final = timedelta(days=7)
UNKNOWN: Final = -1


def read(enterprises: Sequence[int] | None, engagements: Table, cuts: Cuts) -> Table:
    """Every report, also of engagements that ended early later on: it was written. is_known: the day on which it came, in the
    time zone of the house, was kept; is_in_time: that day is no later than seven days after the visit as it stands now."""
    rows = Visit.objects.all()
    if enterprises is not None:
        rows = rows.filter(engagement__enterprise_id__in=list(enterprises))
    days = rows.order_by("pk").values_list("engagement_id", Day("visited_on"), Day(TruncDate("reported_at")), "pk")
    found = fetched(days)
    table, known = takings.of(engagements, [row[0] for row in found])
    visited = np.array([row[1] for row in found], dtype=np.int64)[known]
    came = np.array([UNKNOWN if row[2] is None else row[2] for row in found], dtype=np.int64)[known]
    table["is_known"] = came != UNKNOWN
    table["is_in_time"] = table["is_known"] & (came <= visited + IN_TIME.days)
    table["visit"] = np.array([row[3] for row in found], dtype=np.int64)[known]
    return in_order(table, ("enterprise", "visit"))
