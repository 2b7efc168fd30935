from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from genba.access.models import User
from genba.access.permissions import Permission
from genba.access.policy import Hangs
from genba.delivery.models import Workshop
from genba.directory.models import Enterprise
from genba.kit.codes import new_code
from genba.kit.privacy import CONFIDENTIAL, OPEN, Privacy
from genba.plans.models import Action
from genba.pulses.models import PulseAsk
from genba.sync.models.record import Receipt

# What a disagreement is about, by its noun.
THINGS: dict[str, Any] = {"workshop": Workshop, "action": Action, "observation": Enterprise, "pulse-ask": PulseAsk}


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
