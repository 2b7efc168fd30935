"""Two older ways to one figure, for comparison: a dummy with unit and period effects, and first differences.

Under staggered adoption both mix cohorts that have begun long ago into the controls, so that an effect that grows or
differs between cohorts comes out distorted, at worst with the wrong sign (Goodman-Bacon 2021, Journal of Econometrics
225: 254–277). staggered.py is what a programme should be judged by.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from genba.science.staggered_cells import Bools, Floats, Ints, NotEstimable

ERRORS: Final = "Cameron and Miller (2015), Journal of Human Resources 50: 317–372, II.B and III.B"
NO_CONTRAST: Final = "After unit and period effects nothing is left of the treatment: nobody begins, or all begin at once."


@dataclass(frozen=True, slots=True)
class OneFigure:
    """A coefficient in the unit of the outcome, its error clustered, and how many values, units and clusters it rests on."""

    effect: float
    error: float
    values: int
    units: int
    clusters: int


def two_way(outcome: Floats, first: Ints, cluster: Ints | None = None) -> OneFigure:
    """Least squares of the outcome on one dummy of being treated, with an effect of each unit and of each period.

    outcome: (n, periods), NaN where nothing was reported; a unit with one value says nothing and is left out. first: (n,),
    the period of the first treatment, or NEVER. cluster: (n,), the unit itself where it is None. In closed form for panels
    with gaps: unit effects are taken away by means, period effects by one system of the size of the periods.
    Errors: ERRORS; unit effects lie within clusters and cost no degrees of freedom. Raises NotEstimable.
    """
    outcome = _checked(outcome)
    kept = np.isfinite(outcome).sum(axis=1) > 1
    table, begins = outcome[kept], first[kept]
    known = np.isfinite(table)
    treated = (begins[:, None] >= 0) & (np.arange(table.shape[1]) >= begins[:, None])
    n = known.sum(axis=1, keepdims=True)
    shares = known / n
    system = np.linalg.pinv(np.diag(known.sum(axis=0)) - shares.T @ known, hermitian=True)

    def left(values: Floats) -> Floats:
        within = np.where(known, values - np.where(known, values, 0.0).sum(axis=1, keepdims=True) / n, 0.0)
        period = system @ within.sum(axis=0)
        return np.where(known, within - period + (shares @ period)[:, None], 0.0)

    return _line(left(treated.astype(np.float64)), left(table), known, _groups(cluster, kept))


def first_differences(outcome: Floats, first: Ints, cluster: Ints | None = None) -> OneFigure:
    """Least squares of the change since the period before on beginning in this period, with an effect of each period.

    Measures the step in the period of the beginning alone. Arguments, errors and refusals as in two_way; a change needs
    values in two periods that follow one another.
    """
    change = np.diff(_checked(outcome), axis=1)
    kept = np.isfinite(change).sum(axis=1) > 0
    change, begins = change[kept], first[kept]
    known = np.isfinite(change)
    starts = (np.arange(1, outcome.shape[1]) == begins[:, None]).astype(np.float64)
    n = np.maximum(1, known.sum(axis=0))

    def left(values: Floats) -> Floats:
        return np.where(known, values - np.where(known, values, 0.0).sum(axis=0) / n, 0.0)

    return _line(left(starts), left(change), known, _groups(cluster, kept))


def _checked(outcome: Floats) -> Floats:
    if np.isinf(outcome).any():
        raise NotEstimable("not-finite", "A value is not a finite number.")
    if outcome.shape[1] < 2:
        raise NotEstimable("one-period", "There is one period only: a change needs a period before and one after.")
    return np.asarray(outcome, dtype=np.float64)


def _groups(cluster: Ints | None, kept: Bools) -> Ints:
    numbers = np.arange(len(kept)) if cluster is None else np.asarray(cluster)
    return np.unique(numbers[kept], return_inverse=True)[1]


def _line(x: Floats, y: Floats, known: Bools, cluster: Ints) -> OneFigure:
    """The slope of what is left of y on what is left of x."""
    squares, values = float((x * x).sum()), int(known.sum())
    if squares < 1e-9 * max(1, values):
        raise NotEstimable("no-contrast", NO_CONTRAST)
    slope = float((x * y).sum()) / squares
    scores = np.bincount(cluster, (x * (y - slope * x)).sum(axis=1))
    clusters, parameters = len(scores), 1 + int(known.any(axis=0).sum())
    if clusters < 2 or values <= parameters:
        raise NotEstimable("too-few", "One cluster tells nothing about chance; at least two are needed.")
    correction = clusters / (clusters - 1) * (values - 1) / (values - parameters)
    return OneFigure(slope, float(np.sqrt(correction * (scores @ scores))) / squares, values, len(known), clusters)
