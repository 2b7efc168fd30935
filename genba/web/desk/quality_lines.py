"""A finding as the desk shows it: what, why, who must act; and the months behind it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from genba.curriculum.indicators import NoValue
from genba.impact.months import first_day, last_day, month_of
from genba.kit import numbers
from genba.observations.models import Observation
from genba.observations.plausibility import plain
from genba.quality.models import Finding, Kind
from genba.quality.periods import MOST, periods_of
from genba.quality.telling import how_settled, kpi_name, kpi_of, owner_of, why
from genba.web.base.periods import in_words

BEFORE, AFTER = 13, 6  # months shown beside those of a finding


@dataclass(frozen=True)
class Line:
    """One finding in words. `state` is the sign of its chip."""

    finding: Finding
    kpi: str
    days: str
    why: str
    owner: str
    is_mine: bool
    settled: str


def lines(rows: Iterable[Any], user: Any) -> Iterator[Line]:
    """Of rows with their enterprise, `with_owner()`."""
    for row in rows:
        yield Line(row, kpi_name(row), in_words(row.starts_on, row.ends_on), why(row), owner_of(row),
                   row.owner_id is not None and row.owner_id == user.pk, how_settled(row))  # fmt: skip


@dataclass(frozen=True)
class Behind:
    """A recorded value of the series, in words; whether it is what the finding is about."""

    period: str
    part: str
    numerator: str
    denominator: str
    value: str
    note: str
    is_meant: bool


def behind(finding: Finding) -> list[Behind]:
    """The values of the series from a year before the finding to half a year after it, the latest first. One query."""
    kpi, language = kpi_of(finding), get_language() or "en"
    found = []
    for row in _rows(finding):
        value = ""
        if kpi and row.numerator is not None and row.denominator is not None:
            try:
                unit = kpi.unit_in(language, finding.enterprise.output_unit)
                value = numbers.quantity(
                    kpi.value(row.numerator, row.denominator), unit, max(kpi.decimals, 1), language=language
                )
            except NoValue:
                value = ""
        is_meant = row.starts_on <= finding.ends_on and row.ends_on >= finding.starts_on and finding.kind != Kind.MISSING
        found.append(Behind(in_words(row.starts_on, row.ends_on), row.part, *_amounts(row), value, row.note, is_meant))
    return found


def _rows(finding: Finding) -> list[Any]:
    first, last = month_of(finding.starts_on) - BEFORE, month_of(finding.ends_on) + AFTER
    rows = Observation.objects.filter(enterprise=finding.enterprise_id, indicator=finding.indicator,
                                      ends_on__gte=first_day(first), starts_on__lte=last_day(last))  # fmt: skip
    return list(rows.order_by("-starts_on", "-ends_on", "part")[:MOST])


def _amounts(row: Any) -> tuple[str, str]:
    if row.denominator is None:
        return _("not tracked"), ""
    return plain(row.numerator), plain(row.denominator)


def to_put_right(finding: Finding) -> list[tuple[str, str]]:
    """The periods of a finding that somebody may put right, as key and words; the key names days, part and version."""
    found = []
    for one in periods_of(finding):
        said = f": {' / '.join(cell for cell in _amounts(one) if cell)}" if one.version else ""
        words = f"{in_words(one.starts_on, one.ends_on)}{f' · {one.part}' if one.part else ''}{said}"
        found.append((key_of(one.starts_on, one.ends_on, one.part, one.version), words))
    return found


def key_of(starts_on: date, ends_on: date, part: str, version: int) -> str:
    return f"{starts_on}/{ends_on}/{version}/{part}"


def read_key(key: str) -> dict[str, Any]:
    """What a key names; version None where nothing is recorded yet."""
    starts_on, ends_on, version, part = key.split("/", 3)
    return {"starts_on": date.fromisoformat(starts_on), "ends_on": date.fromisoformat(ends_on), "part": part,
            "version": int(version) or None}  # fmt: skip
