from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from genba.access.models import User
from genba.access.permissions import Permission
from genba.access.policy import Hangs
from genba.directory.models import Country, Provider
from genba.kit.codes import new_code
from genba.kit.privacy import CONFIDENTIAL, OPEN, Privacy


def of_countries(keys: list[Any]) -> Q:
    return Q(country_id__in=keys) | Q(provider__country_id__in=keys)


class PeriodLock(models.Model):
    """A month of one country or one provider is closed: what is dated in it stays as it is."""

    code = models.CharField(max_length=8, unique=True, default=new_code)
    country = models.ForeignKey(Country, on_delete=models.PROTECT, null=True, related_name="+")
    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, null=True, related_name="period_locks")
    month = models.DateField()  # its first day
    locked_at = models.DateTimeField(auto_now_add=True)
    locked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    hangs: ClassVar[Hangs] = Hangs(read=Permission.PERIOD_LOCK, country=of_countries, provider="provider_id")
    privacy: ClassVar[dict[str, Privacy]] = {"month": OPEN, "locked_at": OPEN}

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(country=None, provider__isnull=False) | Q(country__isnull=False, provider=None),
                                   name="lock_of_country_or_provider"),
            models.CheckConstraint(condition=Q(month__day=1), name="lock_of_a_whole_month"),
            models.UniqueConstraint(fields=["country", "month"], condition=Q(provider=None), name="country_month_locked_once"),
            models.UniqueConstraint(fields=["provider", "month"], condition=Q(country=None), name="provider_month_locked_once"),
        ]  # fmt: skip


class Opening(models.Model):
    """The way out of a lock: one thing may be changed until a day, for a reason."""

    lock = models.ForeignKey(PeriodLock, on_delete=models.PROTECT, related_name="openings")
    noun = models.CharField(max_length=20)  # visit, workshop, engagement or enterprise
    thing = models.CharField(max_length=8)  # its code; what is above this room cannot be a key of it
    reason = models.CharField(max_length=300)
    until_on = models.DateField()
    opened_at = models.DateTimeField(auto_now_add=True)
    opened_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    privacy: ClassVar[dict[str, Privacy]] = {
        "noun": OPEN, "thing": OPEN, "reason": CONFIDENTIAL, "until_on": OPEN, "opened_at": OPEN,
    }  # fmt: skip

    class Meta:
        indexes = [models.Index(fields=["noun", "thing"], name="opening_of_thing")]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="opening_has_reason")]
