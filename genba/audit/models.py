from typing import ClassVar

from django.db import models

from genba.kit.privacy import CONFIDENTIAL, OPEN, Privacy


class Event(models.Model):
    """One thing that was done: `verb` to the thing `noun` `code`, `by` whom (a user's code, or the system)."""

    at = models.DateTimeField(auto_now_add=True)
    by = models.CharField(max_length=20)
    verb = models.CharField(max_length=60)
    noun = models.CharField(max_length=40)
    code = models.CharField(max_length=40)
    changes = models.JSONField(default=dict)
    reason = models.TextField(blank=True)

    privacy: ClassVar[dict[str, Privacy]] = {
        "at": OPEN, "by": CONFIDENTIAL, "verb": OPEN, "noun": OPEN,
        "changes": CONFIDENTIAL, "reason": CONFIDENTIAL,
    }  # fmt: skip

    class Meta:
        indexes = [models.Index(fields=["noun", "code", "at"], name="event_of_thing")]
