from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from genba.access.models import User
from genba.access.permissions import Permission
from genba.access.policy import Hangs
from genba.closeout.models.completion import Completion
from genba.kit.codes import new_code
from genba.kit.privacy import CONFIDENTIAL, PERSONAL, Privacy
from genba.programmes.models import through_engagement


class FollowUpQuerySet(models.QuerySet["FollowUp"]):
    def open(self) -> "FollowUpQuerySet":
        """Those still to be done, of completions that stand."""
        return self.filter(done_on=None, completion__taken_back_on=None)

    def done(self) -> "FollowUpQuerySet":
        """Those that were done, of completions that stand."""
        return self.filter(done_on__isnull=False, completion__taken_back_on=None)

    def due_on(self, day: date) -> "FollowUpQuerySet":
        return self.open().filter(due_on__lte=day)


class FollowUp(models.Model):
    """Six or twelve months after completion somebody asks what lasted: planned for a day, then done on one."""

    class How(models.TextChoices):
        ON_SITE = "on-site", _("At the enterprise")
        PHONE = "phone", _("By phone")

    code = models.CharField(max_length=8, unique=True, default=new_code)
    completion = models.ForeignKey(Completion, on_delete=models.CASCADE, related_name="follow_ups")
    months = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    done_on = models.DateField(null=True)
    how = models.CharField(max_length=8, choices=How.choices, blank=True)
    spoke_with = models.CharField(max_length=200, blank=True)
    note = models.TextField(blank=True)
    done_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    hangs: ClassVar[Hangs] = Hangs(read=Permission.VISIT_READ, **through_engagement("completion__engagement"))
    privacy: ClassVar[dict[str, Privacy]] = {
        "months": CONFIDENTIAL, "due_on": CONFIDENTIAL, "done_on": CONFIDENTIAL, "how": CONFIDENTIAL,
        "spoke_with": PERSONAL, "note": CONFIDENTIAL,
    }  # fmt: skip
    objects: ClassVar[Any] = FollowUpQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        indexes = [models.Index(fields=["due_on"], condition=Q(done_on=None), name="follow_up_to_do")]
        constraints = [
            models.UniqueConstraint(fields=["completion", "months"], name="follow_up_once"),
            models.CheckConstraint(condition=Q(done_on=None) | Q(done_on__gte=F("due_on")), name="follow_up_not_early"),
            models.CheckConstraint(condition=Q(done_on=None, how="") | (Q(done_on__isnull=False) & ~Q(how="")),
                                   name="follow_up_says_how"),
        ]  # fmt: skip


class StillPractised(models.Model):
    """What was answered at a follow-up about a practice that was practised at the end of the module."""

    class Answer(models.TextChoices):
        YES = "yes", _("Still practised")
        PARTLY = "partly", _("Now and then")
        NO = "no", _("No longer")
        UNKNOWN = "unknown", _("Nobody knows")

    follow_up = models.ForeignKey(FollowUp, on_delete=models.CASCADE, related_name="answers")
    practice = models.CharField(max_length=60)
    answer = models.CharField(max_length=8, choices=Answer.choices)

    privacy: ClassVar[dict[str, Privacy]] = {"practice": CONFIDENTIAL, "answer": CONFIDENTIAL}

    class Meta:
        constraints = [models.UniqueConstraint(fields=["follow_up", "practice"], name="still_practised_once")]
