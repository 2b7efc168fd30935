"""A home and a database of its own, with the server that `genba up` starts there; it can be killed, and what it kept is read
by plain SQL, past everything of ours."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path
from typing import Any

import psycopg

from tests import postgres

ROOT = Path(__file__).resolve().parents[2]
READY_SECONDS = 300


class Place:
    def __init__(self, home: Path, database: postgres.Running | None = None) -> None:
        self.home, self.database, self.port = home, database, postgres.free_port()
        self.environment = {**os.environ, "GENBA_HOME": str(home), "GENBA_DEMO": "", "GENBA_PRODUCTION": "", "PYTHONPATH": str(ROOT),
                            "GENBA_DATABASE_URL": database.address if database else "",
                            "DJANGO_SETTINGS_MODULE": "genba.settings"}  # fmt: skip
        self.server: subprocess.Popen[bytes] | None = None

    def run(self, *module_and_arguments: str) -> str:
        """A module of Python in this home; what it printed."""
        done = subprocess.run([sys.executable, "-m", *module_and_arguments], env=self.environment, cwd=ROOT, capture_output=True,
                              text=True)  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def scene(self, trainers: int, phones: int, days: int) -> list[dict[str, Any]]:
        """Trainers with phones and classes; what each phone holds."""
        held: list[dict[str, Any]] = json.loads(self.run("tests.reliability.scene", *map(str, (trainers, phones, days))))
        return held

    def start(self) -> None:
        """Until the first page answers."""
        with (self.home / "log").open("a") as log:
            self.server = subprocess.Popen([sys.executable, "-m", "genba.cli", "up", "--port", str(self.port)], cwd=ROOT,
                                           env=self.environment, stdout=log, stderr=log, start_new_session=True)  # fmt: skip
        end = time.monotonic() + READY_SECONDS
        while time.monotonic() < end and self.server.poll() is None:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}/static/nothing", timeout=5).close()
            except urllib.error.HTTPError:
                return
            except OSError:
                time.sleep(0.03)
        raise AssertionError((self.home / "log").read_text()[-3000:])

    def kill(self) -> None:
        """kill -9 of everything that `genba up` started: nothing of it gets to say a word."""
        if self.server:
            os.killpg(self.server.pid, signal.SIGKILL)
            self.server.wait()
        self.server = None

    def kill_workers(self) -> None:
        """kill -9 of the processes that answer, in whatever they are doing; the one above them makes new ones at once."""
        assert self.server
        for child in _children(self.server.pid):
            for worker in _children(child):
                with suppress(ProcessLookupError):
                    os.kill(worker, signal.SIGKILL)

    def processes(self) -> list[int]:
        """Everything that `genba up` started, itself included."""
        assert self.server
        found, left = [], [self.server.pid]
        while left:
            found.append(left.pop())
            left += _children(found[-1])
        return found

    def memory_mb(self) -> float:
        """Of the server and whoever drains the outbox; what they share is counted once among them."""
        kilobytes = 0
        for pid in self.processes():
            lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
            kilobytes += next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
        return kilobytes / 1024

    @property
    def is_up(self) -> bool:
        return self.server is not None and self.server.poll() is None

    def stop(self) -> None:
        if self.server:
            self.server.terminate()
            self.server.wait(READY_SECONDS)
        self.server = None

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        if self.database:
            with psycopg.connect(self.database.address) as line:
                return line.execute(query).fetchall()  # type: ignore[call-overload,no-any-return]
        with closing(sqlite3.connect(self.home / "genba.sqlite3", timeout=30)) as line:
            return line.execute(query).fetchall()

    def facts(self) -> Counter[tuple[Any, ...]]:
        """Every fact that a phone can have typed, and how often it is there: marks of lists, and advice of visits."""
        marks = self.rows("""
            SELECT w.code, s.held_on, s.part, p.code, a.minutes FROM delivery_attendance a
            JOIN delivery_session s ON s.id = a.session_id JOIN delivery_workshop w ON w.id = s.workshop_id
            JOIN delivery_participant t ON t.id = a.participant_id JOIN directory_person p ON p.id = t.person_id""")  # fmt: skip
        visits = self.rows(
            "SELECT e.code, v.advice FROM delivery_visit v JOIN programmes_engagement e ON e.id = v.engagement_id"
        )
        return Counter([(w, f"{day}-{part}", person, minutes) for w, day, part, person, minutes in marks] + visits)

    def outcomes(self) -> Counter[str]:
        """How many records have which state as their latest; the one without is "kept"."""
        return Counter(state or "kept" for (state,) in self.rows("""
            SELECT (SELECT o.state FROM sync_outcome o WHERE o.receipt_id = r.id ORDER BY o.id DESC LIMIT 1)
            FROM sync_receipt r"""))  # fmt: skip


def _children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def typed(*phones: Any) -> Counter[tuple[Any, ...]]:
    """What the phones typed, as `facts` tells it."""
    said: list[tuple[Any, ...]] = []
    for phone in phones:
        for record in phone.typed:
            body = record["body"]
            if record["kind"] == "visit":
                said.append((body["engagement"], body["advice"]))
            else:
                said += [(body["workshop"], body["session"], who, minutes) for who, minutes in body["marks"].items()]
    return Counter(said)


@contextmanager
def a_place(folder: Path, *, on_postgres: bool) -> Iterator[Place]:
    with ExitStack() as stack:
        place = Place(folder, stack.enter_context(postgres.running()) if on_postgres else None)
        stack.callback(place.kill)
        place.run("genba.cli", "up", "--only-set-up")
        yield place
