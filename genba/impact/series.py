"""Observations as columns, a period an entry: what changes and evaluations are worked out from."""

from dataclasses import dataclass

import numpy as np

from genba.impact.months import IsNotEmpty, Month, fetched
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
        return Periods(*(getattr(self, name)[kept] for name in self.__slots__))


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


def whole_before_parts(periods: Periods, indicators: int) -> Periods:
    """Where a month has a value of the whole enterprise, those of its lines and teams would count the same twice."""
    parts = periods.is_part == 1
    if not parts.any():
        return periods
    month = ((periods.enterprise * indicators + periods.indicator) * FAR + periods.starts) * FAR + periods.ends
    return periods.where(~(parts & np.isin(month, month[~parts])))
