from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from genba.access.models import User
from genba.access.permissions import Permission
from genba.access.policy import Hangs
from genba.kit.codes import new_code
from genba.kit.privacy import OPEN, Privacy
from genba.programmes.models import Programme


class CertificationRuleQuerySet(models.QuerySet["CertificationRule"]):
    def in_force(self, whose: str, on: date | None = None) -> "CertificationRule | None":
        """The rule for trainers or providers on a day (default: today), of the oldest programme that has one."""
        on = on or timezone.localdate()
        rows = self.filter(Q(until_on=None) | Q(until_on__gt=on), whose=whose, since_on__lte=on)
        return rows.order_by("programme__began_on", "-since_on", "-pk").first()


class CertificationRule(models.Model):
    """What it takes to be certified, from a day until another; counts of 0 ask for nothing.

    Steps of a trainer: training of trainers, modules given beside an expert trainer, visits that an expert observed, a
    recommendation, a decision. Of a provider: certified trainers, a coordinator, enterprises to begin with.
    """

    class Whose(models.TextChoices):
        TRAINER = "trainer", _("Trainer")
        PROVIDER = "provider", _("Service provider")

    code = models.CharField(max_length=8, unique=True, default=new_code)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="certification_rules")
    whose = models.CharField(max_length=8, choices=Whose.choices)
    training_days = models.PositiveSmallIntegerField(default=0)  # days of the training of trainers
    experience_years = models.PositiveSmallIntegerField(default=0)  # of work with enterprises, before
    modules_beside_expert = models.PositiveSmallIntegerField(default=0)
    observed_visits = models.PositiveSmallIntegerField(default=0)
    certified_trainers = models.PositiveSmallIntegerField(default=0)  # a provider has at least so many
    first_enterprises = models.PositiveSmallIntegerField(default=0)  # it begins with at least so many
    valid_years = models.PositiveSmallIntegerField(default=3)
    months_least = models.PositiveSmallIntegerField()  # how long it takes, from application to decision
    months_most = models.PositiveSmallIntegerField()
    fee = models.DecimalField(max_digits=12, decimal_places=2, null=True)  # none: not said yet; 0: free
    currency = models.CharField(max_length=3, blank=True)
    since_on = models.DateField()
    until_on = models.DateField(null=True)
    set_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    hangs: ClassVar[Hangs] = Hangs(read=Permission.TRAINER_READ, country=lambda keys: Q())
    privacy: ClassVar[dict[str, Privacy]] = dict.fromkeys((
        "whose", "training_days", "experience_years", "modules_beside_expert", "observed_visits", "certified_trainers",
        "first_enterprises", "valid_years", "months_least", "months_most", "fee", "currency", "since_on", "until_on",
    ), OPEN)  # fmt: skip
    objects: ClassVar[Any] = CertificationRuleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "whose"], condition=Q(until_on=None), name="certification_rule_once"
            ),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("since_on")), name="certification_days_in_order"
            ),
            models.CheckConstraint(condition=Q(months_most__gte=F("months_least")), name="certification_months_in_order"),
            models.CheckConstraint(condition=Q(fee=None) | ~Q(currency=""), name="certification_fee_has_currency"),
        ]
