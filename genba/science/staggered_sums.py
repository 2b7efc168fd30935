"""From cells to answers: which cells a question takes, with what weights, and what chance the weights add.

Source: Callaway and Sant'Anna (2021), section 3 and corollary 2. Weights are the shares of the cohorts among all units; as
these are estimated too, each unit of a cohort moves a weighted mean by how far its cohort lies from it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from genba.science.staggered_cells import Bools, Cells, Controls, Design, Floats, Ints, controls_of, place_of


@dataclass(frozen=True, slots=True)
class Sums:
    """Figures as weighted sums of cells.

    at: (a,), what each figure is about. weights: (k, a), cells by figures. chance: (cohorts + 1, a), what a unit of each
    cohort adds to the influence function because the shares are estimated.
    """

    at: Ints
    weights: Floats
    chance: Floats


def all_sums(panel: Design, table: Cells) -> tuple[Sums, ...]:
    """Overall, by cohort, by event, by period, and the mean of each of the three."""
    shares = np.bincount(place_of(panel), minlength=len(panel.cohorts) + 1) / len(panel.first)
    after, event = table.period >= table.cohort, table.period - table.cohort
    begun, events, periods = np.unique(table.cohort[after]), np.unique(event), np.unique(table.period[after])
    overall = _weighted(panel, table, shares, [after], np.zeros(1, dtype=np.int64))
    by_cohort = _weighted(panel, table, shares, [after & (table.cohort == g) for g in begun], begun)
    by_event = _weighted(panel, table, shares, [event == e for e in events], events)
    by_period = _weighted(panel, table, shares, [after & (table.period == t) for t in periods], periods)
    cohort_mean = _cohort_mean(panel, table, shares, by_cohort)
    return overall, by_cohort, by_event, by_period, cohort_mean, _mean(by_event, events >= 0), _mean(by_period, periods > 0)


def clusters_behind(panel: Design, table: Cells, controls: Controls, weights: Floats) -> tuple[Ints, Ints]:
    """(a,): in how many clusters the treated and the controls of each figure lie, gaps in the panel aside."""
    width = len(panel.cohorts) + 1
    inside = np.zeros((panel.clusters, width), dtype=np.float32)
    inside[panel.cluster, place_of(panel)] = 1
    own = np.eye(width)[np.searchsorted(panel.cohorts, table.cohort)]
    beside = controls_of(panel.cohorts, table.cohort, table.period, controls)
    treated, others = (
        np.count_nonzero(inside @ ((weights != 0).T @ side > 0).T.astype(np.float32), axis=0) for side in (own, beside)
    )
    return treated.astype(np.int64), others.astype(np.int64)


def _weighted(panel: Design, table: Cells, shares: Floats, chosen: list[Bools], at: Ints) -> Sums:
    """Each column of cells by the share of its cohort; a cohort alone weighs its cells evenly."""
    own = np.searchsorted(panel.cohorts, table.cohort)
    weights, chance = np.zeros((len(own), len(chosen))), np.zeros((len(shares), len(chosen)))
    for column, these in enumerate(chosen):
        share = np.where(these, shares[own], 0.0)
        total = share.sum()
        weights[:, column] = share / total
        apart = np.where(these, table.effect - table.effect @ weights[:, column], 0.0) / total
        chance[:, column] = np.bincount(own, apart, len(shares))
    return Sums(at, weights, chance)


def _mean(series: Sums, these: Bools) -> Sums:
    """The plain mean of some columns."""
    weights, chance = (part[:, these].mean(axis=1, keepdims=True) for part in (series.weights, series.chance))
    return Sums(np.zeros(1, dtype=np.int64), weights, chance)


def _cohort_mean(panel: Design, table: Cells, shares: Floats, series: Sums) -> Sums:
    """The mean over cohorts by their size, however long each has been treated."""
    own = np.searchsorted(panel.cohorts, series.at)
    share = shares[own] / shares[own].sum()
    weights = series.weights @ share
    chance = np.zeros((len(shares), 1))
    chance[own, 0] = (table.effect @ series.weights - table.effect @ weights) / shares[own].sum()
    return Sums(np.zeros(1, dtype=np.int64), weights[:, None], chance)
