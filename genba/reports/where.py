"""Where the programme is: countries by enterprises and people, as everybody may see them; small groups hidden."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from genba.directory.places import country_name
from genba.impact.standings import Cut, Line, cuts
from genba.reports.front import FrontFigure, figure_of

MEASURED = ("enterprises", "workforce-reached", "people-trained")
OF_A_COUNTRY = (
    "enterprises",
    "workforce-reached",
    "people-trained",
    "satisfaction",
    "complete-measures",
    "labour-productivity",
)


@dataclass(frozen=True, slots=True)
class Count:
    """A figure of a country by its indicator's code; None with the reason where it is hidden or there is none."""

    code: str
    value: float | None
    withheld: str = ""


@dataclass(frozen=True, slots=True)
class CountryFigures:
    """A country (ISO 3166-1 code, name in the language asked for) with its figures, each of MEASURED once."""

    code: str
    name: str
    counts: tuple[Count, ...]

    def __getitem__(self, code: str) -> Count:
        return next(count for count in self.counts if count.code == code)

    @property
    def enterprises(self) -> float | None:
        return self["enterprises"].value


@dataclass(frozen=True, slots=True)
class Where:
    """countries: the one with most enterprises first. worked_out_at: of the oldest figure; None where there is none."""

    countries: tuple[CountryFigures, ...]
    worked_out_at: datetime | None
    words: tuple[tuple[str, str, str], ...]  # code, label, definition of each figure

    @property
    def first(self) -> CountryFigures | None:
        """The country with more enterprises than any other; None where two have as many, or figures are hidden."""
        known = [(c.enterprises, c) for c in self.countries if c.enterprises]
        most = max((n for n, _c in known), default=0)
        found = [c for n, c in known if n == most]
        return found[0] if len(found) == 1 and len(known) == len(self.countries) > 1 else None


def where(language: str, only: Sequence[str] = ()) -> Where:
    """All countries with an enterprise, or those of them that are to be shown. One query."""
    asked = [Cut(code, by="country") for code in MEASURED]
    found = cuts(asked)
    rows: dict[str, dict[str, Line]] = {}
    for cut in asked:
        for line in found[cut]:
            if not only or line.part in only:
                rows.setdefault(line.part, {})[cut.code] = line
    countries = [
        CountryFigures(code, country_name(code, language), tuple(_count(m, lines.get(m)) for m in MEASURED))
        for code, lines in rows.items() if "enterprises" in lines
    ]  # fmt: skip
    countries.sort(key=lambda c: (-(c.enterprises or 0), c.name))
    every = [line for lines in rows.values() for line in lines.values()]
    words = {line.definition.code: line.definition for line in every}
    told = tuple((m, words[m].label_in(language), words[m].definition_in(language)) for m in MEASURED if m in words)
    return Where(tuple(countries), min((line.worked_out_at for line in every), default=None), told)


def _count(code: str, line: Line | None) -> Count:
    return Count(code, line.value, line.withheld) if line else Count(code, None, "no-data")


def of_country(code: str, language: str) -> tuple[tuple[FrontFigure, ...], datetime | None]:
    """The figures of one country, those without any standing left out, and when they were worked out. One query.

    A figure is hidden or shown as among all countries, so that a page of one never says what the list of all hides. It is
    not split by sex: the whole by sex, less the countries that are shown, would tell of the one that is not.
    """
    asked = [Cut(m, by="country") for m in OF_A_COUNTRY]
    found = cuts(asked)
    lines = [line for cut in asked for line in found[cut] if line.part == code]
    figures = tuple(figure_of(line, language) for line in lines)
    return figures, min((line.worked_out_at for line in lines), default=None)
