from typing import ClassVar

from django.db import models

from genba.access.permissions import Permission
from genba.access.policy import Hangs
from genba.kit.privacy import CONFIDENTIAL, OPEN, Privacy
from genba.programmes.models import Engagement, through_engagement


class KpiChange(models.Model):
    """What one KPI of one engagement was before the training and is now. Derived: safe to rebuild at any time."""

    engagement = models.ForeignKey(Engagement, on_delete=models.CASCADE, related_name="kpi_changes")
    indicator = models.CharField(max_length=60)
    unit = models.CharField(max_length=60)
    trained_on = models.DateField(null=True)  # the first class day; null: no class yet, so there is no change to speak of
    before_from = models.DateField(null=True)
    before_to = models.DateField(null=True)
    before_numerator = models.FloatField(null=True)
    before_denominator = models.FloatField(null=True)
    before_n = models.PositiveSmallIntegerField(default=0)  # periods in the window
    after_from = models.DateField(null=True)
    after_to = models.DateField(null=True)
    after_numerator = models.FloatField(null=True)
    after_denominator = models.FloatField(null=True)
    after_n = models.PositiveSmallIntegerField(default=0)
    relative = models.FloatField(null=True)  # (after - before) / before; null: withheld
    verdict = models.CharField(max_length=10)  # better, worse, same, neutral, unknown
    withheld = models.CharField(max_length=30, blank=True)  # the reason, where relative is null
    # Values that were counted by the definition that the KPI had before: compared with nothing.
    older_n = models.PositiveSmallIntegerField(default=0, db_default=0)

    hangs: ClassVar[Hangs] = Hangs(read=Permission.SHEET_READ, **through_engagement())
    privacy: ClassVar[dict[str, Privacy]] = dict.fromkeys((
        "indicator", "unit", "trained_on", "before_from", "before_to", "before_numerator", "before_denominator",
        "before_n", "after_from", "after_to", "after_numerator", "after_denominator", "after_n", "relative", "verdict",
        "withheld", "older_n",
    ), CONFIDENTIAL)  # fmt: skip

    class Meta:
        constraints = [models.UniqueConstraint(fields=["engagement", "indicator"], name="kpi_change_once")]


class Standing(models.Model):
    """A stored figure of the programme: an indicator for a country (empty: all), a module (empty: all) and a group.

    `group` names the part by which it is split: "" for the whole, "sex:female", "role:worker", "size:small" …
    """

    indicator = models.CharField(max_length=60)
    country = models.CharField(max_length=2, blank=True, default="")
    provider_id = models.BigIntegerField(default=0)  # 0: all
    module = models.CharField(max_length=60, blank=True, default="")
    group = models.CharField(max_length=60, blank=True, default="")
    value = models.FloatField(null=True)
    detail = models.JSONField(default=dict)  # n_trained, n_reporting, n_improved, median, q1, q3, intervals …
    withheld = models.CharField(max_length=30, blank=True)
    worked_out_at = models.DateTimeField()

    privacy: ClassVar[dict[str, Privacy]] = dict.fromkeys((
        "indicator", "country", "provider_id", "module", "group", "value", "detail", "withheld", "worked_out_at"
    ), OPEN)  # fmt: skip

    class Meta:
        indexes = [models.Index(fields=["indicator", "group", "module"], name="standing_by_indicator")]
        constraints = [
            models.UniqueConstraint(fields=["country", "provider_id", "module", "indicator", "group"], name="standing_once")
        ]  # fmt: skip
