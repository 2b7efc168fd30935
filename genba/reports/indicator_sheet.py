"""The programme's indicators as one sheet: rows of data as the command line and the API give them, and the same as texts for paper."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.utils.translation import gettext as _

from genba.impact.standings import Line, lines
from genba.kit import numbers
from genba.programmes.models import Programme
from genba.reports.indicator_rows import row_of
from genba.reports.left_out import left_out_of
from genba.reports.open_data import REASONS

DASH: Final = "–"
Cells = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IndicatorSheet:
    """rows: as data, see genba.reports.indicator_rows. own: label, figure, interval, n of each of the programme's indicators.
    kpis: label, reports of trained, share improved, change in the middle. said: what was left out or withheld, in sentences.
    definitions: label, code, what it counts. All texts are of the language that was active."""

    country: str
    module: str
    language: str
    worked_out_at: datetime | None
    rows: tuple[dict[str, Any], ...]
    own: tuple[Cells, ...]
    kpis: tuple[Cells, ...]
    said: tuple[str, ...]
    definitions: tuple[Cells, ...]


def indicator_sheet(*, country: str = "", module: str = "", language: str, inside: bool = False) -> IndicatorSheet:
    """The stored figures of a country and a module ("" for all). inside: for the programme's own offices, see `lines`."""
    found = lines(country=country, module=module, inside=inside)
    rows = [row_of(line, "") for line in found]
    pairs = list(zip(found, rows, strict=True))
    return IndicatorSheet(
        country, module, language, max((line.worked_out_at for line in found), default=None), tuple(rows),
        own=tuple(_own(line, row, language) for line, row in pairs if not line.definition.kpi),
        kpis=tuple(_kpi(line, row, language) for line, row in pairs if line.definition.kpi),
        said=tuple(said for line in found for said in _said(line, language)),
        definitions=tuple((d.label_in(language), d.code, d.definition_in(language)) for d in (line.definition for line in found)),
    )  # fmt: skip


def programme_name() -> str:
    """The name at the head of the sheet: of the first programme, as on its page."""
    first = Programme.objects.order_by("pk").first()
    return first.name if first else ""


def _own(line: Line, row: dict[str, Any], language: str) -> Cells:
    return (line.definition.label_in(language), _value(line, language), _between(row["low"], row["high"], language),
            DASH if row["n"] is None else numbers.number(row["n"], language=language))  # fmt: skip


def _value(line: Line, language: str) -> str:
    if line.value is None:
        return DASH
    if not line.definition.unit:
        return numbers.percent(line.value, language=language)
    if currency := line.detail.get("currency"):
        return numbers.money(line.value, currency, language=language)
    return numbers.number(line.value, 0 if line.value == int(line.value) else 1, language=language)


def _kpi(line: Line, row: dict[str, Any], language: str) -> Cells:
    of = _("%(n)s of %(of)s") % {
        name: numbers.number(row[key], language=language) for name, key in (("n", "n_reporting"), ("of", "n_trained"))
    }
    improved = DASH if row["value"] is None else numbers.percent(row["value"], language=language)
    middle = DASH if row["median"] is None else numbers.signed_percent(row["median"], language=language)
    return (line.definition.label_in(language), of, _with(improved, _between(row["low"], row["high"], language)),
            _with(middle, _between(row["median_low"], row["median_high"], language, is_change=True)))  # fmt: skip


def _between(low: float | None, high: float | None, language: str, *, is_change: bool = False) -> str:
    """Where the true share, or change, lies 19 times out of 20."""
    if low is None or high is None:
        return ""
    write = numbers.signed_percent if is_change else numbers.percent
    return f"{write(low, language=language)} {DASH} {write(high, language=language)}"


def _with(figure: str, interval: str) -> str:
    return f"{figure} ({interval})" if interval else figure


def _said(line: Line, language: str) -> Sequence[str]:
    why = [_(REASONS[line.withheld])] if line.withheld in REASONS else []
    return [f"{line.definition.label_in(language)}: {said}." for said in (*why, *left_out_of(line.detail, language))]
