"""The results framework of a programme: every line with target, actual, women's share and traffic light."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from genba.impact.framework import status
from genba.impact.models import FrameworkIndicator, FrameworkValue

NUMBER = re.compile(r"(\d+)")


@dataclass(frozen=True, slots=True)
class FrameworkLine:
    """One line in one country and period. target, actual: in the unit of its kind (percent as 40; yes 1, no 0)."""

    no: str
    level: str
    indicator: str
    country: str
    period: str
    target: float | None
    target_text: str
    target_female_share: float | None
    actual: float | None
    actual_text: str
    actual_female_share: float | None
    kind: str
    status: str
    line: str  # the code of the line
    source: str  # entered, computed, imported; "" where nothing was entered
    computed_from: str
    recorded_at: datetime | None
    version: int | None = None  # of the figures of this country and period


@dataclass(frozen=True, slots=True)
class FrameworkReport:
    """country, period: "" for all. countries, periods: what there is to choose from, the latest period first."""

    country: str
    period: str
    lines: tuple[FrameworkLine, ...]
    countries: tuple[str, ...]
    periods: tuple[str, ...]

    def count_of(self, status: str) -> int:
        return sum(line.status == status for line in self.lines)


def framework_report(*, countries: list[str] | None = None, country: str = "", period: str = "") -> FrameworkReport:
    """The lines of a country (ISO code) and period, "" for all; countries: those within reach, None for all.

    Where both are chosen, a line without any value is there too, waiting. Percentages are never added up over
    countries, so there is no row for all of them: each country stands for itself.
    """
    rows = FrameworkValue.objects.select_related("indicator")
    rows = rows if countries is None else rows.filter(country_id__in=countries)
    everything = list(rows)
    shown = [v for v in everything if country in ("", v.country_id) and period in ("", v.period)]
    lines = [_line(v.indicator, v.country_id, v.period, v) for v in shown]
    if country and period:
        known = {v.indicator_id for v in shown}
        lines += [_line(i, country, period, None) for i in FrameworkIndicator.objects.exclude(pk__in=known)]
    return FrameworkReport(
        country, period, tuple(sorted(lines, key=_order)), tuple(sorted({v.country_id for v in everything})),
        tuple(sorted({v.period for v in everything}, reverse=True)),
    )  # fmt: skip


def _line(i: FrameworkIndicator, country: str, period: str, v: FrameworkValue | None) -> FrameworkLine:
    target, target_text, target_share = (v.target, v.target_text, v.target_female_share) if v else (None, "", None)
    actual, actual_text, actual_share = (v.actual, v.actual_text, v.actual_female_share) if v else (None, "", None)
    light = (
        status(target, target_text, actual, actual_text, kind=i.kind, less_is_better=i.less_is_better) if v else "waiting"
    )
    return FrameworkLine(
        i.no, i.level, i.wording, country, period, target, target_text, target_share, actual, actual_text, actual_share,
        i.kind, light, i.code, v.source if v else "", i.computed_from, v.recorded_at if v else None,
        v.version if v else None,
    )  # fmt: skip


def _order(line: FrameworkLine) -> tuple[Any, ...]:
    """By number as people read numbers (2 before 10), then country and period."""
    return by_number(line.no), line.country, line.period


def by_number(no: str) -> list[tuple[int, int, str]]:
    """The place of a line by its number."""
    return [(0, int(p), "") if p.isdigit() else (1, 0, p) for p in NUMBER.split(no) if p]


ROW = ("no", "level", "indicator", "country", "period", "target", "target_text", "target_female_share", "actual",
       "actual_text", "actual_female_share", "kind", "status")  # fmt: skip


def as_rows(lines: Iterable[FrameworkLine]) -> list[dict[str, Any]]:
    """The lines for machines: exactly the keys of ROW; whole numbers without a point."""
    return [{key: _plain(getattr(line, key)) for key in ROW} for line in lines]


def _plain(value: Any) -> Any:
    return int(value) if isinstance(value, float) and value.is_integer() else value
