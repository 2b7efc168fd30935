"""Savings of enterprises that state them in different currencies, in the one of the programme: each at the rate of its day."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
import numpy.typing as npt

from genba.impact.expressions import Outcome, Over
from genba.impact.rates import NO_RATE, Rates, rates
from genba.impact.rows import EPOCH, Places, Rows

Used = tuple[str, str, str, str]  # currency, day, units and source of a rate


@dataclass(frozen=True)
class MiddleAtRate(Over):
    """What the enterprise in the middle saves in a year, with what stands behind it, or why there is no figure.

    An enterprise with a saving for which no rate holds is left out as a whole, since the rest would be too little; it is
    counted, by currency. The rates that were used stand beside the figure. amounts: of each row, in the programme's
    currency, not a number where no rate holds; used: of each row.
    """

    base: str
    amounts: npt.NDArray[np.float64]
    used: tuple[Used | None, ...]

    def of(self, at: Places) -> Outcome:
        _firms, which = np.unique(self.rows["enterprise"][at], return_inverse=True)
        each = np.bincount(which, self.amounts[at])  # not a number where one of its savings has no rate
        whole = np.isfinite(each)
        names, lost = self.rows.cuts["currency"], at[~np.isfinite(self.amounts[at])]
        without = Counter(str(names[code]) for code in self.rows["currency"][lost].tolist())
        rows = (self.used[row] for row in at[whole[which]].tolist())
        detail: dict[str, Any] = {
            "n": int(whole.sum()), "currency": self.base, "left_out": {NO_RATE: int((~whole).sum())},
            "without_rate": dict(sorted(without.items())), "rates": sorted({rate for rate in rows if rate}),
        }  # fmt: skip
        if not whole.any():
            return Outcome(None, detail, NO_RATE)
        q1, middle, q3 = (float(q) for q in np.percentile(each[whole], (25, 50, 75)))
        return Outcome(middle, detail | {"total": float(each[whole].sum()), "q1": q1, "q3": q3})


def at_rate(rows: Rows) -> MiddleAtRate:
    """The savings of a table in the programme's currency. One query for the rates."""
    known = rates()
    days = [None if day < 0 else EPOCH + timedelta(days=day) for day in rows["stated"].tolist()]
    currencies = [rows.cuts["currency"][code] for code in rows["currency"].tolist()]
    found = [known.converted(amount, currency, day)
             for amount, currency, day in zip(rows["amount"].tolist(), currencies, days, strict=True)]  # fmt: skip
    amounts = np.array([np.nan if amount is None else amount for amount in found], dtype=np.float64)
    used = tuple(_rate(known, currency, day) for currency, day in zip(currencies, days, strict=True))
    return MiddleAtRate(rows, known.base, amounts, used)


def _rate(known: Rates, currency: str, day: date | None) -> Used | None:
    rate = known.of(currency, day)
    return (rate.currency, str(rate.dated_on), f"{rate.units.normalize():f}", rate.source) if rate else None
