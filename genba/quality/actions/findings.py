"""Settle a finding: somebody looked, and says why the value is right as it is. A value is put right where it was recorded."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from genba.access.models import User
from genba.audit.actions import record
from genba.kit.refused import Refused
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
