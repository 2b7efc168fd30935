from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from genba.access.models import User
from genba.access.permissions import Permission
from genba.access.policy import Hangs
from genba.kit.codes import new_code
from genba.kit.privacy import CONFIDENTIAL, PERSONAL, Privacy
from genba.programmes.models import Engagement, through_engagement


class Visit(models.Model):
    """A trainer goes to the enterprise: what was advised, and what comes next."""

    class Kind(models.TextChoices):
        INTAKE = "intake", _("Intake visit")
        FOLLOW_UP = "follow-up", _("Follow-up visit")

    code = models.CharField(max_length=8, unique=True, default=new_code)
    engagement = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="visits", db_index=False)
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.FOLLOW_UP)
    visited_on = models.DateField()
    trainer = models.ForeignKey(User, on_delete=models.PROTECT, related_name="visits")
    met = models.CharField(max_length=200, blank=True)  # with whom the trainer spoke
    advice = models.TextField()
    next_steps = models.TextField(blank=True)
    reported_at = models.DateTimeField(null=True)  # when the report came to us; null: from before that was kept
    version = models.PositiveIntegerField(default=1)

    hangs: ClassVar[Hangs] = Hangs(read=Permission.VISIT_READ, **through_engagement())
    privacy: ClassVar[dict[str, Privacy]] = {
        "number": CONFIDENTIAL, "kind": CONFIDENTIAL, "visited_on": CONFIDENTIAL, "met": PERSONAL,
        "advice": CONFIDENTIAL, "next_steps": CONFIDENTIAL, "reported_at": CONFIDENTIAL, "version": CONFIDENTIAL,
    }  # fmt: skip

    class Meta:
        ordering = ["visited_on", "number"]
        indexes = [models.Index(fields=["engagement", "kind"], name="visit_by_kind")]
        constraints = [
            models.UniqueConstraint(fields=["engagement", "number"], name="visit_number_once"),
            models.CheckConstraint(condition=Q(number__gte=0, number__lte=99), name="visit_number_range"),
        ]

    @property
    def steps(self) -> list[str]:
        """What comes next, a step a line, without the marks that people write before a line."""
        lines = (line.strip().lstrip("-*•").strip() for line in self.next_steps.splitlines())
        return [line for line in lines if line]
