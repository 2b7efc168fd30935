"""What one KPI was before the training and is now: the one definition behind every sheet, export and roll-up."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from genba.curriculum.indicators import Indicator
from genba.science.change import Change, compare
from genba.science.figures import Measured, Withheld
from genba.science.ratios import Ratio, ratio
from genba.science.windows import last_day, windows

MONTHS = 3  # what a window holds, unless the module asks for more


@dataclass(frozen=True, slots=True)
class Month:
    """All that was observed of one KPI in one month, summed over days and parts.

    numerator, denominator: in the units of the indicator's two quantities, None where it was not tracked.
    """

    month: date  # its first day
    numerator: float | None
    denominator: float | None


@dataclass(frozen=True, slots=True)
class Window:
    """Some months put together: first and last day, sums, and n, how many months have a value."""

    starts_on: date
    ends_on: date
    numerator: float
    denominator: float
    n: int


@dataclass(frozen=True, slots=True)
class BeforeAfter:
    """The two windows (None where no month lies in it) and the change between them."""

    before: Window | None
    after: Window | None
    change: Change


def before_after(indicator: Indicator, months: Iterable[Month], trained_on: date | None, *, unit: str = "") -> BeforeAfter:
    """Compare the latest months before the first class day with the latest after it.

    months: any order, each month once. trained_on: the first class day, or None while there was none: then all is
    before. unit: as shown beside the figures, default the indicator's own.
    A window holds up to three months, or as many as the module wants for this indicator. The change is withheld as
    "too-short" while one of the windows has fewer months than the module wants, and as "too-few" where its
    denominator is smaller.
    """
    unit = unit or indicator.unit
    known = {m.month: m for m in months if m.numerator is not None and m.denominator}
    wanted = indicator.sufficiency.months
    chosen = windows(known, trained_on or date.max, max(MONTHS, wanted))
    before, after = _window(known, chosen.baseline), _window(known, chosen.latest)
    change = compare(_ratio(before), _ratio(after), direction=indicator.direction, scale=indicator.scale, unit=unit)
    smallest = min((w.denominator for w in (before, after) if w), default=0.0)
    shortest = min((w.n for w in (before, after) if w), default=0)
    if isinstance(change.absolute, Measured) and shortest < wanted:
        change = _withheld(change, "too-short", shortest)
    elif isinstance(change.absolute, Measured) and smallest < indicator.sufficiency.denominator:
        change = _withheld(change, "too-few", shortest)
    return BeforeAfter(before, after, change)


def _withheld(change: Change, reason: str, n: int) -> Change:
    """Before and after stay as measured; what may not be said is the difference."""
    no = Withheld(reason, n)
    return replace(change, absolute=no, relative=no, verdict="unknown")


def _window(known: dict[date, Month], months: tuple[date, ...]) -> Window | None:
    if not months:
        return None
    total = ratio([(known[m].numerator or 0.0, known[m].denominator or 0.0) for m in months])
    return Window(months[0], last_day(months[-1]), total.numerator, total.denominator, total.n)


def _ratio(window: Window | None) -> Ratio | None:
    return Ratio(window.numerator, window.denominator, window.n) if window else None
