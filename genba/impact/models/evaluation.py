from typing import ClassVar

from django.db import models

from genba.access.models import User
from genba.access.permissions import Permission
from genba.access.policy import Hangs
from genba.directory.models import Country
from genba.kit.codes import new_code
from genba.kit.privacy import CONFIDENTIAL, OPEN, Privacy


class Evaluation(models.Model):
    """What the training changed in one KPI, against those who wait: asked once, worked out once, and kept as it was.

    A later correction of the records changes nothing here; whoever wants it asks again and has both.
    """

    code = models.CharField(max_length=8, unique=True, default=new_code)
    indicator = models.CharField(max_length=60)
    module = models.CharField(max_length=60, blank=True)  # empty: every module that has the KPI
    country = models.ForeignKey(Country, on_delete=models.PROTECT, null=True, related_name="+")  # null: all
    period = models.CharField(max_length=10)  # month, quarter, half-year
    cluster = models.CharField(max_length=10)  # enterprise, provider
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")  # null: the command line
    asked_at = models.DateTimeField(auto_now_add=True)
    worked_out_at = models.DateTimeField(null=True)  # null: not yet
    result = models.JSONField(default=dict)

    hangs: ClassVar[Hangs] = Hangs(read=Permission.PROGRAMME_READ, country="country_id")
    privacy: ClassVar[dict[str, Privacy]] = {
        **dict.fromkeys(("indicator", "module", "period", "cluster", "asked_at", "worked_out_at"), OPEN), "result": CONFIDENTIAL,
    }  # fmt: skip

    class Meta:
        indexes = [models.Index(fields=["-asked_at"], name="evaluation_latest")]
        constraints = [
            models.CheckConstraint(condition=models.Q(period__in=("month", "quarter", "half-year")), name="evaluation_period_known"),
            models.CheckConstraint(condition=models.Q(cluster__in=("enterprise", "provider")), name="evaluation_cluster_known"),
        ]  # fmt: skip
