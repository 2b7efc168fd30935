"""The results framework as results: a level is a result, a line its indicators, a period its targets and actuals.

Countries stand side by side within a period, each value with the country it is of, as the standard's guidance on results
asks for: "multiple targets can be added for each time period; they can contain different locations and dimensions". So do
parts of them, by sex, role, size and sector, and baselines before all periods.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import override

from genba.impact.indicators import definitions
from genba.impact.models import FrameworkBaseline, FrameworkIndicator, FrameworkPart, FrameworkValue
from genba.programmes.models import Programme
from genba.reports.framework import by_number
from genba.reports.iati.levels import result_type
from genba.reports.iati.parts import (
    IMPACT,
    NOMINAL,
    OUTCOME,
    OUTPUT,
    PERCENTAGE,
    QUALITATIVE,
    UNIT,
    Baseline,
    Indicator,
    LeftOut,
    Period,
    Result,
    Value,
)
from genba.reports.iati.withheld import Guard, guard

Kind, Tier = FrameworkIndicator.Kind, FrameworkIndicator.Tier
MEASURES: Final = {Kind.COUNT: UNIT, Kind.PERCENT: PERCENTAGE, Kind.YES_NO: NOMINAL}
TIERS: Final[dict[str, str]] = {Tier.OUTPUT: OUTPUT, Tier.OUTCOME: OUTCOME, Tier.IMPACT: IMPACT}
SIDES: Final = ("target", "actual")
WOMEN: Final = (("sex", "female"),)
Told = list[tuple[FrameworkValue, str, Value]]  # of which value, target or actual, and what


@dataclass
class Line:
    """A line with its values and baselines, in order."""

    indicator: FrameworkIndicator
    values: list[FrameworkValue] = field(default_factory=list)
    baselines: list[FrameworkBaseline] = field(default_factory=list)


def promised(programme: Programme, language: str) -> list[Result]:
    """A result for each level, in the order of the lines. language: that of the framework. Results may be empty of
    indicators where all was left out."""
    rows = (
        FrameworkValue.objects.filter(indicator__programme=programme).select_related("indicator").prefetch_related("parts")
    )
    values = sorted(rows, key=lambda v: (by_number(v.indicator.no), v.starts_on, v.ends_on, v.period, v.country_id))
    lines: dict[int, Line] = {}
    for value in values:
        lines.setdefault(value.indicator_id, Line(value.indicator)).values.append(value)
    for told in FrameworkBaseline.objects.filter(indicator__in=lines).order_by("country_id"):
        lines[told.indicator_id].baselines.append(told)
    levels: dict[tuple[str, str], list[Line]] = defaultdict(list)
    for line in lines.values():
        own = line.indicator
        levels[own.level, TIERS.get(own.tier) or result_type(own.level)].append(line)
    watch = guard(values)
    with override(language):
        return [_result(kind, level, own, language, watch) for (level, kind), own in levels.items()]


def _result(kind: str, level: str, lines: list[Line], language: str, watch: Guard) -> Result:
    left_out: LeftOut = Counter()
    indicators = [made for line in lines for made in _indicators(line, language, watch, left_out)]
    return Result(kind, {language: level or _("Results framework")}, tuple(indicators), left_out)


def _indicators(line: Line, language: str, watch: Guard, left_out: LeftOut) -> list[Indicator]:
    """Up to three of one line: its numbers with their parts; women's share of them, which is in percent whatever the line
    counts; and what is told in words, since an indicator of the standard is either a number or words."""
    numbers, shares, words = [], [], []
    hidden = 0
    for value in line.values:
        why = watch.against(value)
        told = SIDES[:1] if why else SIDES
        numbers += [(value, side, one) for side in told if (one := _number(value, side, language))]
        words += [(value, side, one) for side in told if (one := _words(value, side, language))]
        numbers += _parts(value, watch, why, left_out)
        why_women = watch.against_women(value, why)
        shares += [(value, side, one) for side in (SIDES[:1] if why_women else SIDES) if (one := _share(value, side))]
        left_out.update([one for one in (why, why_women) if one])
        hidden += bool(why)
    own, about = line.indicator, _definition(line.indicator, language)
    is_ascending, spoken = not own.less_is_better, _periods(words)
    is_whole = not hidden and not spoken and not any(value.dimensions for _of, _side, value in numbers)
    in_women = {language: _("%(indicator)s: share of women") % {"indicator": own.wording}}
    in_words = {language: _("%(indicator)s: in words") % {"indicator": own.wording}}
    before = _before(line.baselines, language)
    made = [
        Indicator(own.no, {language: own.wording}, MEASURES[Kind(own.kind)], _periods(numbers), about, is_ascending,
                  is_whole and _adds_up(own, line.values), before[0]),
        Indicator(own.no, in_women, PERCENTAGE, _periods(shares), about, baselines=before[1]),
        Indicator(own.no, in_words, QUALITATIVE, spoken, about, is_ascending, baselines=before[2]),
    ]  # fmt: skip
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


def _parts(value: FrameworkValue, watch: Guard, why: str, left_out: LeftOut) -> Told:
    """Targets and actuals of parts, each with its dimension. Where one actual of a dimension is withheld, so are all of it:
    the others and the whole would give it away."""
    found: Told = []
    parts: dict[str, list[FrameworkPart]] = defaultdict(list)
    for part in sorted(value.parts.all(), key=lambda p: (p.dimension, p.part)):
        parts[part.dimension].append(part)
    for dimension, own in parts.items():
        reasons = [one for part in own if (one := watch.against_part(value, part, why))]
        if reasons:
            left_out[reasons[0]] += sum(part.actual is not None for part in own)
        for side in SIDES[:1] if reasons else SIDES:
            found += [(value, side, Value(plain(number), value.country_id, ((dimension, part.part),)))
                      for part in own if (number := getattr(part, side)) is not None]  # fmt: skip
    return found


def _before(known: Iterable[FrameworkBaseline], language: str) -> tuple[tuple[Baseline, ...], ...]:
    """As numbers, as women's shares, and in words; each with its source."""
    numbers, shares, words = [], [], []
    for told in known:
        source = _("Source: %(source)s") % {"source": told.source}
        text = {language: f"{told.text}. {source}" if told.text else source}
        if told.value is None:
            words.append(Baseline(told.ends_on, Value("", told.country_id, comment=text)))
        else:
            numbers.append(Baseline(told.ends_on, Value(plain(told.value), told.country_id, comment=text)))
        if told.female_share is not None:
            share = Value(plain(told.female_share), told.country_id, WOMEN, {language: source})
            shares.append(Baseline(told.ends_on, share))
    return tuple(numbers), tuple(shares), tuple(words)


def _periods(told: Iterable[tuple[FrameworkValue, str, Value]]) -> tuple[Period, ...]:
    """The values by period, in order; periods in which nothing is told are not there."""
    kept: dict[tuple[str, date, date], dict[str, list[Value]]] = defaultdict(lambda: {side: [] for side in SIDES})
    for value, side, one in told:
        kept[value.period, value.starts_on, value.ends_on][side].append(one)
    return tuple(
        Period(first, last, tuple(own["target"]), tuple(own["actual"])) for (_name, first, last), own in kept.items()
    )


def plain(number: float) -> str:
    """A number as xsd:decimal writes it: 35, 12.5; never with an exponent."""
    return f"{Decimal(repr(float(number))).normalize():f}"
