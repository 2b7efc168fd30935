"""Savings of enterprises that state them in different currencies, in the one of the programme: each at the rate of its day."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import numpy as np

from genba.impact.facts import Base, Cell, Column, Facts
from genba.impact.rates import NO_RATE, Rates, rates
from genba.plans.models import Action, Saving


def savings_at_rate(base: Base) -> Iterator[tuple[Cell, float | None, dict[str, Any], str]]:
    """For each cell the savings of a year of the enterprise in the middle, with what stands behind it, or why there is none.

    An enterprise with a saving for which no rate holds is left out as a whole, since the rest would be too little; it is
    counted, by currency. The rates that were used stand beside the figure.
    """
    known = rates()
    rows = list(
        Action.objects.saving("actual_saving").order_by()
        .values_list("engagement_id", "saving_kind", "actual_saving", "currency", "saving_on")
    )  # fmt: skip
    places, mine = base.rows_of([row[0] for row in rows])
    rows = [row for row, is_mine in zip(rows, mine.tolist(), strict=True) if is_mine]
    facts = base.facts.where(places[mine])
    facts.groups = {"currency": Column.of([row[3] for row in rows])}
    facts.numbers["amount"] = np.array([_a_year(row, known) for row in rows], dtype=np.float64)
    used = [_rate(row, known) for row in rows]
    for cell, at in facts.cells():
        yield (cell, *_outcome(facts, at, used, known.base))


def _a_year(row: tuple[Any, ...], known: Rates) -> float:
    found = known.converted(float(row[2]) * (12 if row[1] == Saving.MONTHLY else 1), row[3], row[4])
    return np.nan if found is None else found


def _rate(row: tuple[Any, ...], known: Rates) -> tuple[str, str, str, str] | None:
    rate = known.of(row[3], row[4])
    return (rate.currency, str(rate.dated_on), f"{rate.units.normalize():f}", rate.source) if rate else None


def _outcome(facts: Facts, at: np.ndarray, used: list[Any], base: str) -> tuple[float | None, dict[str, Any], str]:
    _firms, which = np.unique(facts.numbers["enterprise"][at], return_inverse=True)
    each = np.bincount(which, facts.numbers["amount"][at])  # not a number where one of its savings has no rate
    whole = np.isfinite(each)
    currency = facts.groups["currency"]
    without = Counter(currency.values[currency.codes[row]] for row in at[~np.isfinite(facts.numbers["amount"][at])].tolist())
    kept = at[whole[which]]
    detail: dict[str, Any] = {
        "n": int(whole.sum()), "currency": base, "left_out": {NO_RATE: int((~whole).sum())}, "without_rate": dict(sorted(without.items())),
        "rates": sorted({used[row] for row in kept.tolist() if used[row]}),
    }  # fmt: skip
    if not whole.any():
        return None, detail, NO_RATE
    q1, middle, q3 = (float(q) for q in np.percentile(each[whole], (25, 50, 75)))
    return middle, detail | {"total": float(each[whole].sum()), "q1": q1, "q3": q3}, ""
