"""Observations as columns, a period an entry: what changes and evaluations are worked out from."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from genba.curriculum import Indicator
from genba.impact.months import IsNotEmpty, Month, fetched, month_of
from genba.observations.models import ObservationQuerySet
from genba.science.panel import Floats, Ints

FAR = 12 * 9999  # a month that has not come


@dataclass(frozen=True, slots=True)
class Periods:
    """Observations, an entry each: enterprise and indicator, first and last month, part or whole, sums."""

    enterprise: Ints
    indicator: Ints
    starts: Ints
    ends: Ints
    is_part: Ints
    numerator: Floats
    denominator: Floats

    def where(self, kept: np.ndarray) -> "Periods":
        """Those that are marked. Where all are, nothing is copied."""
        return self if kept.all() else Periods(*(getattr(self, name)[kept] for name in self.__slots__))


def periods_of(rows: ObservationQuerySet, indicators: dict[str, int]) -> Periods:
    """The tracked observations among these rows: enterprises by their keys, indicators by the places given for them."""
    found = fetched(
        rows.annotate(starts=Month("starts_on"), ends=Month("ends_on"), is_part=IsNotEmpty("part"))
        .values_list("enterprise_id", "indicator", "starts", "ends", "is_part", "numerator", "denominator")
    )  # fmt: skip
    if not found:
        none, nothing = np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float64)
        return Periods(none, none, none, none, none, nothing, nothing)
    enterprise, indicator, starts, ends, is_part, numerator, denominator = zip(*found, strict=True)
    periods = Periods(
        np.array(enterprise, dtype=np.int64), np.array([indicators.get(i, -1) for i in indicator], dtype=np.int64),
        np.array(starts, dtype=np.int64), np.array(ends, dtype=np.int64), np.array(is_part, dtype=np.int64),
        np.array(numerator, dtype=np.float64), np.array(denominator, dtype=np.float64),
    )  # fmt: skip
    return periods.where(periods.indicator >= 0)


def counted_once(periods: Periods, indicators: int) -> Periods:
    """Without what would count twice: parts where the whole has a value, and longer periods where shorter ones have.

    A quarter and one of its months are not added up: the month counts, the quarter is left out. So more can be compared,
    since a period that overlaps a class is on neither side of it.
    """
    return _shorter_before_longer(_whole_before_parts(periods, indicators), indicators)


def _whole_before_parts(periods: Periods, indicators: int) -> Periods:
    """Where a month has a value of the whole enterprise, those of its lines and teams would count the same twice."""
    parts = periods.is_part == 1
    if not parts.any():
        return periods
    month = ((periods.enterprise * indicators + periods.indicator) * FAR + periods.starts) * FAR + periods.ends
    return periods.where(~(parts & np.isin(month, month[~parts])))


def _shorter_before_longer(periods: Periods, indicators: int) -> Periods:
    """Values of the whole enterprise whose months no shorter one of it tells. Parts are lines and teams that may differ."""
    length = np.where(periods.is_part == 1, 1, periods.ends - periods.starts + 1)
    if not (length > 1).any():
        return periods
    series = (periods.enterprise * indicators + periods.indicator) * FAR
    kept = length == 1
    told = (series + periods.starts)[kept & (periods.is_part == 0)]
    for months in np.unique(length[length > 1]).tolist():
        at = np.flatnonzero(length == months)
        each = (series + periods.starts)[at][:, None] + np.arange(months)
        free = ~np.isin(each, told).any(axis=1)
        kept[at[free]] = True
        told = np.concatenate([told, each[free].ravel()])
    return periods.where(kept)


def by_other_definition(periods: Periods, kpis: Sequence[Indicator]) -> npt.NDArray[np.bool_]:
    """Which values were counted by the definition that a KPI had before: their period begins before its `since`.

    kpis: by their places in `periods`.
    """
    since = np.array([month_of(k.since) if k.since else 0 for k in kpis], dtype=np.int64)
    is_older: npt.NDArray[np.bool_] = periods.starts < since[periods.indicator]
    return is_older
