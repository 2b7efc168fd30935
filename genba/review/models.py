from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from genba.access.models import User
from genba.access.permissions import Permission
from genba.access.policy import Hangs
from genba.delivery.models import Visit
from genba.directory.models import Enterprise
from genba.directory.models.enterprise import below
from genba.kit.codes import new_code
from genba.kit.privacy import CONFIDENTIAL, Privacy
from genba.observations.models import Baseline, Observation

ONE_THING = (
    Q(visit__isnull=False, baseline=None, observation=None)
    | Q(visit=None, baseline__isnull=False, observation=None)
    | Q(visit=None, baseline=None, observation__isnull=False)
)


class Review(models.Model):
    """Somebody said something about a report, a baseline or an unusual value, at one version of it."""

    class Kind(models.TextChoices):
        APPROVED = "approved", _("Approved")
        RETURNED = "returned", _("Returned")
        ANSWERED = "answered", _("Answered")
        READ = "read", _("Read as a sample")

    code = models.CharField(max_length=8, unique=True, default=new_code)
    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="+")
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, null=True, related_name="reviews", db_index=False)
    baseline = models.ForeignKey(Baseline, on_delete=models.PROTECT, null=True, related_name="reviews", db_index=False)
    observation = models.ForeignKey(Observation, on_delete=models.PROTECT, null=True, related_name="reviews", db_index=False)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    version = models.PositiveIntegerField()  # of the thing, as it was read
    reason = models.CharField(max_length=1000, blank=True)
    reviewed_at = models.DateTimeField(auto_now_add=True)
    reviewed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    hangs: ClassVar[Hangs] = Hangs(read=Permission.REVIEW_READ, **below("enterprise_id"))
    privacy: ClassVar[dict[str, Privacy]] = {
        "kind": CONFIDENTIAL, "version": CONFIDENTIAL, "reason": CONFIDENTIAL, "reviewed_at": CONFIDENTIAL,
    }  # fmt: skip
    objects: ClassVar[Any] = models.Manager()

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["visit", "-id"], name="review_of_visit"),
            models.Index(fields=["baseline", "-id"], name="review_of_baseline"),
            models.Index(fields=["observation", "-id"], name="review_of_observation"),
        ]
        constraints = [
            models.CheckConstraint(condition=ONE_THING, name="review_of_one_thing"),
            models.CheckConstraint(condition=~Q(kind="returned", reason=""), name="returned_has_reason"),
            models.CheckConstraint(condition=~Q(kind="answered", reason=""), name="answered_has_words"),
        ]


class Remark(models.Model):
    """What to put right in one item of what was returned: the advice, a KPI, a practice, an action."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="remarks")
    item = models.CharField(max_length=80)  # "advice", "kpi:absenteeism", "practice:charter", "action:ABCDEFGH"
    text = models.CharField(max_length=500)

    privacy: ClassVar[dict[str, Privacy]] = {"item": CONFIDENTIAL, "text": CONFIDENTIAL}

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["review", "item"], name="remark_once"),
            models.CheckConstraint(condition=~Q(text=""), name="remark_says_something"),
        ]
