"""Who says by themselves that they are here: the door that is opened for a session, and whoever comes in by it."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from genba.access.models import User
from genba.delivery.models.workshop import Participant, Session
from genba.directory.models import Sex, WorkRole
from genba.kit.codes import new_code
from genba.kit.privacy import CONFIDENTIAL, OPEN, PERSONAL, Privacy
from genba.programmes.models import Engagement


class CheckIn(models.Model):
    """The square code of a session is shown: until it is closed, and on the day of the session only, people may say
    that they are here."""

    code = models.CharField(max_length=8, unique=True, default=new_code)
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="check_ins")
    opened_at = models.DateTimeField(auto_now_add=True)
    opened_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    privacy: ClassVar[dict[str, Privacy]] = {"opened_at": OPEN, "closed_at": OPEN}

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session"], condition=Q(closed_at=None), name="one_open_check_in"),
            models.CheckConstraint(condition=Q(closed_at=None, closed_by=None)
                                   | Q(closed_at__isnull=False, closed_by__isnull=False), name="check_in_closed_by_somebody"),
        ]  # fmt: skip

    @property
    def is_open(self) -> bool:
        return self.closed_at is None and self.session.held_on == timezone.localdate()


class Arrival(models.Model):
    """Somebody on the list said by phone: I am here. What the list said before is kept, so that it can be taken back."""

    code = models.CharField(max_length=8, unique=True, default=new_code)
    check_in = models.ForeignKey(CheckIn, on_delete=models.CASCADE, related_name="arrivals")
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="arrivals")
    arrived_at = models.DateTimeField(default=timezone.now)
    minutes = models.PositiveSmallIntegerField()
    minutes_before = models.PositiveSmallIntegerField(null=True)
    on_device = models.PositiveSmallIntegerField()  # the how manyeth of its device, by the device's own word
    taken_back_at = models.DateTimeField(null=True)
    taken_back_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    privacy: ClassVar[dict[str, Privacy]] = {
        "arrived_at": CONFIDENTIAL, "minutes": CONFIDENTIAL, "minutes_before": CONFIDENTIAL, "on_device": CONFIDENTIAL,
        "taken_back_at": CONFIDENTIAL,
    }  # fmt: skip

    class Meta:
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["check_in", "participant"], name="arrival_once")]


class Newcomer(models.Model):
    """Somebody who is not on the list wrote name, sex and role by phone, and waits for whoever gives the class to say
    yes or no."""

    code = models.CharField(max_length=8, unique=True, default=new_code)
    check_in = models.ForeignKey(CheckIn, on_delete=models.CASCADE, related_name="newcomers")
    engagement = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=150)
    sex = models.CharField(max_length=10, choices=Sex.choices)
    role = models.CharField(max_length=10, choices=WorkRole.choices)
    minutes = models.PositiveSmallIntegerField()
    on_device = models.PositiveSmallIntegerField()
    wrote_at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    participant = models.ForeignKey(Participant, on_delete=models.SET_NULL, null=True, related_name="newcomers")  # None: no

    privacy: ClassVar[dict[str, Privacy]] = {
        "name": PERSONAL, "sex": PERSONAL, "role": CONFIDENTIAL, "minutes": CONFIDENTIAL, "on_device": CONFIDENTIAL,
        "wrote_at": CONFIDENTIAL, "answered_at": CONFIDENTIAL,
    }  # fmt: skip

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="newcomer_has_name"),
            models.CheckConstraint(condition=Q(answered_at__isnull=False) | Q(participant=None),
                                   name="newcomer_seated_after_answer"),
            models.CheckConstraint(condition=Q(answered_at=None) | Q(answered_at__gte=F("wrote_at")), name="newcomer_in_order"),
        ]  # fmt: skip
