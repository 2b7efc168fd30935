"""Offers, and what becomes of them: accepted, signed, called off; the signed paper; and who pays how much."""

import base64
import binascii
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal

from django.core.files.storage import default_storage
from django.db import transaction
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from ninja import Path, Query, Router, Schema
from pydantic import Field

from genba.access.doors import find
from genba.access.permissions import Permission as P
from genba.access.policy import visible
from genba.api.engagements import Share, ShareOut
from genba.api.words import (
    NO_NUL,
    Code,
    Day,
    Line,
    Listed,
    Money,
    Paged,
    Paragraphs,
    Said,
    Slug,
    Text,
    each_once,
    listed,
    named,
    needs,
    told_as,
    user_of,
)
from genba.directory.models import Enterprise
from genba.kit.refused import Refused
from genba.programmes.actions import engagements, offers, papers
from genba.programmes.models import Offer, Programme, SignedPaper
from genba.programmes.trainers import providers_for, trainers_for
from genba.reports.recovery import cost_recovery

router = Router(tags=["offers"])
LOADED = "programme,enterprise,provider,trainer,cancellation,acceptance,agreement"
PLACES = {"payer_1": "shares", "modules": "lines"}
Role = Annotated[Text, Field(max_length=100)]
Few = Annotated[int, Field(ge=0, le=1000)]


class OfferLineOut(Schema):
    module: str
    price: Decimal
    engagement: Code | None = Field(description="What it became, once signed")


class AgreementSignatureOut(Schema):
    side: str = Field(description="enterprise or provider")
    name: str
    role: str
    signed_on: date


class PaperOut(Schema):
    code: Code
    ending: str = Field(description="pdf or jpg")
    size: int = Field(description="Bytes")
    reason: str = Field(description="Why it took the place of the one before")
    holds: bool = Field(description="false: another one took its place")
    added_by: str
    added_at: datetime


class WholePaper(PaperOut):
    data: str = Field(description="The file in base64")


class OfferOut(Schema):
    code: Code
    programme: Code
    enterprise: Code
    provider: Code
    trainer: Code | None
    format: str
    currency: str
    participants: int
    team: int
    visits: int
    offered_on: date
    valid_until: date
    lines: list[OfferLineOut]
    shares: list[ShareOut]
    accepted_on: date | None = Field(description="When the enterprise said yes on the screen")
    accepted_by: str
    agreed_on: date | None = Field(description="When the later side signed")
    way: str
    may_report: bool | None
    may_study: bool | None
    signatures: list[AgreementSignatureOut]
    papers: list[PaperOut] = Field(description="The signed paper that holds first")
    cancelled_on: date | None
    reason: str = Field(description="Why it was called off")


class OfferLineIn(Said):
    module: Slug
    price: Money


class OfferIn(Said):
    enterprise: Code
    provider: Code
    lines: list[OfferLineIn] = Field(min_length=1, max_length=10)
    currency: str = Field(pattern=r"^[A-Z]{3}$")
    participants: Annotated[int, Field(ge=1, le=1000)]
    team: Few
    visits: Annotated[int, Field(ge=0, le=100)]
    offered_on: Day
    valid_until: Day
    format: Literal["shared", "in-house", "online"] = "shared"
    programme: Code | None = Field(None, description="May be left out where there is only one")
    trainer: Code | None = None
    shares: list[Share] = Field(default_factory=list, max_length=10)
    insist: bool = Field(False, description="The price is right, although it is far from the usual one")


class AcceptanceIn(Said):
    name: Line
    role: Role
    may_report: bool
    may_study: bool


class AgreementSignatureIn(Said):
    name: Line
    role: Role
    signed_on: Day


class SigningIn(Said):
    provider: AgreementSignatureIn
    enterprise: AgreementSignatureIn | None = Field(None, description="Left out where the enterprise accepted on the screen")
    way: Literal["paper", "screen"] = "paper"
    may_report: bool | None = Field(None, description="Asked for together with the signature of the enterprise")
    may_study: bool | None = None
    in_spite: Paragraphs = Field("", description="Why, where the enterprise does not fit the rule of its country")


class CancellationIn(Said):
    reason: Paragraphs


class PaperIn(Said):
    data: str = Field(description="PDF, JPEG, PNG or WebP in base64, at most five MB", pattern=NO_NUL)
    reason: Paragraphs = Field("", description="Why it takes the place of the one before")


class AskedOffers(Paged):
    enterprise: Code | None = None
    state: Literal["open", "accepted", "signed", "called-off", "ran-out"] | None = None


class PaidOut(Schema):
    payer: str
    amount: Decimal


class RecoveryLine(Schema):
    module: str
    provider: str
    currency: str
    engagements: int
    paid: list[PaidOut]
    total: Decimal
    covered: float = Field(description="The part that others than donors pay, 0 to 1")


class RecoveryOut(Schema):
    definition: str
    lines: list[RecoveryLine]
    silent: int = Field(description="Engagements of these days without a word on who pays")


class Period(Schema):
    since: Day | None = None
    until: Day | None = None


def offer_out(row: Offer) -> OfferOut:
    agreement, said = getattr(row, "agreement", None), getattr(row, "acceptance", None)
    left, consent = getattr(row, "cancellation", None), agreement or said
    plain = {f: getattr(row, f) for f in ("code", "format", "currency", "participants", "team", "visits", "offered_on",
                                          "valid_until")}  # fmt: skip
    return OfferOut(
        **plain, programme=row.programme.code, enterprise=row.enterprise.code, provider=row.provider.code,
        trainer=row.trainer.code if row.trainer else None,
        lines=[OfferLineOut(module=x.module, price=x.price, engagement=x.engagement.code if x.engagement else None)
               for x in row.lines.all()],
        shares=[ShareOut(payer=s.payer, name=s.name, amount=s.amount, in_kind=s.in_kind) for s in row.shares.all()],
        accepted_on=said.accepted_on if said else None, accepted_by=said.name if said else "",
        agreed_on=agreement.agreed_on if agreement else None, way=agreement.way if agreement else "",
        may_report=consent.may_report if consent else None, may_study=consent.may_study if consent else None,
        signatures=[AgreementSignatureOut(side=s.side, name=s.name, role=s.role, signed_on=s.signed_on)
                    for s in agreement.signatures.all()] if agreement else [],
        papers=[paper_out(p) for p in agreement.papers.all()] if agreement else [],
        cancelled_on=left.cancelled_on if left else None, reason=left.reason if left else "",
    )  # fmt: skip


def paper_out(row: SignedPaper) -> PaperOut:
    return PaperOut(code=row.code, ending=row.ending, size=row.size, reason=row.reason, holds=not hasattr(row, "replaced_by"),
                    added_by=row.added_by.name, added_at=row.added_at)  # fmt: skip


def _whole(rows: Any) -> Any:
    more = (
        "lines__engagement",
        "shares",
        "agreement__signatures",
        "agreement__papers__added_by",
        "agreement__papers__replaced_by",
    )
    return rows.select_related(*LOADED.split(",")).prefetch_related(*more)


def _again(user: Any, code: str) -> OfferOut:
    return offer_out(_whole(visible(user, P.OFFER_READ, Offer)).get(code=code))


@router.get("/offers", response=Listed[OfferOut], summary="List offers and agreements, the latest first")
@needs(P.OFFER_READ)
def list_offers(request: HttpRequest, asked: Query[AskedOffers]) -> Any:
    rows: Any = visible(user_of(request), P.OFFER_READ, Offer)
    if asked.enterprise:
        rows = rows.filter(enterprise__code=asked.enterprise)
    if asked.state:
        rows = rows.in_state(asked.state)
    return listed(_whole(rows), ("-offered_on", "-id"), asked, offer_out)


@router.get("/offers/{code}", response=OfferOut, summary="Read an offer or agreement")
@needs(P.OFFER_READ)
def read_offer(request: HttpRequest, code: Path[Code]) -> Any:
    return _again(user_of(request), find(user_of(request), P.OFFER_READ, Offer, code).code)


@router.post("/offers", response={201: OfferOut}, summary="Make an offer")
@needs(P.OFFER_MAKE)
@transaction.atomic
def make_offer(request: HttpRequest, body: OfferIn) -> Any:
    user = user_of(request)
    with told_as(**PLACES):
        made = offers.make(
            by=user, programme=Programme.objects.meant(body.programme), format=body.format, currency=body.currency,
            enterprise=named(visible(user, P.OFFER_MAKE, Enterprise), body.enterprise, "enterprise"),
            provider=named(providers_for(user, P.OFFER_MAKE), body.provider, "provider"),
            trainer=named(trainers_for(user, P.OFFER_MAKE), body.trainer, "trainer") if body.trainer else None,
            prices=each_once(((x.module, x.price) for x in body.lines), "lines"), insist=body.insist,
            promises=offers.Promises(body.participants, body.team, body.visits), offered_on=body.offered_on,
            valid_until=body.valid_until, shares=[engagements.Share(s.payer, s.amount, s.name, s.in_kind) for s in body.shares],
        )  # fmt: skip
    return _again(user, made.code)


@router.post("/offers/{code}/acceptance", response={201: OfferOut}, summary="The enterprise says yes on the screen")
@needs(P.OFFER_ACCEPT)
def accept_offer(request: HttpRequest, code: Path[Code], body: AcceptanceIn) -> Any:
    user = user_of(request)
    offers.accept(by=user, offer=find(user, P.OFFER_ACCEPT, Offer, code), **body.dict())
    return _again(user, code)


@router.post("/offers/{code}/signing", response={201: OfferOut}, summary="Both sides signed: the engagements stand")
@needs(P.OFFER_MAKE)
def sign_offer(request: HttpRequest, code: Path[Code], body: SigningIn) -> Any:
    user = user_of(request)
    offer = find(user, P.OFFER_MAKE, Offer, code, load="enterprise__region,provider,programme,trainer")
    theirs = _signed(body.provider)
    places = {f"{side}_{part}": f"{side}.{name}" for side in ("enterprise", "provider")
              for part, name in (("name", "name"), ("role", "role"), ("on", "signed_on"))}  # fmt: skip
    with told_as(**places):
        if body.enterprise is None:
            offers.countersign(by=user, offer=offer, for_provider=theirs, in_spite=body.in_spite)
        elif body.may_report is None or body.may_study is None:
            raise Refused(_("Say whether the figures may stand in reports and studies."), field="may_report")
        else:
            offers.sign(by=user, offer=offer, way=body.way, for_enterprise=_signed(body.enterprise), for_provider=theirs,
                        may_report=body.may_report, may_study=body.may_study, in_spite=body.in_spite)  # fmt: skip
    return _again(user, code)


def _signed(said: AgreementSignatureIn) -> offers.Signed:
    return offers.Signed(said.name, said.role, said.signed_on)


@router.post("/offers/{code}/cancellation", response={201: OfferOut}, summary="Call an offer off, for a reason")
@needs(P.OFFER_MAKE)
def cancel_offer(request: HttpRequest, code: Path[Code], body: CancellationIn) -> Any:
    user = user_of(request)
    offers.cancel(by=user, offer=find(user, P.OFFER_MAKE, Offer, code), reason=body.reason)
    return _again(user, code)


@router.post("/offers/{code}/papers", response={201: PaperOut}, summary="Keep the signed paper as scan or photo")
@needs(P.OFFER_MAKE)
def keep_paper(request: HttpRequest, code: Path[Code], body: PaperIn) -> Any:
    user = user_of(request)
    offer = find(user, P.OFFER_MAKE, Offer, code, load="agreement")
    if not hasattr(offer, "agreement"):
        raise Refused(_("This offer is not signed yet, so there is no signed paper."))
    try:
        data = base64.b64decode(body.data, validate=True)
    except (binascii.Error, ValueError):
        raise Refused(_("The file is broken and cannot be opened. Send it again."), field="data") from None
    with told_as(file="data"):
        return paper_out(papers.keep(by=user, agreement=offer.agreement, data=data, reason=body.reason))


@router.get("/papers/{code}", response=WholePaper, summary="Read a signed paper")
@needs(P.OFFER_READ)
def read_paper(request: HttpRequest, code: Path[Code]) -> Any:
    row = find(user_of(request), P.OFFER_READ, SignedPaper, code, load="added_by,replaced_by")
    try:
        with default_storage.open(row.file) as file:
            return WholePaper(**paper_out(row).model_dump(), data=base64.b64encode(file.read()).decode())
    except FileNotFoundError:
        raise Http404 from None


@router.get("/cost-recovery", response=RecoveryOut, summary="Who pays how much, by module, provider and currency")
@needs(P.OFFER_READ)
def read_recovery(request: HttpRequest, asked: Query[Period]) -> Any:
    found = cost_recovery(user_of(request), since=asked.since, until=asked.until)
    lines = [RecoveryLine(module=x.module, provider=x.provider, currency=x.currency, engagements=x.n, total=_cents(x.total),
                          paid=[PaidOut(payer=payer, amount=_cents(amount)) for payer, amount in sorted(x.paid.items())], covered=x.covered)
             for x in found.lines]  # fmt: skip
    return RecoveryOut(definition=found.definition, lines=lines, silent=found.silent)


def _cents(amount: Decimal) -> Decimal:
    """The same on every database."""
    return amount.quantize(Decimal("0.01"))
