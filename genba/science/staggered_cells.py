"""The cells of staggered adoption: one cohort, one period, and the units that have not begun by then.

A unit is an enterprise and a cohort is all units first treated in the same period. Everything here is a difference of
plain means. Which cells add up to which question stands in staggered.py, and how sure the answers are in bands.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]
Controls = Literal["not-yet", "never"]

NEVER: Final = -1
SOURCE: Final = "Callaway and Sant'Anna (2021), Journal of Econometrics 225: 200–230"


class NotEstimable(ValueError):
    """These data give no estimate. `reason` is a short code, the message one plain sentence."""

    def __init__(self, reason: str, sentence: str) -> None:
        super().__init__(sentence)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Design:
    """A panel that has passed the checks, units in the order of their clusters.

    outcome: (n, periods), NaN where nothing was reported. first: (n,), the period of the first treatment, or NEVER.
    cluster: (n,), ascending numbers from 0. cohorts: the periods in which somebody begins, ascending.
    always, silent: units that no comparison can use and that are left out: treated from the first period on, or with fewer
    than two values.
    """

    outcome: Floats
    first: Ints
    cluster: Ints
    clusters: int
    cohorts: Ints
    always: int
    silent: int


@dataclass(frozen=True, slots=True)
class Cells:
    """Effects of one cohort in one period, each array of shape (k,), ordered by cohort and period.

    base: the period compared with. effect: the mean change of the cohort less that of its controls, in the unit of the
    outcome. treated, controls: units with a value in both periods. missing: units of either side without, and so left out.
    treated_clusters, control_clusters: in how many clusters they lie; one alone tells nothing about chance.
    cohort_change, control_change: the two means. untold: (cohort, period) of the cells left out because a side is empty.
    """

    cohort: Ints
    period: Ints
    base: Ints
    effect: Floats
    treated: Ints
    controls: Ints
    missing: Ints
    treated_clusters: Ints
    control_clusters: Ints
    cohort_change: Floats
    control_change: Floats
    untold: tuple[tuple[int, int], ...]


def wide(unit: Ints, period: Ints, values: Floats, *, units: int, periods: int) -> Floats:
    """A list of values as a table of units × periods, NaN where nothing was reported.

    unit, period: (rows,), counted from 0. Raises NotEstimable for a value that is no finite number and for two values of
    one unit and period.
    """
    if not np.isfinite(values).all():
        raise NotEstimable("not-finite", "A value is not a finite number.")
    place = unit * periods + period
    if len(np.unique(place)) < len(place):
        raise NotEstimable("twice", "A unit has two values in one period.")
    table = np.full(units * periods, np.nan)
    table[place] = values
    return table.reshape(units, periods)


def design(outcome: Floats, first: Ints, cluster: Ints | None = None) -> Design:
    """Check a panel and put it in order.

    outcome: (n, periods), NaN where nothing was reported. first: (n,), the period, counted from 0, in which the unit is
    first treated; NEVER, or a period beyond the last, for one that is not treated in these data. cluster: (n,), any number
    per unit; each unit its own where it is None. Raises NotEstimable where there is nothing to compare.
    """
    if np.isinf(outcome).any():
        raise NotEstimable("not-finite", "A value is not a finite number.")
    if outcome.shape[1] < 2:
        raise NotEstimable("one-period", "There is one period only: a change needs a period before and one after.")
    late, heard = first != 0, np.isfinite(outcome).sum(axis=1) > 1
    kept = np.flatnonzero(late & heard)
    group = np.arange(len(first)) if cluster is None else np.asarray(cluster)
    numbers, group = np.unique(group[kept], return_inverse=True)
    order = np.argsort(group, kind="stable")
    rows = kept[order]
    begins = np.where((first[rows] < 0) | (first[rows] >= outcome.shape[1]), NEVER, first[rows]).astype(np.int64)
    cohorts = np.unique(begins[begins > 0])
    if not len(cohorts):
        raise NotEstimable("no-treated", "No unit with two values is first treated after the first period.")
    return Design(
        np.asarray(outcome, dtype=np.float64)[rows], begins, group[order].astype(np.int64), len(numbers), cohorts,
        int(np.count_nonzero(~late)), int(np.count_nonzero(late & ~heard)),
    )  # fmt: skip


def cells(panel: Design, controls: Controls = "not-yet") -> Cells:
    """All cells that the data can fill.

    Base periods vary as in the package did of R (base_period = "varying", its default): after the beginning, the last period
    before it; before the beginning, the period before. Controls begin later than the period ("not-yet") or not at all
    ("never"), and are never of the cohort itself. A cell is left out where a side is empty.
    Source: SOURCE, without covariates.
    """
    periods = panel.outcome.shape[1]
    cohort, period = (part.ravel() for part in np.meshgrid(panel.cohorts, np.arange(1, periods), indexing="ij"))
    base = np.where(period >= cohort, cohort - 1, period - 1)
    sums, counts, sizes = _by_cohort(panel, base, period)
    own = np.searchsorted(panel.cohorts, cohort)
    beside = controls_of(panel.cohorts, cohort, period, controls)
    k = np.arange(len(cohort))
    treated, others = counts[k, own], (counts * beside).sum(axis=1)
    enough = (treated > 0) & (others > 0)
    if not enough.any():
        raise NotEstimable("no-controls", "No cohort has both treated units and controls in any period.")
    change = np.divide(sums[k, own], treated, out=np.zeros(len(k)), where=enough)
    control_change = np.divide((sums * beside).sum(axis=1), others, out=np.zeros(len(k)), where=enough)
    missing = sizes[own] - treated + beside @ sizes - others
    spread = (treated, others)
    if panel.clusters < len(panel.first):
        spread = _spread(panel, base, period, own, beside)
    return Cells(
        cohort[enough], period[enough], base[enough], (change - control_change)[enough], treated[enough], others[enough],
        missing[enough], spread[0][enough], spread[1][enough], change[enough], control_change[enough],
        tuple((int(g), int(t)) for g, t in zip(cohort[~enough], period[~enough], strict=True)),
    )  # fmt: skip


def place_of(panel: Design) -> Ints:
    """For each unit the place of its cohort in panel.cohorts; those never treated come last."""
    return np.where(panel.first == NEVER, len(panel.cohorts), np.searchsorted(panel.cohorts, panel.first))


def controls_of(cohorts: Ints, cohort: Ints, period: Ints, controls: Controls) -> Bools:
    """(k, cohorts + 1): whether the units of a column are controls of the cell."""
    begins = np.append(cohorts, np.iinfo(np.int64).max)
    if controls == "never":
        return np.broadcast_to(begins == begins[-1], (len(cohort), len(begins)))
    later: Bools = (begins > period[:, None]) & (begins != cohort[:, None])
    return later


def _by_cohort(panel: Design, base: Ints, period: Ints) -> tuple[Floats, Ints, Ints]:
    """Sums and numbers of the changes from base to period, (k, cohorts + 1), and the size of each cohort."""
    place = place_of(panel)
    columns, width = np.asfortranarray(panel.outcome), len(panel.cohorts) + 1
    pairs, which = np.unique(np.column_stack([base, period]), axis=0, return_inverse=True)
    sums, counts = np.empty((len(pairs), width)), np.empty((len(pairs), width), dtype=np.int64)
    for row, (before, now) in enumerate(pairs):
        change = columns[:, now] - columns[:, before]
        known = np.isfinite(change)
        sums[row] = np.bincount(place, np.where(known, change, 0.0), width)
        counts[row] = np.bincount(place[known], minlength=width)
    return sums[which.ravel()], counts[which.ravel()], np.bincount(place, minlength=width)


def _spread(panel: Design, base: Ints, period: Ints, own: Ints, beside: Bools) -> tuple[Ints, Ints]:
    """(k,): in how many clusters the treated and the controls of each cell lie."""
    place, known = place_of(panel), np.isfinite(panel.outcome)
    treated, others = np.zeros(len(own), dtype=np.int64), np.zeros(len(own), dtype=np.int64)
    for k in range(len(own)):
        both = known[:, base[k]] & known[:, period[k]]
        # Units stand in the order of their clusters, so that a new number is a new cluster.
        for side, here in ((treated, both & (place == own[k])), (others, both & beside[k][place])):
            numbers = panel.cluster[here]
            side[k] = np.count_nonzero(np.diff(numbers)) + (len(numbers) > 0)
    return treated, others
