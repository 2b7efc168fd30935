from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from genba.access.models import User
from genba.access.permissions import Permission
from genba.access.policy import Hangs
from genba.directory.models.enterprise import Enterprise, below
from genba.kit.privacy import CONFIDENTIAL, Privacy


class EnterpriseEvent(models.Model):
    """What befell an enterprise on a day: it moved, split, closed, came back, or its country got another code."""

    class Kind(models.TextChoices):
        MOVED = "moved", _("It moved to a new address")
        SPLIT = "split", _("It split: a part is an enterprise of its own now")
        CLOSED = "closed", _("It closed")
        REOPENED = "reopened", _("It came back")
        COUNTRY = "country", _("Its country has another code now")

    enterprise = models.ForeignKey(Enterprise, on_delete=models.CASCADE, related_name="events")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    happened_on = models.DateField()
    before = models.JSONField(
        default=dict
    )  # of a move: the address, town and region until then; of a country: country, region and currency
    after = models.JSONField(default=dict)
    other = models.ForeignKey(
        Enterprise, on_delete=models.PROTECT, null=True, related_name="came_from"
    )  # of a split: the part
    note = models.CharField(max_length=300, blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    hangs: ClassVar[Hangs] = Hangs(read=Permission.ENTERPRISE_READ, **below("enterprise_id"))
    privacy: ClassVar[dict[str, Privacy]] = {
        "kind": CONFIDENTIAL, "happened_on": CONFIDENTIAL, "before": CONFIDENTIAL, "after": CONFIDENTIAL, "note": CONFIDENTIAL,
        "recorded_at": CONFIDENTIAL,
    }  # fmt: skip

    class Meta:
        ordering = ["happened_on", "pk"]
        indexes = [models.Index(fields=["enterprise", "kind", "happened_on"], name="event_of_enterprise")]
        constraints = [
            models.CheckConstraint(condition=Q(kind="split", other__isnull=False) | ~Q(kind="split") & Q(other=None),
                                   name="event_names_the_part"),
            models.CheckConstraint(condition=Q(other=None) | ~Q(other=F("enterprise")), name="event_part_is_another"),
        ]  # fmt: skip
