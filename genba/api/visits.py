"""Visits: list, read, report with everything that was found, put right."""

from datetime import date, datetime
from typing import Annotated, Any

from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Path, Query, Router, Schema
from pydantic import Field

from genba.access.doors import find
from genba.access.permissions import Permission as P
from genba.access.policy import visible
from genba.api import observations
from genba.api.found import DecidedAction, PracticeOut, SeenPractice, Value, answers, placed, practice, seen
from genba.api.front import front
from genba.api.words import (
    Code,
    Day,
    Listed,
    Paged,
    Paragraphs,
    Said,
    Text,
    Version,
    all_named,
    each_once,
    left_out,
    listed,
    needs,
    user_of,
)
from genba.delivery.models import Visit
from genba.impact.actions import visits
from genba.kit.refused import Refused
from genba.plans.models import Action
from genba.programmes.models import Engagement

router = Router(tags=["visits"])
LOADED = "engagement__enterprise,engagement__trainer,trainer"
Met = Annotated[Text, Field(max_length=200, description="With whom the trainer spoke")]


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
    reported_at: datetime | None = Field(description="When the report came to us; nothing where that was not kept yet")
    version: int


class DecidedOut(Schema):
    action: Code
    kind: str
    reason: str


class WholeVisit(VisitOut):
    values: list[observations.ObservationOut]
    practices: list[PracticeOut]
    decisions: list[DecidedOut]


class FoundIn(Said):
    starts_on: Day | None = Field(None, description="Of the period of the values")
    ends_on: Day | None = None
    values: list[Value] = Field(default_factory=list, max_length=50)
    practices: list[SeenPractice] = Field(default_factory=list, max_length=100)
    decisions: list[DecidedAction] = Field(default_factory=list, max_length=100)


class VisitIn(FoundIn):
    visited_on: Day
    advice: Paragraphs
    met: Met = ""
    next_steps: Paragraphs = ""


class VisitEdit(FoundIn):
    version: Version | None = None
    visited_on: Day = left_out()
    advice: Paragraphs = left_out()
    met: Met = left_out()
    next_steps: Paragraphs = left_out()


class Asked(Paged):
    engagement: Code | None = None
    enterprise: Code | None = None


def facts_of(row: Visit) -> dict[str, Any]:
    plain = ("code", "number", "kind", "visited_on", "met", "advice", "next_steps", "reported_at", "version")
    return {f: getattr(row, f) for f in plain} | {
        "engagement": row.engagement.code, "enterprise": row.engagement.enterprise.code, "trainer": row.trainer.code,
        "trainer_name": row.trainer.name,
    }  # fmt: skip


def whole(row: Visit) -> WholeVisit:
    """A visit with what was counted, seen and decided on it."""
    values = row.observations.select_related("enterprise").order_by("indicator", "starts_on", "part")
    decisions = row.decisions.select_related("action").order_by("pk")
    return WholeVisit(
        **facts_of(row), values=[observations.shown(o) for o in values],
        practices=[practice(c) for c in row.practice_checks.order_by("practice")],
        decisions=[DecidedOut(action=d.action.code, kind=d.kind, reason=d.reason) for d in decisions],
    )  # fmt: skip


@router.get("/visits", response=Listed[VisitOut], summary="List visits, the latest first")
@needs(P.VISIT_READ)
def list_visits(request: HttpRequest, asked: Query[Asked]) -> Any:
    rows = visible(user_of(request), P.VISIT_READ, Visit).select_related("engagement__enterprise", "trainer")
    if asked.engagement:
        rows = rows.filter(engagement__code=asked.engagement)
    if asked.enterprise:
        rows = rows.filter(engagement__enterprise__code=asked.enterprise)
    return listed(rows, ("-visited_on", "-id"), asked, lambda row: VisitOut(**facts_of(row)))


@router.get("/visits/{code}", response=WholeVisit, summary="Read a visit with what was found on it")
@needs(P.VISIT_READ)
def read_visit(request: HttpRequest, code: Path[Code]) -> Any:
    return whole(find(user_of(request), P.VISIT_READ, Visit, code, load=LOADED))


@router.post("/engagements/{code}/visits", response={201: WholeVisit}, summary="Report a visit with all that was found")
@needs(P.VISIT_REPORT)
@transaction.atomic
def report_visit(request: HttpRequest, code: Path[Code], body: VisitIn) -> Any:
    user = user_of(request)
    engagement = find(user, P.VISIT_REPORT, Engagement, code, load="enterprise,trainer")
    period = (body.starts_on, body.ends_on)
    with placed(body.values, body.practices, body.decisions):
        made = visits.report(by=user, engagement=engagement, visited_on=body.visited_on, advice=body.advice, met=body.met,
                             next_steps=body.next_steps,
                             found=_found(user, engagement, body, period, body.visited_on))  # fmt: skip
    return whole(made)


@router.patch("/visits/{code}", response=WholeVisit, summary="Put a visit right, or add what else was found on it")
@needs(P.VISIT_REPORT)
@transaction.atomic
def edit_visit(request: HttpRequest, code: Path[Code], body: VisitEdit) -> Any:
    user = user_of(request)
    visit = find(user, P.VISIT_REPORT, Visit, code, load=LOADED)
    version = front.seen(request, whole(visit), body.version)
    changes = body.model_dump(exclude_unset=True, include={"visited_on", "advice", "met", "next_steps"})
    found = _found(user, visit.engagement, body, _period(visit, body), changes.get("visited_on", visit.visited_on))
    with placed(body.values, body.practices, body.decisions):
        visits.edit(by=user, visit=visit, version=version, changes=changes, found=found)
    return whole(find(user, P.VISIT_REPORT, Visit, code, load=LOADED))


def _period(visit: Visit, body: VisitEdit) -> tuple[date | None, date | None]:
    """The period of the values. Those of a reported visit stay of their period: of another they would be other numbers."""
    kept = visit.observations.order_by("pk").first()
    told = (body.starts_on, body.ends_on)
    if kept is None:
        return told
    if told not in ((None, None), (kept.starts_on, kept.ends_on)):
        raise Refused(_("The values of this visit are of another period. Record others by themselves."), field="starts_on")
    return kept.starts_on, kept.ends_on


def _found(
    user: Any, engagement: Engagement, body: FoundIn, period: tuple[date | None, date | None], visited_on: date
) -> visits.Found:
    starts_on, ends_on = period
    if body.values and not (starts_on and ends_on):
        raise Refused(_("Say from when to when these values were counted."), field="starts_on")
    plan = visible(user, P.PLAN_DECIDE, Action).filter(engagement=engagement)
    actions = all_named(plan, [d.action for d in body.decisions], "decisions")
    decided = each_once(((d.action, visits.Decided(action, d.kind, d.reason))
                         for d, action in zip(body.decisions, actions, strict=True)), "decisions")  # fmt: skip
    return visits.Found(
        starts_on=starts_on or visited_on, ends_on=ends_on or visited_on, values=answers(body.values),
        practices=seen(body.practices), decisions=list(decided.values()),
    )  # fmt: skip
