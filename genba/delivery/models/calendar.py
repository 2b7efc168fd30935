"""When things are: the hours of a class, visits that are planned, moved or did not happen, and feeds of it all."""

from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from genba.access.models import User
from genba.access.permissions import Permission
from genba.access.policy import Hangs
from genba.delivery.models.visit import Visit
from genba.delivery.models.workshop import Workshop
from genba.kit.codes import new_code
from genba.kit.hours import moment
from genba.kit.privacy import CONFIDENTIAL, OPEN, PERSONAL, Privacy
from genba.programmes.models import Cohort, Engagement, through_engagement


class Timetable(models.Model):
    """When the sessions of a workshop begin and in which time zone; its cohort, and the second trainer."""

    workshop = models.OneToOneField(Workshop, on_delete=models.CASCADE, related_name="timetable")
    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, null=True, related_name="timetables")
    co_trainer = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    time_zone = models.CharField(max_length=60)
    morning_at = models.TimeField()
    afternoon_at = models.TimeField()
    because = models.CharField(max_length=300, blank=True)  # why so, where something spoke against it
    planned_at = models.DateTimeField(auto_now_add=True)

    privacy: ClassVar[dict[str, Privacy]] = {
        "time_zone": OPEN, "morning_at": OPEN, "afternoon_at": OPEN, "because": CONFIDENTIAL, "planned_at": OPEN,
    }  # fmt: skip


class WorkshopMove(models.Model):
    """The class was moved, with everybody on its list: from which first day to which, why, and by whom."""

    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="moves")
    from_on = models.DateField()
    to_on = models.DateField()
    reason = models.CharField(max_length=300)
    moved_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    moved_at = models.DateTimeField(auto_now_add=True)

    privacy: ClassVar[dict[str, Privacy]] = {
        "from_on": OPEN, "to_on": OPEN, "reason": CONFIDENTIAL, "moved_at": CONFIDENTIAL,
    }  # fmt: skip

    class Meta:
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="workshop_move_has_reason")]


def theirs(keys: list[Any]) -> Q:
    return Q(engagement__trainer_id__in=keys) | Q(trainer_id__in=keys)


class PlannedVisitQuerySet(models.QuerySet["PlannedVisit"]):
    def standing(self) -> "PlannedVisitQuerySet":
        """Those that are still to come true: no report yet, nobody said they did not happen, the enterprise has not left."""
        return self.open().filter(engagement__withdrawal=None)

    def open(self) -> "PlannedVisitQuerySet":
        """Those of which nothing was said yet."""
        return self.filter(visit=None, missed=None)


class PlannedVisit(models.Model):
    """A visit that is to take place: on a day at an hour of a time zone, by a trainer. A report may come of it."""

    code = models.CharField(max_length=8, unique=True, default=new_code)
    engagement = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="planned_visits")
    number = models.PositiveSmallIntegerField()
    planned_on = models.DateField()
    starts_at = models.TimeField()
    minutes = models.PositiveSmallIntegerField()
    time_zone = models.CharField(max_length=60)
    trainer = models.ForeignKey(User, on_delete=models.PROTECT, related_name="planned_visits")
    because = models.CharField(max_length=300, blank=True)  # why so, where something spoke against it
    planned_by = models.CharField(max_length=20)
    planned_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    visit = models.OneToOneField(Visit, on_delete=models.SET_NULL, null=True, related_name="planned")
    version = models.PositiveIntegerField(default=1)

    hangs: ClassVar[Hangs] = Hangs(read=Permission.VISIT_READ, **{**through_engagement(), "self": theirs})
    privacy: ClassVar[dict[str, Privacy]] = {
        "number": CONFIDENTIAL, "planned_on": CONFIDENTIAL, "starts_at": CONFIDENTIAL, "minutes": CONFIDENTIAL,
        "time_zone": OPEN, "because": CONFIDENTIAL, "planned_by": CONFIDENTIAL, "planned_at": CONFIDENTIAL,
        "changed_at": CONFIDENTIAL, "version": OPEN,
    }  # fmt: skip
    objects: ClassVar[Any] = PlannedVisitQuerySet.as_manager()

    class Meta:
        ordering = ["planned_on", "starts_at", "pk"]
        indexes = [models.Index(fields=["planned_on"], name="planned_visit_by_day")]
        constraints = [
            models.CheckConstraint(condition=Q(number__gte=1, number__lte=99), name="planned_visit_number"),
            models.CheckConstraint(condition=Q(minutes__gt=0, minutes__lte=720), name="planned_visit_minutes"),
        ]

    @property
    def begins(self) -> datetime:
        return moment(self.planned_on, self.starts_at, self.time_zone)

    @property
    def ends(self) -> datetime:
        return self.begins + timedelta(minutes=self.minutes)


class VisitMove(models.Model):
    """A planned visit was moved: from when and whom to when and whom, why, and by whom."""

    planned = models.ForeignKey(PlannedVisit, on_delete=models.CASCADE, related_name="moves")
    from_on = models.DateField()
    from_at = models.TimeField()
    from_trainer = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    to_on = models.DateField()
    to_at = models.TimeField()
    to_trainer = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300)
    moved_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    moved_at = models.DateTimeField(auto_now_add=True)

    privacy: ClassVar[dict[str, Privacy]] = {
        "from_on": CONFIDENTIAL, "from_at": CONFIDENTIAL, "to_on": CONFIDENTIAL, "to_at": CONFIDENTIAL,
        "reason": CONFIDENTIAL, "moved_at": CONFIDENTIAL,
    }  # fmt: skip

    class Meta:
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="visit_move_has_reason")]


class MissedVisit(models.Model):
    """A planned visit did not happen, because …"""

    planned = models.OneToOneField(PlannedVisit, on_delete=models.CASCADE, related_name="missed")
    reason = models.CharField(max_length=300)
    said_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    said_at = models.DateTimeField(auto_now_add=True)

    privacy: ClassVar[dict[str, Privacy]] = {"reason": CONFIDENTIAL, "said_at": CONFIDENTIAL}

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="missed_visit_has_reason")]


class CalendarFeed(models.Model):
    """A secret address at which a calendar program reads what one user's calendar shows. Only a hash is kept."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="calendar_feeds")
    digest = models.CharField(max_length=64, unique=True)
    language = models.CharField(max_length=8)
    made_at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(null=True)

    privacy: ClassVar[dict[str, Privacy]] = {
        "digest": CONFIDENTIAL, "language": PERSONAL, "made_at": CONFIDENTIAL, "revoked_at": CONFIDENTIAL,
    }  # fmt: skip

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user"], condition=Q(revoked_at=None), name="one_feed_per_user")]
