from typing import Any, ClassVar

from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from genba.access.models import User
from genba.access.policy import Hangs
from genba.kit.codes import new_code
from genba.kit.privacy import CONFIDENTIAL, PERSONAL, Privacy
from genba.sync.models.record import Receipt
from genba.sync.models.scope import of_whom


class DeviceQuerySet(models.QuerySet["Device"]):
    def with_stuck(self) -> "DeviceQuerySet":
        """Each with `stuck`: how many of its records are."""
        mine = Receipt.objects.stuck().filter(device=OuterRef("pk")).order_by().values("device")
        return self.annotate(stuck=Coalesce(Subquery(mine.annotate(n=Count("pk")).values("n")), 0))


class Device(models.Model):
    """The phone or laptop of one user, from the day the field app was opened on it."""

    code = models.CharField(max_length=8, unique=True, default=new_code)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="devices")
    name = models.CharField(max_length=60)  # "Android, Chrome": what it is, in two words
    first_seen_at = models.DateTimeField()
    last_seen_at = models.DateTimeField()
    unsent = models.PositiveIntegerField(default=0)  # records that wait on it, by its last report
    unsent_photos = models.PositiveIntegerField(default=0)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    wiped_at = models.DateTimeField(null=True)  # when it said that nothing is left on it
    # What is kept on it is sealed with this; its user who forgot the PIN gets it back, nobody once it is withdrawn.
    key = models.CharField(max_length=44, blank=True, default="")

    hangs: ClassVar[Hangs] = of_whom("user")
    privacy: ClassVar[dict[str, Privacy]] = {
        "name": CONFIDENTIAL, "first_seen_at": CONFIDENTIAL, "last_seen_at": CONFIDENTIAL, "unsent": CONFIDENTIAL,
        "unsent_photos": CONFIDENTIAL, "withdrawn_at": CONFIDENTIAL, "wiped_at": CONFIDENTIAL, "key": PERSONAL,
    }  # fmt: skip

    objects: ClassVar[Any] = DeviceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by=None)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="device_withdrawn_by_somebody",
            )
        ]
