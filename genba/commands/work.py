"""`genba work`: do what waits in the outbox, and go on doing so."""

import argparse
import logging
import signal
import threading
from collections.abc import Callable

from django.apps import apps
from django.db import InterfaceError, OperationalError, close_old_connections
from django.utils.module_loading import module_has_submodule

from genba.commands import Answer
from genba.kit import outbox

NAME = "work"
HELP = "Drain the outbox: mails, imports, figures. Runs until it is stopped."
PAUSE_SECONDS = 1.0
logger = logging.getLogger(__name__)


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--once", action="store_true", help="do what waits now and stop")


def run(options: argparse.Namespace) -> Answer:
    """Loop over the outbox. A task that was held by a worker that died is taken up when its lease ends."""
    register_kinds()
    if options.once:
        done = outbox.drain()
        outbox.look_again()
        return Answer(f"{done} done.", {"done": done})
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    while not stop.is_set():
        close_old_connections()
        done = _kept_on(lambda: outbox.drain(limit=20))
        _kept_on(outbox.look_again)
        if not done:
            stop.wait(PAUSE_SECONDS)
    return Answer("Stopped.")


def _kept_on(work: Callable[[], int]) -> int:
    """How much was done. A database that is busy, full or away for a while does not end the worker, and with it the server:
    it tries again."""
    try:
        return work()
    except (OperationalError, InterfaceError) as error:
        logger.error("the database cannot just now: %s", type(error).__name__)
        return 0


def register_kinds() -> None:
    """Every room may have a module `tasks`, which registers the kinds of task it knows how to do.

    Where it has a function `always_waiting`, that puts into the outbox what comes again and again.
    """
    import importlib

    for app in apps.get_app_configs():
        if app.name.startswith("genba.") and module_has_submodule(app.module, "tasks"):
            tasks = importlib.import_module(f"{app.name}.tasks")
            if hasattr(tasks, "always_waiting"):
                tasks.always_waiting()
