"""A file that somebody brought in at the desk."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from genba.access.models import User
from genba.kit.codes import new_code
from genba.kit.models import Task
from genba.kit.privacy import CONFIDENTIAL, OPEN, Privacy


class ImportQuerySet(models.QuerySet["Import"]):
    def of(self, user: Any) -> "ImportQuerySet":
        """Those that somebody brought themselves, the latest first: what is in a file is its sender's affair."""
        return self.filter(by=user).order_by("-pk")


class Import(models.Model):
    """A file, what is to be done with it, and what came of each look at it. Its rows are in the file, not here."""

    code = models.CharField(max_length=8, unique=True, default=new_code)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="imports")
    kind = models.CharField(max_length=40)
    file_name = models.CharField(max_length=150)  # as its sender calls it; never a path of ours
    size = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64)  # SHA-256, to know the same file again
    directions = models.JSONField(default=dict)  # which heading is which column, what every row has, how days are written
    uploaded_at = models.DateTimeField(auto_now_add=True)
    task = models.ForeignKey(Task, on_delete=models.SET_NULL, null=True, related_name="+")  # the latest look or run
    outcome = models.JSONField(default=dict)  # counts, notes, headings and first problems of the latest look or run
    written_at = models.DateTimeField(null=True)
    written = models.PositiveIntegerField(default=0)  # rows that were taken in
    removed_at = models.DateTimeField(null=True)  # the file itself; what came of it stays

    privacy: ClassVar[dict[str, Privacy]] = {
        "kind": OPEN, "file_name": CONFIDENTIAL, "size": OPEN, "digest": OPEN, "directions": CONFIDENTIAL,
        "uploaded_at": OPEN, "outcome": CONFIDENTIAL, "written_at": OPEN, "written": OPEN, "removed_at": OPEN,
    }  # fmt: skip
    objects: ClassVar[Any] = ImportQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["digest", "kind"], name="import_by_digest")]
        constraints = [
            models.CheckConstraint(condition=Q(written=0) | Q(written_at__isnull=False), name="import_written_when"),
        ]

    @property
    def is_running(self) -> bool:
        """Somebody waits for a look or a run of it."""
        return self.task is not None and self.task.finished_at is None

    @property
    def is_clean(self) -> bool:
        """It was looked at and nothing was wrong."""
        return bool(self.outcome) and not self.outcome["problem_count"]
