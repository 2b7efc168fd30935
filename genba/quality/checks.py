"""Doubts that need no statistics: outside what can be, two units, days counted twice, copied months, missing months.

Each check takes a chunk and gives what it found; arithmetic on whole columns, and a step of Python only for what is found.
"""

import math
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

import numpy as np

from genba.impact.months import last_day
from genba.quality.found import Found, amounts
from genba.quality.models import Kind
from genba.quality.reading import JUDGED, READ, Bools, Chunk, Rows, day
from genba.science.doubts import Ints, runs

BY_CHANCE: Final = 0.001
SAME_MONTHS: Final = 3  # so many months with one numerator and one denominator are called copied
REPORTS_MONTHLY: Final = 6  # so many months, and half of those between the first and the last, make a series monthly
FAR_APART: Final = 10**6  # more than any day since 1970


def outside(chunk: Chunk) -> Iterator[Found]:
    """Values outside the range of their KPI, or a part larger than its whole, that nobody insisted on when they came in.

    Who insisted gave a reason, and a reviewer reads it: such a value is unusual, and no finding.
    """
    rows = chunk.rows
    low, high = (np.array([k.plausible[end] for k in chunk.kpis]) for end in (0, 1))
    scale = np.array([k.scale for k in chunk.kpis])
    bounded = np.array([k.bounded for k in chunk.kpis], dtype=bool)
    if not len(rows.enterprise):
        return
    at = rows.indicator
    with np.errstate(divide="ignore", invalid="ignore"):
        value = np.where(rows.denominator > 0, scale[at] * rows.numerator / rows.denominator, np.nan)
    too_much = bounded[at] & (rows.numerator > rows.denominator)
    odd = rows.is_tracked & ~rows.waits & (too_much | (value < low[at]) | (value > high[at]))
    for n in np.flatnonzero(odd & _judged(chunk)).tolist():
        top, bottom = float(rows.numerator[n]), float(rows.denominator[n])
        data = {"numerator": top, "denominator": bottom, "value": None if np.isnan(value[n]) else float(value[n]),
                "low": float(low[at[n]]), "high": float(high[at[n]]), "more_than_whole": bool(too_much[n])}  # fmt: skip
        yield _of(chunk, n, Kind.RANGE, data, amounts(top, bottom))


def two_units(chunk: Chunk) -> Iterator[Found]:
    """Series of which some values are in one unit and some in another; the days are those of the values in the rarer one."""
    rows = chunk.rows
    tracked = np.flatnonzero(rows.is_tracked)
    width = max(1, len(chunk.units))
    pairs, which, n = np.unique(chunk.series[tracked] * width + rows.unit[tracked], return_inverse=True, return_counts=True)
    series, first, many = np.unique(pairs // width, return_index=True, return_counts=True)
    for place in np.flatnonzero(many > 1):
        its = slice(first[place], first[place] + many[place])
        order = np.argsort(-n[its], kind="stable")
        found = [(chunk.units[pairs[its][o] % width], int(n[its][o])) for o in order]
        rare = tracked[which == first[place] + order[-1]]
        enterprise, kpi = divmod(int(series[place]), len(chunk.kpis))
        yield Found(int(chunk.keys[enterprise]), chunk.kpis[kpi].code, Kind.UNIT, day(rows.starts[rare].min()), day(rows.ends[rare].max()),
                    {"units": [list(one) for one in found]}, " · ".join(sorted(unit for unit, _ in found)))  # fmt: skip


def counted_twice(chunk: Chunk) -> Iterator[Found]:
    """Values of the whole enterprise whose days lie within those of another one. One finding for the longer period."""
    wholes = np.flatnonzero(chunk.rows.is_tracked & (chunk.rows.part == 0))
    rows, series = chunk.rows.where(wholes), chunk.series[wholes]
    order = np.lexsort((-rows.ends, rows.starts, series))
    rows, series = rows.where(order), series[order]
    reach = np.maximum.accumulate(series * FAR_APART + rows.ends) if len(series) else series
    begins = series * FAR_APART + rows.starts
    within: dict[int, list[int]] = {}
    for n in np.flatnonzero(begins[1:] <= reach[:-1]) + 1:
        within.setdefault(int(np.searchsorted(reach, reach[n - 1])), []).append(int(n))
    for longer, others in within.items():
        ends = max(rows.ends[n] for n in (longer, *others))
        if day(ends) < chunk.month(READ - JUDGED):
            continue
        data = {"one": _period(rows, longer), "other": _period(rows, others[0]), "others": len(others)}
        mark = f"{amounts(float(rows.numerator[longer]), float(rows.denominator[longer]))} {len(others)}"
        yield _of(replace(chunk, rows=rows), longer, Kind.OVERLAP, data, mark)._replace(ends_on=day(ends))


def _period(rows: Rows, n: int) -> list[float | str]:
    """From when to when, and how much over how much."""
    return [
        day(rows.starts[n]).isoformat(),
        day(rows.ends[n]).isoformat(),
        float(rows.numerator[n]),
        float(rows.denominator[n]),
    ]


def copied(chunk: Chunk) -> Iterator[Found]:
    """Three months or more in a row with one and the same numerator and denominator; a numerator of nought is no sign.

    Small counts repeat by themselves: where a numerator is whole, the run must be so long that counting gives it once in a thousand times.
    """
    for kpi, indicator in enumerate(chunk.kpis):
        top, bottom = chunk.numerator[kpi], chunk.denominator[kpi]
        same = np.zeros(top.shape, dtype=bool)
        same[:, 1:] = (top[:, 1:] == top[:, :-1]) & (bottom[:, 1:] == bottom[:, :-1]) & (top[:, 1:] > 0)
        length = runs(same)
        ends = (length >= SAME_MONTHS - 1) & ~np.pad(same[:, 1:], ((0, 0), (0, 1)))
        for enterprise, column in np.argwhere(ends & (np.arange(READ) >= READ - JUDGED)):
            n = int(length[enterprise, column]) + 1
            numerator, denominator = float(top[enterprise, column]), float(bottom[enterprise, column])
            if numerator % 1 == 0 and alike_by_chance(numerator) ** (n - 1) > BY_CHANCE:
                continue
            yield Found(int(chunk.keys[enterprise]), indicator.code, Kind.COPIED, chunk.month(int(column) - n + 1),
                        last_day(chunk.first + int(column)), {"numerator": numerator, "denominator": denominator, "months": n},
                        amounts(numerator, denominator))  # fmt: skip


def alike_by_chance(count: float) -> float:
    """How often two counts of the same mean are the same number, about: 1 ÷ (2 √(π × count)).

    The difference of two Poisson counts is nought with e^(−2m) I₀(2m) (Skellam 1946, J. R. Stat. Soc. 109: 296), which this is for m ≥ 1
    within a tenth.
    """
    return min(1.0, 1 / (2 * math.sqrt(math.pi * count)))


def missing(chunk: Chunk, until: Ints) -> Iterator[Found]:
    """Months without a word in a series that is otherwise reported month by month. "Not tracked" with its reason is a word.

    until: shape (KPIs, enterprises), the last column in which a month is owed, −1 where none is beyond the last one reported. KPIs of an
    enterprise that lack the same months are one finding, under the first of them by code; `also` are the others.
    """
    owed = owed_months(chunk.has_said, until)
    gaps = owed & ~chunk.has_said
    gaps[:, :, : READ - JUDGED] = False
    together: dict[tuple[int, bytes], list[int]] = {}
    for kpi, enterprise in np.argwhere(gaps.any(axis=2)).tolist():
        together.setdefault((enterprise, gaps[kpi, enterprise].tobytes()), []).append(kpi)
    for (enterprise, _gap), kpis in together.items():
        kpi = kpis[0]
        columns = np.flatnonzero(gaps[kpi, enterprise]).tolist()
        names = [chunk.month(column).isoformat()[:7] for column in columns]
        said = int(np.count_nonzero(chunk.has_said[kpi, enterprise] & owed[kpi, enterprise]))
        data = {"months": names, "said": said, "of": int(np.count_nonzero(owed[kpi, enterprise])),
                "also": [chunk.kpis[other].code for other in kpis[1:]]}  # fmt: skip
        yield Found(int(chunk.keys[enterprise]), chunk.kpis[kpi].code, Kind.MISSING, chunk.month(columns[0]),
                    last_day(chunk.first + columns[-1]), data, " ".join(names)[:300])  # fmt: skip


def owed_months(has_said: Bools, until: Ints) -> Bools:
    """The months in which a series that is reported monthly should say something, shape as `has_said`: from the first month
    that does until the last one, and on to `until`. None for a series of under six months, or that says less than half."""
    n = np.count_nonzero(has_said, axis=2)
    first = np.argmax(has_said, axis=2)
    last = READ - 1 - np.argmax(has_said[:, :, ::-1], axis=2)
    monthly = (n >= REPORTS_MONTHLY) & (2 * n >= last - first + 1)
    at = np.arange(READ)
    stretch = (at >= first[:, :, None]) & (at <= np.maximum(last, until)[:, :, None])
    chosen: Bools = stretch & monthly[:, :, None]
    return chosen


def _judged(chunk: Chunk) -> Bools:
    start = (chunk.month(READ - JUDGED) - day(0)).days
    chosen: Bools = chunk.rows.ends >= start
    return chosen


def _of(chunk: Chunk, n: int, kind: Kind, data: Mapping[str, Any], mark: str) -> Found:
    rows = chunk.rows
    return Found(int(chunk.keys[rows.enterprise[n]]), chunk.kpis[rows.indicator[n]].code, kind, day(rows.starts[n]),
                 day(rows.ends[n]), data, mark)  # fmt: skip
