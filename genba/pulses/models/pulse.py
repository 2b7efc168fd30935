from collections.abc import Callable
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from genba.access.models import User
from genba.access.permissions import Permission
from genba.access.policy import Hangs
from genba.directory.models import Country, Enterprise
from genba.directory.models.enterprise import below
from genba.kit.codes import new_code
from genba.kit.privacy import CONFIDENTIAL, OPEN, PERSONAL, Privacy

MOST_LETTERS = 300  # of what would help most


def where_asked(kind: str) -> Callable[[list[Any]], Q]:
    """A pulse is seen by whoever looks after one of the enterprises it asks."""

    def reach(keys: list[Any]) -> Q:
        return Q(pk__in=PulseAsk.objects.filter(PulseAsk.hangs.condition(kind, keys)).values("pulse_id"))

    return reach


class Pulse(models.Model):
    """Something happened to many, and from this day on all of them were asked how they are."""

    code = models.CharField(max_length=8, unique=True, default=new_code)
    reason = models.CharField(max_length=200)  # what happened, as the enterprises read it
    country = models.ForeignKey(
        Country, on_delete=models.PROTECT, null=True, related_name="+"
    )  # none: wherever there are any
    asked_on = models.DateField()
    closes_on = models.DateField()  # the last day on which an answer counts
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    hangs: ClassVar[Hangs] = Hangs(
        read=Permission.PULSE_READ, country=where_asked("country"), provider=where_asked("provider")
    )
    privacy: ClassVar[dict[str, Privacy]] = {"reason": OPEN, "asked_on": OPEN, "closes_on": OPEN}
    objects: ClassVar[Any] = models.Manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(closes_on__gte=F("asked_on")), name="pulse_days_in_order"),
            models.CheckConstraint(condition=~Q(reason=""), name="pulse_has_reason"),
        ]

    @property
    def is_open(self) -> bool:
        """Whether it can be answered today."""
        return self.asked_on <= timezone.localdate() <= self.closes_on


class PulseAskQuerySet(models.QuerySet["PulseAsk"]):
    def answered(self) -> "PulseAskQuerySet":
        return self.filter(answered_on__isnull=False)

    def unanswered(self) -> "PulseAskQuerySet":
        return self.filter(answered_on=None)

    def open(self) -> "PulseAskQuerySet":
        """Those that can be answered today."""
        today = timezone.localdate()
        return self.filter(pulse__asked_on__lte=today, pulse__closes_on__gte=today)


class PulseAsk(models.Model):
    """One enterprise is asked, and what it answered: yes or no to each question, a blank to none."""

    class Way(models.TextChoices):
        LINK = "link", "link"  # of a mail, without an account
        ACCOUNT = "account", "account"  # of its own
        PHONE = "phone", "phone"  # somebody who looks after it asked and wrote it down

    code = models.CharField(max_length=8, unique=True, default=new_code)
    pulse = models.ForeignKey(Pulse, on_delete=models.CASCADE, related_name="asks")
    enterprise = models.ForeignKey(Enterprise, on_delete=models.CASCADE, related_name="pulse_asks")
    told_on = models.DateField(null=True)  # its owner got the mail
    answered_on = models.DateField(null=True)
    answers = models.JSONField(default=dict)  # question of the tool → true or false
    most_needed = models.CharField(max_length=MOST_LETTERS, blank=True)
    way = models.CharField(max_length=7, choices=Way.choices, blank=True)
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")  # nobody: by the link

    hangs: ClassVar[Hangs] = Hangs(read=Permission.PULSE_READ, **below("enterprise"))
    privacy: ClassVar[dict[str, Privacy]] = {
        "told_on": OPEN, "answered_on": OPEN, "answers": CONFIDENTIAL, "most_needed": PERSONAL, "way": OPEN,
    }  # fmt: skip
    objects: ClassVar[Any] = PulseAskQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["pulse", "enterprise"], name="pulse_asks_once"),
            models.CheckConstraint(condition=Q(answered_on=None, way="") | (Q(answered_on__isnull=False) & ~Q(way="")),
                                   name="pulse_answer_has_way"),
        ]  # fmt: skip
