"""Open an engagement: this enterprise takes this module. Or end it early, with a reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from genba.access.models import User
from genba.audit.actions import System, record
from genba.directory.models import Enterprise, Provider, Serving
from genba.kit.refused import Refused
from genba.programmes import eligibility
from genba.programmes.curricula import module_of
from genba.programmes.locks import check_engagement, check_new
from genba.programmes.models import Contribution, Engagement, InSpite, Paid, Programme, Withdrawal


@dataclass(frozen=True)
class Share:
    """What one payer pays of the price."""

    payer: str
    amount: Decimal
    name: str = ""
    in_kind: bool = False


def check_shares(price: Decimal, shares: Sequence[Share], *, field: str) -> None:
    """Refused where somebody wrote down who pays, and it does not add up to the price."""
    paid = sum((s.amount for s in shares), Decimal(0))
    if shares and paid != price:
        raise Refused(_("The shares add up to %(sum)s, the price is %(price)s. Put one of them right.")
                      % {"sum": paid, "price": price}, field=field)  # fmt: skip


def keep_shares(model: type[Paid], shares: Sequence[Share], **of: Any) -> None:
    """Keep what each payer gives, as rows of an offer or of an engagement."""
    rows: Any = model._default_manager
    rows.bulk_create(model(payer=s.payer, name=s.name, amount=s.amount, in_kind=s.in_kind, **of) for s in shares)


@transaction.atomic
def open_engagement(
    *, by: User | System, programme: Programme, enterprise: Enterprise, module: str, provider: Provider,
    trainer: User | None, agreed_on: date, price: Decimal = Decimal(0), currency: str = "", shares: Sequence[Share] = (),
    in_spite: str = "",
) -> Engagement:  # fmt: skip
    """The enterprise takes the module as agreed; provider and trainer serve it from that day and may see it.

    `price` and the shares are in `currency` (default: the enterprise's). Refused when the shares do not add up to the
    price, when the day has not come, when the same module was already agreed on that day, or when the enterprise does not
    fit the rule of its country and `in_spite` does not say why all the same.
    """
    package = module_of(module)
    if agreed_on > timezone.localdate():
        raise Refused(_("An agreement cannot have a day that has not come yet."), field="agreed_on")
    check_shares(price, shares, field="price")
    if Engagement.objects.filter(enterprise=enterprise, module=module, agreed_on=agreed_on).exists():
        raise Refused(_("This enterprise already takes this module as agreed on that day."), field="module")
    seen = eligibility.of_enterprise(programme, enterprise, agreed_on)
    seen.check(in_spite)
    check_new(enterprise, provider, agreed_on, field="agreed_on")
    engagement: Engagement = Engagement.objects.create(
        programme=programme, enterprise=enterprise, provider=provider, trainer=trainer, module=module,
        module_version=package.version, agreed_on=agreed_on, price=price, currency=currency or enterprise.currency,
    )  # fmt: skip
    keep_shares(Contribution, shares, engagement=engagement)
    Serving.objects.get_or_create(enterprise=enterprise, provider=provider, trainer=trainer, until_on=None,
                                  defaults={"since_on": agreed_on})  # fmt: skip
    if seen.rule and seen.misfits:
        InSpite.objects.create(engagement=engagement, rule=seen.rule, misfits=seen.misfits, reason=in_spite.strip())
    record(
        "open",
        engagement,
        by=by,
        changes={"module": module, "enterprise": enterprise.code, "price": str(price)},
    )
    return engagement


@transaction.atomic
def withdraw(*, by: User, engagement: Engagement, withdrawn_on: date, reason: str) -> Withdrawal:
    """The enterprise leaves before the end. Refused without a reason, or before it agreed."""
    if not reason.strip():
        raise Refused(_("Say why the enterprise leaves."), field="reason")
    if withdrawn_on > timezone.localdate():
        raise Refused(_("It cannot leave on a day that has not come yet."), field="withdrawn_on")
    if withdrawn_on < engagement.agreed_on:
        raise Refused(
            _("It cannot leave before it agreed, on %(day)s.") % {"day": engagement.agreed_on},
            field="withdrawn_on",
        )
    check_engagement(engagement, [withdrawn_on], field="withdrawn_on")
    made, created = Withdrawal.objects.get_or_create(
        engagement=engagement,
        defaults={"withdrawn_on": withdrawn_on, "reason": reason.strip(), "recorded_by": by},
    )
    if not created:
        raise Refused(_("It has already left, on %(day)s.") % {"day": made.withdrawn_on})
    record("withdraw", engagement, by=by, reason=reason)
    return made
