"""Before the offer: whom a programme takes, whether an enterprise fits, and what it could save."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Path, Query, Router, Schema
from pydantic import Field

from genba.access.doors import find
from genba.access.permissions import Permission as P
from genba.access.policy import visible
from genba.api.applications import CriterionOut
from genba.api.words import (
    NO_NUL,
    Code,
    Country,
    Day,
    Line,
    Listed,
    Money,
    Paged,
    Said,
    Sentence,
    Text,
    listed,
    needs,
    user_of,
)
from genba.directory.models import Enterprise
from genba.programmes import eligibility
from genba.programmes.actions import applications, estimates
from genba.programmes.estimates import estimate
from genba.programmes.models import EligibilityRule, IntakeFigures, Programme, SavingAssumption

router = Router(tags=["eligibility"])
Size = Annotated[int, Field(ge=0, le=1_000_000)]
Section = Annotated[str, Field(pattern=r"^[A-U]$")]
Region = Annotated[str, Field(max_length=100, pattern=NO_NUL)]
Percent = Annotated[Decimal, Field(ge=0, le=100, max_digits=5, decimal_places=2)]
Loss = Annotated[str, Field(pattern=r"^(absence|rework|energy)$", description="absence, rework or energy")]
Currency = Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
AMOUNTS = ("absent_days", "daily_wage", "faulty_percent", "output_value", "energy_bill")


class EligibilityRuleOut(Schema):
    code: Code
    programme: Code
    country: Country
    least: int | None
    most: int | None
    sections: list[str] = Field(description="Letters of ISIC Rev. 4; empty: all")
    regions: list[str] = Field(description="Empty: all")
    since_on: date
    until_on: date | None = Field(description="null: in force")
    set_by: str
    set_at: datetime


class EligibilityRuleIn(Said):
    country: Country
    since_on: Day
    programme: Code | None = Field(None, description="May be left out where there is only one")
    least: Size | None = None
    most: Size | None = None
    sections: list[Section] = Field(default_factory=list, max_length=21)
    regions: list[Region] = Field(default_factory=list, max_length=100)


class EligibilityOut(Schema):
    programme: Code
    rule: Code | None = Field(description="null: the programme set no rule for this country")
    fits: bool | None = Field(description="null: something is not known")
    criteria: list[CriterionOut]


class IntakeFiguresOut(Schema):
    told_on: date
    source: str
    currency: str
    absent_days: Decimal | None
    daily_wage: Decimal | None
    faulty_percent: Decimal | None
    output_value: Decimal | None
    energy_bill: Decimal | None
    recorded_by: str


class IntakeFiguresIn(Said):
    source: Annotated[Text, Field(max_length=200)] = Field(description="Such as: pay book of 2025")
    currency: Currency
    absent_days: Money | None = Field(None, description="Of all people together, in a year")
    daily_wage: Money | None = None
    faulty_percent: Percent | None = Field(None, description="Per cent of the output that is faulty or done again")
    output_value: Money | None = None
    energy_bill: Money | None = None


class EstimatedOut(Schema):
    label: str
    how: str = Field(description="How the loss is worked out")
    loss: float | None
    low: float | None
    middle: float | None
    high: float | None
    assumed: list[Decimal] | None = Field(description="Low, middle and high part of the loss, per cent")
    source: str = Field(description="Of the assumption; empty: the programme's own")
    why_not: str = Field(description="Why nothing is estimated")


class EstimateOut(Schema):
    programme: Code
    figures: IntakeFiguresOut | None = Field(description="null: nobody told any")
    lines: list[EstimatedOut]


class AssumptionOut(Schema):
    programme: Code
    loss: str
    low: Decimal
    middle: Decimal
    high: Decimal
    source: str
    since_on: date
    set_by: str


class AssumptionIn(Said):
    loss: Loss
    low: Percent
    middle: Percent
    high: Percent
    since_on: Day
    programme: Code | None = Field(None, description="May be left out where there is only one")
    source: Sentence = Field("", description="Empty: the programme's own assumption")


class ByCountry(Paged):
    country: Country | None = None


class OfProgramme(Schema):
    programme: Annotated[Line, Field(max_length=8)] | None = Field(
        None, description="May be left out where there is only one"
    )


def rule_out(row: EligibilityRule) -> EligibilityRuleOut:
    return EligibilityRuleOut(
        code=row.code, programme=row.programme.code, country=row.country_id, least=row.least, most=row.most,
        sections=row.sections, regions=row.regions, since_on=row.since_on, until_on=row.until_on, set_by=row.set_by.name,
        set_at=row.set_at,
    )  # fmt: skip


@router.get("/eligibility-rules", response=Listed[EligibilityRuleOut], summary="List whom programmes take, the latest first")
@needs(P.APPLICATION_READ)
def list_rules(request: HttpRequest, asked: Query[ByCountry]) -> Any:
    rows = visible(user_of(request), P.APPLICATION_READ, EligibilityRule).select_related("programme", "set_by")
    if asked.country:
        rows = rows.filter(country_id=asked.country)
    return listed(rows, ("-since_on", "-id"), asked, rule_out)


@router.post("/eligibility-rules", response={201: EligibilityRuleOut}, summary="Set the rule of a country from a day on")
@needs(P.RULE_SET)
def set_rule(request: HttpRequest, body: EligibilityRuleIn) -> Any:
    facts = body.dict()
    programme = Programme.objects.meant(facts.pop("programme"))
    return rule_out(applications.set_rule(by=user_of(request), programme=programme, **facts))


@router.get("/enterprises/{code}/eligibility", response=EligibilityOut, summary="Does an enterprise fit, and why")
@needs(P.APPLICATION_READ)
def explain_eligibility(request: HttpRequest, code: Path[Code], asked: Query[OfProgramme]) -> Any:
    enterprise = find(user_of(request), P.ENTERPRISE_READ, Enterprise, code, load="region")
    programme = Programme.objects.meant(asked.programme)
    seen = eligibility.of_enterprise(programme, enterprise)
    fits = False if seen.misfits else None if seen.is_unclear else True
    return EligibilityOut(programme=programme.code, rule=seen.rule.code if seen.rule else None, fits=fits,
                          criteria=[CriterionOut(fits=c.fits, said=c.said) for c in seen.criteria])  # fmt: skip


@router.get("/enterprises/{code}/estimate", response=EstimateOut, summary="What an enterprise could save in a year")
@needs(P.OFFER_READ)
def read_estimate(request: HttpRequest, code: Path[Code], asked: Query[OfProgramme]) -> Any:
    enterprise = find(user_of(request), P.OFFER_READ, Enterprise, code)
    return estimate_out(Programme.objects.meant(asked.programme), enterprise)


@router.post("/enterprises/{code}/estimate", response={201: EstimateOut}, summary="Tell figures of a year, and estimate")
@needs(P.OFFER_MAKE)
def tell_figures(request: HttpRequest, code: Path[Code], body: IntakeFiguresIn, asked: Query[OfProgramme]) -> Any:
    user = user_of(request)
    enterprise, programme = find(user, P.OFFER_MAKE, Enterprise, code), Programme.objects.meant(asked.programme)
    estimates.tell(by=user, enterprise=enterprise, **body.dict())
    return estimate_out(programme, enterprise)


def estimate_out(programme: Programme, enterprise: Enterprise) -> EstimateOut:
    figures: IntakeFigures | None = (
        enterprise.intake_figures.select_related("recorded_by").order_by("-told_on", "-pk").first()
    )
    if figures is None:
        return EstimateOut(programme=programme.code, figures=None, lines=[])
    plain = {name: getattr(figures, name) for name in ("told_on", "source", "currency", *AMOUNTS)}
    lines = []
    for line in estimate(programme, figures):
        found, part = line.found, line.assumption
        lines.append(EstimatedOut(
            label=line.label, how=line.how, why_not=line.why_not, source=part.source if part else "",
            assumed=[part.low, part.middle, part.high] if part else None,
            **{name: getattr(found, name) if found else None for name in ("loss", "low", "middle", "high")},
        ))  # fmt: skip
    told = IntakeFiguresOut(**plain, recorded_by=figures.recorded_by.name)
    return EstimateOut(programme=programme.code, figures=told, lines=lines)


@router.get("/saving-assumptions", response=Listed[AssumptionOut], summary="List what programmes take to be achievable")
@needs(P.OFFER_READ)
def list_assumptions(request: HttpRequest, asked: Query[Paged]) -> Any:
    rows = SavingAssumption.objects.select_related("programme", "set_by")
    return listed(rows, ("-since_on", "-id"), asked, assumption_out)


@router.post("/saving-assumptions", response={201: AssumptionOut}, summary="Say which part of a loss is achievable")
@needs(P.RULE_SET)
def set_assumption(request: HttpRequest, body: AssumptionIn) -> Any:
    facts = body.dict()
    programme = Programme.objects.meant(facts.pop("programme"))
    return assumption_out(estimates.assume(by=user_of(request), programme=programme, **facts))


def assumption_out(row: SavingAssumption) -> AssumptionOut:
    return AssumptionOut(programme=row.programme.code, loss=row.loss, low=row.low, middle=row.middle, high=row.high,
                         source=row.source, since_on=row.since_on, set_by=row.set_by.name)  # fmt: skip
