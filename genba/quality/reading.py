"""What is looked at: the recorded values of some enterprises as columns, and each KPI as a grid of months.

One read for a thousand enterprises. The last four years are read and the last three are judged, so that every month that is
judged has months around it and one a year before.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from django.db.models import Case, F, IntegerField, Q, Value, When

from genba.curriculum import Indicator
from genba.impact.months import Day, IsNotEmpty, fetched, first_day, month_of
from genba.impact.series import Periods, by_other_definition, counted_once
from genba.observations.models import Observation
from genba.programmes.curricula import curriculum
from genba.science.doubts import Floats, Ints

READ: Final = 49  # months: that of today and four years before it
JUDGED: Final = 37
EPOCH: Final = date(1970, 1, 1)
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Rows:
    """Recorded values, an entry each: places of enterprise, KPI and unit; part or whole; days since 1970; amounts (NaN: not
    tracked); whether it is unusual and no reviewer has approved it."""

    enterprise: Ints
    indicator: Ints
    part: Ints
    starts: Ints
    ends: Ints
    numerator: Floats
    denominator: Floats
    unit: Ints
    waits: Bools

    def where(self, kept: np.ndarray) -> "Rows":
        return Rows(*(getattr(self, name)[kept] for name in self.__slots__))

    @property
    def is_tracked(self) -> Bools:
        return ~np.isnan(self.denominator)


@dataclass(frozen=True)
class Chunk:
    """Some enterprises, looked at together.

    keys, kpis, units: what the places stand for. Grids have the shape (KPIs, enterprises, months); the first month is `first`.
    numerator, denominator: sums over a month of what is believed, NaN for none. has_said: something was recorded for the month,
    also "not tracked". is_known: a value that is believed covers it.
    """

    keys: Ints
    kpis: tuple[Indicator, ...]
    units: tuple[str, ...]
    rows: Rows
    first: int
    numerator: Floats
    denominator: Floats
    has_said: Bools
    is_known: Bools

    @property
    def series(self) -> Ints:
        """Of each row the place of its enterprise and KPI in one number: enterprise × KPIs + KPI."""
        chosen: Ints = self.rows.enterprise * len(self.kpis) + self.rows.indicator
        return chosen

    def values(self, kpi: int) -> Floats:
        """The KPI in its unit, shape (enterprises, months); NaN where there is none."""
        top, bottom = self.numerator[kpi], self.denominator[kpi]
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.where(bottom > 0, self.kpis[kpi].scale * top / bottom, np.nan)

    def month(self, column: int) -> date:
        return first_day(self.first + column)


def read(keys: Sequence[int], today: date) -> Chunk:
    """The values of these enterprises in the last four years. One query."""
    first = month_of(today) - READ + 1
    found = fetched(
        Observation.objects.filter(enterprise_id__in=list(keys), ends_on__gte=first_day(first))
        .annotate(s=Day("starts_on"), e=Day("ends_on"), part_of=IsNotEmpty("part"),
                  waits=Case(When(Q(unusual=True, approved_version__lt=F("version")), then=Value(1)), default=Value(0),
                             output_field=IntegerField()))
        .values_list("enterprise_id", "indicator", "part_of", "s", "e", "numerator", "denominator", "unit", "waits")
    )  # fmt: skip
    places = {key: place for place, key in enumerate(keys)}
    known = {kpi.code: kpi for kpi in curriculum().indicators}
    kpis = {code: place for place, code in enumerate(sorted({row[1] for row in found} & set(known)))}
    units = {unit: place for place, unit in enumerate(sorted({row[7] for row in found}))}
    columns = [(places[e], kpis[i], p, s, t, n, d, units[u], w) for e, i, p, s, t, n, d, u, w in found if i in kpis]
    rows = _rows(columns)
    return _chunk(np.array(list(keys), dtype=np.int64), tuple(known[code] for code in kpis), tuple(units), rows, first)


def _rows(columns: Sequence[tuple[Any, ...]]) -> Rows:
    table = np.array(columns, dtype=np.float64).reshape(len(columns), 9)  # None becomes NaN; keys and days fit exactly
    enterprise, indicator, part, starts, ends, unit = (table[:, n].astype(np.int64) for n in (0, 1, 2, 3, 4, 7))
    return Rows(enterprise, indicator, part, starts, ends, table[:, 5], table[:, 6], unit, table[:, 8] == 1)


def _chunk(keys: Ints, kpis: tuple[Indicator, ...], units: tuple[str, ...], rows: Rows, first: int) -> Chunk:
    shape = (len(kpis), len(keys), READ)
    believed = rows.where(rows.is_tracked & ~rows.waits)
    periods = counted_once(
        Periods(believed.enterprise, believed.indicator, months(believed.starts), months(believed.ends), believed.part,
                believed.numerator, believed.denominator), len(kpis))  # fmt: skip
    periods = periods.where(~by_other_definition(periods, kpis))
    monthly = periods.where((periods.starts == periods.ends) & (periods.starts >= first))
    cell = (monthly.indicator * len(keys) + monthly.enterprise) * READ + monthly.starts - first
    size = int(np.prod(shape))
    there = np.bincount(cell, minlength=size) > 0
    top, bottom = (np.where(there, np.bincount(cell, amounts, size), np.nan).reshape(shape)
                   for amounts in (monthly.numerator, monthly.denominator))  # fmt: skip
    return Chunk(keys, kpis, units, rows, first, top, bottom, _covered(rows, first, shape), _covered(believed, first, shape))


def _covered(rows: Rows, first: int, shape: tuple[int, int, int]) -> Bools:
    """The months that a row reaches into."""
    steps = np.zeros((shape[0], shape[1], shape[2] + 1), dtype=np.int64)
    begins = np.clip(months(rows.starts) - first, 0, READ)
    ends = np.clip(months(rows.ends) - first + 1, 0, READ)
    np.add.at(steps, (rows.indicator, rows.enterprise, begins), 1)
    np.add.at(steps, (rows.indicator, rows.enterprise, ends), -1)
    chosen: Bools = np.cumsum(steps, axis=2)[:, :, : shape[2]] > 0
    return chosen


def months(days: Ints) -> Ints:
    """The months of days since 1970, counted from the year 0."""
    chosen: Ints = days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64) + 12 * EPOCH.year
    return chosen


def day(number: int) -> date:
    return EPOCH + timedelta(days=int(number))
