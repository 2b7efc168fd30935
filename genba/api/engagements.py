"""Engagements: this enterprise takes this module. List, read, open."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from babel.numbers import list_currencies
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Path, Query, Router, Schema
from pydantic import Field

from genba.access.doors import find
from genba.access.permissions import Permission as P
from genba.access.policy import visible
from genba.api.words import Code, Day, Line, Listed, Money, Paged, Paragraphs, Said, Slug, listed, named, needs, user_of
from genba.directory.models import Enterprise
from genba.kit.refused import Refused
from genba.programmes.actions import engagements
from genba.programmes.curricula import module_of
from genba.programmes.models import Engagement, Programme
from genba.programmes.trainers import providers_for, trainers_for

router = Router(tags=["engagements"])
LOADED = "enterprise,programme,provider,trainer,withdrawal"
Payer = Literal["enterprise", "brand", "ministry", "donor", "provider"]


class ShareOut(Schema):
    payer: str
    name: str
    amount: Decimal
    in_kind: bool


class EngagementOut(Schema):
    code: Code
    enterprise: Code
    enterprise_name: str
    programme: Code
    provider: Code
    provider_name: str
    trainer: Code | None
    trainer_name: str | None
    module: str
    module_version: str
    agreed_on: date
    price: Decimal
    currency: str
    shares: list[ShareOut]
    withdrawn_on: date | None
    withdrawal_reason: str
    version: int


class Share(Said):
    payer: Payer
    name: Line = ""
    amount: Annotated[Decimal, Field(gt=0, max_digits=14, decimal_places=2)]
    in_kind: bool = False


class EngagementIn(Said):
    enterprise: Code
    module: Slug
    provider: Code
    agreed_on: Day
    programme: Code | None = Field(None, description="May be left out where there is only one")
    trainer: Code | None = None
    price: Money = Decimal(0)
    currency: str = Field(
        "", pattern=r"^([A-Z]{3})?$", description="Of the price and its shares; the enterprise's own if empty"
    )
    shares: list[Share] = Field(default_factory=list, max_length=10)
    in_spite: Paragraphs = Field("", description="Why, where the enterprise does not fit the rule of its country")


class WithdrawalIn(Said):
    withdrawn_on: Day
    reason: Paragraphs


class Asked(Paged):
    enterprise: Code | None = None
    module: Slug | None = None


def shown(row: Engagement) -> EngagementOut:
    left = getattr(row, "withdrawal", None)
    return EngagementOut(
        code=row.code, enterprise=row.enterprise.code, enterprise_name=row.enterprise.name, programme=row.programme.code,
        provider=row.provider.code, provider_name=row.provider.name, trainer=row.trainer.code if row.trainer else None,
        trainer_name=row.trainer.name if row.trainer else None, module=row.module, module_version=row.module_version,
        agreed_on=row.agreed_on, price=row.price, currency=row.currency,
        shares=[ShareOut(payer=c.payer, name=c.name, amount=c.amount, in_kind=c.in_kind) for c in row.contributions.all()],
        withdrawn_on=left.withdrawn_on if left else None, withdrawal_reason=left.reason if left else "", version=row.version,
    )  # fmt: skip


@router.get("/engagements", response=Listed[EngagementOut], summary="List engagements, the latest first")
@needs(P.ENGAGEMENT_READ)
def list_engagements(request: HttpRequest, asked: Query[Asked]) -> Any:
    rows = visible(user_of(request), P.ENGAGEMENT_READ, Engagement).select_related(*LOADED.split(","))
    if asked.enterprise:
        rows = rows.filter(enterprise__code=asked.enterprise)
    if asked.module:
        rows = rows.filter(module=asked.module)
    return listed(rows.prefetch_related("contributions"), ("-agreed_on", "-id"), asked, shown)


@router.get("/engagements/{code}", response=EngagementOut, summary="Read an engagement")
@needs(P.ENGAGEMENT_READ)
def read_engagement(request: HttpRequest, code: Path[Code]) -> Any:
    return shown(find(user_of(request), P.ENGAGEMENT_READ, Engagement, code, load=LOADED))


@router.post("/engagements", response={201: EngagementOut}, summary="Open an engagement")
@needs(P.ENGAGEMENT_OPEN)
@transaction.atomic
def open_engagement(request: HttpRequest, body: EngagementIn) -> Any:
    user = user_of(request)
    if body.currency and body.currency not in list_currencies():
        raise Refused(_("“%(code)s” is no currency. Write three letters, such as USD.") % {"code": body.currency},
                      field="currency")  # fmt: skip
    if module_of(body.module).status != "active":
        raise Refused(_("This module is not offered today."), field="module")
    made = engagements.open_engagement(
        by=user, programme=Programme.objects.meant(body.programme), module=body.module, agreed_on=body.agreed_on, price=body.price,
        currency=body.currency, enterprise=named(visible(user, P.ENGAGEMENT_OPEN, Enterprise), body.enterprise, "enterprise"),
        provider=named(providers_for(user, P.ENGAGEMENT_OPEN), body.provider, "provider"),
        trainer=named(trainers_for(user, P.ENGAGEMENT_OPEN), body.trainer, "trainer") if body.trainer else None,
        shares=[engagements.Share(s.payer, s.amount, s.name, s.in_kind) for s in body.shares],
        in_spite=body.in_spite,
    )  # fmt: skip
    return shown(find(user, P.ENGAGEMENT_READ, Engagement, made.code, load=LOADED))


@router.post("/engagements/{code}/withdrawal", response={201: EngagementOut}, summary="The enterprise leaves before the end")
@needs(P.ENGAGEMENT_OPEN)
def withdraw_engagement(request: HttpRequest, code: Path[Code], body: WithdrawalIn) -> Any:
    user = user_of(request)
    engagement = find(user, P.ENGAGEMENT_OPEN, Engagement, code)
    engagements.withdraw(by=user, engagement=engagement, withdrawn_on=body.withdrawn_on, reason=body.reason)
    return shown(find(user, P.ENGAGEMENT_READ, Engagement, code, load=LOADED))
