"""Months as numbers (12 × year + month − 1), read as such: for millions of rows a date object each is too dear."""

from calendar import monthrange
from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import Func, IntegerField


class Month(Func):
    """The month of a day, as a number."""

    output_field = IntegerField()
    arity = 1

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        parts = "(12 * CAST(substr(%(expressions)s, 1, 4) AS INTEGER) + CAST(substr(%(expressions)s, 6, 2) AS INTEGER) - 1)"
        return self.as_sql(compiler, connection, template=parts, **context)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        parts = "(12 * EXTRACT(YEAR FROM %(expressions)s)::int + EXTRACT(MONTH FROM %(expressions)s)::int - 1)"
        return self.as_sql(compiler, connection, template=parts, **context)


class IsNotEmpty(Func):
    """1 where a text says something, 0 where it is empty; a number, because SQLite's booleans go through Python."""

    output_field = IntegerField()
    arity = 1
    template = "(CASE WHEN %(expressions)s = '' THEN 0 ELSE 1 END)"


def month_of(day: date) -> int:
    return 12 * day.year + day.month - 1


@lru_cache(maxsize=4096)
def first_day(month: int) -> date:
    return date(month // 12, month % 12 + 1, 1)


@lru_cache(maxsize=4096)
def last_day(month: int) -> date:
    first = first_day(month)
    return first.replace(day=monthrange(first.year, first.month)[1])
