"""What everybody reads of a country, a module or a size, less a part that somebody reads: is it a small group?

Whoever reads the figures of a part may take them from the public figures of all countries (modules, sizes ...) that the part
touches. What is left are others, who have agreed to nothing.
"""

from collections.abc import Callable
from datetime import date
from typing import Any, Final

import numpy as np

from genba.facts.questions import KPI, Asked, chosen, in_groups, kpis_by_modules
from genba.facts.store import Facts
from genba.kit.columns import Table, rows_in, where

PUBLISHED: Final = (("country",), ("module",), ("country", "module"), ("size",), ("sector",), ("owned",))
Mask = np.ndarray[Any, np.dtype[np.bool_]]
IsTheirs = Callable[[Table], Mask]


def few_besides(facts: Facts, is_theirs: IsTheirs, today: date, is_small: Callable[[int], bool]) -> frozenset[str]:
    """The KPIs in which others are few: those who report, or those who were trained. "" where those in training at all are.

    is_theirs: which rows of takings or comparisons belong to the part.
    """
    codes, everything = facts.named.kpis, list(range(len(facts.named.kpis)))
    every_cut = tuple(sorted({cut for by in PUBLISHED for cut in by} | {"sponsor"}))
    reporting = chosen(facts, Asked((), (), every_cut), everything, today)
    few = {codes[at] for at in _few(facts, reporting, is_theirs, is_small)}
    day = int(np.datetime64(today, "D").astype(np.int64))
    taken = facts.takings
    trained = where(taken, np.flatnonzero((taken["trained"] >= 0) & (taken["trained"] <= day)))
    few |= {"" for _one in _few(facts, _of_one(trained), is_theirs, is_small)}
    for modules, kpis in kpis_by_modules(facts, everything).items():
        rows = where(trained, np.flatnonzero(np.isin(trained["module"], modules)))
        if _few(facts, _of_one(rows), is_theirs, is_small):
            few |= {codes[at] for at in kpis}
    return frozenset(few)


def _of_one(rows: Table) -> Table:
    return rows | {KPI: np.zeros(rows_in(rows), np.int16)}


def _few(facts: Facts, rows: Table, is_theirs: IsTheirs, is_small: Callable[[int], bool]) -> set[int]:
    """The places of the KPIs in which others are few in what the part touches, by any of the published cuts."""
    theirs, kpis = is_theirs(rows), len(facts.named.kpis) or 1
    found: set[int] = set()
    for by in PUBLISHED:
        group, shape = in_groups(rows, Asked((), (), by), facts, first=kpis)
        touched = np.zeros(int(np.prod(shape, dtype=np.int64)), dtype=bool)
        touched[group[theirs]] = True
        others = np.flatnonzero(touched[group] & ~theirs)
        pairs = np.unique(rows[KPI][others].astype(np.int64) << 32 | rows["enterprise"][others])
        found |= {at for at, n in enumerate(np.bincount(pairs >> 32, minlength=kpis).tolist()) if is_small(n)}
    return found
