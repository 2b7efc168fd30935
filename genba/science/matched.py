"""Treated units beside untreated ones that were alike before: nearest neighbours with replacement, corrected for what is
left of the difference, with errors that know who was taken more than once.

The bootstrap is not valid here: it draws the matches anew as if they were independent, and its errors can be too large or
too small however many units there are (Abadie and Imbens 2008, Econometrica 76: 1537–1557). The errors below are those of
the linear form of the estimator, each control by how often it was taken.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from genba.science.staggered_cells import NotEstimable

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

SOURCE: Final = (
    "Abadie and Imbens (2006), Econometrica 74: 235–267; corrected for bias: (2011), Journal of Business & Economic Statistics "
    "29: 1–11; linear form: Otsu and Rai (2017), Journal of the American Statistical Association 112: 1720–1732"
)
NONE: Final = -1
SAME: Final = 1e-9  # squared distances that differ by less are a tie: all of it is taken
BLOCK: Final = 512  # treated units whose distances are held at once


@dataclass(frozen=True, slots=True)
class Matches:
    """Who is compared with whom, an entry for each pair, shape (p,): places of the treated and of the control, and the
    control's part in the comparison; the parts of one treated unit add up to 1.

    tier: of each treated unit, shape (n,), which tier its neighbours are of, or NONE.
    """

    treated: Ints
    control: Ints
    part: Floats
    tier: Ints

    def taken(self, controls: int) -> Floats:
        """Of each control, how many treated units it stands for, in parts added up."""
        return np.bincount(self.control, self.part, controls).astype(np.float64)


@dataclass(frozen=True, slots=True)
class Compared:
    """The mean effect on the treated that were matched, in the unit of the outcome; error NaN where one side is a single
    cluster. treated, controls: units; their clusters; most_taken: for how many the most wanted control stands."""

    effect: float
    error: float
    treated: int
    controls: int
    treated_clusters: int
    control_clusters: int
    most_taken: float


def nearest(
    treated: Floats, controls: Floats, tiers: Sequence[tuple[Ints, Ints]], *, neighbours: int = 1, caliper: float = np.inf
) -> Matches:
    """The nearest controls of each treated unit, with replacement.

    treated: (n, d), controls: (m, d), in units in which distances count alike, such as standard deviations. tiers: labels
    of both, (n,) and (m,); only equal labels are compared, and a later tier serves who found nobody in an earlier one.
    caliper: how far a neighbour may lie in each direction. neighbours: how many are taken, fewer where there are fewer,
    more where the last of them lie equally far.
    """
    tier = np.full(len(treated), NONE, dtype=np.int64)
    pairs: list[tuple[Ints, Ints, Floats]] = []
    for place, (own, theirs) in enumerate(tiers):
        for label in np.unique(own[tier == NONE]):
            rows, pool = np.flatnonzero((own == label) & (tier == NONE)), np.flatnonzero(theirs == label)
            for start in range(0, len(rows), BLOCK) if len(pool) else ():
                found = _block(treated, controls, rows[start : start + BLOCK], pool, neighbours, caliper)
                tier[found[0]] = place
                pairs.append(found)
    if not pairs:
        none = np.zeros(0, dtype=np.int64)
        return Matches(none, none, np.zeros(0), tier)
    one, other, part = (np.concatenate(column) for column in zip(*pairs, strict=True))
    order = np.lexsort((other, one))
    return Matches(one[order], other[order], part[order], tier)


def _block(
    treated: Floats, controls: Floats, rows: Ints, pool: Ints, neighbours: int, caliper: float
) -> tuple[Ints, Ints, Floats]:
    apart = treated[rows][:, None, :] - controls[pool][None, :, :]
    far = (apart * apart).sum(axis=2)
    if np.isfinite(caliper):
        far[(np.abs(apart) > caliper).any(axis=2)] = np.inf
    last = min(neighbours, len(pool)) - 1
    reach = np.partition(far, last, axis=1)[:, last]
    few = ~np.isfinite(reach)  # fewer within the caliper than are wanted: all of them
    chosen = np.isfinite(far) & (few[:, None] | (far <= reach[:, None] + SAME))
    at, to = np.nonzero(chosen)
    return rows[at], pool[to], 1.0 / chosen.sum(axis=1)[at]


def compare(
    y_treated: Floats, y_controls: Floats, x_treated: Floats, x_controls: Floats, matches: Matches, *,
    cluster_treated: Ints | None = None, cluster_controls: Ints | None = None, adjust: bool = True,
) -> Compared:  # fmt: skip
    """The mean difference of the matched, less what a line through the controls says comes from where they still differ.

    y: outcomes, (n,) and (m,); for a difference in differences, changes. x: what the line goes by, (n, d) and (m, d).
    cluster: numbers that both sides share; a unit that stands in both, or several times, hangs together with itself. Each
    row its own where they are None. adjust: False for the plain mean of the pairs. Raises NotEstimable. Source: SOURCE.
    """
    if not len(matches.treated):
        raise NotEstimable("none-alike", "No treated unit has an untreated one that is alike.")
    taken = matches.taken(len(y_controls))
    line = _line(y_controls, x_controls, taken) if adjust else np.zeros(x_controls.shape[1] + 1)
    rest_treated = y_treated - line[0] - x_treated @ line[1:]
    rest_controls = y_controls - line[0] - x_controls @ line[1:]
    rows = np.flatnonzero(matches.tier != NONE)
    n = len(rows)
    effect = float((rest_treated[rows].sum() - taken @ rest_controls) / n)
    used = np.flatnonzero(taken > 0)
    # Around the line, or where there is none around the mean of the controls: their level is none of the effect.
    level = float(taken @ rest_controls / n)
    scores = np.concatenate([rest_treated[rows] - level - effect, -taken[used] * (rest_controls[used] - level)])
    own = np.arange(len(y_treated)) if cluster_treated is None else cluster_treated
    theirs = len(y_treated) + np.arange(len(y_controls)) if cluster_controls is None else cluster_controls
    group = np.unique(np.concatenate([own[rows], theirs[used]]), return_inverse=True)[1]
    sums = np.bincount(group, scores)
    sides = len(np.unique(own[rows])), len(np.unique(theirs[used]))
    error = np.sqrt(len(sums) / (len(sums) - 1) * (sums @ sums)) / n if min(sides) > 1 else np.nan
    return Compared(effect, float(error), n, len(used), *sides, float(taken.max()))


def _line(y: Floats, x: Floats, weight: Floats) -> Floats:
    """Least squares of the outcome of the matched controls, each as often as it was taken: level, then slopes."""
    used = weight > 0
    root = np.sqrt(weight[used])
    design = np.column_stack([np.ones(int(used.sum())), x[used]])
    line: Floats = np.linalg.lstsq(design * root[:, None], y[used] * root, rcond=None)[0]
    return line


def imbalance(treated: Floats, controls: Floats, matches: Matches) -> tuple[Floats, Floats]:
    """How far both sides lie apart in each covariate, before matching and after, in standard deviations: (d,) and (d,).

    The difference of means over the root of the mean of both variances before matching, so that only the means move
    (Austin 2009, Statistics in Medicine 28: 3083–3107). NaN after it where nobody is matched; 0 where nothing varies.
    """
    scale = scale_of(treated, controls)
    before = (treated.mean(axis=0) - controls.mean(axis=0)) / scale
    rows = np.flatnonzero(matches.tier != NONE)
    if not len(rows):
        return before, np.full(treated.shape[1], np.nan)
    theirs = matches.taken(len(controls)) @ controls / len(rows)
    return before, (treated[rows].mean(axis=0) - theirs) / scale


def scale_of(treated: Floats, controls: Floats) -> Floats:
    """The root of the mean of both variances of each covariate; 1 where nothing varies."""
    spread = np.sqrt((_variance(treated) + _variance(controls)) / 2)
    return np.where(spread > 0, spread, 1.0)


def _variance(rows: Floats) -> Floats:
    return rows.var(axis=0, ddof=1) if len(rows) > 1 else np.zeros(rows.shape[1])
