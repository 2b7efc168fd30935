"""The results framework as results: a level is a result, a line its indicators, a period its targets and actuals.

Countries stand side by side within a period, each value with the country it is of, as the standard's guidance on results
asks for: "multiple targets can be added for each time period; they can contain different locations and dimensions".
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import override

from genba.impact.framework import days_of
from genba.impact.indicators import definitions
from genba.impact.models import FrameworkIndicator, FrameworkValue
from genba.programmes.models import Programme
from genba.reports.framework import by_number
from genba.reports.iati.levels import result_type
from genba.reports.iati.parts import NOMINAL, PERCENTAGE, QUALITATIVE, UNIT, Indicator, LeftOut, Period, Result, Value
from genba.reports.iati.withheld import Guard, guard

Kind = FrameworkIndicator.Kind
MEASURES: Final = {Kind.COUNT: UNIT, Kind.PERCENT: PERCENTAGE, Kind.YES_NO: NOMINAL}
SIDES: Final = ("target", "actual")
WOMEN: Final = (("sex", "female"),)
Line = tuple[FrameworkIndicator, list[FrameworkValue]]


def promised(programme: Programme, language: str) -> list[Result]:
    """A result for each level, in the order of the lines. language: that of the framework. Results may be empty of
    indicators where all was left out."""
    rows = FrameworkValue.objects.filter(indicator__programme=programme).select_related("indicator")
    values = sorted(rows, key=lambda v: (by_number(v.indicator.no), days_of(v.period), v.period, v.country_id))
    lines: dict[int, Line] = {}
    for value in values:
        lines.setdefault(value.indicator_id, (value.indicator, []))[1].append(value)
    levels: dict[str, list[Line]] = defaultdict(list)
    for line in lines.values():
        levels[line[0].level].append(line)
    watch = guard(values)
    with override(language):
        return [_result(level, own, language, watch) for level, own in levels.items()]


def _result(level: str, lines: list[Line], language: str, watch: Guard) -> Result:
    left_out: LeftOut = Counter()
    indicators = [made for line, values in lines for made in _indicators(line, values, language, watch, left_out)]
    return Result(result_type(level), {language: level or _("Results framework")}, tuple(indicators), left_out)


def _indicators(
    line: FrameworkIndicator, values: list[FrameworkValue], language: str, watch: Guard, left_out: LeftOut
) -> list[Indicator]:
    """Up to three of one line: its numbers; women's share of them, which is in percent whatever the line counts; and what
    is told in words, since an indicator of the standard is either a number or words."""
    numbers, shares, words = {}, {}, {}
    hidden = 0
    for value in values:
        why = watch.against(value)
        told = SIDES[:1] if why else SIDES
        numbers[value] = {side: _number(value, side, language) for side in told}
        words[value] = {side: _words(value, side, language) for side in told}
        why_women = watch.against_women(value, why)
        shares[value] = {side: _share(value, side) for side in (SIDES[:1] if why_women else SIDES)}
        left_out.update([one for one in (why, why_women) if one])
        hidden += bool(why)
    no, about, wording = line.no, _definition(line, language), line.wording
    is_ascending, spoken = not line.less_is_better, _periods(words)
    is_additive = not hidden and not spoken and _adds_up(line, values)  # with a part missing the sum would be wrong
    in_women = {language: _("%(indicator)s: share of women") % {"indicator": wording}}
    in_words = {language: _("%(indicator)s: in words") % {"indicator": wording}}
    made = [
        Indicator(no, {language: wording}, MEASURES[Kind(line.kind)], _periods(numbers), about, is_ascending, is_additive),
        Indicator(no, in_women, PERCENTAGE, _periods(shares), about),
        Indicator(no, in_words, QUALITATIVE, spoken, about, is_ascending),
    ]
    return [one for one in made if one.periods]


def _adds_up(line: FrameworkIndicator, values: Sequence[FrameworkValue]) -> bool:
    """Counts of one period may be added over countries. Over periods nobody said whether they run on; shares never may."""
    return line.kind == Kind.COUNT and len({v.period for v in values}) == 1


def _definition(line: FrameworkIndicator, language: str) -> dict[str, str]:
    known = definitions().get(line.computed_from)
    return {language: known.definition_in(language)} if known else {}


def _number(value: FrameworkValue, side: str, language: str) -> Value | None:
    number, text = getattr(value, side), getattr(value, f"{side}_text")
    if number is None:
        return None
    return Value(plain(number), value.country_id, comment={language: text} if text else {})


def _words(value: FrameworkValue, side: str, language: str) -> Value | None:
    text = getattr(value, f"{side}_text")
    if not text or getattr(value, side) is not None:
        return None
    return Value("", value.country_id, comment={language: text})


def _share(value: FrameworkValue, side: str) -> Value | None:
    share = getattr(value, f"{side}_female_share")
    return None if share is None else Value(plain(share), value.country_id, WOMEN)


def _periods(told: dict[FrameworkValue, dict[str, Value | None]]) -> tuple[Period, ...]:
    """The values by period, in order; periods in which nothing is told are not there."""
    kept: dict[str, dict[str, list[Value]]] = defaultdict(lambda: {side: [] for side in SIDES})
    for value, sides in told.items():
        for side, one in sides.items():
            if one is not None:
                kept[value.period][side].append(one)
    return tuple(Period(*days_of(period), tuple(own["target"]), tuple(own["actual"])) for period, own in kept.items())


def plain(number: float) -> str:
    """A number as xsd:decimal writes it: 35, 12.5; never with an exponent."""
    return f"{Decimal(repr(float(number))).normalize():f}"
