from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from genba.access.models import User
from genba.delivery.models.workshop import Workshop
from genba.kit.codes import new_code
from genba.kit.privacy import CONFIDENTIAL, OPEN, Privacy


class SatisfactionSurvey(models.Model):
    """The people of a class may say how it was, until a day or until it is closed. Only then the result is shown: while
    answers come in, the difference between two looks would be one person's answer."""

    code = models.CharField(max_length=8, unique=True, default=new_code)
    workshop = models.OneToOneField(Workshop, on_delete=models.CASCADE, related_name="survey")
    opened_on = models.DateField()
    closes_on = models.DateField()  # the last day on which it can be answered
    opened_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    closed_on = models.DateField(null=True)
    closed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    privacy: ClassVar[dict[str, Privacy]] = {"opened_on": OPEN, "closes_on": OPEN, "closed_on": OPEN}

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(closes_on__gte=F("opened_on")), name="survey_days_in_order"),
            models.CheckConstraint(condition=Q(closed_on=None, closed_by=None) | Q(closed_on__isnull=False, closed_by__isnull=False),
                                   name="survey_closed_by_somebody"),
        ]  # fmt: skip

    @property
    def is_open(self) -> bool:
        """Whether it can be answered today."""
        return self.is_open_on(timezone.localdate())

    def is_open_on(self, day: date) -> bool:
        return self.closed_on is None and self.opened_on <= day <= self.closes_on


class SatisfactionCount(models.Model):
    """How many gave one score to one question. This is all that is kept: no answer, no person, no phone, no hour."""

    class Way(models.TextChoices):
        SCREEN = "screen", "screen"  # own phone or shared device
        PAPER = "paper", "paper"  # counted from paper forms by whoever gave the class

    survey = models.ForeignKey(SatisfactionSurvey, on_delete=models.CASCADE, related_name="counts")
    question = models.CharField(max_length=60)  # of the module, by code
    score = models.PositiveSmallIntegerField()
    way = models.CharField(max_length=6, choices=Way.choices)
    answers = models.PositiveIntegerField(default=0)

    privacy: ClassVar[dict[str, Privacy]] = {
        "question": OPEN, "score": CONFIDENTIAL, "way": CONFIDENTIAL, "answers": CONFIDENTIAL,
    }  # fmt: skip

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["survey", "question", "score", "way"], name="satisfaction_count_once"),
            models.CheckConstraint(condition=Q(score__gte=1, score__lte=5), name="satisfaction_score"),
        ]
