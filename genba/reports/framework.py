"""The results framework of a programme: every line with target, actual, women's share and traffic light."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q

from genba.impact.framework import status
from genba.impact.framework_parts import Part, parts_of
from genba.impact.models import FrameworkBaseline, FrameworkIndicator, FrameworkValue

NUMBER = re.compile(r"(\d+)")
KEPT = Q(evidence__taken_back_at=None)


@dataclass(frozen=True, slots=True)
class Before:
    """Where a line stood in a country before; value in the unit of the line, or text."""

    value: float | None
    text: str
    female_share: float | None
    told_of: str
    ends_on: date
    source: str


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
    less_is_better: bool = False
    starts_on: date | None = None
    ends_on: date | None = None
    actual_n: int | None = None  # how many stand behind a computed actual
    note: str = ""
    before: Before | None = None
    parts: tuple[tuple[str, tuple[Part, ...]], ...] = ()  # by dimension
    n_evidence: int = 0

    @property
    def is_computed(self) -> bool:
        """Whether the actual shown was worked out from records."""
        return self.source == FrameworkValue.Source.COMPUTED

    def status_of(self, part: Part) -> str:
        """How a part stands, by the same rule as the whole."""
        return status(part.target, "", part.actual, "", kind=self.kind, less_is_better=self.less_is_better)


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

    @property
    def days(self) -> tuple[date, date] | None:
        """The first and last day of the period, where one is chosen and all lines agree on it."""
        known = {(line.starts_on, line.ends_on) for line in self.lines if line.starts_on and line.ends_on}
        return next(iter(known)) if self.period and len(known) == 1 else None


def framework_report(
    *, countries: list[str] | None = None, country: str = "", period: str | None = ""
) -> FrameworkReport:  # fmt: skip
    """The lines of a country (ISO code) and period, "" for all, None for the latest; countries: those within reach, None for
    all.

    Where both are chosen, a line without any value is there too, waiting. Percentages are never added up over
    countries, so there is no row for all of them here: see `genba.reports.framework_whole`.
    """
    within = Q() if countries is None else Q(country_id__in=countries)
    known = list(FrameworkValue.objects.filter(within).order_by().values_list("country_id", "period", "ends_on").distinct())
    ends = {name: ends_on for _country, name, ends_on in known}
    periods = tuple(sorted(ends, key=lambda name: (ends[name], name), reverse=True))
    period = (periods[0] if periods else "") if period is None else period
    chosen = within & (Q(country_id=country) if country else Q())
    rows = FrameworkValue.objects.filter(chosen, **({"period": period} if period else {})).select_related("indicator")
    shown = list(rows.prefetch_related("parts").annotate(n_evidence=Count("evidence", filter=KEPT)))
    before = {(b.indicator_id, b.country_id): _before(b) for b in FrameworkBaseline.objects.filter(chosen)}
    lines = [_line(v, before.get((v.indicator_id, v.country_id))) for v in shown]
    if country and period:
        there = {v.indicator_id for v in shown}
        lines += [_waiting(i, country, period, before.get((i.pk, country)))
                  for i in FrameworkIndicator.objects.exclude(pk__in=there)]  # fmt: skip
    return FrameworkReport(
        country, period, tuple(sorted(lines, key=_order)), tuple(sorted({place for place, *_ in known})), periods
    )


def one_line(value: FrameworkValue) -> FrameworkLine:
    """A single value as the report has it; without the count of its evidence."""
    told = FrameworkBaseline.objects.filter(indicator=value.indicator_id, country_id=value.country_id).first()
    return _line(value, _before(told) if told else None)


def _before(told: FrameworkBaseline) -> Before:
    return Before(told.value, told.text, told.female_share, told.told_of, told.ends_on, told.source)


def _line(v: FrameworkValue, before: Before | None) -> FrameworkLine:
    i = v.indicator
    light = status(v.target, v.target_text, v.actual, v.actual_text, kind=i.kind, less_is_better=i.less_is_better)
    return FrameworkLine(
        i.no, i.level, i.wording, v.country_id, v.period, v.target, v.target_text, v.target_female_share, v.actual,
        v.actual_text, v.actual_female_share, i.kind, light, i.code, v.source, i.computed_from, v.recorded_at, v.version,
        i.less_is_better, v.starts_on, v.ends_on, v.actual_n, v.note, before,
        tuple((dimension, tuple(rows)) for dimension, rows in parts_of(v)), getattr(v, "n_evidence", 0),
    )  # fmt: skip


def _waiting(i: FrameworkIndicator, country: str, period: str, before: Before | None) -> FrameworkLine:
    return FrameworkLine(i.no, i.level, i.wording, country, period, None, "", None, None, "", None, i.kind, "waiting", i.code,
                         "", i.computed_from, None, less_is_better=i.less_is_better, before=before)  # fmt: skip


def _order(line: FrameworkLine) -> tuple[Any, ...]:
    """By number as people read numbers (2 before 10), then country and period."""
    return by_number(line.no), line.country, line.starts_on or date.min, line.period


def by_number(no: str) -> list[tuple[int, int, str]]:
    """The place of a line by its number."""
    return [(0, int(p), "") if p.isdigit() else (1, 0, p) for p in NUMBER.split(no) if p]


ROW = ("no", "level", "indicator", "country", "period", "target", "target_text", "target_female_share", "actual",
       "actual_text", "actual_female_share", "kind", "status", "starts_on", "ends_on", "actual_n", "source", "note",
       "baseline", "baseline_text", "baseline_of", "baseline_source", "of_whom")  # fmt: skip


def as_rows(lines: Iterable[FrameworkLine]) -> list[dict[str, Any]]:
    """The lines for machines: exactly the keys of ROW; whole numbers without a point. After each line its parts, with
    of_whom such as sex:female."""
    rows = []
    for line in lines:
        whole = as_row(line)
        rows.append(whole)
        rows += [whole | _part(line, part) for _dimension, parts in line.parts for part in parts if not part.is_rest]
    return rows


def as_row(line: FrameworkLine) -> dict[str, Any]:
    """One line, of the whole."""
    b = line.before
    more = {"baseline": b.value if b else None, "baseline_text": b.text if b else "", "baseline_of": b.told_of if b else "",
            "baseline_source": b.source if b else "", "of_whom": ""}  # fmt: skip
    return {key: _plain(more[key] if key in more else getattr(line, key)) for key in ROW}


def _part(line: FrameworkLine, part: Part) -> dict[str, Any]:
    nothing: dict[str, Any] = dict.fromkeys(
        ("target_text", "actual_text", "note", "baseline_text", "baseline_of", "baseline_source"), ""
    )
    nothing |= dict.fromkeys(("target_female_share", "actual_female_share", "baseline"))
    told = {"target": _plain(part.target), "actual": _plain(part.actual), "actual_n": part.actual_n,
            "status": line.status_of(part), "of_whom": f"{part.dimension}:{part.part}"}  # fmt: skip
    return nothing | told


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return int(value) if isinstance(value, float) and value.is_integer() else value
