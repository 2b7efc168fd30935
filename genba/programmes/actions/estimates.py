"""Keep what an enterprise says of itself before it decides, and what the programme takes to be achievable."""

from datetime import date
from decimal import Decimal

from babel.numbers import list_currencies
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from genba.access.models import User
from genba.audit.actions import record
from genba.directory.models import Enterprise
from genba.kit.refused import Refused
from genba.programmes.models import IntakeFigures, Programme, SavingAssumption


@transaction.atomic
def tell(*, by: User, enterprise: Enterprise, source: str, currency: str, **amounts: Decimal | None) -> IntakeFigures:
    """Figures of a year as the enterprise tells them today. Refused without any figure, without where they come from,
    for an unknown currency, and for more than all of the output faulty."""
    if all(amount is None for amount in amounts.values()):
        raise Refused(_("Write at least one figure."), field="absent_days")
    if not source.strip():
        raise Refused(_("Say where the figures come from."), field="source")
    if currency not in list_currencies():
        raise Refused(_("“%(code)s” is no currency. Write three letters, such as USD.") % {"code": currency[:20]},
                      field="currency")  # fmt: skip
    if not 0 <= (amounts.get("faulty_percent") or 0) <= 100:
        raise Refused(_("A part of the output is between 0 and 100 per cent."), field="faulty_percent")
    made: IntakeFigures = IntakeFigures.objects.create(
        enterprise=enterprise,
        told_on=timezone.localdate(),
        source=source.strip(),
        currency=currency,
        recorded_by=by,
        **amounts,
    )
    record("tell", made, by=by, changes={"enterprise": enterprise.code})
    return made


@transaction.atomic
def assume(
    *, by: User, programme: Programme, loss: str, low: Decimal, middle: Decimal, high: Decimal, since_on: date, source: str = "",
) -> SavingAssumption:  # fmt: skip
    """Which part of a loss is achievable, from a day on; the same day again replaces it. Refused out of order."""
    if not 0 <= low <= middle <= high <= 100:
        raise Refused(_("Write low, middle and high in this order, between 0 and 100 per cent."), field="low")
    made, _new = SavingAssumption.objects.update_or_create(
        programme=programme, loss=loss, since_on=since_on,
        defaults={"low": low, "middle": middle, "high": high, "source": source.strip(), "set_by": by},
    )  # fmt: skip
    record("assume", made, by=by, changes={"loss": loss, "low": str(low), "middle": str(middle), "high": str(high)})
    return made
