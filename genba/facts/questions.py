"""What KPIs did over any part of the programme, cut in any way: from the columns, in one pass.

An enterprise counts once in a KPI and a part: with the first of its trainings there whose change can be compared.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Final

import numpy as np
from django.conf import settings

from genba.facts import store
from genba.facts.observed import NUMBERS
from genba.facts.store import Facts
from genba.impact.changes import kpis_of
from genba.kit.columns import Column, Table, rows_in, where
from genba.science.figures import SHARE, Figure, Measured, Withheld
from genba.science.summary import middle, share

BETTER: Final = 1
KPI: Final = "kpi"


@dataclass(frozen=True)
class Asked:
    """kpis: by code, () for all. only: of a cut the values that count. by: the cuts into parts; "kpi" is always one."""

    kpis: tuple[str, ...] = ()
    only: tuple[tuple[str, tuple[Any, ...]], ...] = ()
    by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A KPI in one part. of: the value of each cut in `by`. All figures are fractions; mean: of relative changes."""

    kpi: str
    of: tuple[Any, ...]
    n_trained: int
    n_reporting: int
    n_improved: int
    share: Figure
    median: Figure
    q1: Figure
    q3: Figure
    mean: Figure


@dataclass(frozen=True)
class Answer:
    """made_at: the version of the facts. Parts in the order of KPIs and values; those where nobody was trained are none."""

    parts: tuple[Part, ...]
    version: int
    made_at: str


def parts(facts: Facts, asked: Asked, today: date) -> Answer:
    """Every KPI in every part, or withheld with the reason where fewer than settings.SMALL_GROUP report."""
    wanted = [at for at, code in enumerate(facts.named.kpis) if not asked.kpis or code in asked.kpis]
    rows = _once(chosen(facts, asked, wanted, today), asked, facts)
    group, shape = in_groups(rows, asked, facts, first=len(facts.named.kpis))
    trained = _trained(facts, asked, wanted, today)
    summary = _summed(rows, group.astype(np.int64), int(np.prod(shape, dtype=np.int64)))
    found = [_part(facts, asked, key, n, summary) for key, n in sorted(trained.items())]
    return Answer(tuple(found), facts.named.version, facts.named.made_at)


def chosen(facts: Facts, asked: Asked, wanted: Sequence[int], today: date) -> Table:
    """The comparable rows of these KPIs and this part of the programme, KPI by KPI, each in the order of its changes."""
    table, day = facts.comparisons, int(np.datetime64(today, "D").astype(np.int64))
    names = {
        "enterprise",
        "engagement",
        "trained",
        "relative",
        "verdict",
        "again",
        KPI,
        *asked.by,
        *(c for c, _ in asked.only),
    }
    whole = len(wanted) == len(facts.named.kpis)
    edges = np.array([[at, at + 1] for at in wanted], dtype=table[KPI].dtype)  # of another type, the column would be copied
    bounds = [] if whole else np.searchsorted(table[KPI], edges).tolist()
    here = {name: table[name] if whole else np.concatenate([table[name][a:b] for a, b in bounds]) for name in names}
    kept = (here["verdict"] > 0) & (here["trained"] >= 0) & (here["trained"] <= day)
    for cut, values in asked.only:
        kept &= is_one(here[cut], facts.named.cuts.get(cut, []), values)
    return here if kept.all() else where(here, np.flatnonzero(kept))


def is_one(column: Column, known: Sequence[Any], values: Sequence[Any]) -> NUMBERS:
    """Whether each place in a list of values is that of one of these."""
    is_wanted = np.array([value in values for value in known] or [False], dtype=bool)
    chosen: NUMBERS = is_wanted[column] if known else np.zeros(len(column), dtype=bool)
    return chosen


def _once(rows: Table, asked: Asked, facts: Facts) -> Table:
    """Each enterprise once in a KPI and a part. Only those with several comparisons of a KPI are looked at."""
    if not rows["again"].any():
        return rows
    key = rows[KPI].astype(np.int64) << 32 | rows["enterprise"]
    twice = np.flatnonzero(np.isin(key, np.unique(key[rows["again"]])))
    group, _shape = in_groups(where(rows, twice), asked, facts, first=len(facts.named.kpis))
    order = np.lexsort((rows["engagement"][twice], rows["trained"][twice], rows["enterprise"][twice], group))
    firm, part = rows["enterprise"][twice][order], group[order]
    later = np.zeros(len(order), dtype=bool)
    later[1:] = (firm[1:] == firm[:-1]) & (part[1:] == part[:-1])
    kept = np.ones(rows_in(rows), dtype=bool)
    kept[twice[order[later]]] = False
    return where(rows, np.flatnonzero(kept))


def in_groups(rows: Table, asked: Asked, facts: Facts, *, first: int) -> tuple[NUMBERS, tuple[int, ...]]:
    """The number of the part of each row: KPI (or module), then the cuts. As narrow as it can be: it is sorted by."""
    shape = (first, *(len(facts.named.cuts.get(cut, [])) or 1 for cut in asked.by))
    size = int(np.prod(shape, dtype=np.int64))
    kind = np.uint16 if size < 2**16 else np.int64
    group = rows[KPI].astype(kind)
    for cut, width in zip(asked.by, shape[1:], strict=True):
        group = (group * width + rows[cut]).astype(kind)
    return group, shape


@dataclass(frozen=True)
class _Summary:
    """By the number of the part: how many report, how many are better; and its changes, ascending, from first to last."""

    n: NUMBERS
    better: NUMBERS
    changes: NUMBERS
    first: NUMBERS
    last: NUMBERS
    total: NUMBERS


def _summed(rows: Table, group: NUMBERS, size: int) -> _Summary:
    known = np.isfinite(rows["relative"])
    n = np.bincount(group, minlength=size)
    better = np.bincount(group[rows["verdict"] == BETTER], minlength=size)
    changes, part = (rows["relative"], group) if known.all() else (rows["relative"][known], group[known])
    # Rows come KPI by KPI in the order of their changes: put in parts without changing that order, each part is sorted.
    order = np.argsort(part.astype(np.uint16) if size < 2**16 else part, kind="stable")
    each = np.bincount(part, minlength=size)
    last = np.cumsum(each)
    return _Summary(n, better, changes[order], last - each, last, np.bincount(part, changes, size))


Key = tuple[int, tuple[int, ...]]


def _trained(facts: Facts, asked: Asked, wanted: Sequence[int], today: date) -> dict[Key, int]:
    """How many enterprises were trained in a module that has the KPI, by KPI and part, where there are any."""
    taken, day = facts.takings, int(np.datetime64(today, "D").astype(np.int64))
    kept = (taken["trained"] >= 0) & (taken["trained"] <= day)
    for cut, values in asked.only:
        kept &= is_one(taken[cut], facts.named.cuts.get(cut, []), values)
    rows = where(taken, np.flatnonzero(kept))
    found: dict[Key, int] = {}
    for modules, kpis in kpis_by_modules(facts, wanted).items():
        of = where(rows, np.flatnonzero(np.isin(rows["module"], modules)))
        counts = _different(of, asked, facts)
        for at in kpis:
            found |= {(at, part): n for part, n in counts.items()}
    return found


def kpis_by_modules(facts: Facts, wanted: Sequence[int]) -> Mapping[tuple[int, ...], list[int]]:
    """The KPIs by the modules that have them: most modules have KPIs of their own."""
    of: dict[str, set[int]] = {}
    for at, module in enumerate(facts.named.cuts.get("module", [])):
        for kpi in kpis_of(module):
            of.setdefault(kpi.code, set()).add(at)
    found: dict[tuple[int, ...], list[int]] = {}
    for at in wanted:
        found.setdefault(tuple(sorted(of.get(facts.named.kpis[at], ()))), []).append(at)
    found.pop((), None)
    return found


def _different(rows: Table, asked: Asked, facts: Facts) -> dict[tuple[int, ...], int]:
    group, shape = in_groups(rows | {KPI: np.zeros(rows_in(rows), np.int16)}, asked, facts, first=1)
    firms = rows["enterprise"].astype(np.int64)
    pairs = np.sort(group.astype(np.int64) << 32 | firms)
    fresh = np.ones(len(pairs), dtype=bool)
    fresh[1:] = pairs[1:] != pairs[:-1]
    counts = np.bincount(pairs[fresh] >> 32, minlength=int(np.prod(shape, dtype=np.int64)))
    numbers = np.flatnonzero(counts)
    places = np.unravel_index(numbers, shape)
    return {tuple(int(p[at]) for p in places[1:]): int(n) for at, n in enumerate(counts[numbers])}


def _part(facts: Facts, asked: Asked, key: Key, n_trained: int, summary: _Summary) -> Part:
    kpi, of = key
    number = kpi
    for cut, at in zip(asked.by, of, strict=True):
        number = number * len(facts.named.cuts[cut]) + at
    n, better = int(summary.n[number]), int(summary.better[number])
    values = tuple(facts.named.cuts[cut][at] for cut, at in zip(asked.by, of, strict=True))
    ordered = summary.changes[summary.first[number] : summary.last[number]]
    return Part(
        facts.named.kpis[kpi], values, n_trained, n, better, *_figures(n, better, ordered, float(summary.total[number]))
    )


def _figures(n: int, better: int, ordered: NUMBERS, total: float) -> Iterator[Figure]:
    known, least = len(ordered), settings.SMALL_GROUP
    yield share(better, n, least)
    yield from middle(ordered, least)
    yield Withheld("too-few", known) if known < max(1, least) else Measured(total / known, SHARE, known)


@lru_cache(maxsize=512)
def _kept(folder: str, version: int, made_at: str, asked: Asked, today: date, least: int) -> Answer:
    facts = store.current()
    if facts is None:
        raise FileNotFoundError(folder)
    return parts(facts, asked, today)


def answer(asked: Asked, today: date) -> Answer | None:
    """The parts from the newest facts; kept while they are the newest. None where there are no facts yet."""
    named = store.named()
    if named is None:
        return None
    return _kept(str(store.folder()), named.version, named.made_at, asked, today, settings.SMALL_GROUP)
