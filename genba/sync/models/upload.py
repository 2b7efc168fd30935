from datetime import datetime
from typing import Any, ClassVar

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from genba.access.models import User
from genba.access.policy import Hangs
from genba.kit.codes import new_code
from genba.kit.privacy import CONFIDENTIAL, OPEN, Privacy
from genba.sync.models.device import Device
from genba.sync.models.record import FACTS, Receipt
from genba.sync.models.scope import of_whom


class UploadQuerySet(models.QuerySet["Upload"]):
    def coming(self) -> "UploadQuerySet":
        return self.filter(whole_at=None, refused_at=None)

    def arrived(self) -> "UploadQuerySet":
        """Those of which every byte is here and nobody looked yet: a server died after the last one."""
        return self.coming().filter(received=F("size"))

    def broken_off(self, before: datetime) -> "UploadQuerySet":
        """Those of which something is here, and nothing came since."""
        return self.coming().filter(received__gt=0, received__lt=F("size"), last_at__lt=before).order_by("last_at", "pk")

    def done_with(self, before: datetime) -> "UploadQuerySet":
        """Whole since before then, with a record that is a fact and none that waits."""
        records = Receipt.objects.of_photo(author=OuterRef("author"), content=OuterRef("content"))
        facts = records.filter(outcomes__state__in=FACTS)
        return self.filter(Exists(facts), ~Exists(records.unsettled()), whole_at__lt=before).order_by("whole_at", "pk")


class Upload(models.Model):
    """The bytes of a photo on their way from a device, in parts, under the hash of the file as the device has it.

    Once whole it is looked at: it is kept written anew, without place and owner, until its records are facts; or refused.
    """

    class State(models.TextChoices):
        COMING = "coming", _("On its way")
        WHOLE = "whole", _("Arrived")
        REFUSED = "refused", _("Refused")

    LARGEST: ClassVar[int] = 1_500_000  # bytes; the device makes them 300 KB

    code = models.CharField(max_length=8, unique=True, default=new_code)
    device = models.ForeignKey(Device, on_delete=models.PROTECT, related_name="uploads")  # that spoke of it last
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    content = models.CharField(max_length=64)  # SHA-256 of the file on the device
    size = models.PositiveIntegerField()  # bytes
    received = models.PositiveIntegerField(default=0)
    parts = models.JSONField(default=list)  # how long each part is, in their order
    said = models.CharField(max_length=300, blank=True)  # why it is refused or was cleared, in the language of the author
    begun_at = models.DateTimeField(auto_now_add=True)
    last_at = models.DateTimeField()  # when something of it came last
    whole_at = models.DateTimeField(null=True)
    refused_at = models.DateTimeField(null=True)
    cleared_at = models.DateTimeField(null=True)  # what had come was cleared away, for the rest did not

    hangs: ClassVar[Hangs] = of_whom("author")
    privacy: ClassVar[dict[str, Privacy]] = {
        "content": CONFIDENTIAL, "size": OPEN, "received": OPEN, "parts": OPEN, "said": CONFIDENTIAL, "begun_at": OPEN,
        "last_at": OPEN, "whole_at": OPEN, "refused_at": OPEN, "cleared_at": OPEN,
    }  # fmt: skip
    objects: ClassVar[Any] = UploadQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["author", "content"], name="upload_once"),
            models.CheckConstraint(condition=Q(received__lte=F("size")), name="upload_no_more_than_said"),
            models.CheckConstraint(condition=Q(whole_at=None) | Q(refused_at=None), name="upload_judged_once"),
        ]

    @property
    def state(self) -> str:
        if self.refused_at:
            return self.State.REFUSED
        return self.State.WHOLE if self.whole_at else self.State.COMING

    @property
    def file(self) -> str:
        """Where the storage has the photo as it was written anew."""
        return f"arrived/{self.code}.jpg"

    def part(self, offset: int) -> str:
        """Where the storage has the part that begins at this byte."""
        return f"coming/{self.code}/{offset:08d}"

    @property
    def places(self) -> list[str]:
        """Those of its parts, in their order."""
        return [self.part(sum(self.parts[:n])) for n in range(len(self.parts))]
