"""What evaluating a large programme costs: effects under staggered adoption with bands, by the clock, and the memory they take."""

import resource
import time
from collections.abc import Iterator

import numpy as np

from bench.table import Line
from genba.science.staggered import NEVER, effects
from genba.science.two_way import two_way

DRAWS = 1_000


def programme(units: int, periods: int, *, gaps: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Enterprises that begin in every month or never, with values that are missing at random, and their 400 providers."""
    random = np.random.default_rng(20_260_101)
    first = random.choice([NEVER, *range(1, periods)], units)
    since = np.arange(periods) - first[:, None]
    outcome = random.normal(size=(units, 1)) + random.normal(size=periods) + random.normal(size=(units, periods))
    outcome += np.where((first[:, None] > 0) & (since >= 0), 0.2 + 0.01 * since, 0)
    outcome[random.random(outcome.shape) < gaps] = np.nan
    return outcome, first, random.integers(0, 400, units)


def run(quick: bool) -> Iterator[Line]:
    units, periods = (2_000, 12) if quick else (100_000, 24)
    outcome, first, provider = programme(units, periods, gaps=0.1)
    for name, cluster in (("each by itself", None), ("by provider", provider)):
        began = time.perf_counter()
        found = effects(outcome, first, random=np.random.default_rng(1), cluster=cluster, draws=DRAWS)
        yield Line(
            f"effects of {units:,} enterprises in {periods} months with {DRAWS:,} draws, {name}", time.perf_counter() - began, "s", 60,
            remark=f"{len(found.cells.effect)} cells, overall {found.overall.effects[0]:.3f} ± {found.overall.errors[0]:.3f}",
        )  # fmt: skip
    began = time.perf_counter()
    two_way(outcome, first)
    yield Line("the same by one dummy with unit and period effects", time.perf_counter() - began, "s")
    yield Line("memory at the most, so far", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "MB", 2048)
