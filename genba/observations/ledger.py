"""What stands written already where values are to be written down: asked at once, for however many there are."""

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from itertools import chain
from typing import Any, NamedTuple

from django.db import connection
from django.utils import timezone

from genba.curriculum.indicators import Indicator
from genba.directory.models import Enterprise
from genba.observations.models import Observation

TOGETHER = 1_000  # values a statement; SQLite has 32,766 places for their seven facts

Key = tuple[int, str, str, date, date]
Facts = dict[str, Any]  # numerator, denominator, note, unusual: what can be put right later


class Value(NamedTuple):
    """What somebody says an enterprise counted of one KPI over one period.

    `numerator` over `denominator`, both in the units of the indicator's quantities, or both None: "not tracked", and
    `note` says why. `unit` is that of the value and is checked where it is given.
    """

    enterprise: Enterprise
    indicator: Indicator
    starts_on: date
    ends_on: date
    numerator: float | None = None
    denominator: float | None = None
    part: str = ""
    unit: str = ""
    note: str = ""

    @property
    def is_tracked(self) -> bool:
        return self.numerator is not None or self.denominator is not None

    @property
    def key(self) -> Key:
        """What there can be one value of."""
        return self.enterprise.pk, self.indicator.code, self.part, self.starts_on, self.ends_on


class Amounts(NamedTuple):
    numerator: float | None
    denominator: float | None


class Standing(NamedTuple):
    """What a period says already. `is_fresh`: the same run has said so; the key is 0 while it is not written yet."""

    key: int
    amounts: Amounts
    note: str
    unusual: bool
    version: int
    is_fresh: bool

    @property
    def facts(self) -> Facts:
        return {**self.amounts._asdict(), "note": self.note, "unusual": self.unusual}


class Kept(NamedTuple):
    """A value that may be written, as it will be, beside what its period says already."""

    value: Value
    unit: str
    note: str
    unusual: bool
    standing: Standing | None

    @property
    def facts(self) -> Facts:
        value = self.value
        return {"numerator": value.numerator, "denominator": value.denominator, "note": self.note, "unusual": self.unusual}


class Ledger:
    """For each of some values: what its period says already, the last value before it, and the unit that is kept.

    A value that was judged good is added, so that the next one is compared with it before anything is written.
    `since` tells what was written by the same run from what was there before it.
    """

    def __init__(self, values: Sequence[Value], *, since: datetime | None = None) -> None:
        self.today = timezone.localdate()
        self._standing: dict[Key, Standing] = {}
        self._last: dict[Key, tuple[date, date, Amounts]] = {}
        self._units: dict[tuple[int, str], str] = {}
        self._added: dict[tuple[int, str, str], list[tuple[date, date, Amounts]]] = defaultdict(list)
        for start in range(0, len(values), TOGETHER):
            self._look_up(values[start : start + TOGETHER], since)

    def standing(self, value: Value) -> Standing | None:
        """What the same period of the same part says already."""
        return self._standing.get(value.key)

    def last(self, value: Value) -> Amounts | None:
        """The latest tracked value of the same part that was over before this one began, by the same definition."""
        starts_on, amounts = self._before(value)
        since = value.indicator.since
        return None if since and starts_on and starts_on < since <= value.starts_on else amounts

    def _before(self, value: Value) -> tuple[date | None, Amounts | None]:
        found = self._last.get(value.key)
        added = self._added.get(value.key[:3], ())
        for place in range(bisect_left(added, (value.starts_on,)) - 1, -1, -1):
            starts_on, ends_on, amounts = added[place]
            if ends_on < value.starts_on:
                return (starts_on, amounts) if found is None or (starts_on, ends_on) >= found[:2] else (found[0], found[2])
        return (found[0], found[2]) if found else (None, None)

    def unit(self, value: Value) -> str:
        """The unit that this enterprise keeps for a KPI counted in its own unit of output; "" while it has no value."""
        return self._units.get(value.key[:2], "")

    def add(self, kept: Kept) -> None:
        """This is going to be written."""
        value, amounts = kept.value, Amounts(kept.value.numerator, kept.value.denominator)
        key = kept.standing.key if kept.standing else 0
        self._standing[value.key] = Standing(key, amounts, kept.note, kept.unusual, 0, is_fresh=True)
        if value.is_tracked:
            insort(self._added[value.key[:3]], (value.starts_on, value.ends_on, amounts))

    def _look_up(self, values: Sequence[Value], since: datetime | None) -> None:
        for row in _rows(values, since or timezone.now()):
            value = values[row[0]]
            if row[1] is not None:
                amounts = Amounts(row[2], row[3])
                self._standing[value.key] = Standing(row[1], amounts, row[4], bool(row[5]), row[6], bool(row[7]))
            if row[8] is not None:
                self._last[value.key] = (_day(row[8]), _day(row[9]), Amounts(row[10], row[11]))
            if row[12]:
                self._units[value.key[:2]] = row[12]


# One seek in the index of the unique constraint for each question. An ORM query would have to read all history of the
# enterprises that are asked about, or be one for each value.
ASKED = """
WITH asked (place, enterprise, indicator, part, starts_on, ends_on, own_unit) AS (VALUES {marks})
SELECT asked.place, now.id, now.numerator, now.denominator, now.note, now.unusual, now.version, now.recorded_at >= %s,
       last.starts_on, last.ends_on, last.numerator, last.denominator,
       CASE WHEN asked.own_unit = 1 THEN (
           SELECT o.unit FROM {table} o
           WHERE o.enterprise_id = asked.enterprise AND o.indicator = asked.indicator AND o.denominator IS NOT NULL
           ORDER BY o.starts_on LIMIT 1
       ) END
FROM asked
LEFT JOIN {table} now ON now.enterprise_id = asked.enterprise AND now.indicator = asked.indicator
     AND now.starts_on = asked.starts_on AND now.ends_on = asked.ends_on AND now.part = asked.part
LEFT JOIN {table} last ON last.id = (
    SELECT o.id FROM {table} o
    WHERE o.enterprise_id = asked.enterprise AND o.indicator = asked.indicator AND o.part = asked.part
          AND o.starts_on < asked.starts_on AND o.ends_on < asked.starts_on AND o.denominator IS NOT NULL
    ORDER BY o.starts_on DESC, o.ends_on DESC LIMIT 1
)
"""


def _rows(values: Sequence[Value], since: datetime) -> Iterator[tuple[Any, ...]]:
    if not values:
        return
    # SQLite keeps a day as text and would make a number of it.
    day = "date" if connection.vendor == "postgresql" else "text"
    marks = ("(CAST(%s AS bigint), CAST(%s AS bigint), CAST(%s AS text), CAST(%s AS text), "
             f"CAST(%s AS {day}), CAST(%s AS {day}), CAST(%s AS bigint))")  # fmt: skip
    sql = ASKED.format(table=connection.ops.quote_name(Observation._meta.db_table), marks=", ".join([marks] * len(values)))
    asked: Iterator[Any] = chain.from_iterable(
        (
            place,
            v.enterprise.pk,
            v.indicator.code,
            v.part,
            str(v.starts_on),
            str(v.ends_on),
            int(v.indicator.own_output_unit),
        )
        for place, v in enumerate(values)
    )
    moment = Observation._meta.get_field("recorded_at").get_db_prep_save(since, connection)
    with connection.cursor() as cursor:
        cursor.execute(sql, [*asked, moment])
        yield from cursor.fetchall()


def _day(kept: date | str) -> date:
    return date.fromisoformat(kept) if isinstance(kept, str) else kept
