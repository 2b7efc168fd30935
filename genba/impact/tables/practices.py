"""Good practices in columns: of each taking that was checked on two days or more, how many were taken up since the first."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from genba.impact.months import fetched
from genba.impact.tables import takings
from genba.impact.tables.cutting import Cuts
from genba.kit.columns import Table, in_order
from genba.observations.models import PracticeCheck, PracticeState


def read(enterprises: Sequence[int] | None, engagements: Table, cuts: Cuts) -> Table:
    """adopted: practices that were not practised at the first check and are at the last. checked: all that were checked."""
    rows = PracticeCheck.objects.all()
    if enterprises is not None:
        rows = rows.filter(engagement__enterprise_id__in=list(enterprises))
    checks = fetched(
        rows.order_by("engagement_id", "practice", "checked_on").values_list(
            "engagement_id", "practice", "checked_on", "state"
        )
    )
    days: dict[int, set[Any]] = {}
    adopted: dict[int, int] = {}
    first_state, before = "", (0, "")
    for at, (engagement, practice, day, state) in enumerate(checks):
        days.setdefault(engagement, set()).add(day)
        if (engagement, practice) != before:
            before, first_state = (engagement, practice), state
        is_last = at + 1 == len(checks) or checks[at + 1][:2] != before
        if is_last and first_state != PracticeState.PRACTISED and state == PracticeState.PRACTISED:
            adopted[engagement] = adopted.get(engagement, 0) + 1
    twice = [e for e, on in days.items() if len(on) > 1]
    table, known = takings.of(takings.standing(engagements), twice)
    table["adopted"] = np.array([adopted.get(e, 0) for e in twice], dtype=np.int32)[known]
    return in_order(table, ("enterprise", "engagement"))
