"""Rows of facts and the groups into which they are cut: what every indicator is worked out from."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
from django.utils import timezone

from genba.impact import tables
from genba.impact.tables.cutting import Cuts
from genba.impact.tables.others import OTHERS
from genba.kit import columns
from genba.kit.columns import Keys, Table

Places = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
EPOCH = date(1970, 1, 1)  # days in columns are counted from it


def day_number(day: date) -> int:
    """As days stand in columns."""
    return (day - EPOCH).days


@dataclass(frozen=True)
class Rows:
    """Rows of one kind of fact. Columns that are cuts hold places in the lists of `cuts`."""

    table: Table
    cuts: Cuts

    def __getitem__(self, name: str) -> npt.NDArray[Any]:
        return self.table[name]

    def __len__(self) -> int:
        return columns.rows_in(self.table)

    def has(self, cut: str) -> bool:
        """Whether these can be cut by it."""
        return cut in self.table and cut in self.cuts

    def where(self, kept: Places | Mask) -> "Rows":
        return Rows(columns.where(self.table, kept), self.cuts)

    def groups(self, by: Sequence[str]) -> Iterator[tuple[tuple[Any, ...], Places]]:
        """Every group that has rows: the value of each cut, and the places of its rows, ascending."""
        key = np.zeros(len(self), dtype=np.int64)
        for cut in by:
            key = key * max(1, len(self.cuts[cut])) + self.table[cut]
        order = np.argsort(key, kind="stable")
        for rows in np.split(order, np.flatnonzero(np.diff(key[order])) + 1):
            if len(rows):
                yield tuple(self.cuts[cut][self.table[cut][rows[0]]] for cut in by), rows


@dataclass
class Tables:
    """Every table by its name, found when it is asked for. today: the day as of which figures are worked out."""

    cuts: Cuts
    today: date
    find: Callable[[str], Table]
    _found: dict[str, Rows] = field(default_factory=dict)

    def rows(self, name: str) -> Rows:
        """The rows of a table: see `genba.impact.tables` and its `others`."""
        if name not in self._found:
            self._found[name] = Rows(self.find(name), self.cuts)
        return self._found[name]

    @cached_property
    def trained(self) -> Rows:
        """The takings whose first class day has come."""
        return self.rows("takings").where(self.is_trained)

    @cached_property
    def is_trained(self) -> Mask:
        first = self.rows("takings")["trained"]
        chosen: Mask = (first >= 0) & (first <= day_number(self.today))
        return chosen

    def long_ago(self, days: int) -> int:
        return day_number(self.today - timedelta(days=days))


def from_database() -> Tables:
    """Everything as the rows of the database say today."""
    cuts: Cuts = {}
    today = timezone.localdate()
    found = tables.read(None, cuts)
    return Tables(cuts, today, lambda name: OTHERS[name](cuts, today) if name in OTHERS else found[name])


def of_no_enterprise() -> Tables:
    """Only the tables that no enterprise has a part in; nothing is read but what is asked for."""
    cuts: Cuts = {}
    today = timezone.localdate()
    return Tables(cuts, today, lambda name: OTHERS[name](cuts, today))


def different(keys: npt.NDArray[Any]) -> int:
    return len(np.unique(keys))


def beside(rows: Rows, other: Rows, *names: str) -> Rows:
    """The rows with columns of yes and no that others have for their engagements; no where they have none."""
    places, known = Keys(other["engagement"]).places(rows["engagement"])
    found = {name: np.zeros(len(rows), dtype=bool) for name in names}
    for name, column in found.items():
        column[known] = other[name][places[known]]
    return Rows({**rows.table, **found}, rows.cuts)
