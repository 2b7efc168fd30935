from typing import ClassVar

from django.db import models
from django.db.models import Q

from genba.access.models import User
from genba.access.permissions import Permission
from genba.access.policy import Hangs
from genba.directory.models.enterprise import Enterprise, below
from genba.kit.privacy import CONFIDENTIAL, OPEN, Privacy


class Payroll(models.Model):
    """What an enterprise pays its people in a month, as told on a day: how much, to how many, and where it stands written."""

    enterprise = models.ForeignKey(Enterprise, on_delete=models.CASCADE, related_name="payrolls")
    paid_on = models.DateField()  # the last day of the month, or the day it was told for
    amount = models.DecimalField(max_digits=16, decimal_places=2)  # wages of a month, of all people together
    currency = models.CharField(max_length=3)
    people = models.PositiveIntegerField()
    source = models.CharField(max_length=200)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    hangs: ClassVar[Hangs] = Hangs(read=Permission.PAYROLL_READ, **below("enterprise"))
    privacy: ClassVar[dict[str, Privacy]] = {
        "paid_on": CONFIDENTIAL, "amount": CONFIDENTIAL, "currency": OPEN, "people": CONFIDENTIAL, "source": CONFIDENTIAL,
    }  # fmt: skip

    class Meta:
        ordering = ["-paid_on"]
        constraints = [
            models.UniqueConstraint(fields=["enterprise", "paid_on"], name="payroll_once_a_day"),
            models.CheckConstraint(condition=Q(amount__gt=0) & Q(people__gt=0) & ~Q(source=""), name="payroll_is_whole"),
        ]
