"""The results framework of a report: each line that was promised for its days, with what was reached."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from genba.directory.places import country_name
from genba.filing.contents.pieces import Pieces
from genba.filing.definitions import defined_line, version_of_line
from genba.filing.parts import Figure, Section
from genba.filing.reasons import WAITS
from genba.impact.framework import days_of, status
from genba.impact.models import FrameworkIndicator, FrameworkValue
from genba.programmes.models import Programme
from genba.reports.framework import by_number
from genba.reports.iati.withheld import Guard, guard

Kind = FrameworkIndicator.Kind


def promised_section(pieces: Pieces, programme: Programme, days: tuple[date, date], *, country: str = "") -> None:
    """The values whose period lies within the days; percentages of countries stand side by side and are never added."""
    rows = FrameworkValue.objects.filter(indicator__programme=programme).select_related("indicator")
    rows = rows.filter(country_id=country) if country else rows
    values = [v for v in rows if days[0] <= days_of(v.period)[0] and days_of(v.period)[1] <= days[1]]
    values.sort(key=lambda v: (by_number(v.indicator.no), country_name(v.country_id, pieces.language), days_of(v.period)))
    watch = guard(values)
    periods = {v.period for v in values}
    figures = [f for v in values for f in _figures(v, watch, pieces.language, with_period=len(periods) > 1)]
    lines = {v.indicator_id: v.indicator for v in values}
    title, says = _("What was promised, and what was reached"), _says(values)
    section = Section("framework", title, says, ("part", "target", "value", "status", "definition", "data"), tuple(figures))
    pieces.add(section, [defined_line(line, pieces.language) for line in lines.values()])


def _says(values: Sequence[FrameworkValue]) -> tuple[str, ...]:
    said = [
        _("Lines of the results framework whose period lies within these days. Shares are never added up over countries.")
    ]
    if any(v.indicator.computed_from for v in values):
        said.append(
            _("What is worked out from records counts everything until the end of its period, not only what happened in it.")
        )
    return tuple(said)


def _figures(v: FrameworkValue, watch: Guard, language: str, *, with_period: bool) -> list[Figure]:
    line, why = v.indicator, watch.against(v)
    where = country_name(v.country_id, language)
    part = f"{where}, {v.period}" if with_period else where
    waits = v.actual is None and not v.actual_text
    actual = None if why else v.actual
    light = status(v.target, v.target_text, actual, v.actual_text, kind=line.kind, less_is_better=line.less_is_better)
    key = f"framework|{line.code}|{v.country_id}|{v.period}"
    source = {"view": "framework", "country": v.country_id, "period": v.period}
    made = Figure(
        key, line.code, f"{line.no} {line.wording}", part, version_of_line(line), _unit(line), _decimals(v), actual,
        text="" if why else v.actual_text, target=v.target, target_text=v.target_text, status="" if why else light,
        withheld=why or (WAITS if waits else ""), data_at=v.recorded_at.isoformat(), source=source,
    )  # fmt: skip
    if v.actual_female_share is None and v.target_female_share is None:
        return [made]
    hidden = watch.against_women(v, why)
    women = Figure(
        f"{key}|women", line.code, _("%(indicator)s: share of women") % {"indicator": made.label}, part, made.definition, "%", 1,
        None if hidden else v.actual_female_share, target=v.target_female_share, data_at=made.data_at, source=source,
        withheld=hidden or (WAITS if v.actual_female_share is None else ""),
    )  # fmt: skip
    return [made, women]


def _unit(line: FrameworkIndicator) -> str:
    return {Kind.PERCENT: "%", Kind.YES_NO: "yes-no"}.get(Kind(line.kind), "")


def _decimals(v: FrameworkValue) -> int:
    """As many as a number of the line needs, two at most."""
    numbers = [n for n in (v.target, v.actual) if n is not None]
    return next((d for d in range(2) if all(round(n, d) == n for n in numbers)), 2)
