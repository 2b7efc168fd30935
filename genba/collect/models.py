from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from genba.access.models import User
from genba.kit.codes import new_code
from genba.kit.kept import place_of
from genba.kit.privacy import CONFIDENTIAL, OPEN, PERSONAL, Privacy
from genba.sync.models import Device

FOLDER, ENDING = "collect", "jpg"


class CollectPasswordQuerySet(models.QuerySet["CollectPassword"]):
    def good(self, today: date | None = None) -> "CollectPasswordQuerySet":
        """Those that open the door today: not withdrawn, not over, and on no phone that was withdrawn as lost."""
        lost = CollectPhone.objects.filter(device__withdrawn_at__isnull=False).values("password")
        rows = self.filter(revoked_at=None, expires_on__gt=today or timezone.localdate(), user__is_active=True)
        return rows.exclude(pk__in=lost)


class CollectPassword(models.Model):
    """Lets the collectors of one user in. Digest asks for a password of its own; what it needs of it is kept sealed."""

    code = models.CharField(max_length=8, unique=True, default=new_code)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="collect_passwords")
    sealed = models.CharField(max_length=32)  # HA1 of RFC 2617, worth nothing without the key of this server
    made_at = models.DateTimeField(auto_now_add=True)
    expires_on = models.DateField()
    revoked_at = models.DateTimeField(null=True)

    privacy: ClassVar[dict[str, Privacy]] = {
        "sealed": PERSONAL, "made_at": CONFIDENTIAL, "expires_on": CONFIDENTIAL, "revoked_at": CONFIDENTIAL,
    }  # fmt: skip
    objects: ClassVar[Any] = CollectPasswordQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user"], condition=Q(revoked_at=None), name="one_collect_password_per_user")
        ]


class CollectPhone(models.Model):
    """A device that came in by a collect password, by the name that its collector gives it."""

    password = models.ForeignKey(CollectPassword, on_delete=models.CASCADE, related_name="phones")
    device = models.OneToOneField(Device, on_delete=models.CASCADE, related_name="collector")
    said = models.CharField(max_length=249, blank=True)  # deviceID: advisory, anybody can claim one

    privacy: ClassVar[dict[str, Privacy]] = {"said": PERSONAL}

    class Meta:
        constraints = [models.UniqueConstraint(fields=["password", "said"], name="collect_phone_once")]


class Submission(models.Model):
    """A form that came back, its XML as it was sent, for good. The record that it became has the same number."""

    id = models.UUIDField(primary_key=True)  # of the instanceID
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    device = models.ForeignKey(Device, on_delete=models.PROTECT, related_name="submissions")
    form = models.CharField(max_length=249)
    form_version = models.CharField(max_length=249, blank=True)
    about = models.CharField(max_length=20, db_index=True)  # the code of the engagement, the class or the pulse
    xml = models.TextField()
    received_at = models.DateTimeField(auto_now_add=True)

    privacy: ClassVar[dict[str, Privacy]] = {
        "form": OPEN, "form_version": OPEN, "about": CONFIDENTIAL, "xml": PERSONAL, "received_at": OPEN,
    }  # fmt: skip


class Attachment(models.Model):
    """A photo that came with a submission: made small, without its place; or why it could not be kept."""

    code = models.CharField(max_length=8, unique=True, default=new_code)
    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="attachments")
    name = models.CharField(max_length=255)  # as the form names it
    content = models.CharField(max_length=64, blank=True)  # SHA-256; empty: not kept
    size = models.PositiveIntegerField(default=0)
    said = models.CharField(max_length=300, blank=True)

    privacy: ClassVar[dict[str, Privacy]] = {
        "name": CONFIDENTIAL, "content": CONFIDENTIAL, "size": OPEN, "said": OPEN,
    }  # fmt: skip

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["submission", "name"], name="attachment_once"),
            models.CheckConstraint(condition=~Q(content="", said=""), name="attachment_kept_or_told"),
        ]

    @property
    def file(self) -> str:
        """Where the storage has it."""
        return place_of(FOLDER, self.content, ENDING)
