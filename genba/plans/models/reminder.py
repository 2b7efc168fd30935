from typing import ClassVar

from django.db import models

from genba.access.models import User
from genba.kit.privacy import CONFIDENTIAL, PERSONAL, Privacy
from genba.plans.models.action import Action


class Reminder(models.Model):
    """Somebody was told by mail, in this week, that an action is due or late. At most once a week each."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="reminders")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    week = models.DateField()  # its Monday
    sent_at = models.DateTimeField(auto_now_add=True)

    privacy: ClassVar[dict[str, Privacy]] = {"week": CONFIDENTIAL, "sent_at": CONFIDENTIAL}

    class Meta:
        constraints = [models.UniqueConstraint(fields=["action", "user", "week"], name="reminder_once_a_week")]


class RemindersOff(models.Model):
    """Somebody wants no reminders by mail, since then."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="reminders_off")
    since_at = models.DateTimeField(auto_now_add=True)

    privacy: ClassVar[dict[str, Privacy]] = {"since_at": PERSONAL}
