from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from genba.access.models import User
from genba.access.permissions import Permission
from genba.access.policy import Hangs
from genba.directory.models import Brand, Enterprise
from genba.directory.models.enterprise import below
from genba.kit.codes import new_code
from genba.kit.privacy import CONFIDENTIAL, Privacy


class ConsentQuerySet(models.QuerySet["Consent"]):
    def in_force(self, on: date | None = None) -> "ConsentQuerySet":
        on = on or timezone.localdate()
        return self.filter(Q(until_on=None) | Q(until_on__gt=on), withdrawn_at=None, since_on__lte=on,
                           enterprise__merged_into=None)  # fmt: skip


class Consent(models.Model):
    """An enterprise lets a brand see one kind of its data, from a day until (not including) another."""

    class Covers(models.TextChoices):
        PROGRESS = "progress", _("Which modules we take and how far we are")
        CHANGE = "change", _("How our numbers changed, in percent")
        PRACTICES = "practices", _("Which good practices we have")

    code = models.CharField(max_length=8, unique=True, default=new_code)
    enterprise = models.ForeignKey(Enterprise, on_delete=models.CASCADE, related_name="consents")
    brand = models.ForeignKey(Brand, on_delete=models.PROTECT, related_name="consents")
    covers = models.CharField(max_length=12, choices=Covers.choices)
    since_on = models.DateField(default=timezone.localdate)
    until_on = models.DateField(null=True, blank=True)
    given_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)

    merging = "leave"  # a merge shares nothing that the owner of the kept record did not share
    hangs: ClassVar[Hangs] = Hangs(read=Permission.CONSENT_READ, brand="brand_id", **below("enterprise_id"))
    privacy: ClassVar[dict[str, Privacy]] = {
        "covers": CONFIDENTIAL, "since_on": CONFIDENTIAL, "until_on": CONFIDENTIAL, "withdrawn_at": CONFIDENTIAL,
    }  # fmt: skip
    objects: ClassVar[Any] = ConsentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["enterprise", "brand", "covers"], condition=Q(withdrawn_at=None),
                                    name="consent_once"),
            models.CheckConstraint(condition=Q(until_on=None) | Q(until_on__gt=F("since_on")), name="consent_days_in_order"),
        ]  # fmt: skip
