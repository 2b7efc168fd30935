"""A running server to be measured: its address, its cookies, and what its processes cost."""

import http.client
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests import postgres

ROOT = Path(__file__).resolve().parents[1]


def home_of(enterprises: int) -> Path:
    """A home with a programme of this size, made once, kept in var/bench and brought to the tables of today."""
    home = ROOT / "var" / "bench" / str(enterprises)
    home.mkdir(parents=True, exist_ok=True)
    genba(home, "up", "--only-set-up")
    if not (home / "complete").exists():
        began = time.monotonic()
        genba(home, "demo", "--enterprises", str(enterprises))
        (home / "complete").write_text(f"{time.monotonic() - began:.0f}")
    return home


def environment_of(home: Path, *, demo: bool = True, database: str = "") -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}  # as users have it
    return {**kept, "GENBA_HOME": str(home), "GENBA_DEMO": "1" if demo else "", "GENBA_DATABASE_URL": database, "PYTHONPATH": str(ROOT),
            "DJANGO_SETTINGS_MODULE": "genba.settings"}  # fmt: skip


def home_of_the_story() -> Path:
    """The demonstration as `make run` loads it, with its stories, photos and twelve countries."""
    home = ROOT / "var" / "bench" / "story"
    home.mkdir(parents=True, exist_ok=True)
    genba(home, "up", "--demo", "--only-set-up")
    return home


def genba(home: Path, *arguments: str) -> str:
    """One command in a home; what it printed."""
    done = subprocess.run([sys.executable, "-m", "genba.cli", *arguments], env=environment_of(home), cwd=ROOT,
                          capture_output=True, text=True)  # fmt: skip
    if done.returncode:
        raise SystemExit(done.stdout + done.stderr)
    return done.stdout


def genba_python(home: Path, program: str) -> str:
    """A few lines of Python in a home; what they printed."""
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment_of(home), cwd=ROOT, capture_output=True, text=True
    )
    if done.returncode:
        raise SystemExit(done.stdout + done.stderr)
    return done.stdout


class Served:
    """Two worker processes of gunicorn, as `genba up` starts them."""

    def __init__(self, port: int, pid: int) -> None:
        self.port, self.pid, self.cookie = port, pid, ""
        self._line = http.client.HTTPConnection("127.0.0.1", port, timeout=120)

    def get(self, path: str) -> tuple[int, bytes, http.client.HTTPResponse]:
        """One request; a line that the server closed while nobody spoke is opened again."""
        headers = {"Cookie": self.cookie} if self.cookie else {}
        try:
            self._line.request("GET", path, headers=headers)
            answer = self._line.getresponse()
        except http.client.RemoteDisconnected:
            self._line.close()
            self._line.request("GET", path, headers=headers)
            answer = self._line.getresponse()
        return answer.status, answer.read(), answer

    def post(
        self, path: str, body: str, kind: str = "application/x-www-form-urlencoded"
    ) -> tuple[int, bytes, http.client.HTTPResponse]:
        """A form sent as a browser would."""
        headers = {"Cookie": self.cookie, "Content-Type": kind,
                   "Referer": f"http://127.0.0.1:{self.port}{path}", "Origin": f"http://127.0.0.1:{self.port}"}  # fmt: skip
        self._line.request("POST", path, body=body, headers=headers)
        answer = self._line.getresponse()
        return answer.status, answer.read(), answer

    def enter_as(self, role: str) -> None:
        """The demonstration's one-click way in; its cookies are sent from now on."""
        _status, _body, answer = self.get(f"/demo/{role}/")
        pairs = [value.split(";", 1)[0] for name, value in answer.getheaders() if name.lower() == "set-cookie"]
        self.cookie = "; ".join(pairs)

    def workers(self) -> list[int]:
        return [int(pid) for pid in Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()]

    def processor_seconds(self) -> float:
        """What the master and its workers have used so far, by the operating system's own account. SQLite works
        within them, so the database is in it."""
        nanoseconds = 0
        for pid in (self.pid, *self.workers()):
            for thread in Path(f"/proc/{pid}/task").iterdir():
                nanoseconds += int((thread / "schedstat").read_text().split()[0])
        return nanoseconds / 1e9

    def memory_mb(self) -> float:
        """Proportional share of memory of the workers: pages that both share are counted once between them."""
        kilobytes = 0
        for pid in self.workers():
            lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
            kilobytes += next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
        return kilobytes / 1024


@contextmanager
def served(
    home: Path,
    application: str = "genba.wsgi",
    settings: str = "genba.settings",
    *,
    demo: bool = True,
    database: str = "",
) -> Iterator[Served]:
    """The application on a free port until the block ends."""
    port = postgres.free_port()
    command = [sys.executable, "-m", "gunicorn", application, "--bind", f"127.0.0.1:{port}", "--workers", "2",
               "--worker-class", "gthread", "--threads", "4", "--preload", "--log-level", "error"]  # fmt: skip
    process = subprocess.Popen(
        command, env={**environment_of(home, demo=demo, database=database), "DJANGO_SETTINGS_MODULE": settings}, cwd=ROOT
    )
    try:
        site = Served(port, process.pid)
        for _ in range(600):
            try:
                site.get("/")
                break
            except OSError:
                site = Served(port, process.pid)
                time.sleep(0.05)
        yield site
    finally:
        process.terminate()
        process.wait(30)
