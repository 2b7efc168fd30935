from typing import ClassVar

from django.db import models

from genba.access.permissions import Permission
from genba.access.policy import Hangs
from genba.directory.models import Enterprise
from genba.directory.models.enterprise import below
from genba.kit.privacy import CONFIDENTIAL, Privacy


class KpiGrade(models.Model):
    """How far the values of an enterprise in one KPI can be relied on. Derived: safe to rebuild at any time.

    From A (months complete, nothing doubtful) to D; empty with fewer months than anything can be said of.
    """

    enterprise = models.ForeignKey(Enterprise, on_delete=models.CASCADE, related_name="kpi_grades", db_index=False)
    indicator = models.CharField(max_length=60)
    grade = models.CharField(max_length=1, blank=True)
    n_months = models.PositiveSmallIntegerField()  # with a value that is believed, of the last twelve
    n_expected = models.PositiveSmallIntegerField()
    n_open = models.PositiveSmallIntegerField()  # open findings
    n_waiting = models.PositiveSmallIntegerField()  # unusual values that no reviewer has read yet
    worked_out_at = models.DateTimeField()

    merging = "leave"
    hangs: ClassVar[Hangs] = Hangs(read=Permission.FINDING_READ, **below("enterprise_id"))
    privacy: ClassVar[dict[str, Privacy]] = dict.fromkeys(
        ("indicator", "grade", "n_months", "n_expected", "n_open", "n_waiting", "worked_out_at"), CONFIDENTIAL
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["enterprise", "indicator"], name="kpi_grade_once"),
            models.CheckConstraint(condition=models.Q(grade__in=("", "A", "B", "C", "D")), name="kpi_grade_known"),
        ]


class PeerGroup(models.Model):
    """Where the enterprises lie that count one KPI in one unit, in a section of ISIC (empty: in all). Derived, once a day.

    `middle` and `spread` are of the natural logarithm of each enterprise's level: the median, and its MAD ÷ 0.6745.
    """

    indicator = models.CharField(max_length=60)
    unit = models.CharField(max_length=60)
    section = models.CharField(max_length=1, blank=True)
    n = models.PositiveIntegerField()
    middle = models.FloatField()
    spread = models.FloatField()
    worked_out_at = models.DateTimeField()

    privacy: ClassVar[dict[str, Privacy]] = dict.fromkeys(
        ("indicator", "unit", "section", "n", "middle", "spread", "worked_out_at"), CONFIDENTIAL
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["indicator", "unit", "section"], name="peer_group_once")]
