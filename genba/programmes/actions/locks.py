"""Lock a month of a country or a provider, and open it again for one thing."""

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from genba.access.models import User
from genba.access.permissions import Permission
from genba.access.policy import visible
from genba.audit.actions import record
from genba.directory.models import Country, Provider
from genba.kit.refused import Refused
from genba.programmes.locks import month_in_words, month_of, noun_of
from genba.programmes.models import Opening, PeriodLock

OPEN_DAYS = 7
NOUNS = ("visit", "workshop", "engagement", "enterprise")


@transaction.atomic
def lock(*, by: User, month: date, country: Country | None = None, provider: Provider | None = None) -> PeriodLock:
    """Close a month of one country or of one provider. Refused before the month is over, and a second time."""
    if (country is None) == (provider is None):
        raise Refused(_("Choose one country or one provider."), field="whose")
    first = month_of(month)
    if first >= month_of(timezone.localdate()):
        raise Refused(_("%(month)s is not over yet.") % {"month": month_in_words(first)}, field="month")
    standing = PeriodLock.objects.filter(month=first, country=country, provider=provider).select_related("locked_by").first()
    if standing:
        raise Refused(_("%(month)s was already locked, by %(name)s.")
                      % {"month": month_in_words(first), "name": standing.locked_by.name}, field="month")  # fmt: skip
    made = PeriodLock.objects.create(month=first, country=country, provider=provider, locked_by=by)
    record("lock", made, by=by, changes={"month": first.isoformat(), "country": country.pk if country else "",
                                         "provider": provider.name if provider else ""})  # fmt: skip
    return made


@transaction.atomic
def open_for(*, by: User, locks: list[PeriodLock], thing: Any, reason: str) -> list[Opening]:
    """Let one thing be changed for seven days in spite of these locks. Refused without a reason, and for a lock that
    lies beyond whoever asks: who locked a country opens it."""
    if noun_of(thing) not in NOUNS:
        raise Refused(_("A month can be opened for a visit, a class, an engagement or an enterprise."))
    if not reason.strip():
        raise Refused(_("Say why it must be changed."), field="reason")
    if not locks:
        raise Refused(_("Its month is not locked. It can be changed as it is."))
    within = set(
        visible(by, Permission.PERIOD_LOCK, PeriodLock).filter(pk__in=[k.pk for k in locks]).values_list("pk", flat=True)
    )
    for one in locks:
        if one.pk not in within:
            raise Refused(_("%(month)s was locked by %(name)s. Ask them to open it.")
                          % {"month": month_in_words(one.month), "name": one.locked_by.name})  # fmt: skip
    until = timezone.localdate() + timedelta(days=OPEN_DAYS)
    made = [
        Opening.objects.create(lock=one, noun=noun_of(thing), thing=thing.code, reason=reason.strip(), until_on=until,
                               opened_by=by)
        for one in locks
    ]  # fmt: skip
    record("open", locks[0], by=by, reason=reason.strip(),
           changes={"noun": noun_of(thing), "thing": thing.code, "until_on": until.isoformat()})  # fmt: skip
    return made
