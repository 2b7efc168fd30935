from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from genba.access.models import User
from genba.delivery.models.workshop import Session, Workshop
from genba.kit.codes import new_code
from genba.kit.privacy import CONFIDENTIAL, OPEN, Privacy


class CalledOffQuerySet(models.QuerySet["CalledOff"]):
    def standing(self) -> "CalledOffQuerySet":
        """Those for which no new day was found."""
        return self.filter(held_again_at=None)


class CalledOff(models.Model):
    """A session did not happen, because …

    It is no session any more: nothing that counts sessions, minutes or class days can count it by mistake. It keeps
    what the session was, and comes back as that same session once it has a new day.
    """

    code = models.CharField(max_length=8, unique=True, default=new_code)
    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="called_off")
    session_key = models.BigIntegerField()  # the key of the session that it was, and will be again
    held_on = models.DateField()
    part = models.CharField(max_length=10, choices=Session.Part.choices)
    minutes = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=300)
    said_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    said_at = models.DateTimeField(auto_now_add=True)
    held_again_at = models.DateTimeField(null=True)  # when a new day was found
    held_again_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    privacy: ClassVar[dict[str, Privacy]] = {
        "session_key": OPEN, "held_on": OPEN, "part": OPEN, "minutes": OPEN, "reason": CONFIDENTIAL, "said_at": CONFIDENTIAL,
        "held_again_at": CONFIDENTIAL,
    }  # fmt: skip
    objects: ClassVar[Any] = CalledOffQuerySet.as_manager()

    class Meta:
        ordering = ["held_on", "-part", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="called_off_has_reason"),
            models.UniqueConstraint(fields=["session_key"], condition=Q(held_again_at=None), name="called_off_once"),
        ]
