"""Doubts by statistics: unlike the months around it, unlike the year before, unlike its peers, rounded numbers.

A value must be both far out (a robust score above 3.5) and so much other that it matters (a factor); where people, days or
pieces are counted, more than chance in the count must lie between. The formulas with their sources are in docs/quality.md.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from genba.impact.months import first_day, last_day
from genba.quality.found import Found, amounts
from genba.quality.models import Kind
from genba.quality.reading import JUDGED, READ, Bools, Chunk, day
from genba.science.digits import is_preferred, last_digits, unevenness
from genba.science.doubts import FAR, Floats, Ints, a_year_before, among_neighbours, median_of, scores, spread_of

TWICE: Final = float(np.log(2.0))
YEAR: Final = 12
TWO_YEARS: Final = 24
AROUND: Final = 6  # months around one, until it is compared with them
LEVEL_MONTHS: Final = 12
LEVEL_LEAST: Final = 3


def unlike(chunk: Chunk) -> Iterator[Found]:
    """Months unlike those around them, and months unlike the year before, KPI by KPI.

    A month that did the same a year before or after is the season, and no finding. What a month is to those around it is compared
    with what it was a year before, so that a level that changed for good breaks no season. A month that stands out among its
    neighbours is not named for its season as well, nor is the one a year after it.
    """
    for kpi in range(len(chunk.kpis)):
        value = chunk.values(kpi)
        with np.errstate(divide="ignore"):
            logs = np.where(value > 0, np.log(value), np.nan)
        far, middle, n = among_neighbours(logs)
        apart = _matters(chunk, kpi, logs, middle, far)
        steps = a_year_before(np.where(n >= AROUND, logs - middle, np.nan))
        is_season = np.abs(steps) < TWICE
        is_season[:, :-12] |= is_season[:, 12:]
        odd = apart & ~is_season
        yield from _told(chunk, kpi, Kind.HISTORY, odd, value, np.exp(middle), far)
        usual, many = median_of(steps)
        off = scores(steps, usual[:, None], spread_of(steps, usual)[:, None])
        enough = (np.count_nonzero(~np.isnan(logs), axis=1) >= TWO_YEARS) & (many >= YEAR)
        after_an_odd_one = np.zeros(logs.shape, dtype=bool)
        after_an_odd_one[:, 12:] = odd[:, :-12]
        broken = _matters(chunk, kpi, logs, logs - steps, off) & enough[:, None] & ~odd & ~after_an_odd_one
        yield from _told(chunk, kpi, Kind.SEASON, broken, value, np.exp(logs - steps), off)


def _matters(chunk: Chunk, kpi: int, logs: Floats, expected: Floats, score: Floats) -> Bools:
    """Far out, twice or half of what was to be expected, and, where things are counted, more than chance away from it.

    Twice the root of a count varies by chance with a standard deviation of about one, whatever the count
    (Bartlett 1936, Supplement to J. R. Stat. Soc. 3: 68–78). A series of whole numerators is taken as counted.
    """
    with np.errstate(invalid="ignore"):
        chosen: Bools = (np.abs(score) > FAR) & (np.abs(logs - expected) >= TWICE)
        top = chunk.numerator[kpi]
        is_counted = ~(top % 1 > 0).any(axis=1)
        by_chance = 2 * np.abs(np.sqrt(top) - np.sqrt(top * np.exp(expected - logs))) <= FAR
        chosen &= ~(is_counted[:, None] & by_chance)
    chosen[:, : READ - JUDGED] = False
    return chosen


def _told(chunk: Chunk, kpi: int, kind: Kind, odd: Bools, value: Floats, expected: Floats, score: Floats) -> Iterator[Found]:
    for enterprise, column in np.argwhere(odd):
        at = enterprise, column
        top, bottom = float(chunk.numerator[kpi][at]), float(chunk.denominator[kpi][at])
        data = {
            "numerator": top,
            "denominator": bottom,
            "value": float(value[at]),
            "expected": float(expected[at]),
            "score": _score(score[at]),
        }
        if kind is Kind.SEASON:
            data["year_before"] = float(value[enterprise, column - 12])
        yield Found(int(chunk.keys[enterprise]), chunk.kpis[kpi].code, kind, chunk.month(int(column)),
                    last_day(chunk.first + int(column)), data, amounts(top, bottom))  # fmt: skip


def _score(score: float) -> float | None:
    """As JSON has no infinite number: none where all others are one and the same."""
    return round(float(score), 2) if np.isfinite(score) else None


def rounded(chunk: Chunk) -> Iterator[Found]:
    """Series whose numerators end in some digits more often than counting gives. As they were recorded, parts and days too."""
    rows = chunk.rows
    if not len(rows.enterprise):
        return
    tracked = rows.where(rows.is_tracked & (rows.ends >= (chunk.month(READ - JUDGED) - day(0)).days))
    width = len(chunk.kpis)
    series = tracked.enterprise * width + tracked.indicator
    counts, spread = last_digits(series, tracked.numerator, len(chunk.keys) * width)
    for place in np.flatnonzero(is_preferred(counts, spread)):
        enterprise, kpi = divmod(int(place), width)
        its = series == place
        n = int(counts[place].sum())
        data = {"n": n, "counts": counts[place].tolist(), "chi_square": round(float(unevenness(counts[place])), 2),
                "round": int(counts[place, 0] + counts[place, 5])}  # fmt: skip
        yield Found(int(chunk.keys[enterprise]), chunk.kpis[kpi].code, Kind.DIGITS, day(tracked.starts[its].min()),
                    day(tracked.ends[its].max()), data, "")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Levels:
    """Where each series of some enterprises lies, shape (n,): keys, the logarithm of the level, months behind it, their columns."""

    enterprise: Ints
    indicator: list[str]
    unit: list[str]
    level: Floats
    n: Ints
    first: Ints
    last: Ints


def levels(chunk: Chunk) -> Levels:
    """The median of the last twelve months of each series; none under three months with a value above nought."""
    width = max(1, len(chunk.units))
    unit_of = np.full(len(chunk.keys) * max(1, len(chunk.kpis)), -1, dtype=np.int64)
    unit_of[chunk.series] = chunk.rows.unit
    found: list[tuple[int, str, str, float, int, int, int]] = []
    for kpi, indicator in enumerate(chunk.kpis):
        value = chunk.values(kpi)[:, READ - LEVEL_MONTHS :]
        with np.errstate(divide="ignore"):
            logs = np.where(value > 0, np.log(value), np.nan)
        middle, n = median_of(logs)
        for e in np.flatnonzero(n >= LEVEL_LEAST):
            columns = np.flatnonzero(~np.isnan(logs[e])) + READ - LEVEL_MONTHS
            unit = chunk.units[unit_of[e * len(chunk.kpis) + kpi] % width]
            found.append((int(chunk.keys[e]), indicator.code, unit, float(middle[e]), int(n[e]),
                          chunk.first + int(columns[0]), chunk.first + int(columns[-1])))  # fmt: skip
    keys, codes, units, middles, ns, firsts, lasts = zip(*found, strict=True) if found else ((),) * 7
    whole = (np.array(some, dtype=np.int64) for some in (keys, ns, firsts, lasts))
    of, months, first, last = whole
    return Levels(of, list(codes), list(units), np.array(middles, dtype=np.float64), months, first, last)


@dataclass(frozen=True, slots=True)
class Peers:
    """Those that count one KPI in one unit: how many, the middle and the spread of the logarithms of their levels."""

    n: int
    middle: float
    spread: float


Group = tuple[str, str, str]  # KPI, unit, section of ISIC (empty: all)


def unlike_peers(found: Levels, sections: Mapping[int, str], groups: Mapping[Group, Peers]) -> Iterator[Found]:
    """Series whose level is far from that of those that count the same in the same unit: in their section of ISIC where it is
    large enough to be a group, else in all."""
    for place, (key, code, unit) in enumerate(zip(found.enterprise.tolist(), found.indicator, found.unit, strict=True)):
        section = sections.get(key, "")
        group = (code, unit, section) if (code, unit, section) in groups else (code, unit, "")
        peers = groups.get(group)
        off = found.level[place] - peers.middle if peers else 0.0
        if peers is None or abs(off) < TWICE or abs(off) <= FAR * peers.spread:
            continue
        data = {"value": float(np.exp(found.level[place])), "expected": float(np.exp(peers.middle)), "n": peers.n,
                "section": group[2], "months": int(found.n[place]),
                "score": _score(off / peers.spread) if peers.spread > 0 else None}  # fmt: skip
        yield Found(key, code, Kind.PEERS, first_day(int(found.first[place])), last_day(int(found.last[place])), data, "")
