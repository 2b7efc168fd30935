from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from genba.access.models import User
from genba.access.permissions import Permission
from genba.access.policy import Hangs
from genba.kit.codes import new_code
from genba.kit.privacy import CONFIDENTIAL, OPEN, Privacy
from genba.programmes.models import Engagement, through_engagement


class CompletionQuerySet(models.QuerySet["Completion"]):
    def in_force(self) -> "CompletionQuerySet":
        """Those that were not taken back."""
        return self.filter(taken_back_on=None)


class Completion(models.Model):
    """Somebody confirmed that an enterprise completed a module. Its code stands on the certificate.

    `lines` is the rule as it stood then, with the figures of that day; `module_version` says of which version.
    """

    code = models.CharField(max_length=8, unique=True, default=new_code)
    engagement = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="completions")
    completed_on = models.DateField()
    confirmed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(auto_now_add=True)
    is_met = models.BooleanField()
    reason = models.TextField(blank=True)  # why it counts although something is missing
    module_version = models.CharField(max_length=20)
    lines = models.JSONField(default=list)
    taken_back_on = models.DateField(null=True)
    taken_back_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    taken_back_because = models.TextField(blank=True)

    hangs: ClassVar[Hangs] = Hangs(read=Permission.SHEET_READ, **through_engagement())
    privacy: ClassVar[dict[str, Privacy]] = {
        "completed_on": OPEN, "confirmed_at": CONFIDENTIAL, "is_met": CONFIDENTIAL, "reason": CONFIDENTIAL,
        "module_version": OPEN, "lines": CONFIDENTIAL, "taken_back_on": OPEN, "taken_back_because": CONFIDENTIAL,
    }  # fmt: skip
    objects: ClassVar[Any] = CompletionQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["-completed_on", "-id"], name="completion_by_day")]
        constraints = [
            models.UniqueConstraint(fields=["engagement"], condition=Q(taken_back_on=None), name="completed_once"),
            models.CheckConstraint(condition=Q(is_met=True) | ~Q(reason=""), name="completed_in_spite_has_reason"),
            models.CheckConstraint(
                condition=Q(taken_back_on=None, taken_back_because="")
                | (Q(taken_back_on__isnull=False) & ~Q(taken_back_because="")), name="taken_back_has_reason",
            ),
        ]  # fmt: skip
