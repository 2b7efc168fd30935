from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from genba.access.models import User
from genba.access.permissions import Permission
from genba.access.policy import Hangs
from genba.directory.models import Country, Provider
from genba.kit.codes import new_code
from genba.kit.privacy import CONFIDENTIAL, OPEN, Privacy
from genba.programmes.models.engagement import Engagement
from genba.programmes.models.programme import Programme


def led_by(keys: list[Any]) -> Q:
    return Q(trainer_id__in=keys) | Q(co_trainer_id__in=keys)


class Cohort(models.Model):
    """A few enterprises that take one module together, with one trainer and perhaps a second one."""

    code = models.CharField(max_length=8, unique=True, default=new_code)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="cohorts")
    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="cohorts")
    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="+")
    module = models.CharField(max_length=60)
    name = models.CharField(max_length=100)
    time_zone = models.CharField(max_length=60)
    begins_on = models.DateField(null=True)  # when the class should begin
    trainer = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="cohorts")
    co_trainer = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="cohorts_helped")
    trainers_because = models.CharField(max_length=300, blank=True)  # why these, where something spoke against it
    version = models.PositiveIntegerField(default=1)

    hangs: ClassVar[Hangs] = Hangs(read=Permission.COHORT_READ, country="country_id", provider="provider_id", self=led_by)
    privacy: ClassVar[dict[str, Privacy]] = {
        "module": OPEN, "name": OPEN, "time_zone": OPEN, "begins_on": OPEN, "trainers_because": CONFIDENTIAL, "version": OPEN,
    }  # fmt: skip

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "provider", "name"], name="cohort_name_once"),
            models.CheckConstraint(condition=Q(co_trainer=None) | Q(trainer=None) | ~Q(co_trainer=F("trainer")),
                                   name="cohort_two_trainers"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name


class CohortMemberQuerySet(models.QuerySet["CohortMember"]):
    def standing(self) -> "CohortMemberQuerySet":
        """Those who were not taken out and have not left the module."""
        return self.filter(left_on=None, engagement__withdrawal=None)


class CohortMember(models.Model):
    """An engagement belongs to a cohort from a day until it is taken out, with the reason. Nothing is deleted."""

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="members")
    engagement = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="cohort_members")
    since_on = models.DateField()
    added_by = models.CharField(max_length=20)
    left_on = models.DateField(null=True)
    left_because = models.CharField(max_length=300, blank=True)
    left_by = models.CharField(max_length=20, blank=True)

    privacy: ClassVar[dict[str, Privacy]] = {
        "since_on": CONFIDENTIAL, "added_by": CONFIDENTIAL, "left_on": CONFIDENTIAL, "left_because": CONFIDENTIAL,
        "left_by": CONFIDENTIAL,
    }  # fmt: skip
    objects: ClassVar[Any] = CohortMemberQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["engagement"], condition=Q(left_on=None), name="in_one_cohort_at_a_time"),
            models.CheckConstraint(condition=Q(left_on=None, left_because="") | (Q(left_on__isnull=False) & ~Q(left_because="")),
                                   name="cohort_left_with_reason"),
            models.CheckConstraint(condition=Q(left_on=None) | Q(left_on__gte=F("since_on")), name="cohort_days_in_order"),
        ]  # fmt: skip
