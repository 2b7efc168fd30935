"""How far a table was read whose keys grow, without missing a row that was written earlier and becomes visible later.

PostgreSQL gives a key when a row is written, and shows the row when its transaction ends: a long import may show keys far
below the highest that was seen. So everything above `low` is looked at again and again, and what was read is remembered,
until every transaction that could have taken a key up to some height has ended. SQLite has one writer: keys come in order.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from django.db import connection, connections, transaction
from django.db.models import Max, Model

Keys = npt.NDArray[np.int64]
Running = tuple[int, int] | None  # the oldest transaction that runs, and the next to begin; None where there is one writer
PATIENCE_SECONDS = 30.0
NONE: Keys = np.zeros(0, dtype=np.int64)


@dataclass(frozen=True)
class Mark:
    """low: up to it all is read. read: keys above it that were read. heights: a key and the transaction that was next then."""

    low: int = 0
    read: tuple[int, ...] = ()
    heights: tuple[tuple[int, int], ...] = ()

    def is_new(self, keys: Keys) -> npt.NDArray[np.bool_]:
        return ~np.isin(keys, self.read)

    def after(self, keys: Keys, running: Running, *, more: Keys = NONE) -> "Mark":
        """The next mark. keys: all that are visible above `low`, by one look; running: as it was asked after that look.

        more: keys above `low` that were read later on; they are remembered, and say nothing of those below them.
        """
        height = int(keys.max(initial=self.low))
        if running is None:
            return Mark(height, tuple(more[more > height].tolist()))
        waiting = [tuple(h) for h in self.heights]
        if not waiting or waiting[-1][0] < height:
            waiting.append((height, running[1]))
        low = max((key for key, then in waiting if running[0] >= then), default=self.low)
        left = tuple((key, then) for key, then in waiting if running[0] < then)
        read = np.union1d(keys, more)
        return Mark(low, tuple(read[read > low].tolist()), left)


def transactions() -> Running:
    if connection.vendor != "postgresql":
        return None
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_snapshot_xmin(s)::text::bigint, pg_snapshot_xmax(s)::text::bigint FROM pg_current_snapshot() AS s"
        )
        oldest, following = cursor.fetchone()
    return int(oldest), int(following)


def before_reading_all(model: type[Model], patience: float = PATIENCE_SECONDS) -> Mark:
    """The mark of somebody who is about to read everything. Waits until the transactions that run now have ended.

    One that takes longer than that is not waited for: what it brings is found when everything is read anew, once a day.
    """
    height, running = int(model._default_manager.aggregate(m=Max("pk"))["m"] or 0), transactions()
    until = time.monotonic() + patience
    while running is not None and not connection.in_atomic_block and time.monotonic() < until:
        now = transactions()
        if now is None or now[0] >= running[1]:
            break
        time.sleep(0.05)
    return Mark(height)


@contextmanager
def one_look() -> Iterator[str]:
    """All that is read within is of one moment: its name, by which `same_look` reads the same; empty where it cannot be
    promised. SQLite would hold up whoever writes."""
    if connection.vendor != "postgresql" or connection.in_atomic_block:
        yield ""
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            cursor.execute("SELECT pg_export_snapshot()")
            moment: str = cursor.fetchone()[0]
        yield moment


@contextmanager
def same_look(moment: str, alias: str) -> Iterator[None]:
    """What a thread reads within is of the moment of somebody's `one_look`, which must still be open.

    Who waits to change a table lets nobody else begin to read it, and himself waits for that look to end: so we do not wait.
    """
    with transaction.atomic(alias), connections[alias].cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        cursor.execute("SET TRANSACTION SNAPSHOT %s", [moment])
        cursor.execute("SET LOCAL lock_timeout = '1s'")
        yield


def as_said(mark: Mark) -> dict[str, Any]:
    return {"low": mark.low, "read": list(mark.read), "heights": [list(h) for h in mark.heights]}


def of_said(said: dict[str, Any]) -> Mark:
    return Mark(said["low"], tuple(said["read"]), tuple((key, then) for key, then in said["heights"]))
