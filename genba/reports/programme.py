"""The programme at a glance: reach, what changed in enterprises, money, and what is missing. From stored standings.

Two queries, whatever the size of the programme. Every figure carries n and the day it was worked out.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import OuterRef, Q, Subquery

from genba.directory.models import Provider
from genba.impact.indicators import Definition, kpi_definitions, own
from genba.impact.indicators.trainers import FUNNEL
from genba.impact.models import Standing
from genba.reports.left_out import left_out_of
from genba.science.figures import SHARE, Figure, Measured, Withheld

REACH = ("enterprises", "people-trained", "workforce-reached", "complete-measures", "practices-adopted",
         "practised-after-6-months", "practised-after-12-months", "modules-completed", "satisfaction", "reports-on-time",
         "reports-returned")  # fmt: skip
MONEY = ("savings", "savings-verified", "savings-at-rate", "cost-covered")
SHOWN_MISSING = 10


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a figure: "female" of people, "USD" of money."""

    name: str
    value: float | None
    n: int


@dataclass(frozen=True, slots=True)
class Rate:
    """An exchange rate that was used: so many units of a currency for one of the programme's, on a day, by a source."""

    currency: str
    on: date
    units: float
    decimals: int
    source: str

    @classmethod
    def of(cls, currency: str, day: str, units: str, source: str) -> "Rate":
        return cls(currency, date.fromisoformat(day), float(units), len(units.partition(".")[2]), source)


@dataclass(frozen=True, slots=True)
class Reach:
    """A figure of reach or money. value: count, or a fraction where the unit is empty; n: how many stand behind it."""

    code: str
    label: str
    definition: str
    unit: str
    value: float | None
    withheld: str
    n: int
    of: int | None
    parts: tuple[Part, ...]
    currency: str = ""  # of money that is in one
    left_out: tuple[str, ...] = ()  # sentences
    rates: tuple["Rate", ...] = ()
    spread: tuple[int, ...] = ()  # answers by score from 1 to 5, where there are answers
    interval: tuple[float, float] | None = None  # of a share
    reports: tuple[int, int] | None = None  # so many reports of so many; n is then the enterprises that they are of

    def parts_by(self, *names: str) -> tuple[Part, ...]:
        return tuple(p for name in names for p in self.parts if p.name == name)


@dataclass(frozen=True, slots=True)
class Outcome:
    """A KPI over all enterprises. share: of those that report, None where no direction is better; changes are fractions."""

    indicator: str
    label: str
    definition: str
    source: str
    n_trained: int
    n_reporting: int
    n_improved: int | None
    share: Figure | None
    median: Figure
    q1: Figure
    q3: Figure
    left_out: tuple[str, ...] = ()  # sentences


@dataclass(frozen=True, slots=True)
class Missing:
    """Something a provider has to see to: how many, and since when the oldest waits."""

    code: str
    label: str
    definition: str
    country: str
    provider: str
    n: int
    oldest_on: date


@dataclass(frozen=True, slots=True)
class ProgrammeReport:
    """What the programme page, its JSON and a donor report show. country, module: "" for all."""

    country: str
    module: str
    countries: tuple[str, ...]  # those with an engagement
    reach: tuple[Reach, ...]
    trainers: tuple[Reach, ...]  # trained, certified, active; of a module nobody says who was trained for it
    money: tuple[Reach, ...]
    outcomes: tuple[Outcome, ...]
    missing: tuple[Missing, ...]
    missing_in_all: int
    worked_out_at: datetime | None

    @property
    def mostly_better(self) -> tuple[int, int]:
        """In how many KPIs more than half of the reporting enterprises improved, of how many with enough reports."""
        shares = [o.share.value for o in self.outcomes if isinstance(o.share, Measured)]
        return sum(s > 0.5 for s in shares), len(shares)


def programme_report(*, country: str = "", module: str = "", language: str = "en") -> ProgrammeReport:
    """The figures of a country (ISO code) and a module (slug), "" for all, in words of a language.

    Empty where nothing was worked out yet. Standings older than the last change are shown with their date.
    """
    here = _here(country, module)
    beside = _beside(country, module)
    missing = sorted(_missing(beside, country, module), key=lambda m: m.oldest_on)
    whole = {row.indicator: row for row in here if row.group == ""}
    words = {d.code: d for d in own()}
    return ProgrammeReport(
        country, module,
        countries=tuple(sorted({r.country for r in beside if r.indicator == "enterprises" and r.country})),
        reach=tuple(_reach(words[code], whole.get(code), here, language) for code in REACH),
        trainers=tuple(_reach(words[code], whole.get(code), here, language) for code in FUNNEL if code in whole),
        money=tuple(_reach(words[code], whole.get(code), here, language) for code in MONEY),
        outcomes=tuple(_outcome(d, whole[d.code].detail, language) for d in kpi_definitions(module)
                       if d.code in whole and d.kpi and (d.kpi.core or whole[d.code].detail["n_reporting"])),
        missing=tuple(missing[:SHOWN_MISSING]), missing_in_all=len(missing),
        worked_out_at=max((row.worked_out_at for row in here), default=None),
    )  # fmt: skip


def _here(country: str, module: str) -> list[Standing]:
    """The whole and its parts by sex, role and currency: one query along the index."""
    parts = Q(group="") | Q(group__startswith="sex:") | Q(group__startswith="role:") | Q(group__startswith="currency:")
    return list(Standing.objects.filter(parts, country=country, provider_id=0, module=module))


def _beside(country: str, module: str) -> list[Any]:
    """What is missing by provider, with the provider's name, and which countries there are: one query."""
    rows = Standing.objects.filter(indicator__in=(*_missing_ones(), "enterprises"), group="", module__in={"", module})
    name = Provider.objects.filter(pk=OuterRef("provider_id")).values("name")[:1]
    return list(rows.annotate(provider=Subquery(name)))


def _missing_ones() -> dict[str, Definition]:
    return {d.code: d for d in own() if d.level == "missing"}


def _missing(rows: Iterable[Any], country: str, module: str) -> Iterable[Missing]:
    words = _missing_ones()
    for row in rows:
        if row.indicator in words and row.provider_id and row.module == module and country in ("", row.country):
            told = words[row.indicator]
            yield Missing(row.indicator, str(told.label), str(told.definition), row.country, row.provider or "",
                          int(row.value), date.fromordinal(row.detail["oldest"]))  # fmt: skip


def _reach(told: Definition, row: Standing | None, here: Iterable[Standing], language: str) -> Reach:
    parts = tuple(
        Part(r.group.partition(":")[2], r.value, int(r.detail.get("n", 0)))
        for r in here
        if r.indicator == told.code and r.group
    )
    detail: Mapping[str, Any] = row.detail if row else {}
    n = int(detail.get("n_both", detail.get("n", 0)))
    of = int(detail["n"]) if "n_both" in detail else None
    value, withheld = (row.value, row.withheld) if row else (None, "no-data")
    words = (told.label_in(language), told.definition_in(language), str(told.unit))
    return Reach(told.code, *words, value, withheld, n, of, parts, currency=str(detail.get("currency", "")),
                 left_out=left_out_of(detail, language), rates=tuple(Rate.of(*said) for said in detail.get("rates", ())),
                 spread=tuple(detail.get("distribution", ())),
                 interval=(detail["low"], detail["high"]) if "low" in detail else None,
                 reports=(detail["having"], detail["total"]) if "having" in detail else None)  # fmt: skip


def _outcome(told: Definition, detail: Mapping[str, Any], language: str) -> Outcome:
    assert told.kpi is not None  # noqa: S101 kpi_definitions gives only KPIs
    neutral = told.kpi.direction == "neutral"
    return Outcome(
        told.code, told.label_in(language), told.definition_in(language), told.kpi.source, detail["n_trained"],
        detail["n_reporting"], detail["n_improved"], None if neutral else figure(detail["share"]), figure(detail["median"]),
        figure(detail["q1"]), figure(detail["q3"]), left_out_of(detail, language),
    )  # fmt: skip


def figure(stored: Mapping[str, Any]) -> Figure:
    """A stored figure as science knows it; all of a programme's changes and shares are fractions."""
    if "value" not in stored:
        return Withheld(stored["withheld"], stored.get("n", 0))
    return Measured(stored["value"], SHARE, stored["n"], stored.get("low"), stored.get("high"))
