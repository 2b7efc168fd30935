from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from genba.access.models import User
from genba.directory.models import Sex
from genba.kit.codes import new_code
from genba.kit.privacy import CONFIDENTIAL, OPEN, PERSONAL, Privacy


class TrainerProfile(models.Model):
    """Which languages a trainer speaks and where they work; and their sex, since trainers are counted by it."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="trainer_profile")
    languages = models.JSONField(default=list)  # ISO 639 codes
    countries = models.JSONField(default=list)  # ISO 3166 codes
    regions = models.JSONField(default=list)  # names, as the programme writes them
    sex = models.CharField(max_length=10, choices=Sex.choices, default=Sex.NOT_STATED)
    version = models.PositiveIntegerField(default=1)

    privacy: ClassVar[dict[str, Privacy]] = {
        "languages": CONFIDENTIAL, "countries": CONFIDENTIAL, "regions": CONFIDENTIAL, "sex": PERSONAL, "version": OPEN,
    }  # fmt: skip

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(sex__in=Sex.values), name="trainer_sex_known_word")]


class TrainerCertificateQuerySet(models.QuerySet["TrainerCertificate"]):
    def good_on(self, day: date) -> "TrainerCertificateQuerySet":
        return self.filter(valid_from__lte=day, valid_until__gte=day)


class TrainerCertificate(models.Model):
    """A trainer may give a module, from a day up to and including another."""

    code = models.CharField(max_length=8, unique=True, default=new_code)
    trainer = models.ForeignKey(User, on_delete=models.PROTECT, related_name="trainer_certificates")
    module = models.CharField(max_length=60)
    valid_from = models.DateField()
    valid_until = models.DateField()
    recorded_by = models.CharField(max_length=20)
    recorded_at = models.DateTimeField(auto_now_add=True)

    privacy: ClassVar[dict[str, Privacy]] = {
        "module": OPEN, "valid_from": CONFIDENTIAL, "valid_until": CONFIDENTIAL, "recorded_by": CONFIDENTIAL,
        "recorded_at": CONFIDENTIAL,
    }  # fmt: skip
    objects: ClassVar[Any] = TrainerCertificateQuerySet.as_manager()

    class Meta:
        ordering = ["module", "-valid_until"]
        constraints = [
            models.UniqueConstraint(fields=["trainer", "module", "valid_from"], name="trainer_certificate_once"),
            models.CheckConstraint(condition=Q(valid_until__gte=F("valid_from")), name="trainer_certificate_days_in_order"),
        ]


class AbsenceQuerySet(models.QuerySet["Absence"]):
    def between(self, first: date, last: date) -> "AbsenceQuerySet":
        return self.filter(taken_back_at=None, starts_on__lte=last, ends_on__gte=first)


class Absence(models.Model):
    """A trainer is away on some days, both included. Why is their own affair and may stay unsaid."""

    code = models.CharField(max_length=8, unique=True, default=new_code)
    trainer = models.ForeignKey(User, on_delete=models.CASCADE, related_name="absences")
    starts_on = models.DateField()
    ends_on = models.DateField()
    note = models.CharField(max_length=200, blank=True)
    recorded_by = models.CharField(max_length=20)
    taken_back_at = models.DateTimeField(null=True)

    privacy: ClassVar[dict[str, Privacy]] = {
        "starts_on": CONFIDENTIAL, "ends_on": CONFIDENTIAL, "note": PERSONAL, "recorded_by": CONFIDENTIAL,
        "taken_back_at": CONFIDENTIAL,
    }  # fmt: skip
    objects: ClassVar[Any] = AbsenceQuerySet.as_manager()

    class Meta:
        ordering = ["starts_on"]
        constraints = [models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="absence_days_in_order")]
