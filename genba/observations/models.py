from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from genba.access.models import User
from genba.access.permissions import Permission
from genba.access.policy import Hangs
from genba.delivery.models import Visit
from genba.directory.models import Enterprise
from genba.directory.models.enterprise import below
from genba.kit.privacy import CONFIDENTIAL, Privacy
from genba.programmes.models import Engagement


class Observation(models.Model):
    """An enterprise's KPI over a period: numerator and denominator with unit, or "not tracked" with a reason."""

    enterprise = models.ForeignKey(
        Enterprise, on_delete=models.CASCADE, related_name="observations", db_index=False
    )
    indicator = models.CharField(max_length=60)
    part = models.CharField(
        max_length=60, blank=True, default=""
    )  # a line, a team; empty: the whole enterprise
    starts_on = models.DateField()
    ends_on = models.DateField()
    numerator = models.FloatField(null=True)
    denominator = models.FloatField(null=True)
    unit = models.CharField(max_length=60)
    note = models.CharField(max_length=300, blank=True)  # why not tracked, or why an unusual value is right
    unusual = models.BooleanField(default=False)  # outside the plausible range, and insisted on: for review
    source = models.CharField(max_length=12, default="entered")  # entered, visit, imported, demonstration
    recorded_at = models.DateTimeField(auto_now=True)
    recorded_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    visit = models.ForeignKey(
        Visit, on_delete=models.PROTECT, null=True, related_name="observations", db_index=False
    )
    version = models.PositiveIntegerField(default=1)

    hangs: ClassVar[Hangs] = Hangs(read=Permission.OBSERVATION_READ, **below("enterprise_id"))
    privacy: ClassVar[dict[str, Privacy]] = {
        "indicator": CONFIDENTIAL, "part": CONFIDENTIAL, "starts_on": CONFIDENTIAL, "ends_on": CONFIDENTIAL,
        "numerator": CONFIDENTIAL, "denominator": CONFIDENTIAL, "unit": CONFIDENTIAL, "note": CONFIDENTIAL,
        "unusual": CONFIDENTIAL, "source": CONFIDENTIAL, "recorded_at": CONFIDENTIAL, "version": CONFIDENTIAL,
    }  # fmt: skip

    class Meta:
        constraints = [
            # Also the index by which a sheet reads its whole history in one range.
            models.UniqueConstraint(fields=["enterprise", "indicator", "starts_on", "ends_on", "part"], name="observed_once"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="observation_days_in_order"),
            models.CheckConstraint(
                condition=Q(numerator__isnull=True, denominator__isnull=True)
                | Q(numerator__gte=0, denominator__gte=0), name="observation_both_or_none",
            ),
        ]  # fmt: skip

    @property
    def is_tracked(self) -> bool:
        return self.denominator is not None


class PracticeState(models.TextChoices):
    ABSENT = "absent", _("Not there")
    ON_PAPER = "on-paper", _("On paper only")
    PRACTISED = "practised", _("Practised")


class PracticeCheck(models.Model):
    """Whether a good practice is there, as seen on a day, with the evidence for it."""

    engagement = models.ForeignKey(Engagement, on_delete=models.CASCADE, related_name="practice_checks")
    practice = models.CharField(max_length=60)
    checked_on = models.DateField()
    state = models.CharField(max_length=10, choices=PracticeState.choices)
    evidence = models.CharField(max_length=300, blank=True)
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, null=True, related_name="practice_checks")
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    hangs: ClassVar[Hangs] = Hangs(read=Permission.OBSERVATION_READ, country="engagement__enterprise__country_id",
                                   provider="engagement__provider_id", enterprise="engagement__enterprise_id",
                                   self="engagement__trainer_id")  # fmt: skip
    privacy: ClassVar[dict[str, Privacy]] = {
        "practice": CONFIDENTIAL, "checked_on": CONFIDENTIAL, "state": CONFIDENTIAL, "evidence": CONFIDENTIAL,
    }  # fmt: skip

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["engagement", "practice", "checked_on"], name="practice_checked_once"
            )
        ]


class Baseline(models.Model):
    """The first measure of an engagement was taken: on a day, by whom. Comes before any class."""

    engagement = models.OneToOneField(Engagement, on_delete=models.CASCADE, related_name="baseline")
    taken_on = models.DateField()
    taken_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    note = models.TextField(blank=True)

    hangs: ClassVar[Hangs] = PracticeCheck.hangs
    privacy: ClassVar[dict[str, Privacy]] = {"taken_on": CONFIDENTIAL, "note": CONFIDENTIAL}


__all__: list[Any] = ["Baseline", "Observation", "PracticeCheck", "PracticeState"]
