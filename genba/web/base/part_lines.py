"""The outcomes of a part of the programme with their drawings, as the desk and the portal show them."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from genba.kit.svg import Part, bar, whisker
from genba.reports.dashboards.outcomes import PartOutcome
from genba.science.figures import Measured

AXIS = 0.6  # from −60 % to +60 %


@dataclass(frozen=True, slots=True)
class PartLine:
    """An outcome; a bar of how many report, and the middle with its interval. Empty where there is none."""

    outcome: PartOutcome
    reporting: Markup
    middle: Markup


def lines_of(outcomes: Sequence[PartOutcome], *, rtl: bool) -> list[PartLine]:
    return [PartLine(one, _reporting(one, rtl), _middle(one, rtl)) for one in outcomes]


def _reporting(one: PartOutcome, rtl: bool) -> Markup:
    if one.coverage is None:
        return Markup("")
    return bar([Part("now", one.coverage), Part("unknown", 1 - one.coverage)], rtl=rtl)


def _middle(one: PartOutcome, rtl: bool) -> Markup:
    told = one.median
    if not isinstance(told, Measured) or told.low is None or told.high is None:
        return Markup("")
    return whisker(told.value, told.low, told.high, -AXIS, AXIS, rtl=rtl)
