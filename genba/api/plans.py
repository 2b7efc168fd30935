"""Improvement plans: the actions of an engagement. List, propose, put right, decide, record what was saved."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Path, Query, Router, Schema
from pydantic import Field, StringConstraints

from genba.access.doors import find
from genba.access.permissions import Permission as P
from genba.access.policy import visible
from genba.api.front import front
from genba.api.words import (
    NO_NUL,
    Code,
    Day,
    Line,
    Listed,
    Money,
    Paged,
    Said,
    Sentence,
    Slug,
    Version,
    left_out,
    listed,
    named,
    needs,
    told_as,
    user_of,
)
from genba.delivery.models import Visit
from genba.kit.refused import Refused
from genba.plans import actions as plans
from genba.plans.actions.savings import checked
from genba.plans.models import Action, ActionQuerySet
from genba.programmes.models import Engagement

router = Router(tags=["plans"])
Origin = Literal["baseline", "team", "worker", "walk", "tool"]
SavingKind = Literal["once", "monthly"]
Area = Annotated[str, StringConstraints(max_length=100, pattern=NO_NUL)]
Currency = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
LOAD = ("engagement", "meeting", "counted_in")
PLAIN = ("code", "problem", "root_cause", "area", "expected_method", "because", "action", "practice", "origin", "owner", "due_on", "cost", "saving_kind", "expected_saving",
         "actual_saving", "saving_method", "currency", "proposed_on", "version")  # fmt: skip


class ActionOut(Schema):
    code: Code
    engagement: Code
    problem: str
    root_cause: str
    area: str = Field(description="Of the practices of the module, by its English name")
    action: str
    practice: str
    origin: str
    meeting: Code | None = Field(description="Of the improvement team, at which it was decided")
    owner: str
    due_on: date
    state: str = Field(description="proposed, started, done, verified or dropped")
    cost: Decimal | None
    saving_kind: str
    expected_saving: Decimal | None
    expected_method: str
    actual_saving: Decimal | None
    saving_method: str
    counted_in: Code | None = Field(description="The action whose saving holds this one's, which then counts once")
    because: str = Field(description="Why an unlikely amount is right")
    currency: str
    proposed_on: date
    version: int


class DecisionOut(Schema):
    kind: str
    decided_on: date
    reason: str
    visit: Code | None = Field(description="At which it was seen")


class WholeAction(ActionOut):
    decisions: list[DecisionOut] = Field(description="The first one first")
    checked_at: Code | None = Field(description="The visit at which a trainer agreed with the saving as it is stated now")


class ActionIn(Said):
    problem: Sentence
    action: Sentence
    owner: Line
    due_on: Day
    practice: Slug | Literal[""] = ""
    origin: Origin = "team"
    cost: Money | None = None
    saving_kind: SavingKind = "monthly"
    expected_saving: Money | None = None
    expected_method: Sentence = ""
    root_cause: Sentence = ""
    area: Area = Field("", description="That of the practice if left out")
    currency: Currency | Literal[""] = Field("", description="The enterprise's if left out")
    because: Sentence = Field("", description="Needed for an unlikely saving or currency: yes, because …")


class ActionEdit(Said):
    version: Version | None = None
    problem: Sentence = left_out()
    action: Sentence = left_out()
    owner: Line = left_out()
    due_on: Day = left_out()
    practice: Slug | Literal[""] = left_out()
    origin: Origin = left_out()
    cost: Money | None = left_out()
    saving_kind: SavingKind = left_out()
    expected_saving: Money | None = left_out()
    expected_method: Sentence = left_out()
    root_cause: Sentence = left_out()
    area: Area = left_out()
    currency: Currency = left_out()
    because: Sentence = left_out()


class DecisionIn(Said):
    kind: Literal["started", "done", "verified", "dropped"]
    on: Day | None = Field(None, description="Today, or the day of the visit, if left out")
    reason: Sentence = Field("", description="Needed to drop an action")
    visit: Code | None = Field(None, description="At which it was verified")


class SavingIn(Said):
    version: Version
    actual: Money
    method: Sentence
    because: Sentence = Field("", description="Needed for an unlikely amount: yes, because …")


class Asked(Paged):
    engagement: Code | None = None
    enterprise: Code | None = None


def facts_of(row: Action) -> dict[str, Any]:
    return {"engagement": row.engagement.code, "meeting": row.meeting.code if row.meeting else None,
            "counted_in": row.counted_in.code if row.counted_in else None, "state": row.state.value} | {f: getattr(row, f) for f in PLAIN}  # fmt: skip


def whole(row: Action) -> WholeAction:
    """An action with what was decided about it."""
    made = row.decisions.select_related("visit").order_by("decided_on", "pk")
    told = [DecisionOut(kind=d.kind, decided_on=d.decided_on, reason=d.reason, visit=d.visit.code if d.visit else None)
            for d in made]  # fmt: skip
    check = checked(row)
    return WholeAction(**facts_of(row), decisions=told, checked_at=check.visit.code if check else None)


def _now(action: Action) -> WholeAction:
    """As it is kept now: money with its two decimals."""
    return whole(Action.objects.select_related(*LOAD).get(pk=action.pk))


@router.get("/actions", response=Listed[ActionOut], summary="List the actions of plans, the first due first")
@needs(P.PLAN_READ)
def list_actions(request: HttpRequest, asked: Query[Asked]) -> Any:
    rows: ActionQuerySet = visible(user_of(request), P.PLAN_READ, Action).select_related(*LOAD)  # type: ignore[assignment]
    if asked.engagement:
        rows = rows.filter(engagement__code=asked.engagement)
    if asked.enterprise:
        rows = rows.filter(engagement__enterprise__code=asked.enterprise)
    return listed(rows.with_state(), ("due_on", "id"), asked, lambda row: ActionOut(**facts_of(row)))


@router.get("/actions/{code}", response=WholeAction, summary="Read an action with its decisions")
@needs(P.PLAN_READ)
def read_action(request: HttpRequest, code: Path[Code]) -> Any:
    return whole(find(user_of(request), P.PLAN_READ, Action, code, load=",".join(LOAD)))


@router.post("/engagements/{code}/actions", response={201: WholeAction}, summary="Propose an action")
@needs(P.PLAN_EDIT)
def propose_action(request: HttpRequest, code: Path[Code], body: ActionIn) -> Any:
    user = user_of(request)
    engagement = find(user, P.PLAN_EDIT, Engagement, code, load="enterprise")
    return _now(plans.propose(by=user, engagement=engagement, **body.model_dump()))


@router.patch("/actions/{code}", response=WholeAction, summary="Put an action right")
@needs(P.PLAN_EDIT)
@transaction.atomic
def edit_action(request: HttpRequest, code: Path[Code], body: ActionEdit) -> Any:
    user = user_of(request)
    action = find(user, P.PLAN_EDIT, Action, code, load=",".join(LOAD))
    version = front.seen(request, whole(action), body.version)
    changes = body.model_dump(exclude_unset=True, exclude={"version"})
    plans.edit(action=action, by=user, version=version, changes=changes)
    return _now(action)


@router.post("/actions/{code}/decisions", response={201: WholeAction}, summary="Decide about an action")
@needs(P.PLAN_DECIDE)
def decide_action(request: HttpRequest, code: Path[Code], body: DecisionIn) -> Any:
    user = user_of(request)
    action = find(user, P.PLAN_DECIDE, Action, code)
    visit = None
    if body.visit:
        # Only whoever reports visits can say that something was seen at one.
        visit = named(visible(user, P.VISIT_REPORT, Visit), body.visit, "visit")
    elif body.kind == "verified":
        raise Refused(_("Only a trainer at a visit can say that it was seen."), field="visit")
    plans.decide(action=action, by=user, kind=body.kind, on=body.on, reason=body.reason, visit=visit)
    return _now(action)


@router.put("/actions/{code}/saving", response=WholeAction, summary="Record what an action saves")
@needs(P.PLAN_EDIT)
def record_saving(request: HttpRequest, code: Path[Code], body: SavingIn) -> Any:
    user = user_of(request)
    action = find(user, P.PLAN_EDIT, Action, code)
    with told_as(actual_saving="actual", saving_method="method"):
        plans.record_saving(action=action, by=user, actual=body.actual, method=body.method, version=body.version,
                            because=body.because)  # fmt: skip
    return _now(action)
