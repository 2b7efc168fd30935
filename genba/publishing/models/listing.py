from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from genba.access.models import User
from genba.access.permissions import Permission
from genba.access.policy import Hangs
from genba.directory.models import Enterprise
from genba.directory.models.enterprise import below
from genba.kit.codes import new_code
from genba.kit.privacy import OPEN, PERSONAL, Privacy


class ListingQuerySet(models.QuerySet[Any]):
    def in_force(self) -> "ListingQuerySet":
        return self.filter(withdrawn_at=None)


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
    objects: ClassVar[Any] = ListingQuerySet.as_manager()

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
    objects: ClassVar[Any] = ListingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["trainer"], condition=Q(withdrawn_at=None), name="trainer_listed_once")
        ]
