"""Certificates of participation: for everybody of a class who was there long enough."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from genba.access.models import User
from genba.audit.actions import record
from genba.delivery.models import Participant, ParticipationCertificate, Session, Workshop
from genba.kit.refused import Refused
from genba.programmes.curricula import module_of


@transaction.atomic
def issue(*, by: User, workshop: Workshop) -> list[ParticipationCertificate]:
    """A certificate for each participant who was there for the share of the minutes that the module asks; who has one
    keeps it, as it was. All certificates of the class, by name.

    Refused before the class is over, while nobody marked a session, and where nobody was there long enough.
    """
    now = Workshop.objects.select_for_update().get(pk=workshop.pk)
    sessions = Session.objects.filter(workshop=now)
    if now.ends_on >= timezone.localdate() and sessions.filter(held_on__gt=timezone.localdate()).exists():
        raise Refused(_("The class is not over yet. Certificates are made after its last day."))
    unmarked = sessions.filter(attendances=None).order_by("held_on", "-part").first()
    if unmarked is not None:
        raise Refused(_("Nobody marked who was there on %(day)s, %(part)s. Keep that list first.")
                      % {"day": unmarked.held_on.isoformat(), "part": unmarked.get_part_display()})  # fmt: skip
    share = module_of(now.module).completion.attendance_share
    entitled: list[Any] = [
        p for p in Participant.objects.filter(workshop=now, certificate=None).with_minutes()
        if p.share is not None and p.share >= share
    ]  # fmt: skip
    made = ParticipationCertificate.objects.bulk_create(
        ParticipationCertificate(
            participant=p, minutes=p.attended, given=p.given, issued_on=timezone.localdate(), issued_by=by
        )
        for p in entitled
    )
    if made:
        record("certify", now, by=by, changes={"certificates": sorted(c.code for c in made)})
    found = list(ParticipationCertificate.objects.filter(participant__workshop=now)
                 .select_related("participant__person", "participant__engagement__enterprise")
                 .order_by("participant__person__name_key", "pk"))  # fmt: skip
    if not found:
        raise Refused(_("Nobody was there for %(share)s %% of the time, which a certificate asks for.")
                      % {"share": f"{share * 100:.0f}"})  # fmt: skip
    return found
