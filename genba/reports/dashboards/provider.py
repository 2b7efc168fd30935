"""A provider's own part of the programme: whom it reached, how well, what changed; beside it the programme as a whole."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.utils.dateparse import parse_datetime

from genba.directory.models import Provider
from genba.facts import own, questions, some, store
from genba.facts.questions import Asked
from genba.facts.store import Facts
from genba.impact.expressions import Outcome
from genba.impact.indicators import definition_of
from genba.reports.dashboards.outcomes import PartOutcome, is_small, outcomes
from genba.reports.left_out import left_out_of

REACH: Final = ("enterprises", "enterprises-trained", "engagements", "people-trained", "workforce-reached")
QUALITY: Final = ("complete-measures", "satisfaction", "practices-adopted", "further-module", "reports-on-time",
                  "reports-returned")  # fmt: skip
MISSING: Final = ("missing-baseline", "missing-attendance", "missing-values")
Only = tuple[tuple[str, tuple[Any, ...]], ...]


@dataclass(frozen=True, slots=True)
class PartFigure:
    """A figure of the part: its value, a fraction where the unit is empty, and what stands behind it. whole: the same of
    the programme with its n; None where it is hidden."""

    code: str
    label: str
    definition: str
    unit: str
    value: float | None
    withheld: str
    detail: Mapping[str, Any]
    whole: float | None
    whole_n: int
    left_out: tuple[str, ...] = ()  # sentences

    @property
    def n(self) -> int:
        return int(self.detail.get("n", 0))


@dataclass(frozen=True, slots=True)
class ProviderReport:
    """What the page of a provider shows. countries: where it works, of those that the reader may see. made_at: of the
    facts; None where there are none yet."""

    provider: Provider
    countries: tuple[str, ...]
    reach: tuple[PartFigure, ...]
    quality: tuple[PartFigure, ...]
    missing: tuple[PartFigure, ...]
    outcomes: tuple[PartOutcome, ...]
    made_at: datetime | None

    @property
    def is_empty(self) -> bool:
        return not any(figure.value for figure in self.reach)


def provider_report(provider: Provider, countries: Sequence[str] | None, today: date, language: str) -> ProviderReport:
    """Of a provider in these countries (None: in all that it works in), from the newest facts."""
    facts = store.current()
    if facts is None:
        return ProviderReport(provider, (), (), (), (), (), None)
    only: Only = (("provider", (provider.pk,)),)
    if countries is not None:
        only = (("country", tuple(countries)), *only)
    told = {code: _figure(code, only, today, language) for code in (*REACH, *QUALITY, *MISSING)}
    where = own.answer(Asked(("enterprises",), only, ("country",)), today)
    return ProviderReport(
        provider, tuple(sorted(part.of[0] for part in where.parts)) if where else (),
        tuple(told[code] for code in REACH), tuple(told[code] for code in QUALITY),
        tuple(told[code] for code in MISSING if told[code].value), _outcomes(facts, only, today, language),
        parse_datetime(facts.named.made_at),
    )  # fmt: skip


def _outcomes(facts: Facts, only: Only, today: date, language: str) -> tuple[PartOutcome, ...]:
    theirs, whole = questions.answer(Asked((), only), today), questions.answer(Asked(), today)
    if theirs is None or whole is None:
        return ()
    return outcomes(theirs.parts, whole.parts, some.engaged(facts, Asked((), only)), language, inside=True)


def _figure(code: str, only: Only, today: date, language: str) -> PartFigure:
    told = definition_of(code)
    theirs, whole = _outcome(Asked((code,), only), today), _outcome(Asked((code,)), today)
    words = (code, told.label_in(language), told.definition_in(language), str(told.unit))
    shown, n = _beside(theirs, whole)
    if theirs is None:
        return PartFigure(*words, None if code in QUALITY else 0, "no-data" if code in QUALITY else "", {}, shown, n)
    said = left_out_of(theirs.detail, language)
    return PartFigure(*words, theirs.value, theirs.withheld, theirs.detail, shown, n, said)


def _outcome(asked: Asked, today: date) -> Outcome | None:
    found = own.answer(asked, today)
    return found.parts[0].outcome if found and found.parts else None


def _beside(theirs: Outcome | None, whole: Outcome | None) -> tuple[float | None, int]:
    """The programme as a whole; hidden where few stand behind it, or would once the part is taken from it."""
    if whole is None or whole.value is None:
        return None, 0
    n, rest = _behind(whole), _behind(whole) - (_behind(theirs) if theirs else 0)
    return (None, 0) if is_small(n) or is_small(rest) else (whole.value, n)


def _behind(outcome: Outcome) -> int:
    return int(outcome.detail.get("n", 0))
