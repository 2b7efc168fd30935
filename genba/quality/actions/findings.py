"""Settle a finding: somebody looked, and says why the value is right as it is; or puts the value right, and the look closes it."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from genba.access.models import User
from genba.audit.actions import record
from genba.kit.refused import Refused
from genba.observations.actions import observations
from genba.quality.look import look
from genba.quality.models import Finding, Settlement


@transaction.atomic
def confirm(*, by: User, finding: Finding, reason: str) -> Finding:
    """It is right as it is, because … The finding leaves the queue and does not come back while the same amounts stand.

    Refused without a reason, and where it is settled already.
    """
    if not reason.strip():
        raise Refused(_("Say why it is right as it is. Without that nobody can rely on it."), field="reason")
    now: Finding = Finding.objects.select_for_update().get(pk=finding.pk)
    if not now.is_open:
        raise Refused(_("This is settled already."))
    now.settlement, now.settled_at, now.settled_by, now.reason = Settlement.CONFIRMED, timezone.now(), by, reason.strip()
    now.save(update_fields=["settlement", "settled_at", "settled_by", "reason"])
    record("confirm", now, by=by, changes={"indicator": now.indicator, "kind": now.kind}, reason=now.reason)
    return now


@transaction.atomic
def put_right(
    *, by: User, finding: Finding, starts_on: date, ends_on: date, numerator: float | None, denominator: float | None,
    note: str = "", part: str = "", version: int | None = None,
) -> Finding:  # fmt: skip
    """Record what is right for days that a finding is about, as `observations.record` does, and look at the enterprise anew.

    The finding closes itself where nothing is doubtful any more, and stays open otherwise. Refused as the recording refuses: for
    what cannot be, what is unlikely without a note, in a locked month, and where the value was changed meanwhile.
    """
    if not finding.is_open:
        raise Refused(_("This is settled already."))
    observations.record(by=by, enterprise=finding.enterprise, indicator=finding.indicator, starts_on=starts_on, ends_on=ends_on,
                        numerator=numerator, denominator=denominator, note=note, part=part, version=version)  # fmt: skip
    look([finding.enterprise_id])
    now: Finding = Finding.objects.get(pk=finding.pk)
    return now
