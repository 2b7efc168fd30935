from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from genba.access.models import User
from genba.directory.models import Enterprise
from genba.kit.privacy import CONFIDENTIAL, OPEN, Privacy
from genba.programmes.models.programme import Programme

MONEY: dict[str, Any] = {"max_digits": 16, "decimal_places": 2, "null": True}


class Loss(models.TextChoices):
    ABSENCE = "absence", _("Absence")
    REWORK = "rework", _("Faulty work and rework")
    ENERGY = "energy", _("Energy")


class SavingAssumption(models.Model):
    """Which part of a loss a programme takes to be achievable, from a day on: its own word, or a source it names."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="assumptions")
    loss = models.CharField(max_length=10, choices=Loss.choices)
    low = models.DecimalField(max_digits=5, decimal_places=2)
    middle = models.DecimalField(max_digits=5, decimal_places=2)
    high = models.DecimalField(max_digits=5, decimal_places=2)
    source = models.CharField(max_length=300, blank=True)  # empty: the programme's own assumption, to be replaced
    since_on = models.DateField()
    set_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    privacy: ClassVar[dict[str, Privacy]] = {
        "loss": OPEN, "low": OPEN, "middle": OPEN, "high": OPEN, "source": OPEN, "since_on": OPEN,
    }  # fmt: skip

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "loss", "since_on"], name="assumption_once_a_day"),
            models.CheckConstraint(condition=Q(low__gte=0, middle__gte=F("low"), high__gte=F("middle"), high__lte=100),
                                   name="assumption_in_order"),
        ]  # fmt: skip


class IntakeFigures(models.Model):
    """What an enterprise said of itself on a day before it decided: a year's figures, from its own books or memory."""

    enterprise = models.ForeignKey(Enterprise, on_delete=models.CASCADE, related_name="intake_figures")
    told_on = models.DateField()
    source = models.CharField(max_length=200)
    currency = models.CharField(max_length=3)
    absent_days = models.DecimalField(**MONEY)
    daily_wage = models.DecimalField(**MONEY)
    faulty_percent = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    output_value = models.DecimalField(**MONEY)
    energy_bill = models.DecimalField(**MONEY)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    privacy: ClassVar[dict[str, Privacy]] = {
        "told_on": CONFIDENTIAL, "source": CONFIDENTIAL, "currency": OPEN, "absent_days": CONFIDENTIAL,
        "daily_wage": CONFIDENTIAL, "faulty_percent": CONFIDENTIAL, "output_value": CONFIDENTIAL, "energy_bill": CONFIDENTIAL,
    }  # fmt: skip

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(source=""), name="intake_figures_have_source"),
            models.CheckConstraint(condition=Q(faulty_percent=None) | Q(faulty_percent__range=(0, 100)),
                                   name="intake_figures_faulty_percent"),
        ]  # fmt: skip
