"""The KPI lines of a sheet: every month, before and now, and what changed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from genba.curriculum import Curriculum, Indicator, Module, UnknownIndicator
from genba.curriculum import Quantity as Counted
from genba.impact.before_after import Window, before_after, told_once
from genba.observations.models import Point
from genba.science.change import Change
from genba.science.figures import Figure
from genba.science.ratios import Ratio, value
from genba.science.windows import first_day

SHOWN = 24  # months of a chart, unless the start is older
NOTHING = Ratio(0, 0, 0)


@dataclass(frozen=True, slots=True)
class KpiPoint:
    """One month: both sums in their own units, None where it was not tracked, and the value in the KPI's unit."""

    month: date
    numerator: float | None
    denominator: float | None
    value: Figure


@dataclass(frozen=True, slots=True)
class Quantity:
    """What is counted above or below the line, in words."""

    label: str
    unit: str


@dataclass(frozen=True, slots=True)
class KpiLine:
    """One KPI of one enterprise.

    unit: of value and change; decimals: how many a figure is shown with. points: one for each month from the first
    to the latest of the sheet, none left out. before, now: the windows behind `change`, with period and n (months).
    older: values that were counted by the definition of before `since`; they stand in no window.
    """

    indicator: str
    label: str
    unit: str
    decimals: int
    is_part: bool  # the numerator is part of the denominator: "640 of 12,550"
    numerator: Quantity
    denominator: Quantity
    points: tuple[KpiPoint, ...]
    before: Window | None
    now: Window | None
    change: Change
    definition: str
    source: str
    older: int = 0
    since: date | None = None

    @property
    def is_tracked(self) -> bool:
        return any(p.numerator is not None for p in self.points)


def kpi_lines(
    history: dict[str, list[Point]], module: Module | None, modules: Curriculum, trained_on: date | None, *,
    output_unit: str, language: str,
) -> tuple[KpiLine, ...]:  # fmt: skip
    """The core KPIs of the module in its order, then whatever else the enterprise keeps; unknown codes are left out."""
    wanted = {k.code: k for k in module.core_kpis} if module else {}
    for code in sorted(history):
        if code not in wanted:
            try:
                wanted[code] = modules.indicator(code)
            except UnknownIndicator:  # its module left modules/; the rows stay, nobody can say what they mean
                continue
    ends = [p.ends_on for code in wanted for p in history.get(code, ())]
    end = first_day(max(ends)) if ends else None
    return tuple(_line(k, history.get(k.code, []), trained_on, end, output_unit, language) for k in wanted.values())


def _line(
    kpi: Indicator, history: list[Point], trained_on: date | None, end: date | None, output_unit: str, language: str
) -> KpiLine:
    unit = kpi.unit_in(language, output_unit)
    found = before_after(kpi, history, trained_on, unit=unit)
    unit_of_output = output_unit if kpi.own_output_unit else ""
    return KpiLine(
        kpi.code, kpi.labels.in_(language), unit, kpi.decimals, kpi.bounded,
        _quantity(kpi.numerator, language, unit_of_output), _quantity(kpi.denominator, language, unit_of_output),
        tuple(_points(kpi, unit, history, found.before, end)), found.before, found.after, found.change,
        kpi.definitions.in_(language), kpi.source, found.older, kpi.since,
    )  # fmt: skip


def _quantity(quantity: Counted, language: str, output_unit: str) -> Quantity:
    is_output = quantity.unit == "units" and output_unit
    return Quantity(quantity.labels.in_(language), output_unit if is_output else quantity.unit_labels.in_(language))


def _points(kpi: Indicator, unit: str, history: list[Point], before: Window | None, end: date | None) -> Iterator[KpiPoint]:
    if not history or end is None:
        return
    sums: dict[date, Ratio] = {}
    for p in (*told_once(history), *(p for p in history if not p.is_tracked)):
        month = first_day(p.ends_on)
        if p.numerator is not None and p.denominator is not None:
            so_far = sums.get(month, NOTHING)
            sums[month] = Ratio(so_far.numerator + p.numerator, so_far.denominator + p.denominator, 1)
        else:
            sums.setdefault(month, NOTHING)
    first = max(min(sums), _moved(end, 1 - SHOWN))
    if before:
        first = min(first, before.starts_on)
    for month in _months(first, end):
        r = sums.get(month, NOTHING)
        top, bottom = (r.numerator, r.denominator) if r.n else (None, None)
        yield KpiPoint(month, top, bottom, value(r, scale=kpi.scale, unit=unit))


@lru_cache(maxsize=1000)
def _months(first: date, last: date) -> tuple[date, ...]:
    return tuple(_moved(first, by) for by in range((last.year - first.year) * 12 + last.month - first.month + 1))


def _moved(month: date, by: int) -> date:
    year, index = divmod(month.year * 12 + month.month - 1 + by, 12)
    return date(year, index + 1, 1)
