"""What the measures did in each part of the programme: rows with n, interval and date, the same on page, paper and as data."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from markupsafe import Markup

from genba.directory.models import Brand, Owned, Provider, Region, Sex, Sponsor, WorkRole
from genba.directory.models.enterprise import SIZE_NAMES
from genba.directory.models.owned import OWNED_LABEL
from genba.directory.places import NO_COUNTRY, SECTION_NAMES, country_name
from genba.facts.questions import Answer, Asked, Part
from genba.impact.indicators import Definition, definition_of
from genba.kit.numbers import number
from genba.kit.svg import whisker
from genba.programmes.curricula import curriculum
from genba.programmes.models import Offer, Payer
from genba.science.figures import Figure, Measured

CUT_NAMES: Final = {
    "country": gettext_lazy("Country"), "region": gettext_lazy("Region"), "provider": gettext_lazy("Provider"),
    "module": gettext_lazy("Module"), "sector": gettext_lazy("Sector"), "size": gettext_lazy("Size"), "owned": OWNED_LABEL,
    "format": gettext_lazy("Format"), "payer": gettext_lazy("Who pays most"), "sponsor": gettext_lazy("Sponsor"), "year": gettext_lazy("Year of the first class"),
    "sex": gettext_lazy("Sex"), "role": gettext_lazy("Role"), "currency": gettext_lazy("Currency"),
}  # fmt: skip
CHOICES: Final[dict[str, Mapping[Any, Any]]] = {
    "sector": SECTION_NAMES, "size": SIZE_NAMES, "owned": dict(Owned.choices), "format": dict(Offer.Format.choices), "payer": dict(Payer.choices),
    "sex": dict(Sex.choices), "role": dict(WorkRole.choices),
}  # fmt: skip
NOT_STATED: Final = (0, "unknown", NO_COUNTRY)
AXIS = 0.6
ROW: Final = ("indicator", "n_trained", "n_reporting", "n_improved", "share", "share_low", "share_high", "median", "median_low",
              "median_high", "q1", "q3", "mean", "withheld", "worked_out_at")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """A part: the value of each cut as data and in words, and its figures."""

    part: Part
    words: tuple[str, ...]

    @property
    def median(self) -> Measured | None:
        return self.part.median if isinstance(self.part.median, Measured) else None

    @property
    def share(self) -> Measured | None:
        return self.part.share if isinstance(self.part.share, Measured) else None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One measure in the parts of the programme. `of`: of how many trained enterprises the parts tell; made_at: of the facts."""

    definition: Definition
    asked: Asked
    cuts: tuple[str, ...]
    rows: tuple[Row, ...]
    made_at: datetime | None
    version: int

    @property
    def has_direction(self) -> bool:
        return self.definition.kpi is None or self.definition.kpi.direction != "neutral"


def sheet_of(found: Answer, asked: Asked, language: str) -> Sheet:
    """The parts of one measure, in the order of their names in the reader's language. A query for each cut that is rows."""
    words = {cut: words_of(cut, {part.of[at] for part in found.parts}, language) for at, cut in enumerate(asked.by)}
    rows = [Row(part, tuple(words[cut][part.of[at]] for at, cut in enumerate(asked.by))) for part in found.parts]
    cuts = tuple(str(CUT_NAMES[cut]) for cut in asked.by)
    return Sheet(definition_of(asked.kpis[0]), asked, cuts, tuple(sorted(rows, key=lambda row: row.words)),
                 parse_datetime(found.made_at), found.version)  # fmt: skip


def words_of(cut: str, values: Any, language: str) -> dict[Any, str]:
    """The values of a cut in words; those that are gone keep their sign."""
    named: Mapping[Any, Any] = CHOICES.get(cut, {})
    match cut:
        case "country":
            named = {value: country_name(value, language) for value in values if value != NO_COUNTRY}
        case "region" | "provider":
            rows: Any = (Region if cut == "region" else Provider).objects.filter(pk__in=values)
            named = dict(rows.values_list("pk", "name"))
        case "sponsor":
            named = {
                code: name
                for kind in (Sponsor, Brand)
                for code, name in kind.objects.filter(code__in=values).values_list("code", "name")
            }
        case "module":
            named = {module.slug: module.titles.in_(language) for module in curriculum().modules}
        case "year":
            named = {value: number(value, language=language).replace(",", "") for value in values if value}
    return {value: str(named.get(value, _("not stated") if value in NOT_STATED else value)) for value in values}


def drawing(row: Row, *, rtl: bool) -> Markup:
    """The middle half of enterprises as a line, the one in the middle as a dot; nothing where it is withheld."""
    figures = (row.part.median, row.part.q1, row.part.q3)
    if not all(isinstance(figure, Measured) for figure in figures):
        return Markup("")
    middle, low, high = (figure.value for figure in figures if isinstance(figure, Measured))
    return whisker(middle, low, high, -AXIS, AXIS, rtl=rtl)


def as_rows(sheet: Sheet) -> list[dict[str, Any]]:
    """Each part as data: cuts as codes, figures as fractions, what is withheld as None with the reason."""
    return [_row(sheet, row) for row in sheet.rows]


def _row(sheet: Sheet, row: Row) -> dict[str, Any]:
    part = row.part
    cuts = dict(zip(sheet.asked.by, (code_of(value) for value in part.of), strict=True))
    figures = {**_told("share", part.share), **_told("median", part.median)}
    if not sheet.has_direction:
        figures |= {"share": None, "share_low": None, "share_high": None}
    facts = {
        "indicator": part.kpi, "n_trained": part.n_trained, "n_reporting": part.n_reporting,
        "n_improved": part.n_improved if sheet.has_direction else None, **figures,
        **{name: getattr(part, name).value if isinstance(getattr(part, name), Measured) else None for name in ("q1", "q3", "mean")},
        "withheld": "" if isinstance(part.median, Measured) else part.median.reason,
        "worked_out_at": sheet.made_at.isoformat() if sheet.made_at else None,
    }  # fmt: skip
    return cuts | {name: facts[name] for name in ROW}


def code_of(value: Any) -> Any:
    """A value of a cut as data: nothing where it is not stated."""
    return None if value in NOT_STATED else value


def _told(name: str, figure: Figure) -> dict[str, float | None]:
    known = figure if isinstance(figure, Measured) else None
    return {name: known.value if known else None, f"{name}_low": known.low if known else None,
            f"{name}_high": known.high if known else None}  # fmt: skip
