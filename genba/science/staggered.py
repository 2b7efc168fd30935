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
    Cells,
    Controls,
    Design,
    Floats,
    Ints,
    NotEstimable,
    cells,
    controls_of,
    design,
    place_of,
    wide,
)
from genba.science.staggered_sums import all_sums, clusters_behind

__all__ = ["NEVER", "SOURCE", "Effects", "NotEstimable", "Series", "effects", "wide"]

FEWEST: Final = 10  # clusters on either side; with fewer the errors come out far too small
BLOCK: Final = 4_000  # units whose influence functions are held at once


@dataclass(frozen=True, slots=True)
class Series:
    """Estimates of one kind in the unit of the outcome, each array of shape (k,).

    at: the cohort, the time since the beginning or the period; 0 for a single figure. errors: from influence functions, NaN
    where the treated or the controls lie in too few clusters, or nothing varies. bootstrap_errors: the same from the draws.
    low, high: the interval of each alone. band_low, band_high: the band that holds for all of this series at once.
    multiple: errors that the band reaches. treated_clusters: in how many clusters the treated lie; under some 50 the errors
    are too small and the bands hold less often than they say.
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
    treated_clusters: Ints


@dataclass(frozen=True, slots=True)
class Effects:
    """The answers, and what they rest on.

    overall: all cells after the beginning, weighted by the size of the cohorts. by_cohort, by_event (periods since the
    beginning, negative before it), by_period: the series. cohort_mean, event_mean, period_mean: one figure of each series,
    over cohorts by their size, over events from 0 on and over periods evenly. at_cells: the cells themselves.
    units, clusters: that were used. always, silent: units left out because they were treated from the first period on, or
    have fewer than two values.
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
    silent: int


def effects(
    outcome: Floats, first: Ints, *, random: np.random.Generator, cluster: Ints | None = None,
    controls: Controls = "not-yet", fewest: int = FEWEST, draws: int = 1_000, weights: Weights = "mammen",
    confidence: float = 0.95,
) -> Effects:  # fmt: skip
    """Average effects on the treated under staggered adoption, with simultaneous bands.

    outcome: (n, periods), NaN where nothing was reported; a unit counts in a cell only with values in both of its periods.
    first: (n,), period of the first treatment counted from 0, or NEVER. cluster: (n,), what hangs together by chance, such
    as the provider; each unit alone where it is None.
    fewest: clusters that the treated and the controls of a figure must lie in for an error; with fewer it has an effect only
    and the band leaves it out. Raises NotEstimable with a reason.
    Holds if, without the programme, cohorts would have changed as their controls did, and nobody changes before beginning.
    Source: SOURCE, sections 3 and 4; base periods as in cells().
    """
    panel = design(outcome, first, cluster)
    table = cells(panel, controls)
    if not (table.period >= table.cohort).any():
        raise NotEstimable("nothing-after", "No period after a beginning has both treated units and controls.")
    sums = all_sums(panel, table)
    weights_of = np.column_stack([part.weights for part in sums])
    estimates = np.append(table.effect, table.effect @ weights_of)
    treated, others = clusters_behind(panel, table, controls, weights_of)
    treated, others = np.append(table.treated_clusters, treated), np.append(table.control_clusters, others)
    blocks = _blocks(panel, table, controls, weights_of, np.column_stack([part.chance for part in sums]))
    drawn = draw(
        blocks, units=len(panel.first), clusters=panel.clusters, estimates=estimates, draws=draws, weights=weights, random=random
    )  # fmt: skip
    drawn.errors[(treated < max(2, fewest)) | (others < max(2, fewest))] = np.nan

    def series(at: Ints, start: int) -> Series:
        return _series(at, estimates, drawn, slice(start, start + len(at)), confidence, treated)

    starts = np.cumsum([len(table.effect), *(len(part.at) for part in sums)])
    overall, by_cohort, by_event, by_period, *means = (
        series(part.at, int(start)) for part, start in zip(sums, starts[:-1], strict=True)
    )
    return Effects(
        overall, by_cohort, by_event, by_period, means[0], means[1], means[2], series(np.arange(len(table.effect)), 0),
        table, len(panel.first), panel.clusters, panel.always, panel.silent,
    )  # fmt: skip


def _series(at: Ints, estimates: Floats, drawn: Draws, places: slice, confidence: float, treated: Ints) -> Series:
    value, error = estimates[places], drawn.errors[places]
    reach, multiple = alone(confidence), drawn.multiple(places, confidence)
    return Series(
        at, value, error, drawn.bootstrap_errors(places), value - reach * error, value + reach * error,
        value - multiple * error, value + multiple * error, multiple, treated[places],
    )  # fmt: skip


def _blocks(panel: Design, table: Cells, controls: Controls, weights: Floats, chance: Floats) -> Iterator[Floats]:
    """Influence functions of cells and sums, (clusters of the block, k + a), a few thousand units at a time."""
    place = place_of(panel)
    is_own = np.append(panel.cohorts, NEVER)[:, None] == table.cohort
    is_control = controls_of(panel.cohorts, table.cohort, table.period, controls).T
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
