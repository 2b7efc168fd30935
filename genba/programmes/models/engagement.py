from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from genba.access.models import User
from genba.access.permissions import Permission
from genba.access.policy import Hangs
from genba.directory.models import Enterprise, Provider
from genba.kit.codes import new_code
from genba.kit.privacy import CONFIDENTIAL, OPEN, Privacy
from genba.programmes.models.programme import Programme


def through_engagement(way: str = "engagement") -> dict[str, Any]:
    """How a model that belongs to an engagement hangs: whoever sees the engagement may see it. `way` leads to it."""
    return {"country": f"{way}__enterprise__country_id", "provider": f"{way}__provider_id",
            "enterprise": f"{way}__enterprise_id", "self": f"{way}__trainer_id"}  # fmt: skip


class EngagementQuerySet(models.QuerySet["Engagement"]):
    def open(self) -> "EngagementQuerySet":
        return self.filter(withdrawal=None)


class Engagement(models.Model):
    """This enterprise takes this module, with this provider and trainer, as agreed on a date."""

    code = models.CharField(max_length=8, unique=True, default=new_code)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="engagements")
    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="engagements")
    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="engagements")
    trainer = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="engagements")
    module = models.CharField(max_length=60)  # slug of a package in modules/
    module_version = models.CharField(max_length=20)
    agreed_on = models.DateField()
    price = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    currency = models.CharField(max_length=3)
    version = models.PositiveIntegerField(default=1)

    hangs: ClassVar[Hangs] = Hangs(
        read=Permission.ENGAGEMENT_READ, country="enterprise__country_id", provider="provider_id",
        enterprise="enterprise_id", self="trainer_id",
    )  # fmt: skip
    privacy: ClassVar[dict[str, Privacy]] = {
        "module": CONFIDENTIAL, "module_version": OPEN, "agreed_on": CONFIDENTIAL, "price": CONFIDENTIAL,
        "currency": OPEN, "version": OPEN,
    }  # fmt: skip
    objects: ClassVar[Any] = EngagementQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["module", "agreed_on"], name="engagement_by_module")]
        constraints = [
            models.UniqueConstraint(fields=["enterprise", "module", "agreed_on"], name="engagement_once"),
            models.CheckConstraint(condition=Q(price__gte=0), name="engagement_price_not_negative"),
        ]


class Payer(models.TextChoices):
    ENTERPRISE = "enterprise", _("The enterprise")
    BRAND = "brand", _("A brand")
    MINISTRY = "ministry", _("A ministry or public body")
    DONOR = "donor", _("A donor")
    PROVIDER = "provider", _("The provider")


class Paid(models.Model):
    """The shape of a share: what one payer gives of a price, in its currency, in money or in kind."""

    payer = models.CharField(max_length=12, choices=Payer.choices)
    name = models.CharField(max_length=150, blank=True)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    in_kind = models.BooleanField(default=False)

    privacy: ClassVar[dict[str, Privacy]] = {
        "payer": CONFIDENTIAL, "name": CONFIDENTIAL, "amount": CONFIDENTIAL, "in_kind": CONFIDENTIAL,
    }  # fmt: skip

    class Meta:
        abstract = True


class Contribution(Paid):
    """What one payer pays of the price of an engagement."""

    engagement = models.ForeignKey(Engagement, on_delete=models.CASCADE, related_name="contributions")

    class Meta(Paid.Meta):
        abstract = False
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="contribution_positive")]


class Ending(models.Model):
    """The shape of what ends early: why, and who wrote it down. On which day it was, each says in its own word."""

    reason = models.TextField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True


class Withdrawal(Ending):
    """The enterprise leaves the module before its end: when, and why."""

    engagement = models.OneToOneField(Engagement, on_delete=models.CASCADE, related_name="withdrawal")
    withdrawn_on = models.DateField()

    privacy: ClassVar[dict[str, Privacy]] = {"withdrawn_on": CONFIDENTIAL, "reason": CONFIDENTIAL}

    class Meta(Ending.Meta):
        abstract = False
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="withdrawal_has_reason")]
