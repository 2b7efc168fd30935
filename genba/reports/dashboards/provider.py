"""A provider's own part of the programme: whom it reached, how well, what changed; beside it the programme as a whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.utils.dateparse import parse_datetime

from genba.directory.models import Provider
from genba.facts import own, store
from genba.facts.questions import Asked
from genba.reports.dashboards.figures import QUALITY, REACH, Only, PartFigure, figure, outcomes_of
from genba.reports.dashboards.outcomes import PartOutcome

MISSING: Final = ("missing-baseline", "missing-attendance", "missing-values")


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
    told = {code: figure(code, only, today, language, inside=True) for code in (*REACH, *QUALITY, *MISSING)}
    where = own.answer(Asked(("enterprises",), only, ("country",)), today)
    return ProviderReport(
        provider, tuple(sorted(part.of[0] for part in where.parts)) if where else (),
        tuple(told[code] for code in REACH), tuple(told[code] for code in QUALITY),
        tuple(told[code] for code in MISSING if told[code].value), outcomes_of(facts, only, today, language, inside=True),
        parse_datetime(facts.named.made_at),
    )  # fmt: skip
