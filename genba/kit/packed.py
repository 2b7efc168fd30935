"""Many rows of numbers at once. PostgreSQL puts thousands of rows into one stretch of bytes, which is an array here.

A tuple of Python objects for every row is what takes most of the time of a large read; see docs/performance.md.
SQLite runs in our own process and gives its tuples.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np
import psycopg
from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import QuerySet

from genba.kit.columns import Column, Table

Kind = str | Mapping[str, int]
KINDS: Final = {"id": ("int8send", ">i8"), "code": ("int4send", ">i4"), "day": ("date_send", ">i4"), "yes": ("boolsend", "?"),
                "amount": ("float8send", ">f8")}  # fmt: skip
NATIVE: Final = {"id": np.int64, "code": np.int32, "day": np.int32, "yes": np.bool_, "amount": np.float64}
STRETCH = 20_000
EPOCH = 10_957  # PostgreSQL counts days from 2000-01-01, numpy from 1970-01-01


def packed(rows: QuerySet[Any, Any], kinds: Mapping[str, Kind], *, stretch: int = STRETCH) -> Table:
    """The values of a query of plain columns as arrays, in no order.

    kinds: for each column of the query, in its order, one of KINDS; or, for a text, the number of each text that is
    known: others become −1. Days are days since 1970-01-01. No value may be empty. The first column is an id; stretch: of how
    many ids the rows come together, some megabytes at the most.
    """
    try:
        sql, params = rows.order_by().query.sql_with_params()
    except EmptyResultSet:  # asked of nobody
        return _of_tuples([], kinds)
    if connections[rows.db].vendor != "postgresql":
        with connections[rows.db].cursor() as cursor:
            cursor.execute(sql, params)
            return _of_tuples(cursor.fetchall(), kinds)
    return _of_bytes(_stretches(rows.db, sql, params, kinds, stretch), kinds)


def _stretches(alias: str, sql: str, params: Sequence[Any], kinds: Mapping[str, Kind], stretch: int) -> list[bytes]:
    names = [f"c{at}" for at in range(len(kinds))]
    sent, joins, more = [], [], []
    for name, kind in zip(names, kinds.values(), strict=True):
        if isinstance(kind, str):
            sent.append(f"{KINDS[kind][0]}({name})")
            continue
        pairs = ", ".join(["(%s, %s)"] * len(kind)) or "(NULL, NULL)"
        joins.append(f"LEFT JOIN (VALUES {pairs}) AS k{name}(text, at) ON k{name}.text = {name}")
        more += [value for pair in kind.items() for value in pair]
        sent.append(f"int4send(coalesce(k{name}.at::int, -1))")
    # By a number of the row itself: to number the rows would take as long as all the rest.
    whole = (f"SELECT string_agg({' || '.join(sent)}, ''::bytea) FROM ({sql}) AS given({', '.join(names)}) {' '.join(joins)} "  # noqa: S608
             f"GROUP BY c0 / {int(stretch)}")  # fmt: skip
    connections[alias].ensure_connection()
    connection = connections[alias].connection
    with connection.cursor() as cursor:
        text = cursor.mogrify(whole, [*params, *more])
    with psycopg.Cursor(connection) as cursor:
        cursor.execute(text, binary=True)
        result = cursor.pgresult
        return [result.get_value(at, 0) or b"" for at in range(result.ntuples)] if result else []


def _of_bytes(stretches: Sequence[bytes], kinds: Mapping[str, Kind]) -> Table:
    known = {name: kind if isinstance(kind, str) else "code" for name, kind in kinds.items()}
    shape = np.dtype([(name, KINDS[kind][1]) for name, kind in known.items()])
    found = np.frombuffer(b"".join(stretches), dtype=shape)
    table: Table = {name: found[name].astype(NATIVE[kind]) for name, kind in known.items()}
    for name, kind in known.items():
        if kind == "day":
            table[name] += EPOCH
    return table


def _of_tuples(rows: Sequence[tuple[Any, ...]], kinds: Mapping[str, Kind]) -> Table:
    columns: Sequence[Sequence[Any]] = list(zip(*rows, strict=True)) if rows else [()] * len(kinds)
    return {name: _array(column, kind) for (name, kind), column in zip(kinds.items(), columns, strict=True)}


def _array(column: Sequence[Any], kind: Kind) -> Column:
    if not isinstance(kind, str):
        return np.array([kind.get(text, -1) for text in column], dtype=np.int32)
    if kind == "day":
        return np.array(column, dtype="datetime64[D]").astype(np.int32)
    return np.array(column, dtype=NATIVE[kind])
