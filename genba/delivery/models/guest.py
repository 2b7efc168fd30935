from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from genba.access.models import User
from genba.access.permissions import Permission
from genba.access.policy import Hangs
from genba.delivery.models.workshop import Workshop
from genba.kit.codes import new_code
from genba.kit.privacy import CONFIDENTIAL, OPEN, PERSONAL, Privacy


class Guest(models.Model):
    """Somebody else was in the room on a day of a class: watched, helped to train, interpreted. Counted nowhere."""

    class Kind(models.TextChoices):
        OBSERVER = "observer", _("Observer")
        CO_TRAINER = "co-trainer", _("Trained too")
        INTERPRETER = "interpreter", _("Interpreter")
        OTHER = "other", _("Other guest")

    code = models.CharField(max_length=8, unique=True, default=new_code)
    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="guests")
    there_on = models.DateField()
    kind = models.CharField(max_length=12, choices=Kind.choices)
    name = models.CharField(max_length=150)
    organisation = models.CharField(max_length=150, blank=True)
    noted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField(auto_now_add=True)

    # Their names are for whoever gives the class and for the offices, not for the enterprises in it.
    hangs: ClassVar[Hangs] = Hangs(
        read=Permission.PERSON_READ, country="workshop__country_id", provider="workshop__provider_id",
        self=lambda keys: Q(workshop__trainer_id__in=keys) | Q(workshop__timetable__co_trainer_id__in=keys),
    )  # fmt: skip
    privacy: ClassVar[dict[str, Privacy]] = {
        "there_on": OPEN, "kind": OPEN, "name": PERSONAL, "organisation": CONFIDENTIAL, "noted_at": CONFIDENTIAL,
    }  # fmt: skip

    class Meta:
        ordering = ["there_on", "kind", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="guest_has_name"),
            models.UniqueConstraint(fields=["workshop", "there_on", "kind", "name"], name="guest_once_a_day"),
        ]
