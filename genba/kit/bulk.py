"""Many rows at once, past the ORM: keys known beforehand, and as few statements as the database allows.

For imports, and for programmes of any size, where an object for each row would cost more than the database does.
Nothing is checked here but what the database itself holds; whoever calls has checked the rest.
"""

from collections.abc import Iterable, Sequence
from itertools import chain, islice
from typing import Any

from django.db import connection
from django.db.models import Model

TOGETHER = 100  # rows a statement on SQLite; more gain nothing, and the widest table stays far below its 32,766 places


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


def insert(model: type[Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Put rows of these columns into the model's table. Days and moments are given as the database keeps them, as text."""
    quote = connection.ops.quote_name
    table, names = quote(model._meta.db_table), ", ".join(map(quote, columns))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with connection.wrap_database_errors, cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            return
        marks, left = f"({', '.join(['%s'] * len(columns))})", iter(rows)
        while part := list(islice(left, TOGETHER)):
            sql = f"INSERT INTO {table} ({names}) VALUES {', '.join([marks] * len(part))}"  # noqa: S608 names of our own
            cursor.execute(sql, list(chain.from_iterable(part)))
