"""Before a programme begins: how small an effect it could tell from chance, and how many enterprises it would take.

Two groups, treated and not, made of clusters that hang together (enterprises of one provider or town, workers of one
enterprise); a cluster of size 1 is an enterprise by itself.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from statistics import NormalDist
from typing import Final

from genba.science.intervals import student

BLOOM: Final = "Bloom (1995), Evaluation Review 19: 547–556"
DUFLO: Final = "Duflo, Glennerster and Kremer (2007), Handbook of Development Economics 4: 3895–3962, section 4"
UNEQUAL: Final = "Eldridge, Ashby and Kerry (2006), International Journal of Epidemiology 35: 1292–1300"
BASELINE: Final = "Borm, Fransen and Lemmens (2007), Journal of Clinical Epidemiology 60: 1234–1238"
PROPORTIONS: Final = "Fleiss, Levin and Paik (2003), Statistical Methods for Rates and Proportions, 3rd ed., 4.2"
MOST: Final = 100_000_000  # clusters: what needs more cannot be done


@dataclass(frozen=True, slots=True)
class Plan:
    """What is settled before the size.

    size: units in a cluster, the mean. variation: standard deviation of cluster sizes over their mean. icc: how alike units
    of one cluster are, 0 to 1. share: of the clusters that are treated, within 0 and 1. correlation: between cluster means
    at baseline and follow-up, where the analysis adjusts for the baseline; 0 where it does not.
    power: the chance to find an effect that is there. confidence: 1 less the chance to find one that is not.
    is_one_sided: effects in one direction count only. is_normal: the normal distribution, as most published tables have it,
    instead of Student's t with clusters − 2 degrees of freedom, which few clusters need.
    """

    size: float = 1.0
    variation: float = 0.0
    icc: float = 0.0
    share: float = 0.5
    correlation: float = 0.0
    power: float = 0.8
    confidence: float = 0.95
    is_one_sided: bool = False
    is_normal: bool = False

    def __post_init__(self) -> None:
        """Raises ValueError with a sentence for what cannot be planned with."""
        if not (self.size >= 1 and self.variation >= 0):
            raise ValueError("A cluster has one unit or more, and sizes vary by nothing or more.")
        if not (0 <= self.icc <= 1 and -1 < self.correlation < 1):
            raise ValueError(
                "Likeness within clusters lies between 0 and 1, the correlation with the baseline within −1 and 1."
            )
        if not all(0 < fraction < 1 for fraction in (self.share, self.power, self.confidence)):
            raise ValueError("The treated share, the power and the confidence lie within 0 and 1.")


def multiplier(plan: Plan, freedom: float | None = None) -> float:
    """The smallest detectable effect in standard errors: 2.80 for power 0.8 and confidence 0.95, two-sided.

    freedom: degrees of freedom of Student's t; the normal distribution where it is None. Source: BLOOM.
    """
    critical, found = _quantiles(plan, freedom)
    return critical + found


def design_effect(plan: Plan) -> float:
    """By what likeness within clusters multiplies the variance: 1 + ((1 + variation²) · size − 1) · icc. Source: UNEQUAL."""
    return 1 + ((1 + plan.variation**2) * plan.size - 1) * plan.icc


def detectable_difference(plan: Plan, clusters: int, *, deviation: float) -> float:
    """The smallest difference of means that is found with the plan's power, in the unit of the deviation.

    clusters: of both groups together, at least 3. deviation: standard deviation between units at follow-up.
    Source: DUFLO, equation 12 with unequal clusters by UNEQUAL and the baseline by BASELINE.
    """
    return multiplier(plan, _freedom(plan, clusters)) * deviation * math.sqrt(_per_variance(plan, clusters))


def clusters_for_difference(plan: Plan, difference: float, *, deviation: float) -> int:
    """The fewest clusters, both groups together, that find this difference of means. Both in one unit, deviation > 0."""
    if difference == 0 or deviation <= 0:
        raise ValueError("No number of clusters finds a difference of nothing, and a deviation is above 0.")
    return _fewest(lambda clusters: detectable_difference(plan, clusters, deviation=deviation) <= abs(difference))


def detectable_proportion(plan: Plan, clusters: int, *, control: float) -> float | None:
    """The nearest proportion above the controls' that is found with the plan's power, both as fractions.

    None where not even 1 would be. For a fall, ask for the complement. Source: PROPORTIONS, without continuity correction.
    """
    _check(control)
    if not _is_found(plan, clusters, control, 1.0):
        return None
    low, high = control, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (low, middle) if _is_found(plan, clusters, control, middle) else (middle, high)
    return high


def clusters_for_proportion(plan: Plan, *, control: float, treated: float) -> int:
    """The fewest clusters, both groups together, that find the difference of these proportions (fractions)."""
    _check(control)
    _check(treated)
    if control == treated:
        raise ValueError("No number of clusters finds a difference of nothing.")
    return _fewest(lambda clusters: _is_found(plan, clusters, control, treated))


def without_baseline(plan: Plan) -> Plan:
    """The same plan analysed without the baseline, to see what asking at the beginning is worth."""
    return replace(plan, correlation=0.0)


def _quantiles(plan: Plan, freedom: float | None) -> tuple[float, float]:
    """The critical value and the quantile of the power."""
    at = plan.confidence if plan.is_one_sided else 0.5 + plan.confidence / 2
    if freedom is None:
        return NormalDist().inv_cdf(at), NormalDist().inv_cdf(plan.power)
    return student(at, freedom), student(plan.power, freedom)


def _freedom(plan: Plan, clusters: int) -> float | None:
    if clusters < 3:
        raise ValueError("Two groups need three clusters or more to tell anything about chance.")
    spent = 3 if plan.correlation else 2  # the slope on the baseline costs one
    return None if plan.is_normal else max(1, clusters - spent)


def _per_variance(plan: Plan, clusters: int) -> float:
    """Variance of the difference of means where the variance between units is 1."""
    per_group = plan.share * (1 - plan.share) * clusters * plan.size
    return design_effect(plan) * (1 - plan.correlation**2) / per_group


def _is_found(plan: Plan, clusters: int, control: float, treated: float) -> bool:
    critical, found = _quantiles(plan, _freedom(plan, clusters))
    pooled = plan.share * treated + (1 - plan.share) * control
    without = pooled * (1 - pooled)  # the variance if there were no effect, by which the test decides
    with_effect = (1 - plan.share) * treated * (1 - treated) + plan.share * control * (1 - control)
    reach = (critical * math.sqrt(without) + found * math.sqrt(with_effect)) * math.sqrt(_per_variance(plan, clusters))
    return reach <= abs(treated - control)


def _check(proportion: float) -> None:
    if not 0 < proportion < 1:
        raise ValueError(f"{proportion} is no proportion within 0 and 1.")


def _fewest(is_enough: Callable[[int], bool]) -> int:
    """The smallest number from 3 on that is enough; what is enough once stays so for all larger ones."""
    high = 3
    while not is_enough(high):
        high *= 2
        if high > MOST:
            raise ValueError("The difference is too small to be found by any number of clusters that could be had.")
    low = max(2, high // 2)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if is_enough(middle) else (middle, high)
    return high
