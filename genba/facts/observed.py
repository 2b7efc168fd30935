"""Observations in columns: one great table in order, and smaller ones of what came since.

Order: enterprise, KPI, first month, last month, whole before part, amounts. So sums come out the same to the last bit
however the rows arrived. A later table may say of enterprises that all their earlier rows are gone: they were read anew.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from genba.impact.months import IsNotEmpty
from genba.impact.series import Periods
from genba.kit.columns import Column, Table, rows_in, together, where, without
from genba.kit.packed import Kind, packed

NUMBERS = npt.NDArray[Any]
MOST_PARTS = 40
ENTERPRISES_AT_ONCE = 200
TYPES: Final = {"enterprise": np.int32, "kpi": np.int16, "starts": np.int16, "ends": np.int16, "is_part": np.bool_,
                "numerator": np.float64, "denominator": np.float64}  # fmt: skip


def read(rows: Any, kpis: Mapping[str, int], *, keys: bool = False) -> tuple[Table, int]:
    """The believed observations among these, in order, and how many were of KPIs that no module knows any more.

    keys: also the key of each, in a column "key".
    """
    kinds: dict[str, Kind] = {"enterprise": "id", "kpi": kpis, "starts": "day", "ends": "day", "is_part": "code"}
    kinds |= dict.fromkeys(("numerator", "denominator"), "amount") | ({"key": "id"} if keys else {})
    columns = ("enterprise_id", "indicator", "starts_on", "ends_on", "part_number", "numerator", "denominator")
    asked = rows.believed().annotate(part_number=IsNotEmpty("part")).values_list(*columns, *(["pk"] if keys else []))
    table = packed(asked, kinds, stretch=ENTERPRISES_AT_ONCE)
    for name in ("starts", "ends"):
        table[name] = table[name].astype("datetime64[D]").astype("datetime64[M]").astype(np.int64) + 12 * 1970
    types = {**TYPES, "key": np.int64} if keys else TYPES
    known = table["kpi"] >= 0
    unknown = int(len(known) - np.count_nonzero(known))
    kept: Table = {name: table[name].astype(kind, copy=False) for name, kind in types.items()}
    return in_order(where(kept, known) if unknown else kept), unknown


def in_order(table: Table) -> Table:
    """The one order of observations. Nearly every month has one row, so only the few that share it are sorted twice."""
    key = (
        table["enterprise"].astype(np.uint64) << 32
        | table["kpi"].astype(np.uint64) << 16
        | table["starts"].astype(np.uint64)
    )
    order = np.argsort(key, kind="stable")
    same = key[order][1:] == key[order][:-1]
    if same.any():
        tied = np.zeros(len(order), dtype=bool)
        tied[1:] |= same
        tied[:-1] |= same
        some = order[tied]
        last = table["ends"][some].astype(np.int64) * 2 + table["is_part"][some]
        order[tied] = some[np.lexsort((table["denominator"][some], table["numerator"][some], last, key[some]))]
    return where(table, order)


@dataclass(frozen=True)
class Part:
    """A table of observations, and the enterprises of which nothing earlier counts any more, ascending."""

    rows: Table
    gone: NUMBERS


@dataclass(frozen=True)
class Observed:
    """The parts from the earliest to the latest; the first has no `gone`."""

    parts: tuple[Part, ...]

    def of(self, enterprises: NUMBERS) -> Table:
        """All observations of these enterprises (ascending keys), in order."""
        found: list[Table] = []
        for at, part in enumerate(self.parts):
            left = enterprises
            for later in self.parts[at + 1 :]:
                left = left[~np.isin(left, later.gone)]
            found.append(where(part.rows, ranges(part.rows["enterprise"], left)))
        return in_order(together(found))

    def everything(self) -> Table:
        """All that counts, in order."""
        found: list[Table] = []
        for at, part in enumerate(self.parts):
            gone = np.concatenate([np.zeros(0, dtype=np.int64), *(later.gone for later in self.parts[at + 1 :])])
            found.append(without(part.rows, np.unique(gone)))
        return found[0] if len(found) == 1 else in_order(together(found))

    def with_part(self, part: Part) -> "Observed":
        """With what came. Many parts, or a tenth of the whole in them, become one again."""
        longer = Observed((*self.parts, part))
        small = sum(rows_in(p.rows) for p in longer.parts[1:])
        is_long = len(longer.parts) > MOST_PARTS or small > max(1_000_000, rows_in(longer.parts[0].rows) // 10)
        return Observed((Part(longer.everything(), NONE),)) if is_long else longer


NONE: Final = np.zeros(0, dtype=np.int64)


def ranges(column: Column, values: NUMBERS) -> NUMBERS:
    """The places in an ascending column at which these ascending values stand."""
    first, last = np.searchsorted(column, values, "left"), np.searchsorted(column, values, "right")
    length = last - first
    begins = np.repeat(first - np.concatenate(([0], np.cumsum(length)[:-1])) if len(length) else first, length)
    places: NUMBERS = begins + np.arange(int(length.sum()))
    return places


def periods_of(table: Table, enterprises: NUMBERS, kpis: Sequence[int]) -> Periods:
    """As changes are worked out from: enterprises and KPIs by their places among those given."""
    place = np.full(int(max(kpis, default=0)) + 2, -1, dtype=np.int64)
    place[list(kpis)] = np.arange(len(kpis))
    indicator = place[np.minimum(table["kpi"], len(place) - 1)]
    periods = Periods(
        np.searchsorted(enterprises, table["enterprise"]), indicator, table["starts"].astype(np.int64),
        table["ends"].astype(np.int64), table["is_part"].astype(np.int64), table["numerator"], table["denominator"],
    )  # fmt: skip
    return periods.where(indicator >= 0)
