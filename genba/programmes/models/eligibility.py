from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from genba.access.models import User
from genba.access.permissions import Permission
from genba.access.policy import Hangs
from genba.directory.models import Country
from genba.kit.codes import new_code
from genba.kit.privacy import CONFIDENTIAL, OPEN, Privacy
from genba.programmes.models.engagement import Engagement
from genba.programmes.models.programme import Programme


class EligibilityRuleQuerySet(models.QuerySet["EligibilityRule"]):
    def in_force(self, programme: Programme, country: str, on: date) -> "EligibilityRule | None":
        """The rule of the programme in a country on a day, or None where it has none."""
        rows = self.filter(programme=programme, country_id=country, since_on__lte=on)
        return rows.filter(Q(until_on=None) | Q(until_on__gt=on)).order_by("-since_on", "-pk").first()


class EligibilityRule(models.Model):
    """Which enterprises a programme takes in a country, from a day until another. It advises; it never forbids."""

    code = models.CharField(max_length=8, unique=True, default=new_code)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="rules")
    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="+")
    least = models.PositiveIntegerField(null=True)
    most = models.PositiveIntegerField(null=True)
    sections = models.JSONField(default=list)  # letters of ISIC Rev. 4; empty: all
    regions = models.JSONField(default=list)  # names; empty: all
    since_on = models.DateField()
    until_on = models.DateField(null=True)
    set_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField(auto_now_add=True)

    hangs: ClassVar[Hangs] = Hangs(
        read=Permission.APPLICATION_READ, country="country_id",
        provider=lambda keys: Q(country__in=Country.objects.filter(providers__in=keys)),
    )  # fmt: skip
    privacy: ClassVar[dict[str, Privacy]] = {
        "least": OPEN, "most": OPEN, "sections": OPEN, "regions": OPEN, "since_on": OPEN, "until_on": OPEN, "set_at": OPEN,
    }  # fmt: skip
    objects: ClassVar[Any] = EligibilityRuleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "country"], condition=Q(until_on=None), name="rule_in_force_once"),
            models.CheckConstraint(condition=Q(until_on=None) | Q(until_on__gte=F("since_on")), name="rule_days_in_order"),
            models.CheckConstraint(condition=Q(least=None) | Q(most=None) | Q(most__gte=F("least")), name="rule_sizes_in_order"),
        ]  # fmt: skip


class InSpite(models.Model):
    """An engagement was opened although the enterprise does not fit the rule: what did not fit, and why all the same."""

    engagement = models.OneToOneField(Engagement, on_delete=models.CASCADE, related_name="in_spite")
    rule = models.ForeignKey(EligibilityRule, on_delete=models.PROTECT, related_name="+")
    misfits = models.TextField()
    reason = models.TextField()

    privacy: ClassVar[dict[str, Privacy]] = {"misfits": CONFIDENTIAL, "reason": CONFIDENTIAL}

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="in_spite_has_reason")]
