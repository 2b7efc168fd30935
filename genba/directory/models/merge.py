"""One and the same, twice in the directory: what may be, what was decided, and what was merged."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from genba.access.models import User
from genba.directory.models.enterprise import Enterprise
from genba.directory.models.person import Person
from genba.kit.codes import new_code
from genba.kit.privacy import CONFIDENTIAL, OPEN, PERSONAL, Privacy


class Merge(models.Model):
    """Two records became one on a day, by somebody. `memory` is what moved and what stood before, so that it can be undone.

    It is seen through the record that was kept; codes never change, so they stand here in place of keys.
    """

    class Noun(models.TextChoices):
        PERSON = "person", _("Person")
        ENTERPRISE = "enterprise", _("Enterprise")

    code = models.CharField(max_length=8, unique=True, default=new_code)
    noun = models.CharField(max_length=10, choices=Noun.choices)
    kept_code = models.CharField(max_length=8)
    gone_code = models.CharField(max_length=8)
    gone_name = models.CharField(max_length=150)
    memory = models.JSONField()
    merged_at = models.DateTimeField(auto_now_add=True)
    merged_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    privacy: ClassVar[dict[str, Privacy]] = {
        "noun": OPEN, "kept_code": OPEN, "gone_code": OPEN, "gone_name": PERSONAL, "memory": PERSONAL,
        "merged_at": CONFIDENTIAL, "undone_at": CONFIDENTIAL,
    }  # fmt: skip

    class Meta:
        indexes = [models.Index(fields=["noun", "kept_code"], name="merge_by_kept")]
        constraints = [
            models.UniqueConstraint(fields=["noun", "gone_code"], condition=Q(undone_at=None), name="merged_once"),
            models.CheckConstraint(condition=~Q(kept_code=F("gone_code")), name="merge_of_two"),
        ]


class Double(models.Model):
    """Two records that are likely one, and what people said: the same, or two."""

    class Verdict(models.TextChoices):
        SAME = "same", _("They are the same")
        DIFFERENT = "different", _("They are two")

    score = models.FloatField()
    reasons = models.JSONField(default=list)
    found_at = models.DateTimeField(auto_now_add=True)
    verdict = models.CharField(max_length=10, choices=Verdict.choices, blank=True, default="")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    merging = "leave"
    privacy: ClassVar[dict[str, Privacy]] = dict.fromkeys(
        ("score", "reasons", "found_at", "verdict", "decided_at"), CONFIDENTIAL
    )

    class Meta:
        abstract = True
        indexes = [models.Index(fields=["verdict", "-score", "id"], name="%(class)s_open")]
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="%(class)s_once"),
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="%(class)s_in_order"),
            models.CheckConstraint(condition=Q(verdict="", decided_at=None) | ~Q(verdict="") & Q(decided_at__isnull=False),
                                   name="%(class)s_decided_on_a_day"),
        ]  # fmt: skip


class EnterpriseDouble(Double):
    """Two enterprises that are likely one."""

    one = models.ForeignKey(Enterprise, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Enterprise, on_delete=models.CASCADE, related_name="+")


class PersonDouble(Double):
    """Two people who are likely one."""

    one = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
