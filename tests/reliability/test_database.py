"""A database that is busy, full or away: the answer is a clear failure, nothing is half kept, and later everything arrives."""

import os
import resource
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from typing import Any

import pytest

from tests.reliability.phones import Phone
from tests.reliability.place import Place, typed

pytestmark = pytest.mark.xdist_group("reliability")
ON_POSTGRES = bool(os.environ.get("GENBA_DATABASE_URL"))


@contextmanager
def no_file_may_grow(place: Place) -> Iterator[None]:
    """For everything that the server started: a write to a file fails, as on a disk that is full."""
    everybody = place.processes()
    for pid in everybody:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
    try:
        yield
    finally:
        for pid in everybody:
            resource.prlimit(pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


if ON_POSTGRES:

    def test_a_database_server_that_starts_anew_in_the_middle_loses_nothing(
        place: Place, phones: Callable[..., list[Phone]], only_mine: Callable[..., Any]
    ) -> None:
        assert place.database
        mine = phones(40)
        threads = [threading.Thread(target=phone.sends_all, args=(300, 10)) for phone in mine]
        for thread in threads:
            thread.start()
        for _ in range(2):
            time.sleep(0.15)
            place.database.restart()
        for thread in threads:
            thread.join()

        assert place.is_up
        assert not any(phone.outbox for phone in mine) and only_mine(mine) == typed(*mine)

else:

    def test_somebody_else_who_writes_for_seconds_delays_and_loses_nothing(
        place: Place, phones: Callable[..., list[Phone]], only_mine: Callable[..., Any]
    ) -> None:
        mine = phones(8)
        threads = [threading.Thread(target=phone.send, args=(phone.typed,)) for phone in mine]
        with closing(sqlite3.connect(place.home / "genba.sqlite3", isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            for thread in threads:
                thread.start()
            time.sleep(2)
            assert all(phone.outbox for phone in mine)
            other.execute("ROLLBACK")
        for thread in threads:
            thread.join()
        for phone in mine:  # those for whom nobody had a hand free ask once more
            phone.sends_all(300, 10)

        assert place.is_up and not any(phone.outbox for phone in mine) and only_mine(mine) == typed(*mine)

    def test_a_full_disk_is_a_clear_failure_and_nothing_of_it_is_kept(
        place: Place, phones: Callable[..., list[Phone]], only_mine: Callable[..., Any]
    ) -> None:
        mine = phones(40)
        before = place.rows("SELECT count(*) FROM sync_receipt")
        with no_file_may_grow(place):
            told = [phone.post("/api/v1/records", phone.request(phone.typed[:n])) for phone in mine for n in (1, 10, 40)]
        assert {status for status, _answer in told} == {503}
        assert all("again" in answer["detail"] for _status, answer in told)
        assert place.rows("SELECT count(*) FROM sync_receipt") == before and not only_mine(mine)

        for phone in mine:
            phone.sends_all()

        assert place.is_up and not any(phone.outbox for phone in mine) and only_mine(mine) == typed(*mine)
