from typing import ClassVar

from django.db import models
from django.db.models import Q

from genba.access.models import User
from genba.kit.codes import new_code
from genba.kit.privacy import CONFIDENTIAL, Privacy
from genba.plans.models.action import Action


class Comment(models.Model):
    """What somebody said about an action. Whoever may read the plan reads it; it is never changed."""

    code = models.CharField(max_length=8, unique=True, default=new_code)
    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="comments")
    text = models.TextField()
    said_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    said_at = models.DateTimeField(auto_now_add=True)

    privacy: ClassVar[dict[str, Privacy]] = {"text": CONFIDENTIAL, "said_at": CONFIDENTIAL}

    class Meta:
        ordering = ["said_at", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="comment_says_something")]
