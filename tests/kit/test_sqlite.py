"""Who writes to SQLite stands in line: nobody is overtaken for long, and who dies or fails leaves the line."""

import threading
import time
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import IntegrityError
from django.db.utils import ConnectionHandler

from tests.reliability.place import ROOT

OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL",
}


@pytest.fixture
def handler(tmp_path: Path) -> ConnectionHandler:
    """Connections to a database in a file; each thread has its own."""
    return ConnectionHandler({"default": {"ENGINE": "genba.kit.sqlite", "NAME": tmp_path / "a.sqlite3", "OPTIONS": OPTIONS}})


@pytest.fixture
def line(handler: ConnectionHandler, django_db_blocker: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # a browser of other tests may be open in this process
    with django_db_blocker.unblock():
        with handler["default"].cursor() as cursor:
            cursor.execute("CREATE TABLE said (n integer PRIMARY KEY)")
        yield handler["default"]
        handler["default"].close()


def test_the_product_uses_it() -> None:
    assert "genba.kit.sqlite" in (ROOT / "genba" / "settings.py").read_text()
    assert settings.DATABASES["default"]["ENGINE"] in ("genba.kit.sqlite", "django.db.backends.postgresql")


def test_writers_in_many_threads_all_write_and_none_waits_much_longer_than_the_others(
    line: Any, handler: ConnectionHandler
) -> None:
    waited: list[float] = []

    def write(who: int) -> None:
        mine = handler["default"]
        for n in range(15):
            began = time.perf_counter()
            with atomic(mine), mine.cursor() as cursor:
                waited.append(time.perf_counter() - began)
                cursor.execute("INSERT INTO said VALUES (%s)", [who * 100 + n])
                time.sleep(0.002)
        mine.close()

    threads = [threading.Thread(target=write, args=(who,)) for who in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert count(line) == 120 and len(waited) == 120


def test_who_fails_or_is_closed_in_the_middle_leaves_the_line(line: Any, handler: ConnectionHandler) -> None:
    with pytest.raises(IntegrityError), atomic(line), line.cursor() as cursor:
        cursor.execute("INSERT INTO said VALUES (1)")
        cursor.execute("INSERT INTO said VALUES (1)")
    with pytest.raises(RuntimeError), atomic(line):
        raise RuntimeError
    with atomic(line):
        line.close()

    other = threading.Thread(target=_writes, args=(handler,))
    other.start()
    other.join(60)

    assert not other.is_alive() and count(line) == 1


def _writes(handler: ConnectionHandler) -> None:
    mine = handler["default"]
    with atomic(mine), mine.cursor() as cursor:
        cursor.execute("INSERT INTO said VALUES (7)")
    mine.close()


class atomic:
    def __init__(self, connection: Any) -> None:
        self.connection = connection

    def __enter__(self) -> None:
        self.connection.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)

    def __exit__(self, kind: Any, *_: Any) -> None:
        if self.connection.connection is None:
            return
        (self.connection.rollback if kind else self.connection.commit)()
        self.connection.set_autocommit(True)


def count(connection: Any) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM said")
        (n,) = cursor.fetchone()
    return int(n)
