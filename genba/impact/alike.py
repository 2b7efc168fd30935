"""Each trained enterprise beside those that were alike before: same country, same size class where there is one, nearest in
level and trend of the KPI in the year before; what changed in the year after, in one and the others."""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from genba.impact.evaluation import PERIODS, WAITS, Panel, Question
from genba.science.intervals import student
from genba.science.matched import NONE, compare, imbalance, nearest, scale_of
from genba.science.panel import Floats, Ints
from genba.science.staggered_cells import NotEstimable

NEIGHBOURS: Final = 3
CALIPER: Final = 0.4
"""Standard deviations that a neighbour may lie away, in level and in trend: takes away 95 % of what both sides differ by
(Cochran and Rubin 1973, Sankhya A 35: 417-446, table 2.3.1); the correction takes most of the rest."""
COVARIATES: Final = ("level", "trend")


@dataclass
class Side:
    """Rows of one side, an enterprise beside one cohort each: its place, the cohort, level and trend before, the change."""

    unit: Ints
    cohort: Ints
    before: Floats  # (n, 2)
    change: Floats

    @classmethod
    def of(cls, parts: list[tuple[Ints, Ints, Floats, Floats]]) -> "Side":
        return cls(*(np.concatenate(column) for column in zip(*parts, strict=True)))


def alike_of(question: Question, panel: Panel, table: Floats) -> dict[str, Any] | None:
    """The matched comparison as it is stored; None where nobody was trained or nobody waits long enough.

    table: (units, periods), NaN where nothing was reported.
    """
    year, periods = 12 // PERIODS[question.period], table.shape[1]
    trained: list[tuple[Ints, Ints, Floats, Floats]] = []
    others: list[tuple[Ints, Ints, Floats, Floats]] = []
    began = np.unique(panel.cohort[(panel.cohort > 0) & (panel.cohort < periods)])
    for cohort in began:
        end = min(periods, int(cohort) + year)
        waits = (panel.cohort == WAITS) | (panel.cohort >= end)
        trained.append(_rows(table, np.flatnonzero(panel.cohort == cohort), int(cohort), end, year))
        others.append(_rows(table, np.flatnonzero(waits), int(cohort), end, year))
    if not trained:
        return None
    one, other = Side.of(trained), Side.of(others)
    if not len(one.unit) or not len(other.unit):
        return None
    return _compared(panel, one, other) | {"untold": int(np.isin(panel.cohort, began).sum()) - len(one.unit)}


def _rows(table: Floats, units: Ints, cohort: int, end: int, year: int) -> tuple[Ints, Ints, Floats, Floats]:
    """Those of these units that have a value in the year before and in the year after; two before, where there could be."""
    start = max(0, cohort - year)
    before, after = table[units, start:cohort], table[units, cohort:end]
    n_before, n_after = np.isfinite(before).sum(axis=1), np.isfinite(after).sum(axis=1)
    kept = (n_before >= min(2, cohort - start)) & (n_after > 0)
    before, after = before[kept], after[kept]
    level = np.nanmean(before, axis=1) if len(before) else np.zeros(0)
    change = np.nanmean(after, axis=1) - level if len(after) else np.zeros(0)
    return units[kept], np.full(len(level), cohort), np.column_stack([level, _trend(before)]), change


def _trend(before: Floats) -> Floats:
    """The slope of a line through the values of each row, by step; 0 where one step could be known only."""
    known = np.isfinite(before)
    n = np.maximum(1, known.sum(axis=1))
    at = np.where(known, np.arange(before.shape[1]), 0.0)
    values = np.where(known, before, 0.0)
    away = np.where(known, at - (at.sum(axis=1) / n)[:, None], 0.0)
    squares = (away * away).sum(axis=1)
    slopes: Floats = np.divide((away * values).sum(axis=1), squares, out=np.zeros(len(before)), where=squares > 0)
    return slopes


def _compared(panel: Panel, one: Side, other: Side) -> dict[str, Any]:
    scale = scale_of(one.before, other.before)
    country, size = (_labels(panel, names, one, other) for names in (("country",), ("country", "size")))
    matches = nearest(one.before / scale, other.before / scale, (size, country), neighbours=NEIGHBOURS, caliper=CALIPER)
    was, now = imbalance(one.before, other.before, matches)
    found: dict[str, Any] = {
        "unmatched": int((matches.tier == NONE).sum()), "same_size": int((matches.tier == 0).sum()),
        "balance": [{"of": name, "before": float(b), "after": float(a) if np.isfinite(a) else None}
                    for name, b, a in zip(COVARIATES, was, now, strict=True)],
    }  # fmt: skip
    try:
        told = compare(one.change, other.change, one.before / scale, other.before / scale, matches,
                       cluster_treated=panel.cluster[one.unit], cluster_controls=panel.cluster[other.unit])  # fmt: skip
    except NotEstimable:
        return found
    reach = student(0.975, max(1, min(told.treated_clusters, told.control_clusters) - 1)) * told.error
    is_sure = bool(np.isfinite(reach))
    return found | {
        "value": told.effect, "low": told.effect - reach if is_sure else None, "high": told.effect + reach if is_sure else None,
        "n": told.treated, "others": len(np.unique(other.unit[np.unique(matches.control)])), "most_taken": told.most_taken,
        "clusters": [told.treated_clusters, told.control_clusters],
    }  # fmt: skip


def _labels(panel: Panel, names: tuple[str, ...], one: Side, other: Side) -> tuple[Ints, Ints]:
    """A number for each cohort and each trait together: only rows of one number are compared."""
    rows = [np.column_stack([side.cohort, *(panel.trait(name)[side.unit] for name in names)]) for side in (one, other)]
    number = np.unique(np.concatenate(rows), axis=0, return_inverse=True)[1].ravel()
    return number[: len(one.unit)], number[len(one.unit) :]
