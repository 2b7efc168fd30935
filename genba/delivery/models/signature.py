from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _
from markupsafe import Markup

from genba.access.models import User
from genba.delivery.models.visit import Visit
from genba.directory.models import Person, WorkRole
from genba.kit.privacy import CONFIDENTIAL, PERSONAL, Privacy
from genba.kit.svg.strokes import strokes

FIELD = (1000, 400)  # how wide and how high the field is on which somebody signs


class Signature(models.Model):
    """A manager or a worker of the enterprise says: this report tells what happened. It stands for one version of it; for
    version 0 where another report took the place of the one that was signed."""

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="signatures")
    role = models.CharField(max_length=10, choices=WorkRole.choices)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")  # None: typed by name
    name = models.CharField(max_length=150)
    signed_on = models.DateField()
    visit_version = models.PositiveIntegerField()
    # As it was written on the glass: strokes [x, y, x, y, …] on FIELD. Empty: by name only.
    drawing = models.JSONField(default=list, blank=True)
    taken_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")  # on whose screen

    privacy: ClassVar[dict[str, Privacy]] = {
        "role": CONFIDENTIAL, "name": PERSONAL, "signed_on": CONFIDENTIAL, "visit_version": CONFIDENTIAL,
        "drawing": PERSONAL,
    }  # fmt: skip

    class Meta:
        ordering = ["role", "-visit_version"]
        constraints = [
            models.UniqueConstraint(fields=["visit", "visit_version", "role", "name"], name="signed_once_by_each"),
            models.CheckConstraint(condition=~Q(name=""), name="signature_has_name"),
        ]

    def drawn(self, width: int = 200) -> Markup | None:
        """The drawing, to be shown beside the name; None where the name was typed and nothing drawn."""
        return (
            strokes(self.drawing, FIELD, width, _("Signature of %(name)s") % {"name": self.name}) if self.drawing else None
        )
