"""The figures of the first page: what `genba indicators` says of the whole programme, small groups hidden, by one query."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from genba.impact.standings import Cut, Line, cuts

SEX = Cut("people-trained", by="sex")


@dataclass(frozen=True, slots=True)
class FrontFigure:
    """A figure as everybody sees it. value: a count, or a fraction where the unit is empty; None with a reason.

    parts: of people trained, by sex, those that may be shown. n_reporting, n_trained, n_improved, median: of a KPI.
    """

    code: str
    label: str
    definition: str
    unit: str
    value: float | None
    withheld: str
    n: int
    parts: tuple[tuple[str, float], ...] = ()
    n_reporting: int = 0
    n_trained: int = 0
    n_improved: int = 0
    median: float | None = None

    @property
    def is_kpi(self) -> bool:
        return bool(self.n_trained)

    @property
    def is_share(self) -> bool:
        return not self.unit and not self.is_kpi


@dataclass(frozen=True, slots=True)
class Front:
    """worked_out_at: when the oldest of the figures was worked out; None where there is none yet."""

    figures: tuple[FrontFigure, ...]
    worked_out_at: datetime | None


def front(codes: Sequence[str], language: str) -> Front:
    """The figures with these codes, in this order, those without any standing left out."""
    asked = [Cut(code) for code in codes]
    found = cuts([*asked, SEX] if "people-trained" in codes else asked)
    parts = tuple((line.part, line.value) for line in found.get(SEX, ()) if line.value is not None)
    lines = [found[cut][0] for cut in asked if found[cut]]
    figures = tuple(figure_of(line, language, parts if line.definition.code == "people-trained" else ()) for line in lines)
    return Front(figures, min((line.worked_out_at for line in lines), default=None))


def figure_of(line: Line, language: str, parts: tuple[tuple[str, float], ...] = ()) -> FrontFigure:
    """A standing as everybody sees it."""
    told, d = line.definition, line.detail
    median: Any = d.get("median") or {}
    return FrontFigure(
        told.code, told.label_in(language), told.definition_in(language), str(told.unit), line.value, line.withheld, line.size,
        parts, int(d.get("n_reporting") or 0), int(d.get("n_trained") or 0), int(d.get("n_improved") or 0), median.get("value"),
    )  # fmt: skip
