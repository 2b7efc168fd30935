"""The trend of a KPI as a drawing: every month, the class, the visits and the start. No HTML: the surfaces draw it."""

from collections.abc import Callable
from datetime import date
from functools import lru_cache

from genba.kit import numbers
from genba.kit.speech import gettext as _
from genba.kit.svg import Base, Mark, Point, Trend
from genba.reports.sheet.kpis import KpiLine
from genba.reports.sheet.sheet import EnterpriseSheet
from genba.reports.sheet.words import bare, kpi_words
from genba.science.figures import Measured
from genba.science.windows import last_day

LONGEST_CLASS = 62  # days: a class that comes back later is marked where it began


def kpi_trend(sheet: EnterpriseSheet, line: KpiLine, title: str = "") -> Trend:
    """The chart of one KPI line, in the language of the sheet (which must be the active one)."""
    language, first = sheet.language, line.points[0].month
    last = max((p for p in line.points if isinstance(p.value, Measured)), key=lambda p: p.month, default=None)
    latest = ""
    if last is not None and isinstance(last.value, Measured):
        latest = f"{numbers.date(last.month, 'label', language=language)} {bare(last.value, line, language)}"
    before = line.change.before
    base = None
    if isinstance(before, Measured):
        base = Base(before.value, _("before %(value)s") % {"value": bare(before, line, language)})
    trained = sheet.trained_from or date.max
    return Trend(
        title=title or kpi_words(line, language).sentence,
        points=tuple(Point(p.value.value if isinstance(p.value, Measured) else None,
                           "before" if p.month <= trained else "now") for p in line.points),
        months=_months(tuple(p.month for p in line.points), language),
        tick=_tick(line.unit, language), training=_training(sheet, line, first), visits=_visits(sheet, line, first),
        base=base, last=latest,
    )  # fmt: skip


@lru_cache(maxsize=1024)  # the months of all KPIs of a sheet are mostly the same
def _months(months: tuple[date, ...], language: str) -> tuple[str, ...]:
    labels = tuple(numbers.date(month, "label", language=language) for month in months)
    if len(months) <= 12:
        return labels
    digits = numbers.symbols(language).digits
    return tuple(f"{label} {f'{m.year % 100:02d}'.translate(digits)}" for label, m in zip(labels, months, strict=True))


@lru_cache(maxsize=64)
def _tick(unit: str, language: str) -> Callable[[float, int], str]:
    unit = unit if unit == "%" else ""
    return lambda value, decimals: numbers.quantity(value, unit, decimals, language=language)


def _training(sheet: EnterpriseSheet, line: KpiLine, first: date) -> Mark | None:
    if sheet.trained_from is None or sheet.trained_until is None:
        return None
    at = _place(sheet.trained_from, first)
    if not 0 <= at <= len(line.points):
        return None
    is_short = (sheet.trained_until - sheet.trained_from).days <= LONGEST_CLASS
    until = _place(sheet.trained_until, first) if is_short else at
    return Mark(at, _("Class"), until=min(until, len(line.points)))


def _visits(sheet: EnterpriseSheet, line: KpiLine, first: date) -> tuple[Mark, ...]:
    marks = []
    for step in sheet.steps:
        if step.kind == "visit" and step.is_done and step.on and 0 <= _place(step.on, first) <= len(line.points) - 0.5:
            n = numbers.number(step.number, language=sheet.language)
            marks.append(Mark(_place(step.on, first), _("Visit %(n)s") % {"n": n}, short=n))
    return tuple(marks)


def _place(day: date, first: date) -> float:
    """Months from the first point; a point stands in the middle of its month."""
    whole = (day.year - first.year) * 12 + day.month - first.month
    return whole + (day.day - 1) / last_day(day).day - 0.5
