"""A real PostgreSQL for the length of a test run: Debian's server, on loopback, in a temporary folder, never as root."""

import os
import pwd
import random
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from django.db import connection

HELP = "PostgreSQL is missing. Install it: sudo apt-get install postgresql"
# A test server forgets everything anyway: it need not wait for the disk.
FAST = ("-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off", "-c", "max_connections=60")


def programs() -> Path:
    """The folder of initdb and pg_ctl of the newest installed server."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[-3]))
    if not found:
        raise SystemExit(HELP)
    return found[-1].parent


def free_port() -> int:
    """Below those that the system lends to whoever calls out: nobody takes it while its server gets ready."""
    while True:
        port = random.randrange(15_000, 30_000)
        with socket.socket() as ask, suppress(OSError):
            ask.bind(("127.0.0.1", port))
            return port


@dataclass(frozen=True)
class Running:
    """`address`: as GENBA_DATABASE_URL wants it. `restart`: ends all work at once, as a crash does, and is there again."""

    address: str
    restart: Callable[[], None]


@contextmanager
def server() -> Iterator[str]:
    """The address of a running server with an empty database."""
    with running() as one:
        yield one.address


@contextmanager
def running() -> Iterator[Running]:
    """A server with an empty database, that can be restarted."""
    bin, folder, port = programs(), Path(tempfile.mkdtemp(prefix="genba-pg-")), free_port()
    # PostgreSQL refuses to run as root: it then runs as the user Debian made for it, or as nobody.
    other = _unprivileged() if os.getuid() == 0 else None
    if other:
        os.chown(folder, other.pw_uid, other.pw_gid)
    data = str(folder / "data")

    def run(*command: str) -> None:
        options = {"user": other.pw_uid, "group": other.pw_gid, "extra_groups": []} if other else {}
        done = subprocess.run(command, cwd=folder, env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"},
                              capture_output=True, text=True, **options)  # type: ignore[call-overload]  # fmt: skip
        if done.returncode:
            raise SystemExit(f"{' '.join(command)}\n{done.stdout}{done.stderr}")

    run(str(bin / "initdb"), "-D", data, "-U", "genba", "-A", "trust", "-E", "UTF8", "--no-sync")
    settings = " ".join(
        [*FAST, "-c", f"port={port}", "-c", "listen_addresses=127.0.0.1", "-c", f"unix_socket_directories={folder}"]
    )

    def start() -> None:
        run(str(bin / "pg_ctl"), "-D", data, "-w", "-t", "300", "-l", str(folder / "log"), "-o", settings, "start")

    def restart() -> None:
        run(str(bin / "pg_ctl"), "-D", data, "-m", "immediate", "stop")
        start()

    start()
    try:
        run(str(bin / "createdb"), "-h", "127.0.0.1", "-p", str(port), "-U", "genba", "genba")
        yield Running(f"postgres://genba@127.0.0.1:{port}/genba", restart)
    finally:
        run(str(bin / "pg_ctl"), "-D", data, "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def _unprivileged() -> pwd.struct_passwd:
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise SystemExit("There is no user to run PostgreSQL as. Run the tests as somebody other than root.")


@contextmanager
def beside(**how: Any) -> Iterator[psycopg.Connection[Any]]:
    """Another connection to the database of the test, as of another program."""
    at = connection.settings_dict
    with psycopg.connect(
        dbname=at["NAME"], host=at["HOST"], port=at["PORT"] or None, user=at["USER"], password=at["PASSWORD"], **how
    ) as told:
        yield told
