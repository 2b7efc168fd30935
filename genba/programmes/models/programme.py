from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from genba.access.permissions import Permission
from genba.access.policy import Hangs
from genba.kit.codes import new_code
from genba.kit.privacy import OPEN, Privacy
from genba.kit.refused import Refused


class ProgrammeQuerySet(models.QuerySet["Programme"]):
    def meant(self, code: str | None) -> "Programme":
        """The programme of this code, or without one the only one there is. Refused where that says nothing."""
        found = list(self.filter(code=code) if code else self.order_by("pk")[:2])
        if len(found) != 1:
            raise Refused(str(_("Say which programme.")), field="programme")
        return found[0]


class Programme(models.Model):
    """What a donor or a ministry pays for and a director answers for. Carries its own name and two colours."""

    code = models.CharField(max_length=8, unique=True, default=new_code)
    name = models.CharField(max_length=100, unique=True)
    began_on = models.DateField()
    contact = models.CharField(max_length=200, blank=True)

    hangs: ClassVar[Hangs] = Hangs(read=Permission.PROGRAMME_READ, country=lambda keys: Q())
    privacy: ClassVar[dict[str, Privacy]] = {"name": OPEN, "began_on": OPEN, "contact": OPEN}
    objects: ClassVar[Any] = ProgrammeQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name
