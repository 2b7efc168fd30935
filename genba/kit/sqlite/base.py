"""Writers stand in line.

SQLite lets one write at a time. The others sleep and try again, the longer the more often they tried, so that whoever waited
longest is served last: of eight writers one in twenty waited half a second. Here a transaction first takes a lock on a file
beside the database, which the system hands on the moment it is free, and takes back from a process that dies. Whatever SQLite
itself promises is as before, to those, too, who do not stand in line.
"""

import fcntl
import os
from typing import Any

from django.db.backends.sqlite3 import base


class DatabaseWrapper(base.DatabaseWrapper):
    """As Django's. A connection has the end of the line from BEGIN IMMEDIATE to COMMIT or ROLLBACK."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._door: int | None = None

    def _start_transaction_under_autocommit(self) -> None:
        self._stand_in_line()
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        except BaseException:
            self._step_out()
            raise

    def _commit(self) -> Any:
        done = super()._commit()  # type: ignore[misc]
        self._step_out()
        return done

    def _rollback(self) -> Any:
        try:
            return super()._rollback()  # type: ignore[misc]
        finally:
            self._step_out()

    def _close(self) -> Any:
        try:
            return super()._close()  # type: ignore[misc]
        finally:
            self._step_out()

    def _stand_in_line(self) -> None:
        if self.is_in_memory_db():
            return
        self._door = os.open(f"{self.settings_dict['NAME']}-line", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        fcntl.flock(self._door, fcntl.LOCK_EX)

    def _step_out(self) -> None:
        if self._door is not None:
            os.close(self._door)
            self._door = None
