from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from genba.access.models import User
from genba.access.permissions import Permission
from genba.access.policy import Hangs
from genba.directory.models import Enterprise, Provider
from genba.kit.codes import new_code
from genba.kit.privacy import CONFIDENTIAL, OPEN, PERSONAL, Privacy
from genba.programmes.models.engagement import Ending, Engagement, Paid
from genba.programmes.models.programme import Programme


class OfferQuerySet(models.QuerySet["Offer"]):
    def open_on(self, day: date) -> "OfferQuerySet":
        """Neither signed nor called off, and still good on the day."""
        return self.filter(agreement=None, cancellation=None, valid_until__gte=day)

    def in_state(self, state: str) -> "OfferQuerySet":
        """open (nobody answered), accepted (the provider signs next), signed, called-off or ran-out, as of today."""
        today = timezone.localdate()
        if state == "signed":
            return self.exclude(agreement=None)
        if state == "called-off":
            return self.exclude(cancellation=None)
        if state == "ran-out":
            return self.filter(agreement=None, cancellation=None, valid_until__lt=today)
        standing = self.open_on(today)
        return standing.filter(acceptance=None) if state == "open" else standing.exclude(acceptance=None)


class Offer(models.Model):
    """What a provider offers an enterprise: modules, format, price, who pays, and what both promise."""

    class Format(models.TextChoices):
        SHARED = "shared", _("Class together with other enterprises, and visits")
        IN_HOUSE = "in-house", _("Class in the enterprise alone, and visits")
        ONLINE = "online", _("Class online, and visits")

    code = models.CharField(max_length=8, unique=True, default=new_code)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="offers")
    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="offers")
    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="offers")
    trainer = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    format = models.CharField(max_length=10, choices=Format.choices)
    currency = models.CharField(max_length=3)
    participants = models.PositiveSmallIntegerField()  # whom the enterprise promises to send
    team = models.PositiveSmallIntegerField()  # of them, in the improvement team
    visits = models.PositiveSmallIntegerField()  # that the provider promises
    offered_on = models.DateField()
    valid_until = models.DateField()
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    hangs: ClassVar[Hangs] = Hangs(
        read=Permission.OFFER_READ, country="enterprise__country_id", provider="provider_id", enterprise="enterprise_id",
    )  # fmt: skip
    privacy: ClassVar[dict[str, Privacy]] = {
        "format": CONFIDENTIAL, "currency": OPEN, "participants": CONFIDENTIAL, "team": CONFIDENTIAL,
        "visits": CONFIDENTIAL, "offered_on": CONFIDENTIAL, "valid_until": CONFIDENTIAL,
    }  # fmt: skip
    objects: ClassVar[Any] = OfferQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(valid_until__gte=F("offered_on")), name="offer_days_in_order"),
            models.CheckConstraint(condition=Q(team__lte=F("participants")), name="offer_team_among_participants"),
            models.CheckConstraint(condition=Q(participants__gt=0), name="offer_has_participants"),
        ]


class OfferLine(models.Model):
    """One module of an offer at its price; once signed, the engagement it became."""

    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="lines")
    module = models.CharField(max_length=60)
    price = models.DecimalField(max_digits=14, decimal_places=2)
    engagement = models.OneToOneField(Engagement, on_delete=models.PROTECT, null=True, related_name="offer_line")

    privacy: ClassVar[dict[str, Privacy]] = {"module": CONFIDENTIAL, "price": CONFIDENTIAL}

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["offer", "module"], name="offer_line_once"),
            models.CheckConstraint(condition=Q(price__gte=0), name="offer_line_price_not_negative"),
        ]


class OfferShare(Paid):
    """What one payer is to pay of the whole offer."""

    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="shares")

    class Meta(Paid.Meta):
        abstract = False
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="offer_share_positive")]


class Cancellation(Ending):
    """An offer that will not be signed: when it was called off, and why."""

    offer = models.OneToOneField(Offer, on_delete=models.CASCADE, related_name="cancellation")
    cancelled_on = models.DateField()

    privacy: ClassVar[dict[str, Privacy]] = {"cancelled_on": CONFIDENTIAL, "reason": CONFIDENTIAL}

    class Meta(Ending.Meta):
        abstract = False
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="cancellation_has_reason")]


class Acceptance(models.Model):
    """The enterprise said yes to an offer on the screen: the provider signs next, and the agreement stands."""

    offer = models.OneToOneField(Offer, on_delete=models.CASCADE, related_name="acceptance")
    name = models.CharField(max_length=150)
    role = models.CharField(max_length=100)
    accepted_on = models.DateField()
    may_report = models.BooleanField()
    may_study = models.BooleanField()
    accepted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    privacy: ClassVar[dict[str, Privacy]] = {
        "name": PERSONAL, "role": CONFIDENTIAL, "accepted_on": CONFIDENTIAL, "may_report": CONFIDENTIAL,
        "may_study": CONFIDENTIAL,
    }  # fmt: skip

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(name="") & ~Q(role=""), name="acceptance_has_name_and_role")]


class Agreement(models.Model):
    """An offer that both sides signed. The consent to use data is its own: what a brand may see is asked apart."""

    class Way(models.TextChoices):
        PAPER = "paper", _("On paper")
        SCREEN = "screen", _("On the screen, by typing the name")

    offer = models.OneToOneField(Offer, on_delete=models.PROTECT, related_name="agreement")
    agreed_on = models.DateField()  # the later of both signatures
    way = models.CharField(max_length=8, choices=Way.choices)
    may_report = models.BooleanField()  # figures without the name, in the programme's reports
    may_study = models.BooleanField()  # figures without the name, in studies
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    privacy: ClassVar[dict[str, Privacy]] = {
        "agreed_on": CONFIDENTIAL, "way": CONFIDENTIAL, "may_report": CONFIDENTIAL, "may_study": CONFIDENTIAL,
    }  # fmt: skip


class Signature(models.Model):
    """Who signed an agreement for one side, in which function, on which day."""

    class Side(models.TextChoices):
        ENTERPRISE = "enterprise", _("For the enterprise")
        PROVIDER = "provider", _("For the provider")

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="signatures")
    side = models.CharField(max_length=10, choices=Side.choices)
    name = models.CharField(max_length=150)
    role = models.CharField(max_length=100)
    signed_on = models.DateField()

    privacy: ClassVar[dict[str, Privacy]] = {
        "side": CONFIDENTIAL, "name": PERSONAL, "role": CONFIDENTIAL, "signed_on": CONFIDENTIAL,
    }  # fmt: skip

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agreement", "side"], name="signature_once_a_side"),
            models.CheckConstraint(condition=~Q(name="") & ~Q(role=""), name="signature_has_name_and_role"),
        ]
