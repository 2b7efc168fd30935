"""Tables that no event of an enterprise would tell of: read when they are asked for, added up by the database."""

from collections.abc import Callable
from datetime import date
from typing import Any, Final

import numpy as np
from django.db.models import Count, Exists, Max, OuterRef, Q, Sum

from genba.delivery.models import Attendance, SatisfactionCount, Session, Workshop
from genba.impact.models import KpiChange
from genba.impact.months import fetched
from genba.impact.tables import trainers
from genba.impact.tables.cutting import Cuts, day_of, placed
from genba.kit.columns import Column, Table
from genba.programmes.curricula import curriculum

WHERE: Final = ("country", "provider", "module")


def read_answers(cuts: Cuts, today: date) -> Table:
    """Answers to the first question about a class, of classes whose questions are closed: how many gave each score. One
    answer a person, so that a small n is few people."""
    first = {m.slug: m.satisfaction[0].code for m in curriculum().modules if m.satisfaction}
    over = Q(survey__closed_on__isnull=False) | Q(survey__closes_on__lt=today)
    of_class = ("survey__workshop__country_id", "survey__workshop__provider_id", "survey__workshop__module")
    counts = SatisfactionCount.objects.filter(over, answers__gt=0).order_by()
    rows = [r for r in fetched(counts.values(*of_class, "question", "score").annotate(n=Sum("answers"))
            .values_list(*of_class, "question", "score", "n")) if first.get(r[2]) == r[3]]  # fmt: skip
    table = _cut(sorted(rows), cuts)
    table["score"], table["answers"] = (np.array([r[at] for r in sorted(rows)], dtype=np.int64) for at in (4, 5))
    return table


def read_unmarked(cuts: Cuts, today: date) -> Table:
    """Workshops whose last day has passed and for which nobody marked who was there. ended: that day."""
    marked = Attendance.objects.filter(session__workshop=OuterRef("pk"))
    held = Session.objects.filter(workshop=OuterRef("pk"))
    rows = list(
        Workshop.objects.filter(~Exists(marked), Exists(held), ends_on__lt=today).order_by("pk")
        .values_list("country_id", "provider_id", "module", "ends_on")
    )  # fmt: skip
    return _cut(rows, cuts) | {"ended": day_of([r[3] for r in rows])}


def _cut(rows: list[Any], cuts: Cuts) -> dict[str, Column]:
    return {cut: placed([r[at] for r in rows], cuts.setdefault(cut, [])) for at, cut in enumerate(WHERE)}


def read_measured(cuts: Cuts, today: date) -> Table:
    """By engagement, whether any KPI has a value before its class, whether any has one after it, and any has both."""
    both = Count("pk", filter=Q(before_n__gt=0, after_n__gt=0))
    rows = fetched(
        KpiChange.objects.order_by().values("engagement_id").annotate(b=Max("before_n"), a=Max("after_n"), both=both)
        .values_list("engagement_id", "b", "a", "both")
    )  # fmt: skip
    rows.sort()
    table: Table = {"engagement": np.array([r[0] for r in rows], dtype=np.int64)}
    for at, name in enumerate(("before", "after", "both"), start=1):
        table[name] = np.array([r[at] > 0 for r in rows], dtype=bool)
    return table


OTHERS: Final[dict[str, Callable[[Cuts, date], Table]]] = {
    "answers": read_answers, "unmarked": read_unmarked, "measured": read_measured, "trainers": trainers.read_trainers,
    "certificates": trainers.read_certificates, "trainers-at-work": trainers.read_at_work,
}  # fmt: skip
