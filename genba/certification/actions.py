"""Say what it takes to be certified."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from genba.access.models import User
from genba.audit.actions import System, record
from genba.certification.models import CertificationRule
from genba.kit.days import in_words
from genba.kit.numbers import is_currency
from genba.kit.refused import Refused
from genba.programmes.models import Programme

Whose = CertificationRule.Whose
# What a rule may ask for, and how much of it at most; 0 asks for nothing.
ASKS: dict[str, dict[str, int]] = {
    Whose.TRAINER: {"training_days": 60, "experience_years": 20, "modules_beside_expert": 20, "observed_visits": 50},
    Whose.PROVIDER: {"certified_trainers": 100, "first_enterprises": 500, "experience_years": 20},
}
LONGEST_YEARS, LONGEST_MONTHS = 10, 60


@transaction.atomic
def set_rule(
    *, by: User | System, programme: Programme, whose: str, since_on: date, months_least: int, months_most: int,
    asks: Mapping[str, int] | None = None, valid_years: int = 3, fee: Decimal | None = None, currency: str = "",
) -> CertificationRule:  # fmt: skip
    """The rule for trainers or providers from a day on; the one before holds until that day.

    asks: how much of what (see ASKS). fee: None where nobody said yet, 0 where it is free. Refused for what a rule of this
    kind cannot ask for, numbers out of order, a fee without its currency, a day not after the rule in force began.
    """
    if whose not in Whose.values:
        raise Refused(_("A rule is for trainers or for providers."), field="whose")
    asked = _asked(whose, asks or {})
    _check(months_least, months_most, valid_years, fee, currency)
    now = CertificationRule.objects.select_for_update().filter(programme=programme, whose=whose, until_on=None).first()
    if now and since_on <= now.since_on:
        raise Refused(_("The rule in force began on %(day)s; a new one begins later.") % {"day": in_words(now.since_on)},
                      field="since_on")  # fmt: skip
    if since_on > timezone.localdate() + timedelta(days=366):
        raise Refused(_("A rule begins within a year from today."), field="since_on")
    if now:
        now.until_on = since_on
        now.save(update_fields=["until_on"])
    made: CertificationRule = CertificationRule.objects.create(
        programme=programme, whose=whose, since_on=since_on, months_least=months_least, months_most=months_most,
        valid_years=valid_years, fee=fee, currency=currency if fee is not None else "",
        set_by=by if isinstance(by, User) else None, **asked,
    )  # fmt: skip
    record("set", made, by=by, changes={"whose": whose, "since_on": since_on.isoformat(), **asked, "valid_years": valid_years,
           "months": [months_least, months_most], "fee": None if fee is None else str(fee), "currency": made.currency})  # fmt: skip
    return made


def _asked(whose: str, asks: Mapping[str, int]) -> dict[str, int]:
    known = ASKS[whose]
    for name, n in asks.items():
        if name not in known:
            raise Refused(_("A rule of this kind cannot ask for “%(name)s”.") % {"name": name[:40]}, field=name)
        if not 0 <= n <= known[name]:
            raise Refused(_("A number from 0 to %(most)s, please.") % {"most": known[name]}, field=name)
    return dict(asks)


def _check(months_least: int, months_most: int, valid_years: int, fee: Decimal | None, currency: str) -> None:
    if months_most < months_least:
        raise Refused(_("The most is below the least. Put one of them right."), field="months_most")
    if months_least < 0 or months_most > LONGEST_MONTHS:
        raise Refused(_("A number from 0 to %(most)s, please.") % {"most": LONGEST_MONTHS}, field="months_most")
    if not 1 <= valid_years <= LONGEST_YEARS:
        raise Refused(_("A certificate is valid for 1 to %(most)s years.") % {"most": LONGEST_YEARS}, field="valid_years")
    if fee is not None and fee < 0:
        raise Refused(_("A fee is nothing or more."), field="fee")
    if fee is not None and not is_currency(currency):
        raise Refused(_("“%(code)s” is no currency. Write three letters, such as USD.") % {"code": currency[:10]}, field="currency")  # fmt: skip
