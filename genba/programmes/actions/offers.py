"""Make an offer, call it off, sign it: signing opens the engagements."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from statistics import median

from babel.numbers import list_currencies
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from genba.access.models import User
from genba.audit.actions import record
from genba.directory.models import Enterprise, Provider
from genba.kit.names import tidy_name
from genba.kit.refused import Refused
from genba.programmes.actions.engagements import Share, check_shares, keep_shares, open_engagement
from genba.programmes.curricula import module_of
from genba.programmes.locks import check_new
from genba.programmes.models import (
    Acceptance,
    Agreement,
    Cancellation,
    Engagement,
    Offer,
    OfferLine,
    OfferShare,
    Programme,
    Signature,
)

FAR_FROM_USUAL = 100
CENT = Decimal("0.01")


@dataclass(frozen=True)
class Promises:
    """What both sides promise: people in the class, people in the improvement team, visits."""

    participants: int
    team: int
    visits: int


@dataclass(frozen=True)
class Signed:
    """Who signed, in which function, on which day."""

    name: str
    role: str
    on: date


@transaction.atomic
def make(
    *, by: User, programme: Programme, enterprise: Enterprise, provider: Provider, trainer: User | None, format: str,
    prices: Mapping[str, Decimal], currency: str, promises: Promises, offered_on: date, valid_until: date,
    shares: Sequence[Share] = (), insist: bool = False,
) -> Offer:  # fmt: skip
    """Offer modules at their prices. Refused without a module, for an unknown currency, shares that do not add up,
    days out of order, a team larger than the class, and (unless `insist`) a price far from what is usual."""
    if not prices:
        raise Refused(_("Choose at least one module."), field="modules")
    if currency not in list_currencies():
        raise Refused(_("“%(code)s” is no currency. Write three letters, such as USD.") % {"code": currency[:20]},
                      field="currency")  # fmt: skip
    if offered_on > timezone.localdate():
        raise Refused(_("An offer cannot have a day that has not come yet."), field="offered_on")
    if valid_until < offered_on:
        raise Refused(_("It would end before it is made, on %(day)s.") % {"day": offered_on}, field="valid_until")
    if promises.team > promises.participants:
        raise Refused(_("The team is part of those who come to the class: at most %(n)s.") % {"n": promises.participants},
                      field="team")  # fmt: skip
    check_new(enterprise, provider, offered_on, field="offered_on")
    check_shares(sum(prices.values(), Decimal(0)), shares, field="payer_1")
    if not insist:
        _check_usual(prices, currency)
    offer = Offer.objects.create(
        programme=programme, enterprise=enterprise, provider=provider, trainer=trainer, format=format, currency=currency,
        participants=promises.participants, team=promises.team, visits=promises.visits, offered_on=offered_on,
        valid_until=valid_until, made_by=by,
    )  # fmt: skip
    for module, price in prices.items():
        OfferLine.objects.create(offer=offer, module=module_of(module).slug, price=price)
    keep_shares(OfferShare, shares, offer=offer)
    record("make", offer, by=by, changes={"enterprise": enterprise.code, "modules": sorted(prices), "currency": currency})
    return offer


def _check_usual(prices: Mapping[str, Decimal], currency: str) -> None:
    for module, price in prices.items():
        before = Engagement.objects.filter(module=module, currency=currency, price__gt=0).order_by("-pk")
        known = list(before.values_list("price", flat=True)[:100])
        if known and price and not median(known) / FAR_FROM_USUAL < price < median(known) * FAR_FROM_USUAL:
            raise Refused(_("Usually this module costs about %(usual)s %(currency)s; you wrote %(price)s. Tick the box if it is right.")
                          % {"usual": median(known), "currency": currency, "price": price}, field="insist")  # fmt: skip


@transaction.atomic
def cancel(*, by: User, offer: Offer, reason: str) -> Cancellation:
    """The offer will not be signed, for a reason. Refused once it is signed: then an engagement ends by withdrawal."""
    _check_open(offer)
    if not reason.strip():
        raise Refused(_("Say why the offer is called off."), field="reason")
    made = Cancellation.objects.create(offer=offer, cancelled_on=timezone.localdate(), reason=reason.strip(), recorded_by=by)
    record("cancel", offer, by=by, reason=reason.strip())
    return made


@transaction.atomic
def accept(*, by: User, offer: Offer, name: str, role: str, may_report: bool, may_study: bool) -> Acceptance:
    """The enterprise says yes on the screen, today, by typing the name; the provider signs next.

    Refused without name and function, for an offer that ran out, was called off, signed, or accepted already.
    """
    _check_open(offer)
    today, before = timezone.localdate(), Acceptance.objects.filter(offer=offer).first()
    if before:
        raise Refused(
            _("This offer was accepted on %(day)s, by %(name)s.") % {"day": before.accepted_on, "name": before.name}
        )
    with _told_as({"enterprise_name": "name", "enterprise_role": "role"}):
        _check_signed(offer, "enterprise", Signed(name, role, today))
    made = Acceptance.objects.create(
        offer=offer, name=tidy_name(name), role=role.strip(), accepted_on=today, may_report=may_report, may_study=may_study,
        accepted_by=by,
    )  # fmt: skip
    record("accept", offer, by=by, changes={"accepted_on": today.isoformat()})
    return made


@contextmanager
def _told_as(places: Mapping[str, str]) -> Iterator[None]:
    try:
        yield
    except Refused as no:
        no.field = places.get(no.field or "")
        raise


def countersign(*, by: User, offer: Offer, for_provider: Signed, in_spite: str = "") -> Agreement:
    """The provider signs what the enterprise accepted on the screen, with the consent given there."""
    said = Acceptance.objects.filter(offer=offer).first()
    if said is None:
        raise Refused(_("The enterprise has not accepted this offer yet."))
    return sign(
        by=by, offer=offer, way=Agreement.Way.SCREEN, for_enterprise=Signed(said.name, said.role, said.accepted_on),
        for_provider=for_provider, may_report=said.may_report, may_study=said.may_study, in_spite=in_spite,
    )  # fmt: skip


@transaction.atomic
def sign(
    *, by: User, offer: Offer, way: str, for_enterprise: Signed, for_provider: Signed, may_report: bool, may_study: bool,
    in_spite: str = "",
) -> Agreement:  # fmt: skip
    """Both sides signed: the agreement stands, and each module of the offer becomes an engagement of that day.

    Refused for a day to come, one before the offer or after it ran out, a missing name, an offer signed or called off,
    and an enterprise that does not fit the rule when `in_spite` does not say why all the same.
    """
    _check_open(offer)
    for side, signed in (("enterprise", for_enterprise), ("provider", for_provider)):
        _check_signed(offer, side, signed)
    agreed_on = max(for_enterprise.on, for_provider.on)
    agreement = Agreement.objects.create(offer=offer, agreed_on=agreed_on, way=way, may_report=may_report,
                                         may_study=may_study, recorded_by=by)  # fmt: skip
    for side, signed in (("enterprise", for_enterprise), ("provider", for_provider)):
        Signature.objects.create(agreement=agreement, side=side, name=tidy_name(signed.name),
                                 role=" ".join(signed.role.split()), signed_on=signed.on)  # fmt: skip
    lines, shares = list(offer.lines.order_by("pk")), list(offer.shares.order_by("pk"))
    parts = spread([line.price for line in lines], [s.amount for s in shares])
    for line, amounts in zip(lines, parts, strict=True):
        line.engagement = open_engagement(
            by=by, programme=offer.programme, enterprise=offer.enterprise, module=line.module, provider=offer.provider,
            trainer=offer.trainer, agreed_on=agreed_on, price=line.price, currency=offer.currency, in_spite=in_spite,
            shares=[Share(s.payer, amount, s.name, s.in_kind) for s, amount in zip(shares, amounts, strict=True) if amount],
        )  # fmt: skip
        line.save(update_fields=["engagement"])
    record("sign", offer, by=by, changes={"agreed_on": agreed_on.isoformat(), "way": way})
    return agreement


def _check_open(offer: Offer) -> None:
    now = Offer.objects.select_for_update(of=("self",)).select_related("cancellation", "agreement").get(pk=offer.pk)
    if hasattr(now, "cancellation"):
        raise Refused(_("This offer was called off, on %(day)s.") % {"day": now.cancellation.cancelled_on})
    if hasattr(now, "agreement"):
        raise Refused(_("This offer is signed since %(day)s.") % {"day": now.agreement.agreed_on})


def _check_signed(offer: Offer, side: str, signed: Signed) -> None:
    if not signed.name.strip():
        raise Refused(_("Write who signed."), field=f"{side}_name")
    if not signed.role.strip():
        raise Refused(_("Write in which function."), field=f"{side}_role")
    if signed.on > timezone.localdate():
        raise Refused(_("Nobody can have signed on a day that has not come yet."), field=f"{side}_on")
    if signed.on < offer.offered_on:
        raise Refused(
            _("It cannot be signed before it was offered, on %(day)s.") % {"day": offer.offered_on}, field=f"{side}_on"
        )
    if signed.on > offer.valid_until:
        raise Refused(_("The offer ran out on %(day)s. Make a new one.") % {"day": offer.valid_until}, field=f"{side}_on")


def spread(prices: Sequence[Decimal], amounts: Sequence[Decimal]) -> list[list[Decimal]]:
    """What each payer gives to each price, in proportion, to the cent: rows add up to the prices, columns to the amounts.

    Each corner of the table is rounded as a whole, so that no cent is lost; where tiny amounts would go below nought,
    the amounts are given one after the other instead.
    """
    total = sum(prices, Decimal(0))
    if not amounts or not total:
        return [[Decimal(0)] * len(amounts) for _price in prices]

    def corner(i: int, j: int) -> Decimal:
        return (sum(prices[:i], Decimal(0)) * sum(amounts[:j], Decimal(0)) / total).quantize(CENT, ROUND_HALF_UP)

    table = [[corner(i + 1, j + 1) - corner(i, j + 1) - corner(i + 1, j) + corner(i, j) for j in range(len(amounts))]
             for i in range(len(prices))]  # fmt: skip
    return table if min(min(row) for row in table) >= 0 else _one_after_the_other(prices, amounts)


def _one_after_the_other(prices: Sequence[Decimal], amounts: Sequence[Decimal]) -> list[list[Decimal]]:
    left, table = list(amounts), []
    for price in prices:
        row: list[Decimal] = []
        for j, amount in enumerate(left):
            given = min(price - sum(row, Decimal(0)), amount)
            row.append(given)
            left[j] -= given
        table.append(row)
    return table
