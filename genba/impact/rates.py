"""Amounts in the programme's currency at a dated rate: the latest of the day or of some days before it, or none at all.

A rate is entered with its source; nothing is fetched and none is guessed. An amount whose day has no rate stays in its own
currency, and whoever adds amounts up says how many were left out.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.conf import settings

from genba.impact.models import ExchangeRate
from genba.plans.models import Action

NO_RATE: Final = "no-rate"


@dataclass(frozen=True)
class Rates:
    """The rates of the programme's currency, by currency in the order of their days."""

    base: str
    days: int  # for how long after its day a rate may stand
    known: dict[str, list[ExchangeRate]]

    def of(self, currency: str, day: date | None) -> ExchangeRate | None:
        """The rate of a currency for a day; None where there is none, or where nobody knows the day."""
        rows = self.known.get(currency, [])
        at = bisect_right([row.dated_on for row in rows], day) if day else 0
        return rows[at - 1] if at and day and rows[at - 1].holds_on(day, self.days) else None

    def converted(self, amount: float, currency: str, day: date | None) -> float | None:
        """An amount of a day in the programme's currency; None where no rate holds."""
        if currency == self.base:
            return amount
        rate = self.of(currency, day)
        return amount / float(rate.units) if rate else None


def rates() -> Rates:
    """All that were entered, in one question."""
    known: dict[str, list[ExchangeRate]] = defaultdict(list)
    for row in ExchangeRate.objects.filter(base=settings.CURRENCY).order_by("dated_on"):
        known[row.currency].append(row)
    return Rates(settings.CURRENCY, settings.RATE_DAYS, dict(known))


@dataclass(frozen=True)
class Waiting:
    """Savings that no rate holds for: how many, in which currency, stated in which month (None: nobody knows when)."""

    currency: str
    month: date | None
    n: int


def waiting(countries: Iterable[str] | None = None) -> list[Waiting]:
    """What a rate is missing for, by currency and month, so that somebody can enter it. countries: None for all."""
    known = rates()
    rows = Action.objects.saving("actual_saving").filter(engagement__withdrawal=None).order_by()
    if countries is not None:
        rows = rows.filter(engagement__enterprise__country_id__in=list(countries))
    found: dict[tuple[str, date | None], int] = defaultdict(int)
    for currency, day in rows.values_list("currency", "saving_on"):
        if known.converted(1, currency, day) is None:
            found[currency, day.replace(day=1) if day else None] += 1
    ordered = sorted(found.items(), key=lambda one: (one[0][0], one[0][1] or date.min))
    return [Waiting(currency, month, n) for (currency, month), n in ordered]
