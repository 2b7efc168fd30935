"""Visits: a trainer goes to the enterprise. List, read, report with everything that was found."""

from datetime import date
from typing import Any, Literal

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Path, Query, Router, Schema
from pydantic import Field

from genba.access.doors import find
from genba.access.permissions import Permission as P
from genba.access.policy import visible
from genba.api.words import (
    Amount,
    Code,
    Listed,
    Paged,
    Paragraphs,
    Said,
    Sentence,
    Slug,
    Version,
    listed,
    named,
    needs,
    user_of,
)
from genba.delivery.models import Visit
from genba.impact.actions import visits
from genba.kit.refused import Refused
from genba.observations.actions.baselines import Answer, Seen
from genba.plans.models import Action
from genba.programmes.models import Engagement

router = Router(tags=["visits"])


class VisitOut(Schema):
    code: Code
    engagement: Code
    enterprise: Code
    number: int
    kind: str
    visited_on: date
    trainer: Code
    trainer_name: str
    met: str
    advice: str
    next_steps: str
    version: int


class Value(Said):
    indicator: Slug
    numerator: Amount | None = None
    denominator: Amount | None = None
    note: Sentence = ""
    version: Version | None = None


class SeenPractice(Said):
    practice: Slug
    state: Literal["absent", "on-paper", "practised"]
    evidence: Sentence = ""


class DecidedAction(Said):
    action: Code
    kind: Literal["started", "done", "verified", "dropped"]
    reason: Sentence = ""


class VisitIn(Said):
    visited_on: date
    advice: Paragraphs
    met: str = Field("", max_length=200, pattern=r"^[^\x00]*$")
    next_steps: Paragraphs = ""
    starts_on: date | None = Field(None, description="Of the period of the values")
    ends_on: date | None = None
    values: list[Value] = Field(default_factory=list, max_length=50)
    practices: list[SeenPractice] = Field(default_factory=list, max_length=100)
    decisions: list[DecidedAction] = Field(default_factory=list, max_length=100)


class Asked(Paged):
    engagement: Code | None = None
    enterprise: Code | None = None


def shown(row: Visit) -> VisitOut:
    return VisitOut(
        code=row.code, engagement=row.engagement.code, enterprise=row.engagement.enterprise.code, number=row.number,
        kind=row.kind, visited_on=row.visited_on, trainer=row.trainer.code, trainer_name=row.trainer.name, met=row.met,
        advice=row.advice, next_steps=row.next_steps, version=row.version,
    )  # fmt: skip


@router.get("/visits", response=Listed[VisitOut], summary="List visits, the latest first")
@needs(P.VISIT_READ)
def list_visits(request: HttpRequest, asked: Query[Asked]) -> Any:
    rows = visible(user_of(request), P.VISIT_READ, Visit).select_related("engagement__enterprise", "trainer")
    if asked.engagement:
        rows = rows.filter(engagement__code=asked.engagement)
    if asked.enterprise:
        rows = rows.filter(engagement__enterprise__code=asked.enterprise)
    return listed(rows, ("-visited_on", "-id"), asked, shown)


@router.get("/visits/{code}", response=VisitOut, summary="Read a visit")
@needs(P.VISIT_READ)
def read_visit(request: HttpRequest, code: Path[Code]) -> Any:
    return shown(find(user_of(request), P.VISIT_READ, Visit, code, load="engagement__enterprise,trainer"))


@router.post("/engagements/{code}/visits", response={201: VisitOut}, summary="Report a visit with all that was found")
@needs(P.VISIT_REPORT)
def report_visit(request: HttpRequest, code: Path[Code], body: VisitIn) -> Any:
    user = user_of(request)
    engagement = find(user, P.VISIT_REPORT, Engagement, code, load="enterprise,trainer")
    if body.values and not (body.starts_on and body.ends_on):
        raise Refused(_("Say from when to when these values were counted."), field="starts_on")
    plan = visible(user, P.PLAN_DECIDE, Action).filter(engagement=engagement)
    found = visits.Found(
        starts_on=body.starts_on or body.visited_on, ends_on=body.ends_on or body.visited_on,
        values=[Answer(**value.model_dump()) for value in body.values],
        practices={p.practice: Seen(p.state, p.evidence) for p in body.practices},
        decisions=[visits.Decided(named(plan, d.action, "decisions"), d.kind, d.reason) for d in body.decisions],
    )  # fmt: skip
    return shown(visits.report(by=user, engagement=engagement, visited_on=body.visited_on, advice=body.advice, met=body.met,
                               next_steps=body.next_steps, found=found))  # fmt: skip
