from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from genba.access.models import User
from genba.access.permissions import Permission
from genba.access.policy import Hangs
from genba.kit.privacy import OPEN, Privacy
from genba.programmes.models import Programme
from genba.publishing.iati_codes import ACTIVITY_STATUSES, ORGANISATION_TYPES, ROLES


class IatiReporting(models.Model):
    """Who reports a programme to IATI, under which identifiers, and what only that organisation can say of it.

    Everything here is published; what the records know already (name, day it began, figures) is not asked again.
    """

    programme = models.OneToOneField(Programme, on_delete=models.CASCADE, related_name="iati")
    organisation = models.CharField(max_length=60)  # its identifier, such as XM-DAC-41302
    name = models.CharField(max_length=150)
    kind = models.CharField(max_length=2, choices=ORGANISATION_TYPES)
    role = models.CharField(max_length=1, choices=ROLES)
    email = models.EmailField()
    activity = models.CharField(max_length=120)  # begins with the organisation's identifier
    status = models.CharField(max_length=1, choices=ACTIVITY_STATUSES)
    planned_start_on = models.DateField(null=True)
    planned_end_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    sector = models.CharField(max_length=5)
    language = models.CharField(max_length=2)  # of the name, the programme and the results framework
    descriptions = models.JSONField(default=dict)  # what the programme does, by language
    countries = models.JSONField(default=dict)  # share of the money in percent, as text, by ISO code
    version = models.PositiveIntegerField(default=1)
    set_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    set_at = models.DateTimeField(auto_now=True)

    hangs: ClassVar[Hangs] = Hangs(read=Permission.PROGRAMME_READ)
    privacy: ClassVar[dict[str, Privacy]] = dict.fromkeys((
        "organisation", "name", "kind", "role", "email", "activity", "status", "planned_start_on", "planned_end_on", "ended_on",
        "sector", "language", "descriptions", "countries", "version", "set_at",
    ), OPEN)  # fmt: skip
    objects: ClassVar[Any] = models.Manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(organisation="") & ~Q(name="") & ~Q(email="") & ~Q(activity=""),
                                   name="iati_says_who_reports"),
            models.CheckConstraint(
                condition=Q(planned_start_on=None) | Q(planned_end_on=None)
                | Q(planned_start_on__lte=models.F("planned_end_on")),
                name="iati_planned_days_in_order",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.activity
