from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Coalesce
from django.utils.translation import gettext_lazy as _

from genba.access.models import User
from genba.access.permissions import Permission
from genba.access.policy import Hangs
from genba.delivery.models import Workshop
from genba.directory.models import Enterprise, Serving
from genba.kit.codes import new_code
from genba.kit.privacy import CONFIDENTIAL, OPEN, PERSONAL, Privacy
from genba.plans.models import Action


def of_whom(field: str) -> Hangs:
    """Below whoever made it: their own, and within reach of those for whose providers and in whose countries they train."""

    def serving(scope: str) -> Any:
        return lambda keys: Q(**{f"{field}__in": Serving.objects.today().filter(**{f"{scope}__in": keys}).values("trainer")})

    return Hangs(read=Permission.DEVICE_READ, self=f"{field}_id", provider=serving("provider_id"),
                 country=serving("enterprise__country_id"))  # fmt: skip


THINGS: dict[str, Any] = {"workshop": Workshop, "action": Action, "observation": Enterprise}  # what a disagreement is about


def of_its_thing() -> Hangs:
    """Below the thing that it is about: of whom it is does not matter, whoever sees the thing sees both versions of it."""

    def below(scope: str) -> Any:
        def rows(keys: list[Any]) -> Q:
            whole = Q(pk=None)  # none, where no thing hangs below this scope
            for noun, model in THINGS.items():
                kept = model.hangs.condition(scope, keys)
                if kept is not None:
                    whole |= Q(noun=noun, of__in=model.objects.filter(kept).values("code"))
            return whole

        return rows

    return Hangs(read=Permission.DEVICE_READ, **{scope: below(scope) for scope in ("self", "provider", "country")})


class DeviceQuerySet(models.QuerySet["Device"]):
    def with_stuck(self) -> "DeviceQuerySet":
        """Each with `stuck`: how many of its records are."""
        mine = Receipt.objects.stuck().filter(device=OuterRef("pk")).order_by().values("device")
        return self.annotate(stuck=Coalesce(Subquery(mine.annotate(n=Count("pk")).values("n")), 0))


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
    # What is kept on it is sealed with this; its user who forgot the PIN gets it back, nobody once it is withdrawn.
    key = models.CharField(max_length=44, blank=True, default="")

    hangs: ClassVar[Hangs] = of_whom("user")
    privacy: ClassVar[dict[str, Privacy]] = {
        "name": CONFIDENTIAL, "first_seen_at": CONFIDENTIAL, "last_seen_at": CONFIDENTIAL, "unsent": CONFIDENTIAL,
        "unsent_photos": CONFIDENTIAL, "withdrawn_at": CONFIDENTIAL, "wiped_at": CONFIDENTIAL, "key": PERSONAL,
    }  # fmt: skip

    objects: ClassVar[Any] = DeviceQuerySet.as_manager()

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

    receipt = models.ForeignKey("Receipt", on_delete=models.CASCADE, related_name="outcomes")
    state = models.CharField(max_length=8, choices=State.choices)
    said = models.JSONField(default=list)  # sentences, in the language of the author
    field = models.CharField(max_length=200, blank=True)  # which part of the body they are about
    noun = models.CharField(max_length=40, blank=True)  # the fact that it became
    code = models.CharField(max_length=20, blank=True)
    decided_at = models.DateTimeField(auto_now_add=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")  # who set it aside

    privacy: ClassVar[dict[str, Privacy]] = {
        "state": OPEN, "said": CONFIDENTIAL, "field": OPEN, "noun": OPEN, "decided_at": OPEN,
    }  # fmt: skip

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["receipt"], name="outcome_without_fact", condition=~Q(state__in=["accepted", "flagged"]))
        ]
        constraints = [
            models.UniqueConstraint(fields=["receipt"], condition=Q(state__in=["accepted", "flagged"]), name="fact_once")
        ]

    @property
    def is_fact(self) -> bool:
        """It became something; nothing can be done to it any more."""
        return self.state in (self.State.ACCEPTED, self.State.FLAGGED)


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
        indexes = [
            models.Index(fields=["device", "received_at"], name="receipt_of_device"),
            models.Index(fields=["replaces"], name="receipt_replaces", condition=Q(replaces__isnull=False)),
        ]

    @property
    def made_at_by_us(self) -> datetime:
        """By our clock, as far as we know how far off that of the device was."""
        return self.made_at - timedelta(seconds=self.clock_off)


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
    theirs = models.JSONField(null=True)  # what stood when it arrived
    theirs_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    theirs_at = models.DateTimeField(null=True)
    mine = models.JSONField(null=True)  # what the device says
    raised_at = models.DateTimeField(auto_now_add=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    is_mine = models.BooleanField(null=True)  # decided for what the device says
    reason = models.CharField(max_length=300, blank=True)

    hangs: ClassVar[Hangs] = of_its_thing()
    privacy: ClassVar[dict[str, Privacy]] = {
        "noun": OPEN, "of": OPEN, "about": CONFIDENTIAL, "before": CONFIDENTIAL, "theirs": CONFIDENTIAL, "mine": CONFIDENTIAL,
        "theirs_at": CONFIDENTIAL, "raised_at": OPEN, "decided_at": OPEN, "is_mine": OPEN, "reason": CONFIDENTIAL,
    }  # fmt: skip

    class Meta:
        indexes = [models.Index(fields=["raised_at"], name="disagreement_open", condition=Q(decided_at=None))]
        constraints = [
            models.UniqueConstraint(fields=["receipt", "noun", "of", "about"], name="disagreement_once"),
            models.CheckConstraint(
                condition=Q(decided_at=None, decided_by=None, is_mine=None)
                | Q(decided_at__isnull=False, decided_by__isnull=False, is_mine__isnull=False),
                name="disagreement_decided_by_somebody",
            ),
        ]


class UploadQuerySet(models.QuerySet["Upload"]):
    def coming(self) -> "UploadQuerySet":
        return self.filter(whole_at=None, refused_at=None)

    def arrived(self) -> "UploadQuerySet":
        """Those of which every byte is here and nobody looked yet: a server died after the last one."""
        return self.coming().filter(received=F("size"))

    def broken_off(self, before: datetime) -> "UploadQuerySet":
        """Those of which something is here, and nothing came since."""
        return self.coming().filter(received__gt=0, received__lt=F("size"), last_at__lt=before).order_by("last_at", "pk")

    def done_with(self, before: datetime) -> "UploadQuerySet":
        """Whole since before then, with a record that is a fact and none that waits."""
        records = Receipt.objects.of_photo(author=OuterRef("author"), content=OuterRef("content"))
        facts = records.filter(outcomes__state__in=[Outcome.State.ACCEPTED, Outcome.State.FLAGGED])
        return self.filter(Exists(facts), ~Exists(records.unsettled()), whole_at__lt=before).order_by("whole_at", "pk")


class Upload(models.Model):
    """The bytes of a photo on their way from a device, in parts, under the hash of the file as the device has it.

    Once whole it is looked at: it is kept written anew, without place and owner, until its records are facts; or refused.
    """

    class State(models.TextChoices):
        COMING = "coming", _("On its way")
        WHOLE = "whole", _("Arrived")
        REFUSED = "refused", _("Refused")

    LARGEST: ClassVar[int] = 1_500_000  # bytes; the device makes them 300 KB

    code = models.CharField(max_length=8, unique=True, default=new_code)
    device = models.ForeignKey(Device, on_delete=models.PROTECT, related_name="uploads")  # that spoke of it last
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    content = models.CharField(max_length=64)  # SHA-256 of the file on the device
    size = models.PositiveIntegerField()  # bytes
    received = models.PositiveIntegerField(default=0)
    parts = models.JSONField(default=list)  # how long each part is, in their order
    said = models.CharField(max_length=300, blank=True)  # why it is refused or was cleared, in the language of the author
    begun_at = models.DateTimeField(auto_now_add=True)
    last_at = models.DateTimeField()  # when something of it came last
    whole_at = models.DateTimeField(null=True)
    refused_at = models.DateTimeField(null=True)
    cleared_at = models.DateTimeField(null=True)  # what had come was cleared away, for the rest did not

    hangs: ClassVar[Hangs] = of_whom("author")
    privacy: ClassVar[dict[str, Privacy]] = {
        "content": CONFIDENTIAL, "size": OPEN, "received": OPEN, "parts": OPEN, "said": CONFIDENTIAL, "begun_at": OPEN,
        "last_at": OPEN, "whole_at": OPEN, "refused_at": OPEN, "cleared_at": OPEN,
    }  # fmt: skip
    objects: ClassVar[Any] = UploadQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["author", "content"], name="upload_once"),
            models.CheckConstraint(condition=Q(received__lte=F("size")), name="upload_no_more_than_said"),
            models.CheckConstraint(condition=Q(whole_at=None) | Q(refused_at=None), name="upload_judged_once"),
        ]

    @property
    def state(self) -> str:
        if self.refused_at:
            return self.State.REFUSED
        return self.State.WHOLE if self.whole_at else self.State.COMING

    @property
    def file(self) -> str:
        """Where the storage has the photo as it was written anew."""
        return f"arrived/{self.code}.jpg"

    def part(self, offset: int) -> str:
        """Where the storage has the part that begins at this byte."""
        return f"coming/{self.code}/{offset:08d}"

    @property
    def places(self) -> list[str]:
        """Those of its parts, in their order."""
        return [self.part(sum(self.parts[:n])) for n in range(len(self.parts))]


class BroughtFile(models.Model):
    """A file of records that was exported from a device and carried to the desk by hand: looked at first, then taken in."""

    code = models.CharField(max_length=8, unique=True, default=new_code)
    device = models.ForeignKey(Device, on_delete=models.PROTECT, related_name="files")
    name = models.CharField(max_length=150)
    text = models.TextField()  # as it was brought; gone after a month
    digest = models.CharField(max_length=64)
    brought_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    brought_at = models.DateTimeField(auto_now_add=True)
    taken_in_at = models.DateTimeField(null=True)

    privacy: ClassVar[dict[str, Privacy]] = {
        "name": CONFIDENTIAL, "text": PERSONAL, "digest": OPEN, "brought_at": OPEN, "taken_in_at": OPEN,
    }  # fmt: skip


class BroughtRecord(models.Model):
    """A record that came by such a file: who brought it stands beside the receipt, whose author stays who wrote it."""

    file = models.ForeignKey(BroughtFile, on_delete=models.PROTECT, related_name="records")
    record = models.UUIDField(db_index=True)  # the key of its receipt; written down before that is

    privacy: ClassVar[dict[str, Privacy]] = {"record": OPEN}

    class Meta:
        constraints = [models.UniqueConstraint(fields=["file", "record"], name="brought_once")]
