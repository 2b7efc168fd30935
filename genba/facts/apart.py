"""What everybody reads of a country, a module or a size, less a part that somebody reads: is it a small group?

Whoever reads the figures of a part may take them from the public figures of all countries (modules, sizes ...) that the part
touches. What is left are others, who have agreed to nothing.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import numpy as np

from genba.facts.questions import KPI, Asked, chosen, in_groups, kpis_by_modules
from genba.facts.some import is_among
from genba.facts.store import Facts
from genba.kit.columns import Table, rows_in, where

PUBLISHED: Final = (("country",), ("module",), ("country", "module"), ("size",), ("sector",), ("owned",))
IsSmall = Callable[[int], bool]


@dataclass(frozen=True)
class Theirs:
    """The part: the rows of takings and comparisons that have one of these values (places, of a cut) in a column."""

    column: str
    values: Collection[int]

    def among(self, rows: Table) -> Any:
        return is_among(rows[self.column], self.values)


def few_besides(facts: Facts, theirs: Theirs, today: date, is_small: IsSmall) -> frozenset[str]:
    """The KPIs in which others are few: those who report, or those who were trained. "" where those in training at all are."""
    codes, everything = facts.named.kpis, list(range(len(facts.named.kpis)))
    needed = tuple({theirs.column, *(cut for by in PUBLISHED for cut in by)})
    reporting = chosen(facts, Asked((), (), needed), everything, today)
    few = {codes[at] for at in _few(facts, reporting, theirs, is_small)}
    day = int(np.datetime64(today, "D").astype(np.int64))
    taken = facts.takings
    trained = where(taken, np.flatnonzero((taken["trained"] >= 0) & (taken["trained"] <= day)))
    few |= {"" for _one in _few(facts, _of_one(trained), theirs, is_small)}
    for modules, kpis in kpis_by_modules(facts, everything).items():
        rows = where(trained, np.flatnonzero(np.isin(trained["module"], modules)))
        if _few(facts, _of_one(rows), theirs, is_small):
            few |= {codes[at] for at in kpis}
    return frozenset(few)


def _of_one(rows: Table) -> Table:
    return rows | {KPI: np.zeros(rows_in(rows), np.int16)}


def _few(facts: Facts, rows: Table, theirs: Theirs, is_small: IsSmall) -> set[int]:
    """The places of the KPIs in which others are few in what the part touches, by any of the published cuts."""
    is_theirs, kpis = theirs.among(rows), len(facts.named.kpis) or 1
    firms, firm = np.unique(rows["enterprise"], return_inverse=True)
    is_there = np.zeros((kpis, len(firms)), dtype=bool)
    found: set[int] = set()
    for by in PUBLISHED:
        group, shape = in_groups(rows, Asked((), (), by), facts, first=kpis)
        touched = np.zeros(int(np.prod(shape, dtype=np.int64)), dtype=bool)
        touched[group[is_theirs]] = True
        others = np.flatnonzero(touched[group] & ~is_theirs)
        is_there[:] = False
        is_there[rows[KPI][others], firm[others]] = True
        found |= {at for at, n in enumerate(np.count_nonzero(is_there, axis=1).tolist()) if is_small(n)}
    return found
