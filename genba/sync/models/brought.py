from typing import ClassVar

from django.db import models

from genba.access.models import User
from genba.kit.codes import new_code
from genba.kit.privacy import CONFIDENTIAL, OPEN, PERSONAL, Privacy
from genba.sync.models.device import Device


class BroughtFile(models.Model):
    """A file of records that was exported from a device and carried to the desk by hand: looked at first, then taken in."""

    code = models.CharField(max_length=8, unique=True, default=new_code)
    device = models.ForeignKey(Device, on_delete=models.PROTECT, related_name="files")
    name = models.CharField(max_length=150)
    text = models.TextField()  # as it was brought; gone after a month
    digest = models.CharField(max_length=64)
    brought_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    brought_at = models.DateTimeField(auto_now_add=True)
    taken_in_at = models.DateTimeField(null=True)

    privacy: ClassVar[dict[str, Privacy]] = {
        "name": CONFIDENTIAL, "text": PERSONAL, "digest": OPEN, "brought_at": OPEN, "taken_in_at": OPEN,
    }  # fmt: skip


class BroughtRecord(models.Model):
    """A record that came by such a file: who brought it stands beside the receipt, whose author stays who wrote it."""

    file = models.ForeignKey(BroughtFile, on_delete=models.PROTECT, related_name="records")
    record = models.UUIDField(db_index=True)  # the key of its receipt; written down before that is

    privacy: ClassVar[dict[str, Privacy]] = {"record": OPEN}

    class Meta:
        constraints = [models.UniqueConstraint(fields=["file", "record"], name="brought_once")]
