from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar, NamedTuple

from django.db import models
from django.db.models import Count, F, Max, Min, Q, Sum
from django.db.models.functions import Cast, Substr
from django.utils.translation import gettext_lazy as _

from genba.access.models import User
from genba.access.permissions import Permission
from genba.access.policy import Hangs
from genba.delivery.models import Visit
from genba.directory.models import Enterprise
from genba.directory.models.enterprise import below
from genba.kit.privacy import CONFIDENTIAL, Privacy
from genba.programmes.models import Engagement, through_engagement


class Point(NamedTuple):
    """What one enterprise counted of one indicator in one month (or in several, where it counts by quarter)."""

    enterprise: int  # the key
    indicator: str
    starts_on: date
    ends_on: date
    numerator: float | None  # sums over parts and days; None: not tracked
    denominator: float | None
    unit: str
    note: str
    is_unusual: bool
    n: int  # observations in the sums
    is_part: bool = False  # of lines and teams, where the whole enterprise has no value

    @property
    def is_tracked(self) -> bool:
        return self.denominator is not None


def to_points(rows: Iterable[tuple[Any, ...]]) -> list[Point]:
    """The points of rows as `by_months` orders them."""
    found: dict[tuple[Any, ...], Point] = {}
    for row in rows:
        key = (row[0], row[1], row[10], row[11])
        whole = found.get(key)
        if whole is None or not whole.is_tracked:  # the whole comes first; "not tracked" gives way to parts
            found[key] = Point._make((*row[:8], bool(row[8]), row[9], bool(row[12])))
    return list(found.values())


class ObservationQuerySet(models.QuerySet["Observation"]):
    def believed(self) -> "ObservationQuerySet":
        """Tracked values without the unusual ones that no reviewer has approved as they stand."""
        return self.filter(Q(unusual=False) | Q(approved_version__gte=F("version")), denominator__isnull=False)

    def points(self, enterprises: Iterable[int]) -> list[Point]:
        """The history of some enterprises (by key), oldest first, one point per indicator and period of months.

        Days and parts are added up by the database. Where a month has both a value of the whole enterprise and
        values of its parts, only the whole counts: the parts are within it.
        """
        return to_points(self.by_months(enterprises))

    def by_months(self, enterprises: Iterable[int]) -> "models.QuerySet[Observation, tuple[Any, ...]]":
        """The rows that `to_points` reads: sums per indicator, period of months, and whole or part."""
        # Months as text, which both databases read from a date without a call into Python for every row.
        months = {
            "from_month": Substr(Cast("starts_on", models.CharField()), 1, 7),
            "to_month": Substr(Cast("ends_on", models.CharField()), 1, 7),
            "of_a_part": models.Case(models.When(part="", then=0), default=1, output_field=models.IntegerField()),
        }
        rows: models.QuerySet[Observation, tuple[Any, ...]] = (
            self.filter(enterprise_id__in=list(enterprises)).annotate(**months)
            .values("enterprise_id", "indicator", *months)
            .annotate(since=Min("starts_on"), until=Max("ends_on"), above=Sum("numerator"), below=Sum("denominator"),
                      units=Max("unit"), notes=Max("note"), odd=Count("pk", filter=Q(unusual=True)), n=Count("pk"))
            .order_by("enterprise_id", "indicator", "from_month", "to_month", "of_a_part")
            .values_list("enterprise_id", "indicator", "since", "until", "above", "below", "units", "notes", "odd", "n",
                         "from_month", "to_month", "of_a_part")
        )  # fmt: skip
        return rows

    def last_points(self, enterprise: int, before: date | None = None) -> dict[str, Point]:
        """The last tracked point of each indicator that ended before a day (default: of all)."""
        rows = self.filter(ends_on__lt=before) if before else self
        return {p.indicator: p for p in sorted(rows.points([enterprise]), key=lambda p: p.ends_on) if p.is_tracked}


class Observation(models.Model):
    """An enterprise's KPI over a period: numerator and denominator with unit, or "not tracked" with a reason."""

    enterprise = models.ForeignKey(Enterprise, on_delete=models.CASCADE, related_name="observations", db_index=False)
    indicator = models.CharField(max_length=60)
    part = models.CharField(max_length=60, blank=True, default="")  # a line, a team; empty: the whole enterprise
    starts_on = models.DateField()
    ends_on = models.DateField()
    numerator = models.FloatField(null=True)
    denominator = models.FloatField(null=True)
    unit = models.CharField(max_length=60)
    note = models.CharField(max_length=300, blank=True)  # why not tracked, or why an unusual value is right
    unusual = models.BooleanField(default=False)  # outside the plausible range, and insisted on: for review
    # The version in which a reviewer found an unusual value right; in figures of the programme it counts from then on.
    approved_version = models.PositiveIntegerField(default=0, db_default=0)
    source = models.CharField(max_length=20, default="entered")  # entered, visit, imported, demonstration
    recorded_at = models.DateTimeField(auto_now=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, null=True, related_name="observations", db_index=False)
    version = models.PositiveIntegerField(default=1)

    hangs: ClassVar[Hangs] = Hangs(read=Permission.OBSERVATION_READ, **below("enterprise_id"))
    privacy: ClassVar[dict[str, Privacy]] = {
        "indicator": CONFIDENTIAL, "part": CONFIDENTIAL, "starts_on": CONFIDENTIAL, "ends_on": CONFIDENTIAL,
        "numerator": CONFIDENTIAL, "denominator": CONFIDENTIAL, "unit": CONFIDENTIAL, "note": CONFIDENTIAL,
        "unusual": CONFIDENTIAL, "approved_version": CONFIDENTIAL, "source": CONFIDENTIAL, "recorded_at": CONFIDENTIAL, "version": CONFIDENTIAL,
    }  # fmt: skip

    objects: ClassVar[Any] = ObservationQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["enterprise", "id", "version"], condition=Q(unusual=True), name="observation_unusual")
        ]
        constraints = [
            # Also the index by which a sheet reads its whole history in one range.
            models.UniqueConstraint(
                fields=["enterprise", "indicator", "starts_on", "ends_on", "part"], name="observed_once"
            ),
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


class PracticeCheckQuerySet(models.QuerySet["PracticeCheck"]):
    def last_checks(self, engagement: int, before: date | None = None) -> "dict[str, PracticeCheck]":
        """The last check of each practice of an engagement (by key), before a day if one is given."""
        rows = self.filter(engagement_id=engagement).order_by("checked_on", "pk")
        return {check.practice: check for check in (rows.filter(checked_on__lt=before) if before else rows)}


class PracticeCheck(models.Model):
    """Whether a good practice is there, as seen on a day, with the evidence for it."""

    engagement = models.ForeignKey(Engagement, on_delete=models.CASCADE, related_name="practice_checks")
    practice = models.CharField(max_length=60)
    checked_on = models.DateField()
    state = models.CharField(max_length=10, choices=PracticeState.choices)
    evidence = models.CharField(max_length=300, blank=True)
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, null=True, related_name="practice_checks")
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    hangs: ClassVar[Hangs] = Hangs(read=Permission.OBSERVATION_READ, **through_engagement())
    privacy: ClassVar[dict[str, Privacy]] = {
        "practice": CONFIDENTIAL, "checked_on": CONFIDENTIAL, "state": CONFIDENTIAL, "evidence": CONFIDENTIAL,
    }  # fmt: skip
    objects: ClassVar[Any] = PracticeCheckQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["engagement", "practice", "checked_on"], name="practice_checked_once")
        ]


class Baseline(models.Model):
    """The first measure of an engagement was taken: on a day, by whom. Comes before any class."""

    engagement = models.OneToOneField(Engagement, on_delete=models.CASCADE, related_name="baseline")
    taken_on = models.DateField()
    taken_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    note = models.TextField(blank=True)

    hangs: ClassVar[Hangs] = PracticeCheck.hangs
    privacy: ClassVar[dict[str, Privacy]] = {"taken_on": CONFIDENTIAL, "note": CONFIDENTIAL}


__all__: list[Any] = ["Baseline", "Observation", "Point", "PracticeCheck", "PracticeState", "to_points"]
