"""Put things into the outbox and drain it. `genba work` runs the loop; every room may register a kind of task."""

import logging
import traceback
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import InterfaceError, OperationalError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from genba.kit.models import Task
from genba.kit.refused import Refused

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=10)
ATTEMPTS = 5
Handler = Callable[["Running"], dict[str, Any]]
handlers: dict[str, Handler] = {}
watchers: list[Callable[[], object]] = []


class Running:
    """A task in a worker's hands: what it needs, and where it says how far it is."""

    def __init__(self, task: Task) -> None:
        self.task = task
        self.payload: dict[str, Any] = task.payload

    def progress(self, done: int, total: int, stage: str = "") -> None:
        """Show how far the work is; also renews the lease, so that nobody else takes it up."""
        Task.objects.filter(pk=self.task.pk).update(
            done=done, total=total, stage=stage[:200], held_until_at=timezone.now() + LEASE
        )


def handles(kind: str) -> Callable[[Handler], Handler]:
    """Register the function that does tasks of this kind. It must be safe to run twice."""

    def register(handler: Handler) -> Handler:
        handlers[kind] = handler
        return handler

    return register


def watches(look: Callable[[], object]) -> Callable[[], object]:
    """Register a function that looks whether there is something for it, every second or so. It must cost next to nothing
    when there is not, and may run in several processes at once."""
    watchers.append(look)
    return look


def look_again() -> int:
    """Have every watcher look once. One that fails is noted and does not keep the others from it."""
    for look in watchers:
        try:
            look()
        except (OperationalError, InterfaceError):
            raise
        except Exception as error:
            place = traceback.extract_tb(error.__traceback__)[-1]
            logger.error("watching failed: %s at %s:%s", type(error).__name__, place.filename, place.lineno)
    return len(watchers)


def later(kind: str, *, by_id: int | None = None, **payload: Any) -> Task:
    """Put a thing to do into the outbox, in the transaction of the caller: both happen or neither."""
    task: Task = Task.objects.create(kind=kind, payload=payload, created_by_id=by_id)
    return task


def waits(kind: str, due: datetime, **payload: Any) -> None:
    """See to it that one of this kind is due by then and not yet begun."""
    begun = Q(attempts__gt=0)
    if not Task.objects.filter(kind=kind, payload=payload, finished_at=None, due_at__lte=due).exclude(begun).exists():
        Task.objects.create(kind=kind, payload=payload, due_at=due)


def take() -> Task | None:
    """Hold the next waiting task, or None. A worker that dies leaves it to others when its lease ends."""
    with transaction.atomic():
        waiting = Task.objects.waiting().order_by("due_at", "pk")
        if transaction.get_connection().features.has_select_for_update_skip_locked:
            waiting = waiting.select_for_update(skip_locked=True)
        task: Task | None = waiting.first()
        if task:
            task.held_until_at = timezone.now() + LEASE
            task.attempts += 1
            task.save(update_fields=["held_until_at", "attempts"])
    return task


def run(task: Task) -> bool:
    """Do one task and record how it ended. True when it is done."""
    try:
        result = handlers[task.kind](Running(task))
    except Refused as no:
        _finish(task, {"refused": no.reason}, failed=True)
        return False
    except Exception as error:
        # The message may hold personal data: the log gets the kind and place only, the row the sentence for people.
        place = traceback.extract_tb(error.__traceback__)[-1]
        logger.error("task %s %s failed: %s at %s:%s", task.kind, task.code, type(error).__name__,
                     place.filename, place.lineno)  # fmt: skip
        if task.attempts >= ATTEMPTS:
            _finish(task, {"refused": _("This did not work after several tries. Ask your administrator; "
                                        "the number of the task is %(code)s.") % {"code": task.code}}, failed=True)  # fmt: skip
        else:
            Task.objects.filter(pk=task.pk).update(
                held_until_at=None, due_at=timezone.now() + timedelta(seconds=4**task.attempts)
            )
        return False
    _finish(task, result or {}, failed=False)
    return True


def _finish(task: Task, result: dict[str, Any], *, failed: bool) -> None:
    Task.objects.filter(pk=task.pk).update(finished_at=timezone.now(), held_until_at=None, failed=failed, result=result)


def drain(limit: int | None = None) -> int:
    """Do everything that waits now. Returns how many tasks were taken up."""
    taken = 0
    while (limit is None or taken < limit) and (task := take()):
        run(task)
        taken += 1
    return taken
