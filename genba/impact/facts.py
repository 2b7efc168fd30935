"""Rows as columns: what standings are worked out from, and the cells (country, provider, module, group) it is cut into."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import numpy as np
import numpy.typing as npt
from django.db.models import Min
from django.utils import timezone

from genba.directory.models.enterprise import SIZES
from genba.directory.places import section_of
from genba.programmes.models import Engagement

Codes = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Cell:
    """Where a figure stands: "" and 0 are all; group is "" or "dimension:value"."""

    country: str = ""
    provider_id: int = 0
    module: str = ""
    group: str = ""


@dataclass
class Column:
    """A column of few different values: a place for each row, and the values."""

    codes: Codes
    values: list[Any]

    @classmethod
    def of(cls, cells: Sequence[Any]) -> "Column":
        places: dict[Any, int] = {}
        codes = np.fromiter((places.setdefault(c, len(places)) for c in cells), np.int64, len(cells))
        return cls(codes, list(places))

    def at(self, rows: Codes) -> "Column":
        return Column(self.codes[rows], self.values)


@dataclass
class Facts:
    """Rows of one kind, n of them: their places in the cells, and numbers by name, each of shape (n,)."""

    country: Column
    provider: Column
    module: Column
    groups: dict[str, Column] = field(default_factory=dict)
    numbers: dict[str, npt.NDArray[Any]] = field(default_factory=dict)

    def where(self, kept: Codes) -> "Facts":
        groups = {k: c.at(kept) for k, c in self.groups.items()}
        numbers = {k: v[kept] for k, v in self.numbers.items()}
        return Facts(self.country.at(kept), self.provider.at(kept), self.module.at(kept), groups, numbers)

    def cells(self, by: Sequence[str] = ()) -> Iterator[tuple[Cell, Codes]]:
        """Every cell that has rows, with the places of its rows: by country and module, and by provider and module."""
        for split in ("", *by):
            for by_country in (False, True):
                for by_module in (False, True):
                    yield from self._cut(by_country, False, by_module, split)
        for by_module in (False, True):
            yield from self._cut(True, True, by_module, "")

    def _cut(self, by_country: bool, by_provider: bool, by_module: bool, split: str) -> Iterator[tuple[Cell, Codes]]:
        key = np.zeros(len(self.country.codes), dtype=np.int64)
        columns: list[Column] = []
        for wanted, column in ((by_country, self.country), (by_provider, self.provider), (by_module, self.module)):
            columns.append(column if wanted else Column(np.zeros_like(key), [None]))
        columns.append(self.groups[split] if split else Column(np.zeros_like(key), [None]))
        for column in columns:
            key = key * max(1, len(column.values)) + column.codes
        order = np.argsort(key, kind="stable")
        for rows in np.split(order, np.flatnonzero(np.diff(key[order])) + 1):
            if len(rows):
                country, provider, module, group = (c.values[c.codes[rows[0]]] for c in columns)
                yield Cell(country or "", provider or 0, module or "", f"{split}:{group}" if split else ""), rows


@dataclass
class Base:
    """The engagements that were not withdrawn, and how to find one by its id."""

    facts: Facts
    ids: Codes
    today: date

    def rows_of(self, engagement_ids: Sequence[int]) -> tuple[Codes, npt.NDArray[np.bool_]]:
        """The place of each engagement, and whether it is among them (places of others mean nothing)."""
        wanted = np.asarray(engagement_ids, dtype=np.int64)
        if not len(self.ids):
            return np.zeros(len(wanted), dtype=np.int64), np.zeros(len(wanted), dtype=bool)
        places = np.minimum(np.searchsorted(self.ids, wanted), len(self.ids) - 1)
        return places, self.ids[places] == wanted

    @property
    def is_trained(self) -> npt.NDArray[np.bool_]:
        chosen: npt.NDArray[np.bool_] = self.facts.numbers["trained"].astype(bool)
        return chosen

    def long_ago(self, days: int) -> date:
        return self.today - timedelta(days=days)


def base() -> Base:
    """Read every engagement with its enterprise and first class day."""
    rows = list(
        Engagement.objects.filter(withdrawal=None).order_by("pk")
        .annotate(trained_on=Min("participations__workshop__sessions__held_on"))
        .values_list("pk", "enterprise_id", "enterprise__country_id", "provider_id", "module", "enterprise__headcount",
                     "enterprise__isic", "trained_on", "agreed_on")
    )  # fmt: skip
    ids, enterprise, country, provider, module, headcount, isic, trained_on, agreed_on = (
        zip(*rows, strict=True) if rows else [()] * 9
    )
    today = timezone.localdate()
    sectors = [section_of(i) or "unknown" for i in isic]
    groups = {"size": Column.of([size_of(h) for h in headcount]), "sector": Column.of(sectors)}
    facts = Facts(
        Column.of(country), Column.of(provider), Column.of(module), groups,
        {
            "enterprise": np.array(enterprise, dtype=np.int64),
            "headcount": np.array([h or 0 for h in headcount], dtype=np.int64),
            "trained": np.array([t is not None and t <= today for t in trained_on], dtype=np.int64),
            "trained_day": np.array([t.toordinal() if t else 0 for t in trained_on], dtype=np.int64),
            "agreed_day": np.array([a.toordinal() for a in agreed_on], dtype=np.int64),
        },
    )  # fmt: skip
    return Base(facts, np.array(ids, dtype=np.int64), today)


def size_of(headcount: int | None) -> str:
    if not headcount:
        return "unknown"
    return next(s for s, (low, high) in SIZES.items() if headcount >= low and (high is None or headcount <= high))
