from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from genba.access.models import User
from genba.access.permissions import Permission
from genba.access.policy import Hangs
from genba.directory.models import Country
from genba.impact.models.framework import FrameworkIndicator, FrameworkValue
from genba.kit.codes import new_code
from genba.kit.kept import place_of
from genba.kit.privacy import CONFIDENTIAL, OPEN, Privacy
from genba.programmes.models import Programme

EVIDENCE = "framework-evidence"


class FrameworkCalendar(models.Model):
    """In which month the year of a programme begins, by which its framework is told. Without one: in January."""

    programme = models.OneToOneField(Programme, on_delete=models.CASCADE, related_name="framework_calendar")
    begins_in = models.PositiveSmallIntegerField(default=1)

    privacy: ClassVar[dict[str, Privacy]] = {"begins_in": OPEN}

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(begins_in__range=(1, 12)), name="framework_calendar_month")]


class FrameworkBaseline(models.Model):
    """Where a line stood in a country before: a number or words, of when, and who says so."""

    code = models.CharField(max_length=8, unique=True, default=new_code)
    indicator = models.ForeignKey(FrameworkIndicator, on_delete=models.CASCADE, related_name="baselines")
    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="+")
    value = models.FloatField(null=True)
    text = models.CharField(max_length=200, blank=True)
    female_share = models.FloatField(null=True)  # percent
    told_of = models.CharField(max_length=16)  # a period, or a day
    starts_on = models.DateField()
    ends_on = models.DateField()
    source = models.CharField(max_length=300)
    recorded_at = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1)

    hangs: ClassVar[Hangs] = Hangs(read=Permission.FRAMEWORK_READ, country="country_id")
    privacy: ClassVar[dict[str, Privacy]] = dict.fromkeys((
        "value", "text", "female_share", "told_of", "starts_on", "ends_on", "source", "recorded_at", "version"
    ), OPEN)  # fmt: skip

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["indicator", "country"], name="framework_baseline_once"),
            models.CheckConstraint(condition=~Q(source="") & ~Q(told_of="") & Q(starts_on__lte=F("ends_on")),
                                   name="framework_baseline_sourced"),
            models.CheckConstraint(condition=Q(female_share=None) | Q(female_share__range=(0, 100)),
                                   name="framework_baseline_share"),
        ]  # fmt: skip


class FrameworkPart(models.Model):
    """Target and actual of some of those whom a line counts: women, workers, small enterprises.

    The parts of one dimension do not overlap; those of two dimensions do, and are never added.
    """

    class Dimension(models.TextChoices):
        SEX = "sex", _("Sex")
        ROLE = "role", _("Role")
        SIZE = "size", _("Size")
        SECTOR = "sector", _("Sector")

    value = models.ForeignKey(FrameworkValue, on_delete=models.CASCADE, related_name="parts")
    dimension = models.CharField(max_length=10, choices=Dimension.choices)
    part = models.CharField(max_length=20)  # female, worker, small, C, not-stated, unknown
    target = models.FloatField(null=True)
    actual = models.FloatField(null=True)
    actual_n = models.PositiveIntegerField(null=True)

    hangs: ClassVar[Hangs] = Hangs(read=Permission.FRAMEWORK_READ, country="value__country_id")
    privacy: ClassVar[dict[str, Privacy]] = dict.fromkeys(("dimension", "part", "target", "actual", "actual_n"), OPEN)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["value", "dimension", "part"], name="framework_part_once"),
            models.CheckConstraint(
                condition=Q(dimension__in=("sex", "role", "size", "sector")), name="framework_part_known"
            ),
        ]


class FrameworkEvidence(models.Model):
    """What an entered actual rests on: a file that is kept here, or an address elsewhere. Taken back for a reason, never gone."""

    code = models.CharField(max_length=8, unique=True, default=new_code)
    value = models.ForeignKey(FrameworkValue, on_delete=models.CASCADE, related_name="evidence")
    note = models.CharField(max_length=300)
    content = models.CharField(max_length=64, blank=True)  # SHA-256 of the file as it is kept; empty: a link
    ending = models.CharField(max_length=3, blank=True)  # pdf or jpg
    size = models.PositiveIntegerField(default=0)  # bytes
    link = models.URLField(max_length=500, blank=True)
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)
    taken_back_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=300, blank=True)  # why it was taken back

    hangs: ClassVar[Hangs] = Hangs(read=Permission.FRAMEWORK_READ, country="value__country_id")
    privacy: ClassVar[dict[str, Privacy]] = dict.fromkeys((
        "note", "content", "ending", "size", "link", "added_at", "taken_back_at", "reason"
    ), CONFIDENTIAL)  # fmt: skip

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=(Q(content="") & Q(ending="") & ~Q(link="")) | (~Q(content="") & Q(link="") & Q(ending__in=("pdf", "jpg"))),
                                   name="framework_evidence_one_kind"),
            models.CheckConstraint(condition=Q(taken_back_at=None, reason="") | (Q(taken_back_at__isnull=False) & ~Q(reason="")),
                                   name="framework_evidence_taken_back"),
        ]  # fmt: skip

    @property
    def file(self) -> str:
        """Where the storage has it."""
        return place_of(EVIDENCE, self.content, self.ending)
