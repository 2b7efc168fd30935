"""Sections that several reports have, of figures as everybody may receive them: small groups are hidden."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from django.utils.translation import gettext as _

from genba.directory.places import country_name
from genba.filing.definitions import defined, defined_measures, version_of, version_of_measure
from genba.filing.parts import SHARE, Definition, Figure, Section
from genba.impact.indicators import Definition as Told
from genba.impact.standings import Line
from genba.programmes.models import Programme
from genba.reports.in_period import Count, Counted, Measure
from genba.reports.indicator_rows import row_of
from genba.reports.published import published

REACH, CHANGE, MONEY, MISSING = "reach", "change", "money", "missing"
DECIMALS: Final = {"practices-adopted": 1}
PARTS: Final[dict[str, Callable[[], str]]] = {
    "female": lambda: _("Women"), "male": lambda: _("Men"), "other": lambda: _("Other"), "not-stated": lambda: _("Not stated"),
    "manager": lambda: _("Managers"), "worker": lambda: _("Workers"),
}  # fmt: skip


@dataclass
class Pieces:
    """Sections and the definitions of what is in them, as they come together."""

    language: str
    programme: str  # its code
    sections: list[Section] = field(default_factory=list)
    definitions: dict[str, Definition] = field(default_factory=dict)
    unsaid: Counter[str] = field(default_factory=Counter)  # figures that are in no section, by reason

    def add(self, section: Section, known: Iterable[Definition]) -> None:
        """A section, unless it has no figure; only what it speaks of is defined."""
        if section.figures:
            self.sections.append(section)
            used = {f.code for f in section.figures}
            self.definitions |= {d.code: d for d in known if d.code in used}


def counted_section(
    pieces: Pieces, code: str, title: str, says: Sequence[str], found: Sequence[Counted], *, country: str = "", data_at: str,
) -> None:  # fmt: skip
    """What was counted within some days: of all with people by sex and role, or of one country with its women."""
    figures: list[Figure] = []
    for one in found:
        more: dict[str, Any] = {"data_at": data_at, "country": country, "programme": pieces.programme}
        if country:
            nothing = Count(0) if not one.whole.withheld else one.whole
            figures.append(_counted(code, one.measure, one.by_country.get(country, nothing), **more))
            if country in one.women:
                figures.append(_counted(code, one.measure, one.women[country], part=_("Women"), name="female", **more))
            continue
        figures.append(_counted(code, one.measure, one.whole, **more))
        figures += [_counted(code, one.measure, n, part=PARTS[name](), name=name, **more)
                    for name, n in (*one.by_sex.items(), *one.by_role.items())]  # fmt: skip
    pieces.add(
        Section(code, title, tuple(says), ("part", "value", "n", "definition", "data"), tuple(figures)), defined_measures()
    )


def by_country_section(
    pieces: Pieces, code: str, title: str, says: Sequence[str], found: Sequence[Counted], data_at: str
) -> None:
    """A row for each country in which anything happened, and one for all of them."""
    countries = sorted({c for one in found for c in one.by_country}, key=lambda c: country_name(c, pieces.language))
    figures = [
        _counted(code, one.measure, one.by_country.get(c, Count(0) if not one.whole.withheld else one.whole),
                 part=country_name(c, pieces.language), country=c, programme=pieces.programme, data_at=data_at)
        for c in countries for one in found
    ] + [_counted(code, one.measure, one.whole, part=_("All countries"), programme=pieces.programme, data_at=data_at) for one in found]  # fmt: skip
    if countries:
        pieces.add(Section(code, title, tuple(says), ("value", "data"), tuple(figures), by_part=True), defined_measures())


def _counted(
    section: str, measure: Measure, count: Count, *, programme: str, part: str = "", name: str = "", country: str = "", data_at: str,
) -> Figure:  # fmt: skip
    return Figure(
        "|".join((section, measure.code, country, name)), measure.code, str(measure.label), part, version_of_measure(measure),
        str(measure.unit), value=count.value, n=count.n if count.value is not None else None, withheld=count.withheld,
        is_count=True, data_at=data_at, source={"view": "records", "figure": measure.code, "country": country, "programme": programme},
    )  # fmt: skip


def standing_section(
    pieces: Pieces, code: str, title: str, says: Sequence[str], levels: Sequence[str], *, country: str = "",
) -> None:  # fmt: skip
    """The programme's own figures of some levels, whole or of one country, and people by sex and role where it is the whole."""
    by = "country" if country else ""
    lines = [line for line in published()[by] if line.part == country and not line.definition.kpi]
    kept = [line for line in lines if line.definition.level in levels]
    figures = [_standing(line, by, pieces.language) for line in kept]
    if not country and REACH in levels:
        figures += [_standing(line, by, pieces.language, part=PARTS[line.part]())
                    for by in ("sex", "role") for line in published()[by] if line.part in PARTS]  # fmt: skip
    section = Section(code, title, tuple(says), ("part", "value", "interval", "n", "definition", "data"), tuple(figures))
    pieces.add(section, [defined(line.definition, pieces.language) for line in kept])


def outcomes_section(pieces: Pieces, code: str, title: str, says: Sequence[str], *, country: str = "") -> None:
    """Each KPI that somebody reports: the share that improved and the change in the middle, always with n and interval."""
    by = "country" if country else ""
    lines = [line for line in published()[by] if line.part == country and line.definition.kpi]
    figures = [figure for line in lines if _is_told(line) for figure in outcome(line, by, pieces.language)]
    section = Section(code, title, tuple(says), ("part", "value", "interval", "n", "definition", "data"), tuple(figures))
    pieces.add(section, [defined(line.definition, pieces.language) for line in lines])


def outcomes_by_country(pieces: Pieces, code: str, title: str, says: Sequence[str]) -> None:
    """What changed in each country, for each KPI of which enough is reported there; the others are counted."""
    lines = [line for line in published()["country"] if line.definition.kpi and _is_told(line)]
    figures = [
        f for line in lines for f in outcome(line, "country", pieces.language, part=country_name(line.part, pieces.language))
    ]
    pieces.unsaid.update(f.withheld for f in figures if f.withheld)
    kept = tuple(f for f in figures if not f.withheld)
    section = Section(code, title, tuple(says), ("part", "value", "interval", "n", "definition", "data"), kept)
    pieces.add(section, [defined(line.definition, pieces.language) for line in lines])


def _is_told(line: Line) -> bool:
    kpi = line.definition.kpi
    return bool(line.detail.get("n_reporting")) or bool(kpi and kpi.core)


def _standing(line: Line, by: str, language: str, part: str = "") -> Figure:
    told, row = line.definition, row_of(line, by)
    currency = str(line.detail.get("currency", ""))
    is_share = not str(told.unit)
    unit = SHARE if is_share else f"{currency} {told.unit}".strip()
    return Figure(
        _key(told, by, line.part), told.code, told.label_in(language), part, version_of(told), unit,
        0 if is_share else DECIMALS.get(told.code, 0), line.value, is_count=told.level in (REACH, MISSING) and not is_share, low=row["low"], high=row["high"],
        n=row["n"] if line.value is not None else None, withheld=line.withheld, data_at=_iso(line.worked_out_at), runs_on=True,
        source=_records(told, by, line.part),
    )  # fmt: skip


def outcome(line: Line, by: str, language: str, part: str = "") -> list[Figure]:
    """A KPI as two figures. Where nobody can improve there is only the change; where few report, only one says so."""
    told, row = line.definition, row_of(line, by)
    key, label = _key(told, by, line.part), told.label_in(language)
    common: dict[str, Any] = {
        "part": part, "definition": version_of(told), "unit": SHARE, "n_of": row["n_trained"],
        "data_at": _iso(line.worked_out_at), "runs_on": True, "source": _records(told, by, line.part),
    }  # fmt: skip
    if line.value is None and line.withheld != "no-direction":
        return [Figure(key, told.code, label, withheld=line.withheld, n=row["n_reporting"], **common)]
    median = Figure(f"{key}|median", told.code, _("%(kpi)s: change in the middle") % {"kpi": label}, value=row["median"], decimals=1,
                    low=row["median_low"], high=row["median_high"], n=row["n_reporting"], is_change=True,
                    withheld="" if row["median"] is not None else _why(line), **common)  # fmt: skip
    if line.value is None:
        return [median]
    share = Figure(key, told.code, _("%(kpi)s: share that improved") % {"kpi": label}, value=line.value, low=row["low"],
                   high=row["high"], n=row["n_reporting"], **common)  # fmt: skip
    return [share, median]


def _why(line: Line) -> str:
    return str((line.detail.get("median") or {}).get("withheld") or "too-few")


def _key(told: Told, by: str, part: str) -> str:
    return f"standing|{told.code}|{by}|{part}"


def _records(told: Told, by: str, part: str) -> dict[str, str]:
    return {"view": "records", "figure": told.code, "country": part if by == "country" else ""}


def _iso(at: datetime | None) -> str:
    return at.isoformat() if at else ""


def is_only_one() -> bool:
    """Whether the stored figures, which are of the whole house, are those of one programme."""
    return Programme.objects.count() == 1
