from datetime import date
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from genba.access.models import Grant, User
from genba.access.permissions import Permission
from genba.access.policy import Hangs
from genba.directory.models import Enterprise
from genba.directory.models.enterprise import below
from genba.kit.codes import new_code
from genba.kit.privacy import OPEN, PERSONAL, Privacy
from genba.programmes.models import Engagement, TrainerCertificate
from genba.programmes.trainers import TRAINING_ROLES


class ListingQuerySet(models.QuerySet[Any]):
    def in_force(self) -> Self:
        return self.filter(withdrawn_at=None)


class EnterpriseListingQuerySet(ListingQuerySet):
    def seen(self) -> Self:
        """Those that everybody sees: in force, of an enterprise that is open, is no double of another, and takes a module
        or took one to its end."""
        taking = Engagement.objects.open().filter(enterprise=OuterRef("enterprise"))
        return self.in_force().filter(Exists(taking), enterprise__merged_into=None, enterprise__closed_on=None)


class TrainerListingQuerySet(ListingQuerySet):
    def seen(self, today: date | None = None) -> Self:
        """Those that everybody sees: in force, of somebody who trains here and has a certificate that is good today."""
        training = Grant.objects.in_force(today).filter(user=OuterRef("trainer"), role__in=TRAINING_ROLES)
        good = TrainerCertificate.objects.good_on(today or timezone.localdate()).filter(trainer=OuterRef("trainer"))
        return self.in_force().filter(Exists(training), Exists(good), trainer__is_active=True)


class EnterpriseListing(models.Model):
    """An enterprise wants to be seen among those taking part, by name, from a day until it takes that back."""

    code = models.CharField(max_length=8, unique=True, default=new_code)
    enterprise = models.ForeignKey(Enterprise, on_delete=models.CASCADE, related_name="listings")
    shows_results = models.BooleanField(default=False)  # how its numbers changed, in percent
    words = models.CharField(max_length=300, blank=True)  # what it says about itself
    since_on = models.DateField(default=timezone.localdate)
    given_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)

    merging = "leave"  # a merge shows nothing that the owner of the kept record did not want shown
    hangs: ClassVar[Hangs] = Hangs(read=Permission.CONSENT_READ, **below("enterprise_id"))
    privacy: ClassVar[dict[str, Privacy]] = {"shows_results": OPEN, "words": OPEN, "since_on": OPEN, "withdrawn_at": OPEN}
    objects: ClassVar[Any] = EnterpriseListingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["enterprise"], condition=Q(withdrawn_at=None), name="enterprise_listed_once")
        ]


class TrainerListing(models.Model):
    """A trainer wants to stand in the public directory, from a day until they take that back. Only they can want it."""

    code = models.CharField(max_length=8, unique=True, default=new_code)
    trainer = models.ForeignKey(User, on_delete=models.CASCADE, related_name="trainer_listings")
    contact = models.CharField(max_length=200, blank=True)  # how they want to be asked: an address, a telephone
    since_on = models.DateField(default=timezone.localdate)
    withdrawn_at = models.DateTimeField(null=True)

    privacy: ClassVar[dict[str, Privacy]] = {"contact": PERSONAL, "since_on": OPEN, "withdrawn_at": OPEN}
    objects: ClassVar[Any] = TrainerListingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["trainer"], condition=Q(withdrawn_at=None), name="trainer_listed_once")
        ]
