from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from genba.access.permissions import Permission
from genba.access.policy import Hangs
from genba.directory.models import Country
from genba.kit.codes import new_code
from genba.kit.privacy import OPEN, Privacy
from genba.programmes.models import Programme


class FrameworkIndicator(models.Model):
    """One line of a programme's results framework: what it promised to count."""

    class Kind(models.TextChoices):
        COUNT = "count", _("A number")
        PERCENT = "percent", _("A share in percent")
        YES_NO = "yes-no", _("Yes or no")

    class Tier(models.TextChoices):
        OUTPUT = "output", _("Output")
        OUTCOME = "outcome", _("Outcome")
        IMPACT = "impact", _("Impact")

    code = models.CharField(max_length=8, unique=True, default=new_code)
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="framework")
    no = models.CharField(max_length=12)
    level = models.CharField(max_length=200)
    tier = models.CharField(
        max_length=8, choices=Tier.choices, blank=True, default=""
    )  # empty: as the words of the level say
    wording = models.CharField(max_length=300)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    computed_from = models.CharField(max_length=60, blank=True)  # code of one of our indicators, or empty: entered
    less_is_better = models.BooleanField(default=False)  # accidents, late reports: the target is a ceiling

    privacy: ClassVar[dict[str, Privacy]] = dict.fromkeys(
        ("no", "level", "tier", "wording", "kind", "computed_from", "less_is_better"), OPEN
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "no"], name="framework_no_once"),
            models.CheckConstraint(condition=Q(tier__in=("", "output", "outcome", "impact")), name="framework_tier_known"),
        ]


class FrameworkValue(models.Model):
    """Target and actual of one line in one country and period. A target that is no number stays as text."""

    class Source(models.TextChoices):
        ENTERED = "entered", _("Entered")
        COMPUTED = "computed", _("Worked out from records")
        IMPORTED = "imported", _("Imported")

    code = models.CharField(max_length=8, unique=True, default=new_code)
    indicator = models.ForeignKey(FrameworkIndicator, on_delete=models.CASCADE, related_name="values")
    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="+")
    period = models.CharField(max_length=16)  # 2015, 2015-06, 2015-Q2, 2025/26, 2025/26-H1, 2025-04/2026-03
    starts_on = models.DateField()  # the days of the period
    ends_on = models.DateField()
    target = models.FloatField(null=True)
    target_text = models.CharField(max_length=200, blank=True)
    target_female_share = models.FloatField(null=True)  # percent
    actual = models.FloatField(null=True)
    actual_text = models.CharField(max_length=200, blank=True)
    actual_female_share = models.FloatField(null=True)
    actual_n = models.PositiveIntegerField(null=True)  # how many stand behind an actual that was worked out
    note = models.TextField(blank=True, max_length=1000, default="")  # what one should know of the actual
    source = models.CharField(max_length=10, choices=Source.choices, default=Source.ENTERED)
    recorded_at = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1)

    hangs: ClassVar[Hangs] = Hangs(read=Permission.FRAMEWORK_READ, country="country_id")
    privacy: ClassVar[dict[str, Privacy]] = dict.fromkeys((
        "period", "starts_on", "ends_on", "target", "target_text", "target_female_share", "actual", "actual_text",
        "actual_female_share", "actual_n", "note", "source", "recorded_at", "version"
    ), OPEN)  # fmt: skip

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["indicator", "country", "period"], name="framework_value_once"),
            models.CheckConstraint(condition=Q(starts_on__lte=F("ends_on")), name="framework_days_in_order"),
            models.CheckConstraint(
                condition=(Q(target_female_share=None) | Q(target_female_share__range=(0, 100)))
                & (Q(actual_female_share=None) | Q(actual_female_share__range=(0, 100))),
                name="framework_share_in_range",
            ),
        ]  # fmt: skip

    @property
    def is_computed(self) -> bool:
        """Whether the actual is worked out from records, and so not for anybody to type."""
        return bool(self.indicator.computed_from)
