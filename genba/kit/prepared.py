"""Queries whose SQL is worked out once and afterwards only sent.

Django composes the SQL of a query anew each time, which for the four queries of a sheet costs several times what the
database does. Where a page must be fast and its queries never change shape, they are prepared (`Prepared`); where the shape
hangs on who asks, what was composed for one is kept for whoever asks the same (`composed`).
"""

import threading
from collections.abc import Callable, Hashable
from copy import copy
from datetime import date, datetime
from typing import Any, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import QuerySet
from django.db.models.sql import Query

R = TypeVar("R")
MOST_COMPOSED = 240  # some 60 KB each, in each process

_kept = threading.local()
_composed: dict[Hashable, Any] = {}


def _converted(rows: list[tuple[Any, ...]], converters: dict[int, Any], connection: Any) -> list[tuple[Any, ...]]:
    """The rows as Django's fields read them, column by column: of a value that stands in many rows, once."""
    columns = [list(column) for column in zip(*rows, strict=True)]
    for place, (steps, expression) in converters.items():
        if rows:
            read: dict[Any, Any] = {}
            for value in set(columns[place]):
                converted = value
                for step in steps:
                    converted = step(converted, expression, connection)
                read[value] = converted
            columns[place] = [read[value] for value in columns[place]]
    return list(zip(*columns, strict=True))


def _as_sent(value: Any, connection: Any) -> Any:
    """An instant as this database keeps it; everything else as it is."""
    return connection.ops.adapt_datetimefield_value(value) if isinstance(value, datetime) else value


class Prepared:
    """Calls like the function that builds the query, and gives back its rows as tuples.

    `build` takes keyword arguments and returns a values_list() whose shape does not depend on them. `examples` gives
    each argument a value (a key, a word, a day or an instant) that stands nowhere else in the query, by which its places are found.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Any]], **examples: int | str | date) -> None:
        self.build, self.examples = build, examples

    def __call__(self, **values: int | str | date) -> list[tuple[Any, ...]]:
        compiler, sql, params, places, converters = self._compiled()
        for place, name in places:
            value = _as_sent(values[name], compiler.connection)
            params[place] = str(value) if isinstance(params[place], str) else value
        with compiler.connection.cursor() as cursor:
            cursor.execute(sql, params)
            rows: list[tuple[Any, ...]] = cursor.fetchall()
        return _converted(rows, converters, compiler.connection) if converters else rows

    def _compiled(self) -> Any:
        """What was worked out for this thread's connection; parameters as a fresh list."""
        kept = _kept.__dict__.setdefault("queries", {})
        found = kept.get(id(self))
        if found is None or found[0].connection is not connections["default"]:
            found = kept[id(self)] = self._compile()
        compiler, sql, params, places, converters = found
        return compiler, sql, list(params), places, converters

    def _compile(self) -> Any:
        compiler = self.build(**self.examples).query.get_compiler("default")
        sql, params = compiler.as_sql()
        by_text = {str(_as_sent(example, compiler.connection)): name for name, example in self.examples.items()}
        places = [(place, by_text[str(p)]) for place, p in enumerate(params) if str(p) in by_text]
        if {name for _, name in places} != set(self.examples):
            raise ValueError("an argument of a prepared query stands nowhere in its SQL")
        converters = compiler.get_converters([column[0] for column in compiler.select[: compiler.col_count]])
        return compiler, sql, tuple(params), places, converters


def composed(key: Hashable, build: Callable[[], QuerySet[Any, R]]) -> list[R]:
    """The rows of the query that `build` composes: whole, with related rows and annotations, or as plain tuples of
    values_list(). Nothing is prefetched.

    What was composed under a key is not composed again: the key holds all on which the query depends (who asks, what day).
    """
    found = _composed.get(key)
    if found is None:
        if len(_composed) >= MOST_COMPOSED:
            _composed.clear()
        found = _composed[key] = _compile(build())
    if not found:
        return []
    iterable, compiler = found
    compiler = copy(compiler)  # each thread has a connection of its own
    compiler.connection = connections["default"]
    query = Query(compiler.query.model)
    query.get_compiler = lambda *_, **__: compiler  # type: ignore[method-assign]
    return list(iterable(QuerySet(query.model, query=query)))


def _compile(rows: QuerySet[Any]) -> Any:
    """How rows are made, and a compiler that knows its SQL by heart; () where no row can be."""
    compiler = rows.query.get_compiler("default")
    try:
        statement = compiler.as_sql()
    except EmptyResultSet:
        return ()
    compiler.as_sql = lambda *_, **__: statement
    converters = compiler.get_converters([column[0] for column in compiler.select[: compiler.col_count]])
    compiler.get_converters = lambda _: converters
    return rows._iterable_class, compiler
