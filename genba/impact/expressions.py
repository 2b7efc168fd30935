"""What an indicator may say of a group of rows: how many different ones, a share, a sum, the one in the middle.

An indicator is one of these over rows of facts. Whoever asks cuts the rows into groups and has each worked out: for the
stored figures by country, provider and module, for a question by anything by which the rows can be cut.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Protocol

import numpy as np
from django.conf import settings

from genba.impact.rows import EPOCH, Places, Rows, different
from genba.programmes.models import Payer
from genba.science.intervals import wilson

MIXED: Final = "mixed-currencies"
TOO_FEW: Final = "too-few"
NO_LATER_VALUE: Final = "no-later-value"
NO_DATA: Final = "no-data"
SATISFIED_FROM: Final = 4  # of 5


@dataclass(frozen=True)
class Outcome:
    """A figure of a group: value or the reason why there is none, and what stands behind it."""

    value: float | None
    detail: dict[str, Any] = field(default_factory=dict)
    withheld: str = ""


class Expression(Protocol):
    """rows: those that it is worked out from. instead: cuts for which other rows know more, each with its expression."""

    @property
    def rows(self) -> Rows: ...

    @property
    def instead(self) -> Mapping[str, "Expression"]: ...

    def of(self, at: Places) -> Outcome:
        """The figure of the rows at these places, of which there is at least one."""
        ...

    def counting(self, at: Places) -> Places:
        """Those of these places whose rows stand behind the figure."""
        ...


@dataclass(frozen=True)
class Over:
    """The rows, as every expression has them."""

    rows: Rows
    instead: Mapping[str, Expression] = field(default_factory=dict, kw_only=True)

    def counting(self, at: Places) -> Places:
        return at


@dataclass(frozen=True)
class Different(Over):
    """How many different ones there are of something; n: of what stands behind it."""

    what: str
    behind: str = ""

    def of(self, at: Places) -> Outcome:
        value = different(self.rows[self.what][at])
        return Outcome(value, {"n": different(self.rows[self.behind][at]) if self.behind else value})


@dataclass(frozen=True)
class Still(Over):
    """How many different ones have something (a column) today; those that only had it once are told as left out."""

    what: str
    having: str
    gone: str  # why these are left out

    def of(self, at: Places) -> Outcome:
        every = self.rows[self.what]
        value = different(every[self.counting(at)])
        left = different(every[at]) - value
        return Outcome(value, {"n": value, **({"left_out": {self.gone: left}} if left else {})})

    def counting(self, at: Places) -> Places:
        chosen: Places = at[self.rows[self.having][at]]
        return chosen


@dataclass(frozen=True)
class Many(Over):
    """How many rows; since: the day (a column) of which the earliest is told."""

    since: str = ""

    def of(self, at: Places) -> Outcome:
        told = {"oldest": int(self.rows[self.since][at].min()) + EPOCH.toordinal()} if self.since else {}
        return Outcome(len(at), {"n": len(at), **told})


@dataclass(frozen=True)
class Share(Over):
    """How many of the different enterprises have something (a column) in at least one row, of all; with interval."""

    having: str

    def of(self, at: Places) -> Outcome:
        firms = self.rows["enterprise"][at]
        n, having = different(firms), different(firms[self.rows[self.having][at]])
        low, high = wilson(having, n)
        return Outcome(having / n, {"n": n, "n_both": having, "low": low, "high": high})


@dataclass(frozen=True)
class ForEach(Over):
    """The sum of a number over the rows for each different enterprise."""

    number: str

    def of(self, at: Places) -> Outcome:
        n, total = different(self.rows["enterprise"][at]), int(self.rows[self.number][at].sum())
        return Outcome(total / n, {"n": n, "total": total})


@dataclass(frozen=True)
class PartOf(Over):
    """The sum of a number out of the sum of another, which holds it; n: enterprises with anything to count.

    unknown: a number of what is on neither side, told as left out.
    """

    number: str
    out_of: str
    unknown: str

    def of(self, at: Places) -> Outcome:
        part, whole, unknown = (int(self.rows[name][at].sum()) for name in (self.number, self.out_of, self.unknown))
        n = different(self.rows["enterprise"][at][self.rows[self.out_of][at] > 0])
        told: dict[str, Any] = {"n": n, "total": whole}
        if unknown:
            told["left_out"] = {"nobody-knows": unknown}
        return Outcome(part / whole, told) if whole else Outcome(None, told, NO_LATER_VALUE)


@dataclass(frozen=True)
class ShareOfRows(Over):
    """Of the rows of which it is known (a column), the share that have something (another); with interval. The others are told
    as left out. n: the different enterprises behind it; total: rows that are known."""

    having: str
    known: str
    unknown: str  # why the others are left out

    def of(self, at: Places) -> Outcome:
        known = self.counting(at)
        total, having = len(known), int(self.rows[self.having][known].sum())
        told: dict[str, Any] = {"n": different(self.rows["enterprise"][known]), "total": total, "having": having}
        if total < len(at):
            told["left_out"] = {self.unknown: len(at) - total}
        if not total:
            return Outcome(None, told, NO_DATA)
        low, high = wilson(having, total)
        return Outcome(having / total, told | {"low": low, "high": high})

    def counting(self, at: Places) -> Places:
        chosen: Places = at[self.rows[self.known][at]]
        return chosen


@dataclass(frozen=True)
class Once(Over):
    """The sum of a number, taken once for each different enterprise (and line of its list): never twice for one."""

    number: str
    line: str = ""
    counted: bool = False  # also tell how many enterprises have more than nothing

    def of(self, at: Places) -> Outcome:
        firms = self.rows["enterprise"][at].astype(np.int64)
        key = firms << 16 | self.rows[self.line][at] if self.line else firms
        numbers = self.rows[self.number][at][np.unique(key, return_index=True)[1]]
        told = {"n_counted": int((numbers > 0).sum())} if self.counted else {}
        return Outcome(int(numbers.sum()), {"n": different(firms), **told})


@dataclass(frozen=True)
class Satisfied(Over):
    """Of answers by score from 1 to 5, the share of 4 and 5, with interval and distribution; withheld for few answers."""

    def of(self, at: Places) -> Outcome:
        spread = np.bincount(self.rows["score"][at], self.rows["answers"][at], 6)[1:].astype(int)
        n, satisfied = int(spread.sum()), int(spread[SATISFIED_FROM - 1 :].sum())
        if n < max(settings.SMALL_GROUP, 1):
            return Outcome(None, {"n": n}, TOO_FEW)
        low, high = wilson(satisfied, n)
        return Outcome(satisfied / n, {"n": n, "low": low, "high": high, "distribution": spread.tolist()})


@dataclass(frozen=True)
class _Money(Over):
    """Amounts, each row in its currency: those of several are never added."""

    def currency(self, at: Places) -> str | None:
        used = np.unique(self.rows["currency"][at])
        return str(self.rows.cuts["currency"][used[0]]) if len(used) == 1 else None

    def mixed(self, at: Places) -> Outcome:
        return Outcome(None, {"n": different(self.rows["enterprise"][at])}, MIXED)


@dataclass(frozen=True)
class MiddleAmount(_Money):
    """What the enterprise in the middle has in amounts, of those that have any; with quartiles and the sum."""

    def of(self, at: Places) -> Outcome:
        currency = self.currency(at)
        if currency is None:
            return self.mixed(at)
        firms, which = np.unique(self.rows["enterprise"][at], return_inverse=True)
        each = np.bincount(which, self.rows["amount"][at])
        q1, middle, q3 = (float(q) for q in np.percentile(each, (25, 50, 75)))
        return Outcome(middle, {"n": len(firms), "total": float(each.sum()), "q1": q1, "q3": q3, "currency": currency})


@dataclass(frozen=True)
class PaidByOthers(_Money):
    """What others than donors pay, of all contributions; with what each payer pays."""

    def of(self, at: Places) -> Outcome:
        currency = self.currency(at)
        if currency is None:
            return self.mixed(at)
        payers = self.rows.cuts["paid_by"]
        sums = np.bincount(self.rows["paid_by"][at], self.rows["amount"][at], len(payers))
        paid = {payer: float(amount) for payer, amount in zip(payers, sums, strict=True) if amount}
        total = sum(paid.values())
        covered = total - paid.get(Payer.DONOR, 0.0)
        n = different(self.rows["enterprise"][at])
        return Outcome(covered / total, {"n": n, "total": total, "paid": paid, "currency": currency})
