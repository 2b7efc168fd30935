from typing import ClassVar

from django.db import models
from django.db.models import Q

from genba.access.models import User
from genba.access.permissions import Permission
from genba.access.policy import Hangs
from genba.kit.codes import new_code
from genba.kit.privacy import CONFIDENTIAL, PERSONAL, Privacy
from genba.programmes.models import Engagement, through_engagement


class ResultsTalk(models.Model):
    """Trainer and enterprise sat together over the results: when, who was there, what was agreed."""

    code = models.CharField(max_length=8, unique=True, default=new_code)
    engagement = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="results_talks")
    talked_on = models.DateField()
    present = models.CharField(max_length=300)
    agreed = models.TextField()
    next_module = models.CharField(max_length=60, blank=True)  # slug of a module that was agreed to be next
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    hangs: ClassVar[Hangs] = Hangs(read=Permission.SHEET_READ, **through_engagement())
    privacy: ClassVar[dict[str, Privacy]] = {
        "talked_on": CONFIDENTIAL, "present": PERSONAL, "agreed": CONFIDENTIAL, "next_module": CONFIDENTIAL,
    }  # fmt: skip

    class Meta:
        ordering = ["-talked_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["engagement", "talked_on"], name="results_talk_once_a_day"),
            models.CheckConstraint(condition=~Q(agreed="") & ~Q(present=""), name="results_talk_says_something"),
        ]
