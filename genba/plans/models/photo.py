from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from genba.access.models import User
from genba.access.permissions import Permission
from genba.access.policy import Hangs
from genba.kit.codes import new_code
from genba.kit.kept import place_of
from genba.kit.privacy import CONFIDENTIAL, Privacy
from genba.plans.models.action import Action
from genba.programmes.models import through_engagement

FOLDER = "photos"


class ActionPhoto(models.Model):
    """A photo of an action: the problem, or a spot before and after. The file is kept by its content, written anew."""

    class Kind(models.TextChoices):
        PROBLEM = "problem", _("The problem")
        BEFORE = "before", _("Before")
        AFTER = "after", _("After")

    code = models.CharField(max_length=8, unique=True, default=new_code)
    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="photos")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    content = models.CharField(max_length=64)  # SHA-256 of the file as it is kept
    shows = models.CharField(max_length=200)  # in words, for whoever cannot see it
    taken_on = models.DateField(default=timezone.localdate)
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)

    hangs: ClassVar[Hangs] = Hangs(read=Permission.PLAN_READ, **through_engagement("action__engagement"))
    privacy: ClassVar[dict[str, Privacy]] = {
        "kind": CONFIDENTIAL, "content": CONFIDENTIAL, "shows": CONFIDENTIAL, "taken_on": CONFIDENTIAL,
        "added_at": CONFIDENTIAL,
    }  # fmt: skip

    class Meta:
        ordering = ["taken_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["action", "kind", "content"], name="photo_once"),
            models.CheckConstraint(condition=~Q(shows=""), name="photo_says_what_it_shows"),
        ]

    @property
    def file(self) -> str:
        """Where the storage has it."""
        return file_of(self.content)


def file_of(content: str) -> str:
    return place_of(FOLDER, content, "jpg")
