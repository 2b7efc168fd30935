from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.db.models.fields.json import KT
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from genba.access.models import User
from genba.access.policy import Hangs
from genba.kit.privacy import CONFIDENTIAL, OPEN, PERSONAL, Privacy
from genba.sync.models.scope import of_whom


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
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")  # who set it aside

    privacy: ClassVar[dict[str, Privacy]] = {
        "state": OPEN, "said": CONFIDENTIAL, "field": OPEN, "noun": OPEN, "awaits": OPEN, "decided_at": OPEN,
    }  # fmt: skip

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["receipt"], name="outcome_without_fact", condition=~Q(state__in=["accepted", "flagged"])),
            models.Index(fields=["awaits"], condition=~Q(awaits=""), name="outcome_awaits"),
            models.Index(fields=["noun", "code"], condition=Q(state="flagged"), name="outcome_flagged_of"),
            # What else a form asked is shown beside these two; one condition each, for SQLite makes no use of a list in it.
            models.Index(fields=["code"], condition=Q(noun="visit"), name="outcome_of_visit"),
            models.Index(fields=["code"], condition=Q(noun="baseline"), name="outcome_of_baseline"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["receipt"], condition=Q(state__in=["accepted", "flagged"]), name="fact_once")
        ]

    @property
    def is_fact(self) -> bool:
        """It became something; nothing can be done to it any more."""
        return self.state in FACTS


FACTS = (Outcome.State.ACCEPTED, Outcome.State.FLAGGED)


class ReceiptQuerySet(models.QuerySet["Receipt"]):
    def with_state(self) -> "ReceiptQuerySet":
        """Each with `state`, that of its latest outcome; None before the first."""
        latest = Outcome.objects.filter(receipt=OuterRef("pk")).order_by("-pk")
        return self.annotate(state=Subquery(latest.values("state")[:1]))

    def of_photo(self, *, author: Any, content: Any) -> "ReceiptQuerySet":
        """Those of this author that are about the photo with this hash."""
        rows: Any = self.filter(kind="photo", author=author)
        found: ReceiptQuerySet = rows.annotate(photo=Cast(KT("body__content"), models.TextField())).filter(photo=content)
        return found

    def unsettled(self) -> "ReceiptQuerySet":
        """Those that wait, and those that nobody looked into yet."""
        rows: Any = self.with_state()
        kept: ReceiptQuerySet = rows.filter(Q(state=None) | Q(state=Outcome.State.WAITING))
        return kept

    def stuck(self) -> "ReceiptQuerySet":
        """Those that were looked into and are no fact: they wait, need fixing or were refused. Each with `state`. Neither
        those that another record put right, nor those that somebody set aside."""
        mine = Outcome.objects.filter(receipt=OuterRef("pk"))
        rows: Any = self.filter(pk__in=Outcome.objects.exclude(state__in=FACTS).values("receipt")).with_state()
        right = Receipt.objects.filter(replaces=OuterRef("pk"))
        kept: ReceiptQuerySet = rows.filter(~Exists(mine.filter(state__in=FACTS)), ~Exists(right),
                                             ~Exists(mine.exclude(decided_by=None)))  # fmt: skip
        return kept

    def set_aside(self) -> "ReceiptQuerySet":
        """Those that somebody set aside, and that did not become a fact later. Each with `state`."""
        mine = Outcome.objects.filter(receipt=OuterRef("pk"))
        aside = Outcome.objects.exclude(decided_by=None).values("receipt")
        kept: ReceiptQuerySet = self.filter(~Exists(mine.filter(state__in=FACTS)), pk__in=aside).with_state()
        return kept

    def awaiting(self, names: Iterable[str]) -> "ReceiptQuerySet":
        """Those that wait for one of these, the longest waiting first."""
        kept: ReceiptQuerySet = self.unsettled().filter(outcomes__awaits__in=list(names)).distinct()
        return kept.order_by("received_at", "pk")


class Receipt(models.Model):
    """A record as it came from a device, for good: never changed, never deleted, the same one twice is one."""

    id = models.UUIDField(primary_key=True)  # made on the device
    device = models.ForeignKey("Device", on_delete=models.PROTECT, related_name="receipts")
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
        indexes = [
            models.Index(fields=["device", "received_at"], name="receipt_of_device"),
            models.Index(fields=["replaces"], name="receipt_replaces", condition=Q(replaces__isnull=False)),
        ]

    @property
    def made_at_by_us(self) -> datetime:
        """By our clock, as far as we know how far off that of the device was."""
        return self.made_at - timedelta(seconds=self.clock_off)

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
