from collections.abc import Callable
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from genba.access.models import User
from genba.access.permissions import Permission
from genba.access.policy import Hangs
from genba.directory.models import Country, Enterprise
from genba.directory.models.enterprise import below
from genba.kit.codes import new_code
from genba.kit.privacy import CONFIDENTIAL, OPEN, Privacy


def _with_one_of(kind: str) -> Callable[[list[Any]], Q]:
    """A sample reaches whoever looks after an enterprise in it."""
    return lambda keys: Q(pk__in=DrawnEnterprise.objects.filter(below("enterprise_id")[kind](keys)).values("sample_id"))


class VerificationSample(models.Model):
    """A tenth of the enterprises with something to verify in a period, drawn by lot once and kept with how it was drawn.

    Whoever has the codes in `frame` and the `seed` draws the same again. A country and period is drawn once: nobody can
    draw until the sample suits.
    """

    code = models.CharField(max_length=8, unique=True, default=new_code)
    country = models.ForeignKey(Country, on_delete=models.PROTECT, null=True, related_name="+")  # null: all
    starts_on = models.DateField()
    ends_on = models.DateField()
    seed = models.CharField(max_length=32)
    share = models.FloatField()
    frame = models.JSONField()  # the codes of all enterprises that could be drawn, as they were then
    n_frame = models.PositiveIntegerField()
    drawn_at = models.DateTimeField(auto_now_add=True)
    drawn_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")  # null: the command line

    hangs: ClassVar[Hangs] = Hangs(read=Permission.FINDING_READ, country="country_id", provider=_with_one_of("provider"),
                                   self=_with_one_of("self"))  # fmt: skip
    privacy: ClassVar[dict[str, Privacy]] = {
        **dict.fromkeys(("starts_on", "ends_on", "share", "n_frame", "drawn_at"), OPEN), "seed": CONFIDENTIAL, "frame": CONFIDENTIAL,
    }  # fmt: skip

    class Meta:
        indexes = [models.Index(fields=["-starts_on", "-id"], name="verification_latest")]
        constraints = [
            models.UniqueConstraint(fields=["country", "starts_on", "ends_on"], name="verification_drawn_once"),
            models.UniqueConstraint(fields=["starts_on", "ends_on"], name="verification_of_all_drawn_once",
                                    condition=Q(country=None)),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="verification_days_in_order"),
            models.CheckConstraint(condition=Q(share__gt=0, share__lte=1), name="verification_share_of_one"),
        ]  # fmt: skip


class Result(models.TextChoices):
    """What whoever went to see found."""

    CONFIRMED = "confirmed", _("Found as stated")
    CORRECTED = "corrected", _("Found, and corrected")
    NOT_FOUND = "not-found", _("Not found")


class DrawnEnterprise(models.Model):
    """One enterprise of a verification sample: what it had stated when it was drawn, and what was found there, by whom, when."""

    code = models.CharField(max_length=8, unique=True, default=new_code)
    sample = models.ForeignKey(VerificationSample, on_delete=models.PROTECT, related_name="drawn")
    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="+")
    stated = models.JSONField(default=dict)  # savings and changes of KPIs as they stood
    result = models.CharField(max_length=10, choices=Result.choices, blank=True, default="")
    note = models.CharField(max_length=500, blank=True)
    verified_on = models.DateField(null=True)
    verified_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(null=True)

    hangs: ClassVar[Hangs] = Hangs(read=Permission.FINDING_READ, **below("enterprise_id"))
    privacy: ClassVar[dict[str, Privacy]] = dict.fromkeys(
        ("stated", "result", "note", "verified_on", "recorded_at"), CONFIDENTIAL
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["sample", "enterprise"], name="drawn_enterprise_once"),
            models.CheckConstraint(
                condition=Q(result="", verified_on=None, verified_by=None, recorded_at=None)
                | Q(result__in=Result.values, verified_on__isnull=False, verified_by__isnull=False, recorded_at__isnull=False),
                name="drawn_enterprise_result_dated",
            ),
            models.CheckConstraint(condition=Q(result__in=("", "confirmed")) | ~Q(note=""), name="drawn_enterprise_says_why"),
        ]  # fmt: skip
