"""What changed in each enterprise: every KPI before the first class day against now, from the observations.

Many engagements at once: one read of observations per chunk, the arithmetic on arrays (genba.science.panel), one write.
"""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
from django.db import connections, router, transaction
from django.db.models import Min

from genba.curriculum import Indicator, UnknownModule
from genba.impact.models import KpiChange
from genba.impact.months import first_day, last_day, month_of
from genba.impact.series import FAR, Periods, by_other_definition, counted_once, periods_of
from genba.observations.models import Observation
from genba.programmes.curricula import curriculum
from genba.programmes.models import Engagement
from genba.science.panel import NO_BASELINE, OTHER, VERDICTS, WITHHELD, Changes, Ints, Side, changes, sides

CHUNK = 1000
MARK = 16  # letters
NO_TRAINING = "no-training"
DIRECTIONS = {"up": 1, "down": -1, "neutral": 0}
Progress = Callable[[int, int], None]
Row = tuple[Any, ...]  # in the order of COLUMNS
COLUMNS = ("engagement_id", "indicator", "unit", "trained_on", "before_numerator", "before_denominator", "before_n",
           "before_from", "before_to", "after_numerator", "after_denominator", "after_n", "after_from", "after_to",
           "relative", "verdict", "withheld", "older_n")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Taking:
    """An engagement as far as a change needs it."""

    id: int
    enterprise: int
    module: str
    output_unit: str
    trained_on: date | None


def refresh(
    engagement_ids: Iterable[int] | None = None,
    *,
    enterprise_ids: Iterable[int] | None = None,
    progress: Progress | None = None,
) -> int:
    """Work out KpiChange anew for these engagements, for those of these enterprises, or (both None) for all.

    The first class day is the earliest session of the engagement's workshops. Withdrawn engagements lose their rows. A
    KPI has a row once the enterprise reported it. Safe to run twice; returns how many rows stand.
    """
    wanted = Engagement.objects.all()
    if engagement_ids is not None:
        wanted = wanted.filter(pk__in=list(engagement_ids))
    if enterprise_ids is not None:
        wanted = wanted.filter(enterprise_id__in=list(enterprise_ids))
    keys = list(wanted.order_by("enterprise_id", "pk").values_list("pk", flat=True))
    standing = 0
    for start in range(0, len(keys), CHUNK):
        chunk = keys[start : start + CHUNK]
        standing += _refresh_chunk(chunk)
        if progress:
            progress(start + len(chunk), len(keys))
    return standing


def _refresh_chunk(keys: Sequence[int]) -> int:
    takings = _takings(keys)
    indicators = _indicators(takings)
    rows: list[Row] = []
    if indicators:
        places = {e: at for at, e in enumerate(dict.fromkeys(t.enterprise for t in takings))}
        periods = counted_once(_periods(places, {k: at for at, k in enumerate(indicators)}), len(indicators))
        for layer in layers(takings):
            rows.extend(_rows(layer, list(indicators.values()), places, periods))
    with transaction.atomic():
        KpiChange.objects.filter(engagement_id__in=keys).delete()
        _insert(rows)
    return len(rows)


def _takings(keys: Sequence[int]) -> list[Taking]:
    rows = (
        Engagement.objects.filter(pk__in=keys, withdrawal=None).order_by("pk")
        .annotate(trained_on=Min("participations__workshop__sessions__held_on"))
        .values_list("pk", "enterprise_id", "module", "enterprise__output_unit", "trained_on")
    )  # fmt: skip
    return [Taking(*row) for row in rows]


def kpis_of(module: str) -> tuple[Indicator, ...]:
    """The KPIs of a module; none where its package is no longer in modules/."""
    try:
        return curriculum().module(module).kpis
    except UnknownModule:
        return ()


def defined() -> str:
    """A mark of all by which packages decide what is compared: it differs when any of it does."""
    said = [(m.slug, k.code, k.direction, k.sufficiency.months, k.sufficiency.denominator, str(k.since))
            for m in curriculum().modules for k in m.kpis]  # fmt: skip
    return hashlib.sha256(repr(said).encode()).hexdigest()[:MARK]


def _indicators(takings: Iterable[Taking]) -> dict[str, Indicator]:
    modules = dict.fromkeys(t.module for t in takings)
    return {kpi.code: kpi for module in modules for kpi in kpis_of(module)}


def _periods(enterprises: dict[int, int], indicators: dict[str, int]) -> Periods:
    """Every tracked observation of these enterprises, in one read; each enterprise by its place."""
    rows = Observation.objects.believed().filter(enterprise_id__in=list(enterprises))
    found = periods_of(rows, indicators)
    places = np.array([enterprises[e] for e in found.enterprise.tolist()], dtype=np.int64)
    return replace(found, enterprise=places)


def layers(takings: Iterable[Taking]) -> Iterator[list[Taking]]:
    """The engagements in layers in which no enterprise comes twice."""
    by_turn: dict[int, list[Taking]] = defaultdict(list)
    turn: dict[int, int] = defaultdict(int)
    for taking in takings:
        by_turn[turn[taking.enterprise]].append(taking)
        turn[taking.enterprise] += 1
    yield from by_turn.values()


@dataclass(frozen=True, slots=True)
class Compared:
    """Takings of which no enterprise comes twice, against some KPIs. `places`: the series with a value, taking × KPI;
    `older`: of each series, shape (s,), how many values were counted by another definition and are on neither side."""

    places: Ints
    before: Side
    after: Side
    found: Changes
    older: Ints


def compared(layer: Sequence[Taking], kpis: Sequence[Indicator], places: Mapping[int, int], periods: Periods) -> Compared:
    """Before and after of every taking in every KPI. places: of an enterprise in `periods`, by its key.

    A series is a taking and an indicator: place of the taking × number of KPIs + place of the KPI. Those of other modules
    are left out, and values that were counted by the definition that a KPI had before.
    """
    width = len(kpis)
    at = np.full(len(places), -1, dtype=np.int64)
    at[[places[t.enterprise] for t in layer]] = np.arange(len(layer))
    mine = periods.where(at[periods.enterprise] >= 0)
    is_older = by_other_definition(mine, kpis)
    trained = np.repeat([month_of(t.trained_on) if t.trained_on else FAR for t in layer], width)
    series = at[mine.enterprise] * width + mine.indicator
    older = np.bincount(series[is_older], minlength=len(trained))
    was_other = np.bincount(series[is_older & (mine.ends < trained[series])], minlength=len(trained)) > 0
    mine, series = mine.where(~is_older), series[~is_older]
    before, after = sides(
        series, mine.starts, mine.ends, mine.numerator, mine.denominator,
        trained=trained, length=np.tile([k.sufficiency.months for k in kpis], len(layer)),
    )  # fmt: skip
    found = changes(before, after, direction=np.tile([DIRECTIONS[k.direction] for k in kpis], len(layer)),
                    minimum=np.tile([k.sufficiency.denominator for k in kpis], len(layer)))  # fmt: skip
    found = replace(found, withheld=np.where(was_other & (found.withheld == NO_BASELINE), OTHER, found.withheld))
    reported = older > 0
    reported[series] = True
    reported &= _offered(layer, kpis)
    return Compared(np.flatnonzero(reported), before, after, found, older)


def _offered(layer: Sequence[Taking], kpis: Sequence[Indicator]) -> npt.NDArray[np.bool_]:
    """Which KPIs the module of each taking has."""
    modules = list(dict.fromkeys(t.module for t in layer))
    codes = [{k.code for k in kpis_of(module)} for module in modules]
    offered = np.array([[k.code in known for k in kpis] for known in codes], dtype=bool).reshape(len(modules), len(kpis))
    place = {module: at for at, module in enumerate(modules)}
    chosen: npt.NDArray[np.bool_] = offered[[place[t.module] for t in layer]].ravel()
    return chosen


def _rows(layer: Sequence[Taking], kpis: Sequence[Indicator], places: dict[int, int], periods: Periods) -> Iterator[Row]:
    """The changes of one layer, as they are stored."""
    all_of = compared(layer, kpis, places, periods)
    reported, found, width = all_of.places, all_of.found, len(kpis)
    columns = zip(reported.tolist(), _window(all_of.before, reported), _window(all_of.after, reported),
                  found.relative[reported].tolist(), found.verdict[reported].tolist(), found.withheld[reported].tolist(),
                  all_of.older[reported].tolist(), strict=True)  # fmt: skip
    for place, was, now, relative, verdict, withheld, older in columns:
        taking, kpi = layer[place // width], kpis[place % width]
        head = (taking.id, kpi.code, kpi.unit_in("en", taking.output_unit), _stored(taking.trained_on))
        if taking.trained_on is None:
            yield (*head, *NO_WINDOW, *NO_WINDOW, None, "unknown", NO_TRAINING, older)
        else:
            known = relative == relative  # NaN is the one number that is not itself
            yield (*head, *was, *now, relative if known else None, VERDICTS[verdict], WITHHELD[withheld], older)


NO_WINDOW: Row = (None, None, 0, None, None)


def _window(side: Side, kept: Ints) -> Iterator[Row]:
    """One window of each kept series as a row stores it: sums, months, first and last day."""
    columns = (c[kept].tolist() for c in (side.numerator, side.denominator, side.n, side.first, side.last))
    for top, bottom, n, first, last in zip(*columns, strict=True):
        yield (top, bottom, n, _stored(first_day(first)), _stored(last_day(last))) if n else NO_WINDOW


@lru_cache(maxsize=8192)
def _stored(day: date | None) -> Any:
    return connections[router.db_for_write(KpiChange)].ops.adapt_datefield_value(day)


def _insert(rows: Sequence[Row]) -> None:
    """Rows straight into the table: derived and checked by nobody else, they need no model object each."""
    to = connections[router.db_for_write(KpiChange)]
    names = ", ".join(to.ops.quote_name(c) for c in COLUMNS)
    marks = ", ".join(["%s"] * len(COLUMNS))
    with to.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {to.ops.quote_name(KpiChange._meta.db_table)} ({names}) VALUES ({marks})", rows)  # noqa: S608
