"""The outbox: things to do later, kept as rows so that a restart loses nothing."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from genba.kit.codes import new_code
from genba.kit.privacy import CONFIDENTIAL, OPEN, Privacy


class TaskQuerySet(models.QuerySet["Task"]):
    def waiting(self) -> "TaskQuerySet":
        """Not finished, due, and not held by a worker whose lease still runs."""
        now = timezone.now()
        return self.filter(Q(held_until_at__isnull=True) | Q(held_until_at__lt=now), finished_at=None, due_at__lte=now)


class Task(models.Model):
    """One thing to do later: its kind, what it needs, how far it is, how it ended."""

    code = models.CharField(max_length=8, unique=True, default=new_code)
    kind = models.CharField(max_length=60)
    payload = models.JSONField(default=dict)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by_id = models.BigIntegerField(null=True)
    due_at = models.DateTimeField(default=timezone.now)
    held_until_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    stage = models.CharField(max_length=200, blank=True)
    finished_at = models.DateTimeField(null=True)
    failed = models.BooleanField(default=False)
    result = models.JSONField(default=dict)

    privacy: ClassVar[dict[str, Privacy]] = {
        "kind": OPEN, "payload": CONFIDENTIAL, "created_at": OPEN, "created_by_id": CONFIDENTIAL, "due_at": OPEN,
        "held_until_at": OPEN, "attempts": OPEN, "done": OPEN, "total": OPEN, "stage": OPEN, "finished_at": OPEN,
        "failed": OPEN, "result": CONFIDENTIAL,
    }  # fmt: skip
    objects: ClassVar[Any] = TaskQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["due_at"], condition=Q(finished_at=None), name="task_open")]

    @property
    def share(self) -> float | None:
        """How much is done, 0 to 1, or None while nobody knows."""
        return self.done / self.total if self.total else None
