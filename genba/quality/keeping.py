"""What was found against what is known: new findings are written, standing ones brought up to date, and what is no longer so
is closed with what stands now. Nothing that a person confirmed comes back while the same numbers stand."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, Final

import numpy as np

from genba.impact.months import month_of
from genba.quality.found import Found, amounts
from genba.quality.models import Finding, Kind, Settlement
from genba.quality.reading import JUDGED, READ, Chunk, day

# Of these there is one for a series, whatever its days: new months move them on.
OF_A_SERIES: Final = frozenset({Kind.UNIT, Kind.PEERS, Kind.DIGITS, Kind.MISSING})
# A confirmation of these names no amounts; it holds for a year.
HOLDS: Final = timedelta(days=365)
FOR_A_YEAR: Final = frozenset({Kind.PEERS, Kind.DIGITS})
Slot = tuple[int, str, str, Any]


def keep(chunk: Chunk, found: Iterable[Found], at: datetime) -> dict[tuple[int, str], list[str]]:
    """Write what is new, close what is no longer so; gives the kinds still open of each enterprise and KPI.

    One query to read, and one each to write, to bring up to date and to close. In the transaction of the caller.
    """
    said = {_slot(f.enterprise, f.indicator, f.kind, f.starts_on): f for f in reversed(list(found))}
    known = Finding.objects.filter(enterprise_id__in=chunk.keys.tolist()).exclude(settlement__in=("put-right", "gone"))
    standing: dict[Slot, Finding] = {}
    confirmed: set[tuple[Any, ...]] = set()
    for one in known:
        if one.is_open:
            standing[_slot(one.enterprise_id, one.indicator, one.kind, one.starts_on)] = one
        elif one.kind not in FOR_A_YEAR or (one.settled_at and one.settled_at > at - HOLDS):
            confirmed.add((_slot(one.enterprise_id, one.indicator, one.kind, one.starts_on), one.mark))
    wanted = {slot: f for slot, f in said.items() if (slot, f.mark) not in confirmed}
    new = [f for slot, f in wanted.items() if slot not in standing]
    Finding.objects.bulk_create(
        [Finding(enterprise_id=f.enterprise, indicator=f.indicator, kind=f.kind, starts_on=f.starts_on, ends_on=f.ends_on,
                 data=dict(f.data), mark=f.mark) for f in new], batch_size=500)  # fmt: skip
    _bring_up_to_date(standing, wanted)
    gone = _close(chunk, [one for slot, one in standing.items() if slot not in wanted], at)
    still: dict[tuple[int, str], list[str]] = defaultdict(list)
    for enterprise, indicator, kind in [
        *((f.enterprise, f.indicator, f.kind) for f in new),
        *((o.enterprise_id, o.indicator, o.kind) for o in standing.values() if o.pk not in gone and o.is_open),
    ]:
        still[enterprise, indicator].append(str(kind))
    return still


def _slot(enterprise: int, indicator: str, kind: str, starts_on: Any) -> Slot:
    """What there can be one open finding of."""
    return enterprise, indicator, str(kind), None if kind in OF_A_SERIES else starts_on


def _bring_up_to_date(standing: dict[Slot, Finding], wanted: dict[Slot, Found]) -> None:
    """A standing finding says what is so now: another amount that is doubtful too, one more month of a copied run."""
    changed = []
    for slot, one in standing.items():
        now = wanted.get(slot)
        if now is None or (one.data, one.mark, one.starts_on, one.ends_on) == (
            dict(now.data),
            now.mark,
            now.starts_on,
            now.ends_on,
        ):
            continue
        one.data, one.mark, one.starts_on, one.ends_on = dict(now.data), now.mark, now.starts_on, now.ends_on
        changed.append(one)
    if changed:
        Finding.objects.bulk_update(changed, ["data", "mark", "starts_on", "ends_on"], batch_size=200)


def _close(chunk: Chunk, over: list[Finding], at: datetime) -> set[int]:
    """Close what was not found again. What lies before the judged months was not looked for, and stays open."""
    since = chunk.month(READ - JUDGED)
    closed = []
    for one in over:
        if one.ends_on < since:
            continue
        now = now_of(chunk, one)
        is_other = one.kind not in FOR_A_YEAR and (now is None or amounts(*now) != one.mark)
        one.settlement = Settlement.PUT_RIGHT if is_other else Settlement.GONE
        one.settled_at = at
        one.data_after = {"numerator": now[0], "denominator": now[1]} if now else {}
        closed.append(one)
    if closed:
        Finding.objects.bulk_update(closed, ["settlement", "settled_at", "data_after"], batch_size=200)
    return {one.pk for one in closed}


def now_of(chunk: Chunk, one: Finding) -> tuple[float, float] | None:
    """What the days of a finding say now, if they say one thing: the very period, else the sum of its month."""
    kpi = next((place for place, k in enumerate(chunk.kpis) if k.code == one.indicator), -1)
    if kpi < 0 or one.kind in OF_A_SERIES:
        return None
    place = int(np.flatnonzero(chunk.keys == one.enterprise_id)[0])
    column = month_of(one.starts_on) - chunk.first
    if one.kind in (Kind.HISTORY, Kind.SEASON, Kind.COPIED):
        cell = kpi, place, column
        if 0 <= column < READ and not np.isnan(chunk.numerator[cell]):
            return float(chunk.numerator[cell]), float(chunk.denominator[cell])
        return None
    rows = chunk.rows
    same = np.flatnonzero((rows.enterprise == place) & (rows.indicator == kpi) & rows.is_tracked
                          & (rows.starts == (one.starts_on - day(0)).days) & (rows.ends == (one.ends_on - day(0)).days))  # fmt: skip
    if not len(same):
        return None
    return float(rows.numerator[same[0]]), float(rows.denominator[same[0]])
