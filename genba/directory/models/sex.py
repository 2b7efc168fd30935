from django.db import models
from django.utils.translation import gettext_lazy as _


class Sex(models.TextChoices):
    """Part of the fact from the first day; "not stated" is an answer and is shown as such."""

    FEMALE = "female", _("Woman")
    MALE = "male", _("Man")
    OTHER = "other", _("Other")
    NOT_STATED = "not-stated", _("Not stated")


class WorkRole(models.TextChoices):
    """The two roles that learn together in one classroom."""

    MANAGER = "manager", _("Manager")
    WORKER = "worker", _("Worker")
