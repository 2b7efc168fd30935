from typing import ClassVar

from django.db import models
from django.db.models import Q

from genba.access.permissions import Permission
from genba.access.policy import Hangs
from genba.directory.models.organisation import Country
from genba.kit.codes import new_code
from genba.kit.privacy import OPEN, Privacy


class Holiday(models.Model):
    """A public holiday of a country, as its office wrote it down. It warns whoever plans; it forbids nothing."""

    code = models.CharField(max_length=8, unique=True, default=new_code)
    country = models.ForeignKey(Country, on_delete=models.CASCADE, related_name="holidays")
    held_on = models.DateField()
    name = models.CharField(max_length=100)

    hangs: ClassVar[Hangs] = Hangs(read=Permission.WORKSHOP_READ, country="country_id")
    privacy: ClassVar[dict[str, Privacy]] = {"held_on": OPEN, "name": OPEN}

    class Meta:
        ordering = ["held_on", "name"]
        constraints = [
            models.UniqueConstraint(fields=["country", "held_on", "name"], name="holiday_once"),
            models.CheckConstraint(condition=~Q(name=""), name="holiday_has_name"),
        ]
