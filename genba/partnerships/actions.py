"""Consent: an enterprise lets a brand see something, or takes that back."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from genba.access.models import User
from genba.audit.actions import System, record
from genba.directory.models import Brand, Enterprise
from genba.kit.refused import Refused
from genba.partnerships.models import Consent


@transaction.atomic
def give(
    *, by: User, enterprise: Enterprise, brand: Brand, covers: str, since_on: date | None = None,
    until_on: date | None = None,
) -> Consent:  # fmt: skip
    """Let a brand see one kind of data from a day (default today) until, not including, another (default: no end).

    Refused for a kind we do not know, for days that are not in order or already over, and while it is already given.
    A consent whose days are over is closed first, so that giving again is a new fact.
    """
    today = timezone.localdate()
    if covers not in Consent.Covers.values:
        raise Refused(_("Say what the brand may see."), field="covers")
    since_on = since_on or today
    if until_on and until_on <= max(since_on, today):
        raise Refused(_("The last day must come after today and after the first one."), field="until_on")
    standing = Consent.objects.select_for_update().filter(
        enterprise=enterprise, brand=brand, covers=covers, withdrawn_at=None
    )
    for old in standing:
        if old.until_on is None or old.until_on > today:
            raise Refused(_("%(brand)s may already see this.") % {"brand": brand.name}, field="covers")
        old.withdrawn_at = timezone.now()
        old.save(update_fields=["withdrawn_at"])
    made: Consent = Consent.objects.create(
        enterprise=enterprise, brand=brand, covers=covers, since_on=since_on, until_on=until_on, given_by=by
    )
    record("give", made, by=by, changes={"enterprise": enterprise.code, "brand": brand.code, "covers": covers,
           "until_on": until_on.isoformat() if until_on else None})  # fmt: skip
    return made


@transaction.atomic
def withdraw(*, by: User | System, consent: Consent) -> Consent:
    """Take a consent back; the brand sees nothing of it from this moment. Refused when it was already taken back."""
    now: Consent = Consent.objects.select_for_update().select_related("brand", "enterprise").get(pk=consent.pk)
    if now.withdrawn_at:
        raise Refused(_("This was already taken back."))
    now.withdrawn_at = timezone.now()
    now.save(update_fields=["withdrawn_at"])
    record(
        "withdraw", now, by=by, changes={"enterprise": now.enterprise.code, "brand": now.brand.code, "covers": now.covers}
    )
    return now
