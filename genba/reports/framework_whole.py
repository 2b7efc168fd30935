"""A line of the results framework for the whole programme: added up where that means something, and of how many countries.

Counts are added over countries. Shares in percent are not, nor is yes and no: of these it is told in how many countries
there is an answer, and in how many it is yes. What is told in words stays in its country. Each row says which countries are
in it, and which are not and why.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from genba.impact.framework import status
from genba.impact.models import FrameworkIndicator
from genba.reports.framework import FrameworkLine, by_number

Kind = FrameworkIndicator.Kind
IN_WORDS, NOTHING, NOT_ADDED = "in-words", "nothing", "not-added"
REASONS: Final = (IN_WORDS, NOTHING, NOT_ADDED)


@dataclass(frozen=True, slots=True)
class Side:
    """Target or actual of the programme. value: None where nothing is added. countries: those in it (of those with a number,
    where nothing is added). left_out: (reason, countries) of the others."""

    value: float | None
    countries: tuple[str, ...]
    left_out: tuple[tuple[str, tuple[str, ...]], ...]
    n_yes: int | None = None


@dataclass(frozen=True, slots=True)
class WholeLine:
    """One line in one period. of: the countries that have any line in it. both: countries with target and actual, on which
    alone the light rests; "" where there is none for a programme."""

    line: str
    no: str
    level: str
    indicator: str
    kind: str
    period: str
    of: tuple[str, ...]
    target: Side
    actual: Side
    both: tuple[str, ...]
    status: str
    reached: float | None
    aimed: float | None
    less_is_better: bool


def whole_lines(lines: Iterable[FrameworkLine]) -> list[WholeLine]:
    """The lines of several countries together, by line and period; a single country is no whole, so none then."""
    found: dict[tuple[str, str], list[FrameworkLine]] = {}
    places: dict[str, set[str]] = {}
    for line in lines:
        found.setdefault((line.line, line.period), []).append(line)
        places.setdefault(line.period, set()).add(line.country)
    rows = [_whole(own, tuple(sorted(places[period]))) for (_line, period), own in found.items() if len(places[period]) > 1]
    return sorted(rows, key=lambda row: (by_number(row.no), row.period))


def _whole(own: Sequence[FrameworkLine], of: tuple[str, ...]) -> WholeLine:
    first = own[0]
    is_count = first.kind == Kind.COUNT
    both = [line for line in own if line.target is not None and line.actual is not None] if is_count else []
    aimed, reached = (sum(getattr(line, s) for line in both) if both else None for s in ("target", "actual"))
    light = status(aimed, "", reached, "", kind=first.kind, less_is_better=first.less_is_better) if both else ""
    return WholeLine(first.line, first.no, first.level, first.indicator, first.kind, first.period, of, _side(own, of, "target"),
                     _side(own, of, "actual"), tuple(sorted(line.country for line in both)), light, reached, aimed,
                     first.less_is_better)  # fmt: skip


def _side(own: Sequence[FrameworkLine], of: tuple[str, ...], side: str) -> Side:
    numbers = {line.country: getattr(line, side) for line in own if getattr(line, side) is not None}
    words = {line.country for line in own if line.country not in numbers and getattr(line, f"{side}_text")}
    kind = own[0].kind
    left_out: dict[str, tuple[str, ...]] = {
        IN_WORDS: tuple(sorted(words)),
        NOTHING: tuple(sorted({*of} - {*numbers} - words)),
    }
    if kind != Kind.COUNT:
        left_out[NOT_ADDED] = tuple(sorted(numbers))
    n_yes = sum(number == 1 for number in numbers.values()) if kind == Kind.YES_NO else None
    value = sum(numbers.values()) if numbers and kind == Kind.COUNT else None
    return Side(value, tuple(sorted(numbers)), tuple((r, left_out[r]) for r in REASONS if left_out.get(r)), n_yes)


WHOLE_ROW: Final = ("no", "level", "indicator", "kind", "period", "target", "target_countries", "actual", "actual_countries",
                    "countries", "yes_countries", "status", "status_countries", "left_out")  # fmt: skip


def as_whole_rows(rows: Iterable[WholeLine]) -> list[dict[str, Any]]:
    """For machines: exactly the keys of WHOLE_ROW. Countries are counted; those left out are named, with the reason."""
    return [
        {
            "no": row.no, "level": row.level, "indicator": row.indicator, "kind": row.kind, "period": row.period,
            "target": row.target.value, "target_countries": len(row.target.countries), "actual": row.actual.value,
            "actual_countries": len(row.actual.countries), "countries": len(row.of), "yes_countries": row.actual.n_yes,
            "status": row.status, "status_countries": len(row.both),
            "left_out": "; ".join(f"{side} {reason}: {', '.join(places)}" for side in ("target", "actual")
                                  for reason, places in getattr(row, side).left_out),
        }
        for row in rows
    ]  # fmt: skip
