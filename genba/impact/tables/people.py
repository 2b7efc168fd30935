"""People in columns: who was trained, and who works where somebody was."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from django.db.models import Sum

from genba.delivery.models import Participant, Session
from genba.directory.models import Workforce
from genba.impact.months import fetched
from genba.impact.tables import takings
from genba.impact.tables.cutting import Cuts, placed
from genba.kit.columns import Table, in_order, where


def read(enterprises: Sequence[int] | None, engagements: Table, cuts: Cuts) -> Table:
    """Everybody who was present for at least half the minutes of a workshop, once for each. Also those of engagements that
    were ended later on: they were there. sex, role: as on the roster of their last workshop with this enterprise."""
    seats, minutes = Participant.objects.all(), Session.objects.all()
    if enterprises is not None:
        seats = seats.filter(engagement__enterprise_id__in=list(enterprises))
        minutes = minutes.filter(workshop__in=seats.order_by().values("workshop"))
    given = dict(minutes.order_by().values("workshop").annotate(m=Sum("minutes")).values_list("workshop", "m"))
    rows = fetched(
        seats.order_by("workshop__starts_on", "pk").annotate(attended=Sum("attendances__minutes"))
        .values_list("person_id", "engagement_id", "sex", "role", "workshop_id", "attended", "engagement__enterprise_id")
    )  # fmt: skip
    present = [r for r in rows if r[5] and 2 * r[5] >= given[r[4]]]
    last = {(r[0], r[6]): (r[2], r[3]) for r in present}  # rows come in the order of workshops: the latest stays
    table, _all = takings.of(engagements, [r[1] for r in present])
    table["person"] = np.array([r[0] for r in present], dtype=np.int64)
    for at, cut in enumerate(("sex", "role")):
        table[cut] = placed([last[r[0], r[6]][at] for r in present], cuts.setdefault(cut, []))
    return in_order(table, ("enterprise", "person", "engagement"))


def read_headcounts(enterprises: Sequence[int] | None, engagements: Table, cuts: Cuts) -> Table:
    """The last count of each enterprise by sex and role, once for each of its takings. line: one for all takings."""
    counts: Any = Workforce.objects.all()
    if enterprises is not None:
        counts = counts.filter(enterprise_id__in=list(enterprises))
    rows = fetched(
        counts.order_by("enterprise_id", "counted_on", "role", "sex", "pk").values_list(
            "enterprise_id", "counted_on", "role", "sex", "people"
        )
    )
    latest: dict[int, tuple[Any, list[tuple[str, str, int]]]] = {}
    for firm, day, role, sex, people in rows:
        if firm not in latest or latest[firm][0] != day:
            latest[firm] = (day, [])
        latest[firm][1].append((role, sex, people))
    taken = takings.standing(engagements)
    lines = [(at, number, *line) for at, firm in enumerate(taken["enterprise"].tolist())
             for number, line in enumerate(latest.get(firm, (0, ()))[1])]  # fmt: skip
    table = where(taken, np.array([line[0] for line in lines], dtype=np.int64))
    kept = {name: table[name] for name in ("enterprise", "engagement", "trained", *takings.CUTS)}
    kept["line"] = np.array([line[1] for line in lines], dtype=np.int16)
    kept["people"] = np.array([line[4] for line in lines], dtype=np.int64)
    for at, cut in ((3, "sex"), (2, "role")):
        kept[cut] = placed([line[at] for line in lines], cuts.setdefault(cut, []))
    return kept
