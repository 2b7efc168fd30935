"""What a programme changed when enterprises begin one after the other.

Each cohort is compared with those that have not begun yet (or never do), period by period, and the cells are added up to
four questions: the effect over all, by cohort, by time since the beginning, and by calendar period. A regression with one
dummy answers none of them where effects grow or differ; two_way.py has it for comparison.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np

from genba.science.bands import Draws, Weights, alone, draw
from genba.science.staggered_cells import (
    NEVER,
    SOURCE,
    Bools,
    Cells,
    Controls,
    Design,
    Floats,
    Ints,
    NotEstimable,
    cells,
    design,
    place_of,
    wide,
)

__all__ = ["NEVER", "SOURCE", "Effects", "NotEstimable", "Series", "effects", "wide"]

BLOCK: Final = 4_000  # units whose influence functions are held at once


@dataclass(frozen=True, slots=True)
class Series:
    """Estimates of one kind in the unit of the outcome, each array of shape (k,).

    at: the cohort, the time since the beginning or the period; 0 for a single figure. errors: from influence functions, NaN
    where there is none to tell. bootstrap_errors: the same from the draws. low, high: the interval of each alone.
    band_low, band_high: the band that holds for all of this series at once. multiple: errors that the band reaches.
    """

    at: Ints
    effects: Floats
    errors: Floats
    bootstrap_errors: Floats
    low: Floats
    high: Floats
    band_low: Floats
    band_high: Floats
    multiple: float


@dataclass(frozen=True, slots=True)
class Effects:
    """The answers, and what they rest on.

    overall: all cells after the beginning, weighted by the size of the cohorts. by_cohort, by_event (periods since the
    beginning, negative before it), by_period: the series. cohort_mean, event_mean, period_mean: one figure of each series,
    over cohorts by their size, over events from 0 on and over periods evenly. at_cells: the cells themselves.
    units, clusters: that were used. always: units left out because they were treated from the first period on.
    """

    overall: Series
    by_cohort: Series
    by_event: Series
    by_period: Series
    cohort_mean: Series
    event_mean: Series
    period_mean: Series
    at_cells: Series
    cells: Cells
    units: int
    clusters: int
    always: int


@dataclass(frozen=True, slots=True)
class _Sums:
    """Figures as weighted sums of cells: weights (k, a), and what a unit of each cohort adds because cohort sizes are
    estimated too: chance (cohorts + 1, a)."""

    at: Ints
    weights: Floats
    chance: Floats


def effects(
    outcome: Floats, first: Ints, *, random: np.random.Generator, cluster: Ints | None = None,
    controls: Controls = "not-yet", draws: int = 1_000, weights: Weights = "mammen", confidence: float = 0.95, least: int = 2,
) -> Effects:  # fmt: skip
    """Average effects on the treated under staggered adoption, with simultaneous bands.

    outcome: (n, periods), NaN where nothing was reported; a unit counts in a cell only with values in both of its periods.
    first: (n,), period of the first treatment counted from 0, or NEVER. cluster: (n,), what hangs together by chance, such
    as the provider; each unit alone where it is None. Few clusters (under some 30) give bands that are too narrow.
    least: units and clusters that either side of a cell must have. Raises NotEstimable with a reason.
    Holds if, without the programme, cohorts would have changed as their controls did, and nobody changes before beginning.
    Source: SOURCE, sections 3 and 4; base periods as in cells().
    """
    panel = design(outcome, first, cluster)
    table = cells(panel, controls, least)
    if not (table.period >= table.cohort).any():
        raise NotEstimable("nothing-after", "No period after a beginning has enough treated units and controls.")
    sums = _all_sums(panel, table)
    weights_of = np.column_stack([part.weights for part in sums])
    estimates = np.append(table.effect, table.effect @ weights_of)
    blocks = _blocks(panel, table, controls, weights_of, np.column_stack([part.chance for part in sums]))
    drawn = draw(blocks, units=len(panel.first), estimates=estimates, draws=draws, weights=weights, random=random)
    ends = np.cumsum([len(table.effect), *(len(part.at) for part in sums)])
    series = [
        _series(part.at, estimates, drawn, slice(int(start), int(end)), confidence)
        for part, (start, end) in zip(sums, pairwise(ends), strict=True)
    ]
    of_cells = _series(np.arange(ends[0]), estimates, drawn, slice(0, int(ends[0])), confidence)
    overall, by_cohort, by_event, by_period, *means = series
    return Effects(
        overall, by_cohort, by_event, by_period, means[0], means[1], means[2], of_cells, table, len(panel.first),
        panel.clusters, panel.always,
    )  # fmt: skip


def _series(at: Ints, estimates: Floats, drawn: Draws, places: slice, confidence: float) -> Series:
    value, error = estimates[places], drawn.errors[places]
    reach, multiple = alone(confidence), drawn.multiple(places, confidence)
    return Series(
        at, value, error, drawn.bootstrap_errors()[places], value - reach * error, value + reach * error,
        value - multiple * error, value + multiple * error, multiple,
    )  # fmt: skip


def _all_sums(panel: Design, table: Cells) -> list[_Sums]:
    """In the order of the fields of Effects: overall, cohort, event, period, and the mean of each of the three."""
    shares = np.bincount(place_of(panel), minlength=len(panel.cohorts) + 1) / len(panel.first)
    after = table.period >= table.cohort
    event = table.period - table.cohort
    single = np.zeros(1, dtype=np.int64)
    overall = _weighted(panel, table, shares, [after], single)
    begun = np.unique(table.cohort[after])
    by_cohort = _weighted(panel, table, shares, [after & (table.cohort == g) for g in begun], begun)
    events = np.unique(event)
    by_event = _weighted(panel, table, shares, [event == e for e in events], events)
    periods = np.unique(table.period[after])
    by_period = _weighted(panel, table, shares, [after & (table.period == t) for t in periods], periods)
    means = [_mean(by_event, events >= 0), _mean(by_period, periods > 0)]
    return [overall, by_cohort, by_event, by_period, _cohort_mean(panel, table, shares, by_cohort), *means]


def _weighted(panel: Design, table: Cells, shares: Floats, chosen: list[Bools], at: Ints) -> _Sums:
    """Each column of cells by the share of its cohort; a cohort alone weighs its cells evenly."""
    own = np.searchsorted(panel.cohorts, table.cohort)
    weights, chance = np.zeros((len(own), len(chosen))), np.zeros((len(shares), len(chosen)))
    for column, these in enumerate(chosen):
        share = np.where(these, shares[own], 0.0)
        total = share.sum()
        weights[:, column] = share / total
        apart = np.where(these, table.effect - table.effect @ weights[:, column], 0.0) / total
        chance[:, column] = np.bincount(own, apart, len(shares))
    return _Sums(at, weights, chance)


def _mean(series: _Sums, these: Bools) -> _Sums:
    """The plain mean of some columns."""
    single = np.zeros(1, dtype=np.int64)
    return _Sums(
        single, series.weights[:, these].mean(axis=1, keepdims=True), series.chance[:, these].mean(axis=1, keepdims=True)
    )


def _cohort_mean(panel: Design, table: Cells, shares: Floats, series: _Sums) -> _Sums:
    """The mean over cohorts by their size, however long each has been treated."""
    share = shares[np.searchsorted(panel.cohorts, series.at)]
    weights = series.weights @ (share / share.sum())
    apart = table.effect @ series.weights - table.effect @ weights
    chance = np.zeros((len(shares), 1))
    chance[np.searchsorted(panel.cohorts, series.at), 0] = apart / share.sum()
    return _Sums(np.zeros(1, dtype=np.int64), weights[:, None], chance)


def _blocks(panel: Design, table: Cells, controls: Controls, weights: Floats, chance: Floats) -> Iterator[Floats]:
    """Influence functions of cells and sums, (clusters of the block, k + a), a few thousand units at a time."""
    place = place_of(panel)
    begins = np.append(panel.cohorts, np.iinfo(np.int64).max)[:, None]
    is_own = begins == table.cohort
    is_control = begins == begins[-1] if controls == "never" else (begins > table.period) & ~is_own
    n = len(place)
    scale = np.where(is_own, n / table.treated, 0.0) - np.where(is_control, n / table.controls, 0.0)
    centre = np.where(is_own, table.cohort_change, table.control_change)
    starts = np.flatnonzero(np.append(True, panel.cluster[1:] != panel.cluster[:-1]))
    edges = [0]
    for start in [*starts[1:].tolist(), n]:
        if start == n or start - edges[-1] >= BLOCK:
            edges.append(start)
    for low, high in pairwise(edges):
        rows = place[low:high]
        part = panel.outcome[low:high]
        single = part[:, table.period]
        single -= part[:, table.base]
        single -= centre[rows]
        single *= scale[rows]
        single[np.isnan(single)] = 0.0
        both = np.concatenate([single, single @ weights + chance[rows]], axis=1)
        inside = starts[(starts >= low) & (starts < high)] - low
        yield both if len(inside) == len(both) else np.add.reduceat(both, inside, axis=0)
