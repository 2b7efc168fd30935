"""How many enterprises an evaluation would take, or how small an effect it would find, from the programme's own values.

What is read: values of one KPI in enterprises that are not trained yet, also of those trained later. They tell how far
enterprises lie apart, how alike values of one stay over time, and how alike enterprises of one provider are. Where too
few tell it, nothing is worked out, and the reason is given.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
from django.utils.translation import gettext as _

from genba.impact.evaluation import PERIODS, WAITS, Question, panel_of, period_name
from genba.kit.refused import Refused
from genba.science import planning
from genba.science.claims import LEAST
from genba.science.figures import Figure, Measured, Withheld
from genba.science.spread import SOURCE, WAYS, Outcome, Spread, Way, outcome, spread
from genba.science.staggered import wide

MOST_MONTHS: Final = 60


@dataclass(frozen=True)
class Wish:
    """What is planned. enterprises: of both groups together; None: as many as report now and wait. effect: a difference
    that should be found, in the unit of the KPI, or a fraction where only relative changes compare; None: not asked.
    months_before, months_after: of values. share: of the enterprises that are trained. icc: None: from the own values."""

    question: Question
    enterprises: int | None = None
    effect: float | None = None
    months_before: int = 6
    months_after: int = 6
    share: float = 0.5
    power: float = 0.8
    alpha: float = 0.05
    icc: float | None = None

    @property
    def steps(self) -> tuple[int, int]:
        """Steps before and after. Refused where months are no whole number of them."""
        length = PERIODS[self.question.period]
        for months in (self.months_before, self.months_after):
            if not 0 < months <= MOST_MONTHS or months % length:
                raise Refused(
                    _("Months before and after: up to %(most)s, in whole steps of %(length)s.") % {"most": MOST_MONTHS, "length": length},
                    field="months_before",
                )  # fmt: skip
        return self.months_before // length, self.months_after // length


@dataclass(frozen=True)
class Size:
    """One way to analyse: the outcome it compares, the smallest effect it finds, and how many enterprises it needs."""

    way: Way
    deviation: Figure
    icc: Figure
    detectable: Figure
    needed: Figure | None  # None: no effect was named


@dataclass(frozen=True)
class Planned:
    """The answer, and what it rests on. In logarithms where only relative changes compare."""

    wish: Wish
    read_on: date
    first: str
    last: str
    values: int
    reporting: int  # enterprises that wait and report
    enterprises: int  # asked for, or those
    mean: Figure
    alike: Figure  # correlation of values one step apart
    size: float  # enterprises of a provider
    sizes: tuple[Size, ...]
    left_out: dict[str, int]


def plan_of(wish: Wish, today: date) -> Planned:
    """Work out a plan. Refused for a share, power, alpha or likeness that no plan can have, and for months that are no steps."""
    steps = sum(wish.steps)
    _checked(wish)
    panel = panel_of(wish.question, today)
    periods = int(panel.period.max()) + 1 if len(panel.period) else 0
    table = wide(panel.unit, panel.period, panel.value, units=len(panel.keys), periods=periods)
    begins = np.where(panel.cohort == WAITS, periods, panel.cohort)
    table[np.arange(periods) >= begins[:, None]] = np.nan
    reporting = int(np.isfinite(table).any(axis=1).sum())
    found = spread(table, panel.trait("provider"), steps)
    enterprises = wish.enterprises if wish.enterprises is not None else reporting
    values, n = int(np.isfinite(table).sum()), reporting
    unit = "log" if wish.question.is_relative else wish.question.kpi.unit
    mean: Figure = Measured(found.mean, unit, n) if n >= LEAST else Withheld("too-few", n)
    alike = _alike(found)
    length = wish.question.period
    span = (period_name(panel.first, length), period_name(panel.first + periods - 1, length)) if periods else ("", "")
    sizes = tuple(_size(wish, way, found, enterprises, unit) for way in WAYS)
    return Planned(wish, today, *span, values, n, enterprises, mean, alike, found.size if n else 0.0, sizes, panel.left_out)


def _checked(wish: Wish) -> None:
    if wish.enterprises is not None and wish.enterprises < 4:
        raise Refused(_("A comparison needs four enterprises or more."), field="enterprises")
    if wish.question.is_relative and wish.effect is not None and wish.effect <= -1:
        raise Refused(_("Nothing falls by the whole of itself or more."), field="effect")
    try:
        _plan(wish, 0.0 if wish.icc is None else wish.icc, 1.0, 0.0, 0.0)
    except ValueError:
        raise Refused(_("The share, the power and alpha lie between 0 and 1, and so does likeness within providers."),
                      field="share") from None  # fmt: skip
    if wish.effect == 0:
        raise Refused(_("No number of enterprises finds a difference of nothing."), field="effect")


def _alike(found: Spread) -> Figure:
    if len(found.within) < 2 or found.units[1] < LEAST or not found.within[0] > 0:
        return Withheld("too-few", int(found.units[1]) if len(found.units) > 1 else 0)
    return Measured(float(found.within[1] / found.within[0]), "1", int(found.units[1]), source=SOURCE)


def _size(wish: Wish, way: Way, found: Spread, enterprises: int, unit: str) -> Size:
    """One way of analysing; each figure withheld for its own reason."""
    before, after = wish.steps
    told = outcome(found, before, after, way)
    fewest = int(found.units.min())
    icc = _icc(wish, found, told)
    if told is None or fewest < LEAST:
        reason = Withheld("too-short" if found.units[0] >= LEAST > fewest else "too-few", fewest)
        return Size(way, reason, icc, reason, reason if wish.effect is not None else None)
    deviation = Measured(told.deviation, unit, fewest, source=SOURCE)
    if isinstance(icc, Withheld):
        return Size(way, deviation, icc, icc, icc if wish.effect is not None else None)
    is_alone = wish.question.cluster == "enterprise"
    per_cluster, variation = (1.0, 0.0) if is_alone else (max(1.0, found.size), found.variation)
    plan = _plan(wish, icc.value, per_cluster, variation, told.correlation)
    clusters = int(enterprises / per_cluster)
    detectable: Figure = Withheld("too-few", clusters)
    if clusters >= 4:
        smallest = planning.detectable_difference(plan, clusters, deviation=told.deviation)
        detectable = Measured(smallest, unit, enterprises, source=planning.DUFLO)
    return Size(way, deviation, icc, detectable, _needed(wish, plan, told, per_cluster))


def _plan(wish: Wish, icc: float, size: float, variation: float, correlation: float) -> planning.Plan:
    return planning.Plan(size=size, variation=variation, icc=icc, share=wish.share, correlation=correlation,
                         power=wish.power, confidence=1 - wish.alpha)  # fmt: skip


def _icc(wish: Wish, found: Spread, told: Outcome | None) -> Figure:
    """How alike enterprises of one provider are in what is compared; 0 where each enterprise stands by itself."""
    if wish.question.cluster == "enterprise":
        return Measured(0.0, "1", 0)
    if wish.icc is not None:
        return Measured(wish.icc, "1", 0)
    if told is None or told.icc is None or found.clusters < LEAST:
        return Withheld("too-few", found.clusters)
    return Measured(told.icc, "1", found.clusters, source=SOURCE)


def _needed(wish: Wish, plan: planning.Plan, told: Outcome, per_cluster: float) -> Figure | None:
    if wish.effect is None:
        return None
    effect = float(np.log1p(wish.effect)) if wish.question.is_relative else wish.effect
    try:
        clusters = planning.clusters_for_difference(plan, effect, deviation=told.deviation)
    except ValueError:
        return Withheld("too-few", planning.MOST)
    enterprises = max(4, int(np.ceil(clusters * per_cluster)))
    return Measured(enterprises, "enterprises", enterprises, source=planning.DUFLO)
