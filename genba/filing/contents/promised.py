"""The results framework of a report: each line that was promised for its days, with what was reached."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext as _

from genba.directory.places import country_name
from genba.filing.contents.pieces import Pieces
from genba.filing.definitions import defined_line, version_of_line
from genba.filing.parts import Figure, Section
from genba.filing.reasons import WAITS
from genba.impact.framework import status
from genba.impact.framework_parts import parts_of
from genba.impact.models import FrameworkBaseline, FrameworkIndicator, FrameworkValue
from genba.programmes.models import Programme
from genba.reports.framework import by_number
from genba.reports.framework_words import told_period
from genba.reports.iati.withheld import Guard, guard

Kind = FrameworkIndicator.Kind
COLUMNS: Final = ("part", "baseline", "target", "value", "n", "status", "definition", "data")


def promised_section(pieces: Pieces, programme: Programme, days: tuple[date, date], *, country: str = "") -> None:
    """The values whose period lies within the days; percentages of countries stand side by side and are never added."""
    rows = FrameworkValue.objects.filter(indicator__programme=programme).select_related("indicator")
    rows = rows.filter(country_id=country) if country else rows
    rows = rows.filter(starts_on__gte=days[0], ends_on__lte=days[1]).prefetch_related("parts")
    values = sorted(rows, key=lambda v: (by_number(v.indicator.no), country_name(v.country_id, pieces.language), v.starts_on,
                                         v.ends_on))  # fmt: skip
    lines = {v.indicator_id: v.indicator for v in values}
    before = {(b.indicator_id, b.country_id): b for b in FrameworkBaseline.objects.filter(indicator__in=lines)}
    telling = Telling(guard(values), pieces.language, with_period=len({v.period for v in values}) > 1, before=before)
    figures = [f for v in values for f in _figures(v, telling)]
    title, says = _("What was promised, and what was reached"), _says(values)
    more = {
        "baseline": any(f.baseline is not None or f.baseline_text for f in figures),
        "n": any(f.n is not None for f in figures),
    }
    columns = tuple(c for c in COLUMNS if more.get(c, True))
    section = Section("framework", title, says, columns, tuple(figures))
    pieces.add(section, [defined_line(line, pieces.language) for line in lines.values()])


def _says(values: Sequence[FrameworkValue]) -> tuple[str, ...]:
    said = [
        _("Lines of the results framework whose period lies within these days. Shares are never added up over countries.")
    ]
    if any(v.indicator.computed_from for v in values):
        said.append(
            _("What is worked out from records counts everything until the end of its period, not only what happened in it.")
        )
    if any(v.parts.all() for v in values):
        said.append(
            _("Parts by sex, role, size and sector stand below their whole. Parts of two kinds overlap and are never added.")
        )
    return tuple(said)


@dataclass(frozen=True)
class Telling:
    """What is known to all figures of a section. before: the baselines by line and country."""

    watch: Guard
    language: str
    with_period: bool
    before: Mapping[tuple[int, str], FrameworkBaseline]


def _figures(v: FrameworkValue, telling: Telling) -> list[Figure]:
    """The whole, women's share where it is told, and the parts."""
    watch, language = telling.watch, telling.language
    line, why = v.indicator, watch.against(v)
    where, period = country_name(v.country_id, language), told_period(v.period, v.starts_on, v.ends_on, language)
    part = f"{where}, {period}" if telling.with_period or "/" in v.period else where
    waits = v.actual is None and not v.actual_text
    actual = None if why else v.actual
    light = status(v.target, v.target_text, actual, v.actual_text, kind=line.kind, less_is_better=line.less_is_better)
    source = {"view": "framework", "country": v.country_id, "period": v.period}
    before = telling.before.get((v.indicator_id, v.country_id))
    made = Figure(
        f"framework|{line.code}|{v.country_id}|{v.period}", line.code, f"{line.no} {line.wording}", part, version_of_line(line),
        _unit(line), _decimals(v, before), actual, text="" if why else v.actual_text, target=v.target, target_text=v.target_text,
        status="" if why else light, withheld=why or (WAITS if waits else ""), data_at=v.recorded_at.isoformat(), source=source,
        n=v.actual_n if actual is not None else None, **_baseline(before, language),
    )  # fmt: skip
    return [made, *_women(v, made, why, telling, before), *_parts(v, made, why, watch)]


def _baseline(before: FrameworkBaseline | None, language: str) -> dict[str, Any]:
    """A number with of when it is, or words with the same."""
    if before is None:
        return {}
    when = told_period(before.told_of, before.starts_on, before.ends_on, language)
    return {"baseline": before.value, "baseline_text": f"{before.text} ({when})" if before.text else when}


def _women(
    v: FrameworkValue, made: Figure, why: str, telling: Telling, before: FrameworkBaseline | None
) -> Iterator[Figure]:
    share = before.female_share if before else None
    if v.actual_female_share is None and v.target_female_share is None and share is None:
        return
    hidden = telling.watch.against_women(v, why)
    told = _baseline(before, telling.language) if share is not None else {}
    yield replace(
        made, key=f"{made.key}|women", label=_("%(indicator)s: share of women") % {"indicator": made.label}, unit="%", decimals=1,
        value=None if hidden else v.actual_female_share, text="", target=v.target_female_share, target_text="", status="", n=None,
        withheld=hidden or (WAITS if v.actual_female_share is None else ""),
        baseline=share, baseline_text=told.get("baseline_text", ""),
    )  # fmt: skip


def _parts(v: FrameworkValue, made: Figure, why: str, watch: Guard) -> Iterator[Figure]:
    """Each part that somebody told. Where one actual of a dimension is withheld all of it are: the others and the whole would
    give it away."""
    for dimension, parts in parts_of(v):
        kept = {p.part: p for p in v.parts.all() if p.dimension == dimension}
        hidden = next((one for p in kept.values() if (one := watch.against_part(v, p, why))), "")
        for part in parts:
            if part.is_rest:
                continue
            light = status(
                part.target, "", part.actual, "", kind=v.indicator.kind, less_is_better=v.indicator.less_is_better
            )
            yield replace(
                made, key=f"{made.key}|{dimension}:{part.part}", part=f"{made.part}, {part.label}", text="",
                value=None if hidden else part.actual, target=part.target, target_text="", status="" if hidden else light,
                n=None if hidden else part.actual_n, withheld=hidden or (WAITS if part.actual is None else ""),
                baseline=None, baseline_text="",
            )  # fmt: skip


def _unit(line: FrameworkIndicator) -> str:
    return {Kind.PERCENT: "%", Kind.YES_NO: "yes-no"}.get(Kind(line.kind), "")


def _decimals(v: FrameworkValue, before: FrameworkBaseline | None) -> int:
    """As many as a number of the line needs, two at most."""
    told = [v.target, v.actual, before.value if before else None, *(n for p in v.parts.all() for n in (p.target, p.actual))]
    numbers = [n for n in told if n is not None]
    return next((d for d in range(2) if all(round(n, d) == n for n in numbers)), 2)
