"""Many rows of numbers at once. PostgreSQL puts thousands of rows into one stretch of bytes, which is an array here.

A tuple of Python objects for every row is what takes most of the time of a large read; see docs/performance.md. Small numbers
share a word of eight bytes, because each value that PostgreSQL sends costs it about as much as to find the row. A whole table
is read by two connections that see the same moment, so two processors work. SQLite runs in our own process and gives its tuples.
"""

from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final

import numpy as np
import psycopg
from django.core.exceptions import EmptyResultSet
from django.db import OperationalError, connections
from django.db.models import QuerySet

from genba.kit import seen
from genba.kit.columns import Column, Table, together

Kind = str | Mapping[str, int]
KNOWN: Final = "known"  # a text, as its number
BITS: Final = {"id": 64, "amount": 64, "key": 32, KNOWN: 16, "day": 22, "flag": 1}
SENT: Final = {"id": ("int8send({})", ">i8"), "amount": ("float8send({})", ">f8")}  # with a word of their own
NUMBER: Final = {"key": "{}", KNOWN: "coalesce(k{}.at::int, -1) + 1", "day": "({} - DATE '0001-01-01')", "flag": "{}"}
NATIVE: Final = {"id": np.int64, "amount": np.float64, "key": np.int64, KNOWN: np.int32, "day": np.int32, "flag": np.int32}
LESS: Final = {KNOWN: 1, "day": 719_162}  # so much more is sent, so that no number is below zero
STRETCH = 20_000
PAGES = 4_000  # of the table in a stretch: some 250,000 rows, eight megabytes


def packed(
    rows: QuerySet[Any, Any],
    kinds: Mapping[str, Kind],
    *,
    stretch: int = STRETCH,
    moment: str = "",
    narrowed: Callable[[Table], Table] = dict,
) -> Table:
    """The values of a query of plain columns as arrays, in no order.

    kinds: for each column of the query, in its order: "id", "amount", "key" (from 0 to 2³²), "day" (since 1970-01-01), "flag"
    (0 or 1); or, for a text, the number of each text that is known: others become −1. No value may be empty. The first column
    is an id or a key; stretch: of how many of them the rows come together, some megabytes at the most. moment: what
    `seen.one_look` gave; then the table of the query is read whole, stretch by stretch of its pages. narrowed: what becomes of
    each stretch as it comes, so that little more than the result is in memory.
    """
    try:
        sql, params = rows.order_by().query.sql_with_params()
    except EmptyResultSet:  # asked of nobody
        return narrowed(_of_tuples([], kinds))
    if connections[rows.db].vendor != "postgresql":
        with connections[rows.db].cursor() as cursor:
            cursor.execute(sql, params)
            return narrowed(_of_tuples(cursor.fetchall(), kinds))
    if moment:
        return together(_by_pages(rows, moment, lambda some: narrowed(_of_bytes(_sent(some, kinds)[0], kinds))))
    stretches = _sent(rows, kinds, f"GROUP BY c0 / {stretch}") or [b""]
    return together([narrowed(_of_bytes(sent, kinds)) for sent in stretches])


def _by_pages(rows: QuerySet[Any, Any], moment: str, read: Callable[[QuerySet[Any, Any]], Table]) -> list[Table]:
    """The table in the order of its pages, read by us and by a helper, each taking the next stretch that nobody took."""
    left = deque(range(0, _pages(rows) + 1, PAGES))
    found: dict[int, Table] = {}

    def take() -> None:
        for first in _taken(left):
            try:
                found[first] = read(_of_pages(rows, first))
            except OperationalError:
                left.append(first)
                raise

    with ThreadPoolExecutor(1) as pool:
        helper = pool.submit(_help, rows.db, moment, take)
        take()
        helper.result()
    take()  # what the helper gave back
    return [found[first] for first in sorted(found)]


def _help(alias: str, moment: str, take: Callable[[], None]) -> None:
    """With a connection of its own. Where there is none to be had, or somebody waits to change the table, all is left to the
    one who asked."""
    try:
        with seen.same_look(moment, alias):
            take()
    except OperationalError:
        pass
    finally:
        connections[alias].close()


def _taken(left: deque[int]) -> Iterator[int]:
    while True:
        try:
            yield left.popleft()
        except IndexError:
            return


def _pages(rows: QuerySet[Any, Any]) -> int:
    with connections[rows.db].cursor() as cursor:
        cursor.execute(
            "SELECT pg_relation_size(%s::regclass) / current_setting('block_size')::int", [rows.model._meta.db_table]
        )
        pages: int = cursor.fetchone()[0]
    return pages


def _of_pages(rows: QuerySet[Any, Any], first: int) -> QuerySet[Any, Any]:
    at = f'"{rows.model._meta.db_table}".ctid'
    return rows.extra(where=[f"{at} >= '({first},0)'", f"{at} < '({first + PAGES},0)'"])  # noqa: S610


def _words(kinds: Mapping[str, Kind]) -> list[dict[str, tuple[str, int]]]:
    """Which columns share a word: for each its kind, and how far it is shifted there."""
    words: list[dict[str, tuple[str, int]]] = []
    room = 0
    for name, given in kinds.items():
        kind = given if isinstance(given, str) else KNOWN
        if BITS[kind] > room:
            words.append({})
            room = 64
        room -= BITS[kind]
        words[-1][name] = (kind, room)
    return words


def _sent(rows: QuerySet[Any, Any], kinds: Mapping[str, Kind], grouped: str = "") -> list[bytes]:
    """The rows as bytes, word by word, in stretches."""
    sql, params = rows.order_by().query.sql_with_params()
    names = {name: f"c{at}" for at, name in enumerate(kinds)}
    joins, more = [], []
    for name, kind in kinds.items():
        if not isinstance(kind, str):
            pairs = ", ".join(["(%s, %s)"] * len(kind)) or "(NULL, NULL)"
            joins.append(f"LEFT JOIN (VALUES {pairs}) AS k{names[name]}(text, at) ON k{names[name]}.text = {names[name]}")
            more += [value for pair in kind.items() for value in pair]
    words = " || ".join(_word(word, names) for word in _words(kinds))
    # Grouped by a number of the row itself: to number the rows would take as long as all the rest.
    whole = f"SELECT string_agg({words}, ''::bytea) FROM ({sql}) AS given({', '.join(names.values())}) {' '.join(joins)} {grouped}"  # noqa: S608
    connections[rows.db].ensure_connection()
    connection = connections[rows.db].connection
    with connection.cursor() as cursor:
        text = cursor.mogrify(whole, [*params, *more])
    with connections[rows.db].wrap_database_errors, psycopg.Cursor(connection) as cursor:
        cursor.execute(text, binary=True)
        result = cursor.pgresult
        return [result.get_value(at, 0) or b"" for at in range(result.ntuples)] if result else []


def _word(word: Mapping[str, tuple[str, int]], names: Mapping[str, str]) -> str:
    name, (kind, _shift) = next(iter(word.items()))
    if kind in SENT:
        return SENT[kind][0].format(names[name])
    parts = [f"(({NUMBER[kind].format(names[name])})::bigint << {shift})" for name, (kind, shift) in word.items()]
    return f"int8send({' | '.join(parts)})"


def _of_bytes(sent: bytes, kinds: Mapping[str, Kind]) -> Table:
    words = _words(kinds)
    alone = [SENT.get(next(iter(word.values()))[0], ("", ">u8"))[1] for word in words]
    found = np.frombuffer(sent, dtype=np.dtype([(f"w{at}", shape) for at, shape in enumerate(alone)]))
    table: Table = {}
    for at, word in enumerate(words):
        values = found[f"w{at}"].astype(alone[at].replace(">", "="))
        for name, (kind, shift) in word.items():
            number = values if kind in SENT else values >> np.uint64(shift) & np.uint64(2 ** BITS[kind] - 1)
            table[name] = number.astype(NATIVE[kind], copy=False) - LESS.get(kind, 0)
    return {name: table[name] for name in kinds}


def _of_tuples(rows: Sequence[tuple[Any, ...]], kinds: Mapping[str, Kind]) -> Table:
    columns: Sequence[Sequence[Any]] = list(zip(*rows, strict=True)) if rows else [()] * len(kinds)
    return {name: _array(column, kind) for (name, kind), column in zip(kinds.items(), columns, strict=True)}


def _array(column: Sequence[Any], kind: Kind) -> Column:
    if not isinstance(kind, str):
        return np.array([kind.get(text, -1) for text in column], dtype=np.int32)
    if kind == "day":
        return np.array(column, dtype="datetime64[D]").astype(np.int32)
    return np.array(column, dtype=NATIVE[kind])
