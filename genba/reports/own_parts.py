"""An indicator of the programme's own in each part of it: rows with n, interval and date, the same on page and as data."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.utils.dateparse import parse_datetime

from genba.facts.own import OwnAnswer
from genba.facts.questions import Asked
from genba.impact.indicators import Definition, definition_of
from genba.reports.parts import CUT_NAMES, code_of, words_of

ROW: Final = ("indicator", "value", "unit", "low", "high", "n", "currency", "distribution", "withheld", "worked_out_at")


@dataclass(frozen=True, slots=True)
class OwnRow:
    """A part: its cuts as data and in words, and its figure. n: how many stand behind it."""

    of: tuple[Any, ...]
    words: tuple[str, ...]
    value: float | None
    detail: Mapping[str, Any]
    withheld: str

    @property
    def n(self) -> int:
        return int(self.detail.get("n", 0))


@dataclass(frozen=True, slots=True)
class OwnSheet:
    """One indicator in the parts of the programme."""

    definition: Definition
    asked: Asked
    cuts: tuple[str, ...]
    rows: tuple[OwnRow, ...]
    made_at: datetime | None

    @property
    def kind(self) -> str:
        """What a value is: money, share or number."""
        return "money" if self.definition.is_amount else "number" if str(self.definition.unit) else "share"


def own_sheet_of(found: OwnAnswer, asked: Asked, language: str) -> OwnSheet:
    """In the order of the names of the parts in the reader's language. A query for each cut that is rows."""
    words = {cut: words_of(cut, {part.of[at] for part in found.parts}, language) for at, cut in enumerate(asked.by)}
    rows = [OwnRow(part.of, tuple(words[cut][part.of[at]] for at, cut in enumerate(asked.by)), part.outcome.value,
                   part.outcome.detail, part.outcome.withheld) for part in found.parts]  # fmt: skip
    cuts = tuple(str(CUT_NAMES[cut]) for cut in asked.by)
    return OwnSheet(definition_of(asked.kpis[0]), asked, cuts, tuple(sorted(rows, key=lambda row: row.words)),
                    parse_datetime(found.made_at))  # fmt: skip


def own_rows(sheet: OwnSheet) -> list[dict[str, Any]]:
    """Each part as data: cuts as codes, shares as fractions, what is withheld as None with the reason."""
    told = sheet.definition
    found = []
    for row in sheet.rows:
        cuts = {cut: code_of(value) for cut, value in zip(sheet.asked.by, row.of, strict=True)}
        spread = row.detail.get("distribution")
        figures = {
            "indicator": told.code, "value": row.value, "unit": str(told.unit) or "1", "low": row.detail.get("low"),
            "high": row.detail.get("high"), "n": row.n, "currency": row.detail.get("currency"),
            "distribution": " ".join(map(str, spread)) if spread else None, "withheld": row.withheld,
            "worked_out_at": sheet.made_at.isoformat() if sheet.made_at else None,
        }  # fmt: skip
        found.append(cuts | {name: figures[name] for name in ROW})
    return found
