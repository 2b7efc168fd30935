from collections.abc import Iterable
from typing import Any, ClassVar

from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from genba.access.models import User
from genba.access.permissions import Permission
from genba.access.policy import Hangs
from genba.directory.models import Serving
from genba.kit.codes import new_code
from genba.kit.privacy import CONFIDENTIAL, OPEN, PERSONAL, Privacy


def of_whom(field: str) -> Hangs:
    """Below whoever made it: their own, and within reach of those for whose providers and in whose countries they train."""

    def serving(scope: str) -> Any:
        return lambda keys: Q(**{f"{field}__in": Serving.objects.today().filter(**{f"{scope}__in": keys}).values("trainer")})

    return Hangs(read=Permission.DEVICE_READ, self=f"{field}_id", provider=serving("provider_id"),
                 country=serving("enterprise__country_id"))  # fmt: skip


class Device(models.Model):
    """The phone or laptop of one user, from the day the field app was opened on it."""

    code = models.CharField(max_length=8, unique=True, default=new_code)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="devices")
    name = models.CharField(max_length=60)  # "Android, Chrome": what it is, in two words
    first_seen_at = models.DateTimeField()
    last_seen_at = models.DateTimeField()
    unsent = models.PositiveIntegerField(default=0)  # records that wait on it, by its last report
    unsent_photos = models.PositiveIntegerField(default=0)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    wiped_at = models.DateTimeField(null=True)  # when it said that nothing is left on it

    hangs: ClassVar[Hangs] = of_whom("user")
    privacy: ClassVar[dict[str, Privacy]] = {
        "name": CONFIDENTIAL, "first_seen_at": CONFIDENTIAL, "last_seen_at": CONFIDENTIAL, "unsent": CONFIDENTIAL,
        "unsent_photos": CONFIDENTIAL, "withdrawn_at": CONFIDENTIAL, "wiped_at": CONFIDENTIAL,
    }  # fmt: skip

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by=None)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="device_withdrawn_by_somebody",
            )
        ]


class Outcome(models.Model):
    """What became of a record, in the order in which it was tried. The latest counts; none is ever changed."""

    class State(models.TextChoices):
        ACCEPTED = "accepted", _("Accepted")
        FLAGGED = "flagged", _("Accepted, look at it")
        TO_FIX = "to-fix", _("Needs fixing")
        WAITING = "waiting", _("Received, waits")
        REFUSED = "refused", _("Refused")
        REPLACED = "replaced", _("Put right by another record")

    receipt = models.ForeignKey("Receipt", on_delete=models.CASCADE, related_name="outcomes")
    state = models.CharField(max_length=8, choices=State.choices)
    said = models.JSONField(default=list)  # sentences, in the language of the author
    field = models.CharField(max_length=200, blank=True)  # which part of the body they are about
    noun = models.CharField(max_length=40, blank=True)  # the fact that it became
    code = models.CharField(max_length=20, blank=True)
    # What it waits for, where that is known: the number of another record, or the code of a thing that another may change.
    awaits = models.CharField(max_length=36, blank=True, default="", db_default="")
    decided_at = models.DateTimeField(auto_now_add=True)

    privacy: ClassVar[dict[str, Privacy]] = {
        "state": OPEN, "said": CONFIDENTIAL, "field": OPEN, "noun": OPEN, "awaits": OPEN, "decided_at": OPEN,
    }  # fmt: skip

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["awaits"], condition=~Q(awaits=""), name="outcome_awaits"),
            models.Index(fields=["noun", "code"], condition=Q(state="flagged"), name="outcome_flagged_of"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["receipt"], condition=Q(state__in=["accepted", "flagged"]), name="fact_once")
        ]

    @property
    def is_settled(self) -> bool:
        """Nothing more is to be done with this record."""
        return self.state != self.State.WAITING

    @property
    def is_fact(self) -> bool:
        return self.state in (self.State.ACCEPTED, self.State.FLAGGED)


class ReceiptQuerySet(models.QuerySet["Receipt"]):
    def with_state(self) -> "ReceiptQuerySet":
        """Each with `state`, that of its latest outcome; None before the first."""
        latest = Outcome.objects.filter(receipt=OuterRef("pk")).order_by("-pk")
        return self.annotate(state=Subquery(latest.values("state")[:1]))

    def unsettled(self) -> "ReceiptQuerySet":
        """Those that wait, and those that nobody looked into yet."""
        rows: Any = self.with_state()
        kept: ReceiptQuerySet = rows.filter(Q(state=None) | Q(state=Outcome.State.WAITING))
        return kept

    def awaiting(self, names: Iterable[str]) -> "ReceiptQuerySet":
        """Those that wait for one of these, the longest waiting first."""
        kept: ReceiptQuerySet = self.unsettled().filter(outcomes__awaits__in=list(names)).distinct()
        return kept.order_by("received_at", "pk")


class Receipt(models.Model):
    """A record as it came from a device, for good: never changed, never deleted, the same one twice is one."""

    id = models.UUIDField(primary_key=True)  # made on the device
    device = models.ForeignKey(Device, on_delete=models.PROTECT, related_name="receipts")
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)
    version = models.PositiveSmallIntegerField()  # of the shape of the body
    made_at = models.DateTimeField()  # by the clock of the device
    clock_off = models.IntegerField(default=0)  # seconds by which that clock was ahead of ours when it was sent
    received_at = models.DateTimeField(auto_now_add=True)
    body = models.JSONField()
    digest = models.CharField(max_length=64)  # of kind, version and body
    replaces = models.UUIDField(null=True)  # the record that this one puts right

    hangs: ClassVar[Hangs] = of_whom("author")
    privacy: ClassVar[dict[str, Privacy]] = {
        "kind": OPEN, "version": OPEN, "made_at": CONFIDENTIAL, "clock_off": CONFIDENTIAL, "received_at": OPEN,
        "body": PERSONAL, "digest": OPEN, "replaces": OPEN,
    }  # fmt: skip
    objects: ClassVar[Any] = ReceiptQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["device", "received_at"], name="receipt_of_device"),
                   models.Index(fields=["replaces"], condition=Q(replaces__isnull=False), name="receipt_replaces")]  # fmt: skip

    def fact(self) -> Outcome | None:
        """What it became; None where it is no fact."""
        return next((o for o in self.outcomes.all() if o.is_fact), None)


class MadeHere(models.Model):
    """Somebody or something that a device made under a number of its own, so that other records can name it."""

    id = models.UUIDField(primary_key=True)
    receipt = models.ForeignKey(Receipt, on_delete=models.PROTECT, related_name="made")
    noun = models.CharField(max_length=40)
    code = models.CharField(max_length=20)

    privacy: ClassVar[dict[str, Privacy]] = {"noun": OPEN}


class Disagreement(models.Model):
    """A device says one thing and somebody else said another meanwhile. What stands is not overwritten; a person decides."""

    code = models.CharField(max_length=8, unique=True, default=new_code)
    receipt = models.ForeignKey(Receipt, on_delete=models.PROTECT, related_name="disagreements")
    noun = models.CharField(max_length=40)
    of = models.CharField(max_length=20)  # the code of the thing
    about = models.CharField(max_length=120)  # which part of it: "2026-10-05-morning/ABCD2345"
    before = models.JSONField(null=True)  # what the device had seen
    theirs = models.JSONField(null=True)  # what stands
    mine = models.JSONField(null=True)  # what the device says
    raised_at = models.DateTimeField(auto_now_add=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    is_mine = models.BooleanField(null=True)  # decided for what the device says

    privacy: ClassVar[dict[str, Privacy]] = {
        "noun": OPEN, "of": OPEN, "about": CONFIDENTIAL, "before": CONFIDENTIAL, "theirs": CONFIDENTIAL, "mine": CONFIDENTIAL,
        "raised_at": OPEN, "decided_at": OPEN, "is_mine": OPEN,
    }  # fmt: skip

    class Meta:
        constraints = [models.UniqueConstraint(fields=["receipt", "about"], name="disagreement_once")]
