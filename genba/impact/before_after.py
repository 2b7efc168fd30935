"""What one KPI of one enterprise was before the training and is now: genba.impact.changes for a single series.

A sheet is read far more often than a change is stored, and must be right the moment a number is typed, so it works
out its own few series; a test holds both against each other.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from genba.curriculum.indicators import Indicator
from genba.impact.months import first_day as first_day_of
from genba.impact.months import month_of
from genba.observations.models import Point
from genba.science.change import Change, compare
from genba.science.figures import Withheld
from genba.science.ratios import Ratio, ratio
from genba.science.windows import first_day, last_day, windows


@dataclass(frozen=True, slots=True)
class Window:
    """Some months put together: first and last day, sums, and n, how many months hold a value."""

    starts_on: date
    ends_on: date
    numerator: float
    denominator: float
    n: int


@dataclass(frozen=True, slots=True)
class BeforeAfter:
    """The two windows (None where no month lies in it) and the change between them.

    older: how many values were counted by the definition that the indicator had before; they are on neither side.
    """

    before: Window | None
    after: Window | None
    change: Change
    older: int = 0


def before_after(indicator: Indicator, points: Iterable[Point], trained_on: date | None, *, unit: str = "") -> BeforeAfter:
    """Compare the latest months before the first class day with the latest after it.

    points: the history of this indicator. trained_on: the first class day, or None while there was none: then all is
    before. unit: as shown beside the figures, default the indicator's own.
    A period counts in the month in which it ends; one that begins before the class and ends after it is on neither
    side. A window holds as many months as the module wants for this indicator. A side is withheld where it has no
    month, and as "too-few" where its denominator is below what the module wants; then so is the change.
    """
    known = told_once(points)
    older = [point for point in known if is_by_other_definition(indicator, point)]
    trained_on = trained_on or date.max
    class_month = trained_on.replace(day=1)
    before: dict[date, list[tuple[float, float]]] = defaultdict(list)
    after: dict[date, list[tuple[float, float]]] = defaultdict(list)
    for point in known:
        if point.numerator is not None and point.denominator is not None and point not in older:
            month = first_day(point.ends_on)
            if month < class_month:
                before[month].append((point.numerator, point.denominator))
            elif first_day(point.starts_on) > class_month:
                after[month].append((point.numerator, point.denominator))
    chosen = windows((*before, *after), trained_on, indicator.sufficiency.months)
    was, now = _window(before, chosen.baseline), _window(after, chosen.latest)
    change = compare(_ratio(was), _ratio(now), direction=indicator.direction, scale=indicator.scale,
                     unit=unit or indicator.unit, minimum=indicator.sufficiency.denominator)  # fmt: skip
    if was is None and any(first_day(point.ends_on) < class_month for point in older) and trained_on < date.max:
        change = replace(change, absolute=Withheld("other-definition"), relative=Withheld("other-definition"))
    return BeforeAfter(was, now, change, len(older))


def is_by_other_definition(indicator: Indicator, point: Point) -> bool:
    """Whether a value was counted by the definition that the indicator had before: its period begins before `since`."""
    return indicator.since is not None and point.starts_on < indicator.since


def told_once(points: Iterable[Point]) -> list[Point]:
    """The tracked points, oldest first, without those of the whole enterprise of whose months a shorter one tells."""
    kept: list[Point] = []
    told: set[date] = set()
    tracked = [p for p in points if p.is_tracked]
    for point in sorted(tracked, key=lambda p: 0 if p.is_part else len(_months(p))):
        months = set() if point.is_part else _months(point)
        if len(months) > 1 and months & told:
            continue
        told |= months
        kept.append(point)
    return sorted(kept, key=lambda p: (p.ends_on, p.starts_on))


def _months(point: Point) -> set[date]:
    first, last = month_of(point.starts_on), month_of(point.ends_on)
    return {first_day_of(month) for month in range(first, last + 1)}


def _window(sums: dict[date, list[tuple[float, float]]], months: tuple[date, ...]) -> Window | None:
    if not months:
        return None
    total = ratio([pair for m in months for pair in sums[m]])
    return Window(months[0], last_day(months[-1]), total.numerator, total.denominator, len(months))


def _ratio(window: Window | None) -> Ratio | None:
    return Ratio(window.numerator, window.denominator, window.n) if window else None
