"""Settle a definition that changed: somebody who knows both says that only the words changed."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from genba.access.models import User
from genba.audit.actions import record
from genba.impact.models import KpiMeaning
from genba.kit.refused import Refused


@transaction.atomic
def settle(*, by: User, meaning: KpiMeaning, reason: str) -> KpiMeaning:
    """The KPI is counted as it was before, because … Figures stop warning of it.

    Refused without a reason, where it is settled already, and where nothing is open: it followed none, or a package says since
    when.
    """
    if not reason.strip():
        raise Refused(_("Say why only the words changed. Without that nobody can rely on it."), field="reason")
    now: KpiMeaning = KpiMeaning.objects.select_for_update().get(pk=meaning.pk)
    if now.settled_at is not None:
        raise Refused(_("This is settled already."))
    if not KpiMeaning.objects.open().filter(pk=now.pk).exists():
        raise Refused(_("Nothing is open about this definition."))
    now.settled_at, now.settled_by, now.reason = timezone.now(), by, reason.strip()[:500]
    now.save(update_fields=["settled_at", "settled_by", "reason"])
    record("settle", now, by=by, changes={"indicator": now.indicator, "mark": now.mark}, reason=now.reason)
    return now
