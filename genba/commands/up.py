"""`genba up`: bring the database, the static files and the languages up to date, and serve."""

import argparse
import hashlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from django.conf import settings
from django.core.management import call_command

from genba import __version__
from genba.commands import Answer

NAME = "up"
HELP = "Set up what is missing and serve; with --demo, load the demonstration into an empty database first."


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--demo", action="store_true", help="load the demonstration programme if the database is empty")
    parser.add_argument("--only-set-up", action="store_true", help="do not serve")
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen at; 0.0.0.0 is all of them")
    parser.add_argument("--port", type=int, default=8000, help="the port to listen at")
    parser.add_argument("--workers", type=int, default=2, help="server processes")


def run(options: argparse.Namespace) -> Answer:
    """Everything is safe to repeat; what is already done costs next to nothing."""
    settings.HOME.mkdir(parents=True, exist_ok=True)
    set_up()
    follow_renames()
    if options.demo:
        load_demonstration()
    if options.only_set_up:
        return Answer("Set up.", {"home": str(settings.HOME)})
    return serve(options.host, options.port, options.workers)


def set_up() -> None:
    """Languages, tables and static files, each only when something changed since the last time."""
    stamp = settings.HOME / "set-up.stamp"
    state = fingerprint()
    if stamp.exists() and stamp.read_text() == state:
        return
    compile_messages()
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    stamp.write_text(state)


def fingerprint() -> str:
    """Changes whenever the code, the database in use, a language or a static file does."""
    seen = hashlib.sha256(f"{__version__} {settings.DATABASES['default']['NAME']}".encode())
    watched = [
        *settings.PACKAGE.rglob("migrations/*.py"),
        *settings.PACKAGE.rglob("static/**/*"),
        *settings.PACKAGE.rglob("*.po"),
    ]
    for path in sorted(p for p in watched if p.is_file()):
        seen.update(f"{path} {path.stat().st_size} {path.stat().st_mtime_ns}".encode())
    return seen.hexdigest()


def compile_messages() -> None:
    """Compile what translators wrote; Babel does it in Python, so that no gettext need be installed."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    for source in settings.PACKAGE.glob("locale/*/LC_MESSAGES/django.po"):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        with source.open("rb") as text:
            catalog = read_po(text)
        # Several may start at once on a new machine: each writes its own file and moves it into place.
        half = target.with_suffix(f".{os.getpid()}")
        with half.open("wb") as compiled:
            write_mo(compiled, catalog)
        half.replace(target)


def follow_renames() -> None:
    """Rows follow modules and KPIs that packages renamed; costs nothing where none was."""
    from genba.audit.actions import SYSTEM
    from genba.impact.actions import renames

    for label, n in sorted(renames.follow(by=SYSTEM).items()):
        say(f"{n} {label} have the new name of their module or KPI now.")


def load_demonstration() -> None:
    """The demonstration programme, if nothing is there yet."""
    from genba.demonstration.story import load_story
    from genba.programmes.models import Programme

    if not Programme.objects.exists():
        say("Loading the demonstration …")
        load_story()


def serve(host: str, port: int, workers: int) -> Answer:
    """The web server and one worker for the outbox; both end with this process."""
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "genba.settings"}
    server = [sys.executable, "-m", "gunicorn", "genba.wsgi", "--bind", f"{host}:{port}", "--workers", str(workers),
              "--worker-class", "gthread", "--threads", "4", "--preload", "--log-level", "warning",
              "--worker-tmp-dir", "/dev/shm" if Path("/dev/shm").is_dir() else str(settings.HOME)]  # fmt: skip  # noqa: S108
    running = [subprocess.Popen(server, env=environment),  # noqa: S603 our own program with our own words
               subprocess.Popen([sys.executable, "-m", "genba.cli", "work"], env=environment)]  # fmt: skip
    greet(f"http://{host}:{port}/")
    ended = False

    def end(*_: object) -> None:
        nonlocal ended
        ended = True

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    while not ended and all(p.poll() is None for p in running):
        time.sleep(0.2)
    for process in running:
        process.terminate()
    codes = [process.wait() for process in running]
    return Answer("Stopped." if ended else "The server stopped by itself; see above.", {"codes": codes}, 0 if ended else 1)


def greet(address: str) -> None:
    """Where it is, and in demonstration mode one way in per role."""
    say(f"genba is at {address}")
    if settings.DEMO:
        from genba.access.roles import ROLES

        for role in ROLES.values():
            say(f"  {role.name!s:<26} {address}demo/{role.slug}/")


def say(line: str) -> None:
    print(line, flush=True)  # noqa: T201 a command speaks to its terminal
