"""A programme in columns, drawn by lot with its seed: enterprises of 25 countries, 10 KPIs a month each over two years."""

import numpy as np

from genba.facts import comparisons, follow
from genba.facts.observed import NONE, Observed, Part
from genba.facts.store import Facts, Named
from genba.impact.changes import defined, kpis_of
from genba.impact.tables.cutting import Cuts
from genba.kit.columns import Table

MODULE, MONTHS, KPIS, COUNTRIES = "workplace-cooperation", 24, 10, 25
FIRST = 12 * 2024
CUTS: Cuts = {
    "country": [f"C{n}" for n in range(COUNTRIES)], "region": list(range(1, 201)), "provider": list(range(1, 401)), "module": [MODULE],
    "sector": ["C", "I", "S", "A"], "size": ["micro", "small", "medium", "large"], "owned": ["women", "others", "unknown"], "format": ["shared", "online", "in-house", "unknown"],
    "payer": ["donor", "enterprise", "brand"], "sponsor": [*(f"SP-{n}" for n in range(200)), "none"], "year": [2024, 2025],
}  # fmt: skip


def takings_of(enterprises: int, random: np.random.Generator) -> Table:
    """One engagement each, trained in the second year, cut at random."""
    keys = np.arange(1, enterprises + 1)
    day = int(np.datetime64("2025-01-01", "D").astype(int))
    table: Table = {
        "engagement": keys.astype(np.int64), "enterprise": keys.astype(np.int32),
        "trained": (day + random.integers(0, 200, enterprises)).astype(np.int32),
        "agreed": np.full(enterprises, day - 60, np.int32), "headcount": random.integers(5, 400, enterprises).astype(np.int32),
    }  # fmt: skip
    return table | {cut: random.integers(0, len(values), enterprises).astype(np.uint16) for cut, values in CUTS.items()}


def kpi_places() -> np.ndarray:
    known = list(follow.kpis())
    return np.array(sorted(known.index(k.code) for k in kpis_of(MODULE))[:KPIS], dtype=np.int16)


def observations_of(firms: np.ndarray, months: np.ndarray, random: np.random.Generator) -> Table:
    """Every KPI of these enterprises in these months, in order."""
    kpis = kpi_places()
    shape = (len(firms), len(kpis), len(months))
    n = int(np.prod(shape))
    denominator = random.integers(500, 3000, n).astype(np.float64)
    return {
        "enterprise": np.repeat(firms.astype(np.int32), shape[1] * shape[2]), "kpi": np.tile(np.repeat(kpis, shape[2]), shape[0]),
        "starts": np.tile(months.astype(np.int16), shape[0] * shape[1]), "ends": np.tile(months.astype(np.int16), shape[0] * shape[1]),
        "is_part": np.zeros(n, dtype=np.bool_), "numerator": np.floor(denominator * random.random(n) * 0.2), "denominator": denominator,
    }  # fmt: skip


def drawn(observations: int, seed: int = 7) -> Facts:
    """Facts of about so many observations, not written anywhere."""
    random = np.random.default_rng(seed)
    firms = max(1, observations // (KPIS * MONTHS))
    taken = takings_of(firms, random)
    rows = observations_of(taken["enterprise"], np.arange(FIRST, FIRST + MONTHS), random)
    observed = Observed((Part(rows, NONE),))
    known = follow.kpis()
    compared = comparisons.work_out(taken, observed, CUTS, list(known.values()))
    said = Named(1, (), {}, "", CUTS, tuple(known), {"whole": True, "defined": defined()}, 0, "2026-01-01T00:00:00+00:00")
    return Facts(said, observed, {"takings": taken}, compared)
