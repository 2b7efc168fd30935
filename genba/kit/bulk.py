"""Many rows at once, past the ORM: keys known beforehand, and as few statements as the database allows.

For imports, and for programmes of any size, where an object for each row would cost more than the database does.
Nothing is checked here but what the database itself holds; whoever calls has checked the rest.
"""

import gc
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain, islice
from typing import Any

from django.db import connection
from django.db.models import Model

from genba.kit.codes import new_codes

TOGETHER = 100  # rows a statement on SQLite: more gain nothing, and the widest table stays far below its 32,766 places
PLACES = 2_000  # values a query
CACHE_KILOBYTES = 48_000


@contextmanager
def room() -> Iterator[None]:
    """While very many rows go in: SQLite keeps more of its pages, and the collector of garbage leaves alone what is old."""
    pages = None
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA cache_size")
            (pages,) = cursor.fetchone()
            cursor.execute(f"PRAGMA cache_size = -{CACHE_KILOBYTES}")
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
        if pages is not None:
            with connection.cursor() as cursor:
                cursor.execute(f"PRAGMA cache_size = {pages}")


def reserve(model: type[Model], count: int) -> list[int]:
    """So many keys of a table, in order, that nobody else will get. Call it inside a transaction."""
    table, key = model._meta.db_table, model._meta.pk.column
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)", [table, key, count])
            return [key for (key,) in cursor.fetchall()]
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])  # the highest key ever given
        found = cursor.fetchone()
        last = found[0] if found else 0
        cursor.execute(
            "UPDATE sqlite_sequence SET seq = %s WHERE name = %s" if found  # a table without a row has no line there yet
            else "INSERT INTO sqlite_sequence (seq, name) VALUES (%s, %s)",
            [last + count, table],
        )  # fmt: skip
    return list(range(last + 1, last + count + 1))


def codes(model: type[Model], count: int) -> list[str]:
    """So many codes that no row of the model bears. Among a hundred thousand, two would be the same once in a hundred times."""
    found = list(dict.fromkeys(new_codes(count)))
    taken = {code for (code,) in find(model, ("code",), "code", found)}
    free = [code for code in found if code not in taken]
    return free if len(free) == count else codes(model, count)


def insert(model: type[Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Put rows of these columns into the model's table. Days and moments are given as the database keeps them, as text.

    Call it inside a transaction: what fails half-way is taken back with that, and by nothing else.
    """
    quote = connection.ops.quote_name
    into = f"{quote(model._meta.db_table)} ({', '.join(map(quote, columns))})"
    connection.ensure_connection()
    with connection.wrap_database_errors:
        if connection.vendor == "postgresql":
            _copy(into, rows)
        else:
            _insert_together(into, len(columns), rows)


def insert_new(model: type[Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> set[Any]:
    """As `insert`, but a row whose key is there already is left out. Returns the first column of those that went in."""
    quote = connection.ops.quote_name
    into = f"{quote(model._meta.db_table)} ({', '.join(map(quote, columns))})"
    left, went_in = iter(rows), set[Any]()
    with connection.cursor() as cursor:
        while part := list(islice(left, TOGETHER if connection.vendor == "sqlite" else PLACES)):
            source, values = _as_columns(model, columns, part) if connection.vendor == "postgresql" else _as_places(part)
            cursor.execute(f"INSERT INTO {into} {source} ON CONFLICT DO NOTHING RETURNING {quote(columns[0])}", values)
            went_in.update(key for (key,) in cursor.fetchall())
    return went_in


def _as_places(rows: Sequence[Sequence[Any]]) -> tuple[str, list[Any]]:
    place = f"({', '.join(['%s'] * len(rows[0]))})"
    return "VALUES " + ", ".join([place] * len(rows)), list(chain.from_iterable(rows))


def _as_columns(model: type[Model], columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> tuple[str, list[Any]]:
    """A list for each column: PostgreSQL's driver looks for places in every statement, and a thousand take it longer than
    the rows take the database."""
    types = {field.column: field.db_type(connection) for field in model._meta.concrete_fields}
    lists = ", ".join(f"%s::{types[column]}[]" for column in columns)
    return f"SELECT * FROM unnest({lists})", [list(column) for column in zip(*rows, strict=True)]  # noqa: S608


def _copy(into: str, rows: Iterable[Sequence[Any]]) -> None:
    with connection.cursor() as cursor, cursor.copy(f"COPY {into} FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def _insert_together(into: str, width: int, rows: Iterable[Sequence[Any]]) -> None:
    """Many rows a statement, which takes back nothing by itself: SQLite need not keep every page it touches for that.

    It goes to the driver itself: Django would look through a thousand places of each statement for those of its own.
    """
    place = f"({', '.join('?' * width)})"
    one = f"INSERT OR FAIL INTO {into} VALUES {place}"  # noqa: S608 names of our own
    many = one + f", {place}" * (TOGETHER - 1)
    driver, left = connection.connection, iter(rows)
    while len(part := list(islice(left, TOGETHER))) == TOGETHER:
        driver.execute(many, list(chain.from_iterable(part)))
    driver.executemany(one, part)


def find(model: type[Model], columns: Sequence[str], column: str, wanted: Collection[Any]) -> list[tuple[Any, ...]]:
    """These columns of the rows in which one column has any of thousands of values, found by its index."""
    quote = connection.ops.quote_name
    names, table, where = ", ".join(map(quote, columns)), quote(model._meta.db_table), quote(column)
    found: list[tuple[Any, ...]] = []
    left = iter(wanted)
    with connection.cursor() as cursor:
        while part := list(islice(left, PLACES)):
            marks = ", ".join(["%s"] * len(part))
            cursor.execute(f"SELECT {names} FROM {table} WHERE {where} IN ({marks})", part)  # noqa: S608 names of our own
            found += cursor.fetchall()
    return found
