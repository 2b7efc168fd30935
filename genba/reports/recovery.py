"""Cost recovery: who pays how much of what was agreed, by module and provider; currencies are never added up."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, Sum

from genba.access.permissions import Permission
from genba.access.policy import Anyone, visible
from genba.impact.indicators import definition_of
from genba.programmes.models import Contribution, Engagement, Payer


@dataclass(frozen=True)
class Line:
    """One module with one provider in one currency; `n` engagements of which somebody wrote down who pays."""

    module: str
    provider: str
    currency: str
    n: int
    paid: dict[str, Decimal]  # by payer

    @property
    def total(self) -> Decimal:
        return sum(self.paid.values(), Decimal(0))

    @property
    def parts(self) -> list[tuple[str, Decimal]]:
        """Each payer by name, in the order in which payers are told."""
        return [(str(p.label), self.paid[p.value]) for p in Payer if p.value in self.paid]

    @property
    def covered(self) -> float:
        """The part paid by others than donors: the definition of the indicator cost-covered."""
        return float((self.total - self.paid.get(Payer.DONOR.value, Decimal(0))) / self.total)


@dataclass(frozen=True)
class Recovery:
    definition: str
    lines: Sequence[Line]
    silent: int  # engagements of the same days without a word on who pays

    def as_csv(self) -> str:
        """The lines as a table, a column for each payer."""
        out = io.StringIO()
        table = csv.writer(out)
        table.writerow(
            ["module", "provider", "currency", "engagements", *Payer.values, "total", "paid_by_others_than_donors"]
        )
        for line in self.lines:
            table.writerow([line.module, _plain(line.provider), line.currency, line.n,
                            *(_cents(line.paid.get(p, Decimal(0))) for p in Payer.values), _cents(line.total), f"{line.covered:.4f}"])  # fmt: skip
        return out.getvalue()


def _cents(amount: Decimal) -> str:
    """The same on every database."""
    return f"{amount:.2f}"


def _plain(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text[:1] in "=+-@\t\r" else text


def cost_recovery(user: Anyone, *, since: date | None = None, until: date | None = None) -> Recovery:
    """Over the engagements that the user may see, agreed from `since` to `until`, both days with them.

    The figure `cost-covered` of the programme page is the same share of the same sums. It differs in three ways, and the
    page says so: it is made at intervals and not at once, it counts enterprises where this counts engagements, and where
    there are several currencies it is withheld while this has a line for each.
    """
    mine = visible(user, Permission.ENGAGEMENT_READ, Engagement).filter(withdrawal=None)  # as the indicator counts
    if since:
        mine = mine.filter(agreed_on__gte=since)
    if until:
        mine = mine.filter(agreed_on__lte=until)
    keys = ("module", "provider__name", "currency")
    said = mine.filter(pk__in=Contribution.objects.values("engagement_id"))
    numbers = {
        tuple(r[k] for k in keys): r["n"] for r in said.order_by().values(*keys).annotate(n=Count("pk", distinct=True))
    }
    paid: dict[tuple[Any, ...], dict[str, Decimal]] = {}
    below = tuple(f"engagement__{k}" for k in keys)
    rows = Contribution.objects.filter(engagement__in=mine.values("pk")).order_by().values(*below, "payer")
    for row in rows.annotate(sum=Sum("amount")):
        paid.setdefault(tuple(row[k] for k in below), {})[row["payer"]] = row["sum"]
    lines = [Line(key[0], key[1], key[2], numbers[key], parts) for key, parts in sorted(paid.items())]
    silent = mine.exclude(pk__in=Contribution.objects.values("engagement_id")).count()
    return Recovery(str(definition_of("cost-covered").definition), lines, silent)
