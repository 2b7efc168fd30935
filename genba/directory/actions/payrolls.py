"""Keep what an enterprise pays its people in a month."""

from datetime import date
from decimal import Decimal

from babel.numbers import list_currencies
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from genba.access.models import User
from genba.audit.actions import record
from genba.directory.models import Enterprise, Payroll
from genba.kit.refused import Refused


@transaction.atomic
def tell(
    *, by: User, enterprise: Enterprise, paid_on: date, amount: Decimal, currency: str, people: int, source: str
) -> Payroll:
    """The wage bill of a month, on a day; the same day again replaces it. Refused for a day to come, nought, an unknown
    currency, and without how many people it is for and where it stands."""
    if paid_on > timezone.localdate():
        raise Refused(_("Wages of a day that has not come yet are not paid yet."), field="paid_on")
    if amount <= 0:
        raise Refused(_("The wages of a month are more than nought."), field="amount")
    if people < 1:
        raise Refused(_("For how many people is it? At least one."), field="people")
    if currency not in list_currencies():
        raise Refused(_("“%(code)s” is no currency. Write three letters, such as USD.") % {"code": currency[:20]},
                      field="currency")  # fmt: skip
    if not source.strip():
        raise Refused(_("Say where the figures come from."), field="source")
    facts = {"amount": amount, "currency": currency, "people": people, "source": source.strip(), "recorded_by": by}
    made, _new = Payroll.objects.update_or_create(enterprise=enterprise, paid_on=paid_on, defaults=facts)
    # The figure itself is confidential: the trail says that it was told, not how much.
    record("tell_payroll", enterprise, by=by, changes={"paid_on": paid_on.isoformat(), "currency": currency})
    return made
