"""What was found, in rows for a page: KPI values beside the last ones, practices beside how they stood."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from genba.curriculum.indicators import Indicator, NoValue
from genba.curriculum.modules import Practice
from genba.observations.models import Observation, Point, PracticeCheck
from genba.web.base.kpi_part import amount, shown
from genba.web.base.periods import in_words


@dataclass(frozen=True)
class KpiRow:
    title: str
    value: str  # "" where it is not tracked, or nothing could be divided
    above: str
    below: str  # "" where it is not tracked
    period: str
    note: str
    is_unusual: bool
    last_value: str
    last_period: str
    is_better: bool | None  # than the last one; None where nothing can be said


@dataclass(frozen=True)
class PracticeRow:
    title: str
    now: PracticeCheck
    before: PracticeCheck | None


def kpi_rows(
    indicators: Sequence[Indicator], now: Mapping[str, Point | Observation], last: Mapping[str, Point], unit: str,
    language: str,
) -> list[KpiRow]:  # fmt: skip
    """One row for each indicator that has an answer, in the order of the module. `unit` is the enterprise's of output."""
    rows = []
    for indicator in indicators:
        answer, before = now.get(indicator.code), last.get(indicator.code)
        if answer is None:
            continue
        was, value = ((p.numerator, p.denominator) if p else (None, None) for p in (before, answer))
        words = shown(indicator, *value, unit, language)
        rows.append(KpiRow(
            title=indicator.labels.in_(language),
            value=words,
            above=amount(answer.numerator, language), below=amount(answer.denominator, language),
            period=in_words(answer.starts_on, answer.ends_on), note=answer.note,
            is_unusual=answer.is_unusual if isinstance(answer, Point) else answer.unusual,
            last_value=shown(indicator, before.numerator, before.denominator, unit, language) if before else "",
            last_period=in_words(before.starts_on, before.ends_on) if before else "",
            is_better=_better(indicator, was, value),
        ))  # fmt: skip
    return rows


def _better(
    indicator: Indicator, was: tuple[float | None, float | None], now: tuple[float | None, float | None]
) -> bool | None:
    """Whether the value is better than the last one; None where one of them is no value, or both are the same."""
    if None in (*was, *now):
        return None
    try:
        before, after = (indicator.value(above or 0, below or 0) for above, below in (was, now))
    except NoValue:
        return None
    return None if before == after else indicator.improved(before, after)


def practice_rows(
    practices: Sequence[Practice], now: Mapping[str, PracticeCheck], last: Mapping[str, PracticeCheck], language: str
) -> list[PracticeRow]:
    """One row for each practice that was looked at, in the order of the module."""
    return [PracticeRow(p.labels.in_(language), now[p.code], last.get(p.code)) for p in practices if p.code in now]
