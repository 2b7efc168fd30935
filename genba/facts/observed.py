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


def read(rows: Any, kpis: Mapping[str, int], *, keys: bool = False, moment: str = "") -> tuple[Table, int]:
    """The believed observations among these, in order, and how many were of KPIs that no module knows any more.

    keys: also the key of each, in a column "key". moment: of genba.kit.seen.one_look, where all are read.
    """
    kinds: dict[str, Kind] = {"enterprise": "key", "kpi": kpis, "is_part": "flag", "starts": "day", "ends": "day"}
    kinds |= dict.fromkeys(("numerator", "denominator"), "amount") | ({"key": "id"} if keys else {})
    columns = ("enterprise_id", "indicator", "part_number", "starts_on", "ends_on", "numerator", "denominator")
    asked = rows.believed().annotate(part_number=IsNotEmpty("part")).values_list(*columns, *(["pk"] if keys else []))
    table = packed(asked, kinds, stretch=ENTERPRISES_AT_ONCE, moment=moment, narrowed=_narrow)
    known = table["kpi"] >= 0
    unknown = int(len(known) - np.count_nonzero(known))
    return in_order(where(table, known) if unknown else table), unknown


def _narrow(table: Table) -> Table:
    """As wide as they are kept, and months in place of days."""
    table |= {name: _months(table[name]) for name in ("starts", "ends")}
    types = {**TYPES, "key": np.int64} if "key" in table else TYPES
    return {name: table[name].astype(kind, copy=False) for name, kind in types.items()}


def _months(days: Column) -> Column:
    """By a list of all days between: there are far fewer than rows."""
    first = int(days.min(initial=0))
    between = np.arange(first, int(days.max(initial=0)) + 1).astype("datetime64[D]")
    months: Column = (between.astype("datetime64[M]").astype(np.int64) + 12 * 1970)[days - first]
    return months


def in_order(table: Table) -> Table:
    """The one order of observations. Nearly every month has one row, so only the few that share it are sorted twice."""
    key = (
        table["enterprise"].astype(np.uint64) << 32
        | table["kpi"].astype(np.uint64) << 16
        | table["starts"].astype(np.uint64)
    )
    if (key[1:] > key[:-1]).all():
        return table
    order = np.argsort(key, kind="stable")  # quick where rows came in long ascending runs, as months and imports do
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
            found.append(_rows_of(part.rows, left))
        told = [table for table in found if rows_in(table)]
        return in_order(together(told)) if len(told) > 1 else (told or found)[0]

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


def _rows_of(rows: Table, enterprises: NUMBERS) -> Table:
    """The rows of these enterprises. Where nobody else stands between them they are not copied."""
    places = ranges(rows["enterprise"], enterprises)
    is_one_stretch = len(places) and places[-1] - places[0] == len(places) - 1
    return {name: c[places[0] : places[-1] + 1] for name, c in rows.items()} if is_one_stretch else where(rows, places)


def ranges(column: Column, values: NUMBERS) -> NUMBERS:
    """The places in an ascending column at which these ascending values stand."""
    values = values.astype(column.dtype)  # of another kind, the whole column would be converted for a look at a few
    first, last = np.searchsorted(column, values, "left"), np.searchsorted(column, values, "right")
    length = last - first
    begins = np.repeat(first - np.concatenate(([0], np.cumsum(length)[:-1])) if len(length) else first, length)
    places: NUMBERS = begins + np.arange(int(length.sum()))
    return places


def periods_of(table: Table, enterprises: NUMBERS, kpis: Sequence[int]) -> Periods:
    """As changes are worked out from: enterprises and KPIs by their places among those given.

    table: in order, and of these enterprises (ascending keys) alone.
    """
    firms = enterprises.astype(table["enterprise"].dtype)
    each = np.diff(np.append(np.searchsorted(table["enterprise"], firms), rows_in(table)))
    place = np.full(int(max(kpis, default=0)) + 2, -1, dtype=np.int64)
    place[list(kpis)] = np.arange(len(kpis))
    indicator = place[np.minimum(table["kpi"], len(place) - 1)]
    periods = Periods(
        np.repeat(np.arange(len(enterprises)), each), indicator, table["starts"].astype(np.int64),
        table["ends"].astype(np.int64), table["is_part"].astype(np.int64), table["numerator"], table["denominator"],
    )  # fmt: skip
    return periods.where(indicator >= 0)
