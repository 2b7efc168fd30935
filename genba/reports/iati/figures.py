"""The programme's own figures as results: those that everybody sees, with the splits that everybody sees, and no other."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from genba.curriculum import LANGUAGES
from genba.directory.places import NO_COUNTRY
from genba.impact.indicators import Definition, definitions
from genba.impact.standings import Line
from genba.programmes.models import Programme
from genba.reports.iati.parts import (
    OTHER,
    OUTCOME,
    OUTPUT,
    PERCENTAGE,
    SEVERAL,
    UNIT,
    Indicator,
    LeftOut,
    Period,
    Result,
    Value,
)
from genba.reports.iati.promised import plain
from genba.reports.indicator_rows import row_of
from genba.reports.published import published, worked_out_at

# What is missing in the records is for the office; it is no result.
LEVELS: Final = {"reach": OUTPUT, "change": OUTCOME, "money": OTHER}


def figures(programme: Programme) -> list[Result]:
    """A result for each level of our own indicators, from the programme's first day to that of the figures."""
    at = worked_out_at()
    if at is None or timezone.localdate(at) < programme.began_on:
        return []
    found: dict[str, list[tuple[str, Line]]] = defaultdict(list)
    for by, lines in published().items():
        for line in lines:
            found[line.definition.code].append((by, line))
    known = [d for d in definitions().values() if d.level in LEVELS and d.code in found]
    if Programme.objects.count() > 1:  # they are worked out for the whole house
        return [Result(OTHER, {}, (), Counter({SEVERAL: sum(len(found[d.code]) for d in known)}))]
    days = programme.began_on, timezone.localdate(at)
    return [_result(level, [d for d in known if d.level == level], found, days) for level in LEVELS]


def _result(
    level: str, known: Sequence[Definition], found: Mapping[str, list[tuple[str, Line]]], days: tuple[date, date]
) -> Result:
    left_out: LeftOut = Counter()
    indicators = []
    for told in known:
        values = [_value(by, line) for by, line in found[told.code] if line.value is not None]
        left_out.update(line.withheld for _by, line in found[told.code] if line.value is None)
        if values:
            indicators.append(_indicator(told, Period(*days, actuals=tuple(values))))
    return Result(LEVELS[level], _in_languages(lambda _language: _title_of(level)), tuple(indicators), left_out)


def _title_of(level: str) -> str:
    titles = {"reach": _("Whom the programme reached"), "change": _("What changed in enterprises"), "money": _("Money")}
    return titles[level]


def _indicator(told: Definition, period: Period) -> Indicator:
    def title(language: str) -> str:
        label = told.label_in(language)
        return _("%(indicator)s: share of enterprises that improved") % {"indicator": label} if told.kpi else label

    return Indicator(told.code, _in_languages(title), PERCENTAGE if _is_share(told) else UNIT, (period,),
                     _in_languages(told.definition_in))  # fmt: skip


def _is_share(told: Definition) -> bool:
    return not str(told.unit)


def _value(by: str, line: Line) -> Value:
    """A figure with what it rests on. The parts of a split overlap with the whole, so none of it is for adding."""
    number = line.value or 0.0
    country = line.part if by == "country" and line.part != NO_COUNTRY else ""
    dimensions = [(by, "not-stated" if by == "country" else line.part)] if by and not country else []
    if by != "currency" and line.detail.get("currency"):
        dimensions.append(("currency", str(line.detail["currency"])))
    return Value(plain(round(100 * number, 4) if _is_share(line.definition) else round(number, 4)),
                 country, tuple(dimensions), {"en": _rests_on(line, by)})  # fmt: skip


def _rests_on(line: Line, by: str) -> str:
    """n, interval and the change in the middle, in English as everything for machines."""
    row: dict[str, Any] = row_of(line, by)
    told = [f"n = {row['n'] or 0}"]
    if row["n_trained"] is not None:
        told = [f"{row['n_improved']} of {row['n_reporting']} that report improved; {row['n_trained']} were trained"]
    if row["low"] is not None and row["high"] is not None:
        part = 100 if _is_share(line.definition) else 1
        told.append(f"95 % interval {part * row['low']:.4g} to {part * row['high']:.4g}")
    if row["median"] is not None and line.definition.kpi:
        told.append(f"change in the middle {100 * row['median']:+.4g} %")
    return "; ".join(told)


def _in_languages(said: Any) -> dict[str, str]:
    texts = {}
    for language in LANGUAGES:
        with override(language):
            texts[language] = said(language)
    return texts
