"""What is to be done later is done once, survives whoever dies over it, and says how it ended."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone

from genba.kit import outbox
from genba.kit.models import Task
from genba.kit.refused import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def kind() -> Iterator[str]:
    """A kind of task of this test's own."""
    yield "test-kind"
    outbox.handlers.pop("test-kind", None)


def test_a_thing_to_do_is_done_and_its_result_kept(kind: str) -> None:
    outbox.handles(kind)(lambda running: {"sum": running.payload["a"] + running.payload["b"]})
    task = outbox.later(kind, a=2, b=3)

    done = outbox.drain()

    task.refresh_from_db()
    assert done == 1
    assert (task.failed, task.result, task.attempts) == (False, {"sum": 5}, 1)
    assert task.finished_at is not None and outbox.drain() == 0


def test_it_is_put_there_only_with_what_it_belongs_to(kind: str) -> None:
    with pytest.raises(Refused), transaction.atomic():
        outbox.later(kind)
        raise Refused("No.")

    assert not Task.objects.exists()


def test_a_worker_that_died_gives_way_to_another_when_its_lease_ends(kind: str) -> None:
    outbox.handles(kind)(lambda running: {})
    outbox.later(kind)
    held = outbox.take()

    nobody = outbox.take()
    with time_machine.travel(timezone.now() + outbox.LEASE + timedelta(seconds=1)):
        again = outbox.take()

    assert held and nobody is None
    assert again and again.pk == held.pk and again.attempts == 2


def test_progress_is_seen_while_it_runs_and_renews_the_lease(kind: str) -> None:
    seen: list[Any] = []

    def handler(running: outbox.Running) -> dict[str, Any]:
        running.progress(3, 12, "Reading")
        seen.append(Task.objects.get(pk=running.task.pk))
        return {}

    outbox.handles(kind)(handler)
    outbox.later(kind)
    outbox.drain()

    assert (seen[0].done, seen[0].total, seen[0].stage, seen[0].share) == (3, 12, "Reading", 0.25)
    assert seen[0].held_until_at > timezone.now()


def test_what_is_refused_ends_with_its_sentence_and_is_not_tried_again(kind: str) -> None:
    def handler(running: outbox.Running) -> dict[str, Any]:
        raise Refused("The file is empty.")

    outbox.handles(kind)(handler)
    task = outbox.later(kind)

    outbox.drain()

    task.refresh_from_db()
    assert (task.failed, task.result, task.attempts) == (True, {"refused": "The file is empty."}, 1)
    assert outbox.take() is None


def test_what_fails_is_tried_again_later_and_given_up_with_a_word_to_the_user(
    kind: str, caplog: pytest.LogCaptureFixture
) -> None:
    def handler(running: outbox.Running) -> dict[str, Any]:
        raise ValueError("Rosa Vidu, +254 700 000 000")

    outbox.handles(kind)(handler)
    task = outbox.later(kind)

    now = timezone.now()
    for attempt in range(outbox.ATTEMPTS):
        with time_machine.travel(now + timedelta(hours=attempt)):
            assert outbox.drain() == 1
            assert outbox.drain() == 0

    task.refresh_from_db()
    assert task.failed and task.code in task.result["refused"]
    # The message of an error may hold personal data: the log has the kind and the place only.
    assert "ValueError" in caplog.text and "Rosa" not in caplog.text
