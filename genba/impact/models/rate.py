from datetime import date, timedelta
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from genba.access.models import User
from genba.access.permissions import Permission
from genba.access.policy import Hangs
from genba.kit.codes import new_code
from genba.kit.privacy import OPEN, Privacy


class ExchangeRate(models.Model):
    """What one unit of the programme's currency cost in another one on a day, by a source that anybody can look up."""

    code = models.CharField(max_length=8, unique=True, default=new_code)
    base = models.CharField(max_length=3)  # the programme's currency then: settings.CURRENCY
    currency = models.CharField(max_length=3)
    dated_on = models.DateField()
    units = models.DecimalField(max_digits=18, decimal_places=6)  # of the currency, for one unit of the base
    source = models.CharField(max_length=200)
    entered_at = models.DateTimeField(default=timezone.now)
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    hangs: ClassVar[Hangs] = Hangs(read=Permission.PROGRAMME_READ, country=lambda keys: Q())
    privacy: ClassVar[dict[str, Privacy]] = dict.fromkeys(
        ("base", "currency", "dated_on", "units", "source", "entered_at"), OPEN
    )

    objects: ClassVar[models.Manager["ExchangeRate"]] = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["base", "currency", "dated_on"], name="rate_of_a_day_once"),
            models.CheckConstraint(condition=Q(units__gt=0), name="rate_above_nought"),
            models.CheckConstraint(condition=~Q(source=""), name="rate_has_source"),
        ]

    @property
    def decimals(self) -> int:
        """As many as were written down."""
        return len(f"{self.units.normalize():f}".partition(".")[2])

    def holds_on(self, day: date, days: int) -> bool:
        """Whether the rate may stand for a day: its own, or one up to so many days later."""
        return self.dated_on <= day <= self.dated_on + timedelta(days=days)
