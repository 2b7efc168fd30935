from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from genba.access.models import User
from genba.access.permissions import Permission
from genba.access.policy import Hangs
from genba.delivery.models.workshop import Participant, held_by_provider, held_by_trainer
from genba.kit.codes import new_code
from genba.kit.privacy import CONFIDENTIAL, OPEN, Privacy


class ParticipationCertificate(models.Model):
    """Says that a participant was there for most of a class: so many minutes of those given, as they were when it was
    issued. Its code can be looked up by everybody."""

    code = models.CharField(max_length=8, unique=True, default=new_code)
    participant = models.OneToOneField(Participant, on_delete=models.PROTECT, related_name="certificate")
    minutes = models.PositiveIntegerField()
    given = models.PositiveIntegerField()
    issued_on = models.DateField()
    issued_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    hangs: ClassVar[Hangs] = Hangs(
        read=Permission.PERSON_READ, country="participant__engagement__enterprise__country_id",
        provider=lambda keys: Q(participant__in=Participant.objects.filter(held_by_provider(keys))),
        enterprise="participant__engagement__enterprise_id",
        self=lambda keys: Q(participant__in=Participant.objects.filter(held_by_trainer(keys))),
    )  # fmt: skip
    privacy: ClassVar[dict[str, Privacy]] = {
        "minutes": CONFIDENTIAL, "given": CONFIDENTIAL, "issued_on": OPEN,
    }  # fmt: skip

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(minutes__lte=F("given"), minutes__gt=0), name="certificate_minutes")
        ]
