"""Months as numbers (12 × year + month − 1), read as such: for millions of rows a date object each is too dear."""

from calendar import monthrange
from datetime import date
from functools import lru_cache
from typing import Any

from django.db import connections
from django.db.models import Func, IntegerField, QuerySet


class Number(Func):
    """A whole number as the database gives it, without a call of Python for each."""

    output_field = IntegerField()
    arity = 1

    @property
    def convert_value(self) -> Any:
        return self._convert_value_noop  # type: ignore[attr-defined]


class Month(Number):
    """The month of a day, as a number."""

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        parts = "(12 * CAST(substr(%(expressions)s, 1, 4) AS INTEGER) + CAST(substr(%(expressions)s, 6, 2) AS INTEGER) - 1)"
        return self.as_sql(compiler, connection, template=parts, **context)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        parts = "(12 * EXTRACT(YEAR FROM %(expressions)s)::int + EXTRACT(MONTH FROM %(expressions)s)::int - 1)"
        return self.as_sql(compiler, connection, template=parts, **context)


class Day(Number):
    """A day, as so many after 1 January 1970."""

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(
            compiler, connection, template="CAST(julianday(%(expressions)s) - 2440587.5 AS INTEGER)", **context
        )

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, template="(%(expressions)s - DATE '1970-01-01')", **context)


class IsNotEmpty(Number):
    """1 where a text says something, 0 where it is empty; a number, because SQLite's booleans go through Python."""

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


def fetched(rows: QuerySet[Any, Any]) -> list[tuple[Any, ...]]:
    """What a query of plain numbers and texts gives, at once: the query set takes a hundred rows at a time."""
    sql, params = rows.query.sql_with_params()
    with connections[rows.db].cursor() as cursor:
        cursor.execute(sql, params)
        return list(cursor.fetchall())
