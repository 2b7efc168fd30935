from typing import Any, ClassVar

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from genba.access.models import User
from genba.access.permissions import Permission
from genba.access.policy import Hangs
from genba.kit.codes import new_code
from genba.kit.privacy import CONFIDENTIAL, OPEN, Privacy


class KpiMeaningQuerySet(models.QuerySet["KpiMeaning"]):
    def dated(self) -> "KpiMeaningQuerySet":
        """Those that replaced another one and whose package says from which day on, later than it had said before."""
        return self.filter(before__isnull=False, since__isnull=False).filter(
            Q(before__since=None) | Q(since__gt=F("before__since"))
        )

    def open(self) -> "KpiMeaningQuerySet":
        """Those that replaced another one, and of which nobody knows whether values of before and after may be compared:
        neither they nor a later one of the KPI say since when, and nobody said that only words changed."""
        later = KpiMeaning.objects.dated().filter(indicator=OuterRef("indicator"), pk__gte=OuterRef("pk"))
        return self.filter(~Exists(later), before__isnull=False, settled_at=None)


class KpiMeaning(models.Model):
    """What a KPI means by its package, in English, from when this installation met it so. The first one follows none.

    `since` is what the package says of it now; the look keeps it. Settled: somebody said that only the words changed.
    """

    code = models.CharField(max_length=8, unique=True, default=new_code)
    indicator = models.CharField(max_length=60)
    # One follows another once, also where two processes meet it at the same time.
    before = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="+")
    mark = models.CharField(max_length=16)  # of the four texts, however they are spaced
    unit = models.TextField(blank=True)
    definition = models.TextField(blank=True)
    numerator = models.TextField(blank=True)
    denominator = models.TextField(blank=True)
    since = models.DateField(null=True)
    met_at = models.DateTimeField(default=timezone.now)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=500, blank=True)

    hangs: ClassVar[Hangs] = Hangs(read=Permission.PROGRAMME_READ, country=lambda keys: Q())
    privacy: ClassVar[dict[str, Privacy]] = {
        **dict.fromkeys(("indicator", "mark", "unit", "definition", "numerator", "denominator", "since", "met_at", "settled_at"), OPEN),
        "reason": CONFIDENTIAL,
    }  # fmt: skip
    objects: ClassVar[Any] = KpiMeaningQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["indicator", "id"], name="kpi_meaning_in_order")]
        constraints = [
            models.CheckConstraint(
                condition=Q(settled_at=None, settled_by=None, reason="")
                | Q(settled_at__isnull=False, settled_by__isnull=False, before__isnull=False) & ~Q(reason=""),
                name="kpi_meaning_settled_by_somebody",
            ),
        ]
