"""Planned visits: read, plan, move, say that one did not happen; and the calendar of whoever asks."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Path, Query, Router, Schema
from pydantic import Field

from genba.access.doors import find
from genba.access.permissions import Permission as P
from genba.access.policy import visible
from genba.api.hours import Hour, hour, said
from genba.api.words import Code, Day, Listed, Paged, Said, Sentence, Version, listed, named, needs, told_as, user_of
from genba.delivery.actions import planned_visits, timetable
from genba.delivery.calendar import entries, state_of
from genba.delivery.models import PlannedVisit, Workshop
from genba.kit.refused import Refused
from genba.programmes.models import Engagement
from genba.programmes.trainers import trainers_for

router = Router(tags=["calendar"])
LOADED = "engagement__enterprise,engagement__withdrawal,trainer,visit,missed"
LONGEST_DAYS, USUAL_DAYS = 400, 30


class PlannedVisitOut(Schema):
    code: Code
    engagement: Code
    enterprise: Code
    number: int
    planned_on: date
    starts_at: str = Field(description="In the time of `time_zone`")
    minutes: int
    time_zone: str
    trainer: Code
    trainer_name: str
    because: str = Field(description="Why so, where something spoke against it")
    state: str = Field(description="planned, moved, made or missed")
    visit: Code | None = Field(description="The report that came of it")
    version: int


class MoveOut(Schema):
    from_on: date
    from_at: str
    to_on: date
    to_at: str
    reason: str
    moved_at: datetime


class WholePlannedVisit(PlannedVisitOut):
    moves: list[MoveOut]
    missed_because: str | None


class PlannedVisitIn(Said):
    engagement: Code
    planned_on: Day
    starts_at: Hour | None = None
    trainer: Code | None = None
    because: Sentence = ""


class MoveIn(Said):
    version: Version
    planned_on: Day
    starts_at: Hour
    trainer: Code | None = None
    reason: Sentence
    because: Sentence = ""


class MissedIn(Said):
    version: Version
    reason: Sentence


class ClassMoveIn(Said):
    version: Version
    days: list[Day] = Field(min_length=1, max_length=10)
    reason: Sentence
    because: Sentence = ""


class ClassMovedOut(Schema):
    workshop: Code
    starts_on: date
    ends_on: date
    version: int


class EntryOut(Schema):
    uid: str
    kind: str
    code: str
    title: str
    place: str
    begins: datetime
    ends: datetime
    time_zone: str
    state: str


class Asked(Paged):
    engagement: Code | None = None


class CalendarAsked(Schema):
    first: Day | None = Field(None, description="Left out: today")
    last: Day | None = Field(None, description="Left out: thirty days after the first")
    trainer: Code | None = None


def planned_facts(row: PlannedVisit) -> dict[str, Any]:
    plain = ("code", "number", "planned_on", "minutes", "time_zone", "because", "version")
    return {f: getattr(row, f) for f in plain} | {
        "engagement": row.engagement.code, "enterprise": row.engagement.enterprise.code, "trainer": row.trainer.code,
        "trainer_name": row.trainer.name, "starts_at": said(row.starts_at), "state": state_of(row),
        "visit": row.visit.code if row.visit else None,
    }  # fmt: skip


def whole(row: PlannedVisit) -> WholePlannedVisit:
    missed = getattr(row, "missed", None)
    moves = [MoveOut(from_on=m.from_on, from_at=said(m.from_at), to_on=m.to_on, to_at=said(m.to_at), reason=m.reason,
                     moved_at=m.moved_at) for m in row.moves.all()]  # fmt: skip
    return WholePlannedVisit(**planned_facts(row), moves=moves, missed_because=missed.reason if missed else None)


@router.get("/planned-visits", response=Listed[PlannedVisitOut], summary="List planned visits in the order of their days")
@needs(P.VISIT_READ)
def list_planned_visits(request: HttpRequest, asked: Query[Asked]) -> Any:
    rows = visible(user_of(request), P.VISIT_READ, PlannedVisit).select_related(*LOADED.split(","))
    if asked.engagement:
        rows = rows.filter(engagement__code=asked.engagement)
    return listed(rows, ("planned_on", "id"), asked, lambda row: PlannedVisitOut(**planned_facts(row)))


@router.get("/planned-visits/{code}", response=WholePlannedVisit, summary="Read a planned visit and how it was moved")
@needs(P.VISIT_READ)
def read_planned_visit(request: HttpRequest, code: Path[Code]) -> Any:
    return whole(find(user_of(request), P.VISIT_READ, PlannedVisit, code, load=LOADED))


@router.post("/planned-visits", response={201: WholePlannedVisit}, summary="Plan a visit")
@needs(P.VISIT_PLAN)
@transaction.atomic
def plan_visit(request: HttpRequest, body: PlannedVisitIn) -> Any:
    user = user_of(request)
    mine = visible(user, P.VISIT_PLAN, Engagement).select_related("enterprise", "trainer", "withdrawal")
    trainer = named(trainers_for(user, P.VISIT_PLAN), body.trainer, "trainer") if body.trainer else None
    wish = planned_visits.Wish(named(mine, body.engagement, "engagement"), body.planned_on, starts_at=hour(body.starts_at),
                               trainer=trainer)  # fmt: skip
    return whole(planned_visits.plan(by=user, wish=wish, because=body.because))


@router.post(
    "/planned-visits/{code}/moves", response={201: WholePlannedVisit}, summary="Move a planned visit, with the reason"
)
@needs(P.VISIT_PLAN)
@transaction.atomic
def move_visit(request: HttpRequest, code: Path[Code], body: MoveIn) -> Any:
    user = user_of(request)
    planned = find(user, P.VISIT_PLAN, PlannedVisit, code, load=LOADED)
    trainer = named(trainers_for(user, P.VISIT_PLAN), body.trainer, "trainer") if body.trainer else None
    at = hour(body.starts_at) or planned.starts_at
    planned_visits.move(by=user, planned=planned, version=body.version, planned_on=body.planned_on, starts_at=at,
                        trainer=trainer, reason=body.reason, because=body.because)  # fmt: skip
    return whole(find(user, P.VISIT_PLAN, PlannedVisit, code, load=LOADED))


@router.post(
    "/planned-visits/{code}/missed", response={201: WholePlannedVisit}, summary="Say that a visit did not happen, because"
)
@needs(P.VISIT_PLAN)
@transaction.atomic
def miss_visit(request: HttpRequest, code: Path[Code], body: MissedIn) -> Any:
    user = user_of(request)
    planned = find(user, P.VISIT_PLAN, PlannedVisit, code, load=LOADED)
    planned_visits.miss(by=user, planned=planned, version=body.version, reason=body.reason)
    return whole(find(user, P.VISIT_PLAN, PlannedVisit, code, load=LOADED))


@router.post("/workshops/{code}/moves", response={201: ClassMovedOut}, summary="Move a class to other days, with the reason")
@needs(P.WORKSHOP_PLAN)
@transaction.atomic
def move_class(request: HttpRequest, code: Path[Code], body: ClassMoveIn) -> Any:
    user = user_of(request)
    workshop = find(user, P.WORKSHOP_PLAN, Workshop, code)
    with told_as(starts_on="days"):
        now = timetable.move_class(by=user, workshop=workshop, **body.model_dump())
    return ClassMovedOut(workshop=now.code, starts_on=now.starts_on, ends_on=now.ends_on, version=now.version)


@router.get("/calendar", response=list[EntryOut], summary="What stands on the own calendar between two days")
@needs(P.WORKSHOP_READ)
def read_calendar(request: HttpRequest, asked: Query[CalendarAsked]) -> Any:
    user = user_of(request)
    first = asked.first or timezone.localdate()
    last = asked.last or date.fromordinal(min(first.toordinal() + USUAL_DAYS, date.max.toordinal()))
    if not 0 <= (last - first).days <= LONGEST_DAYS:
        raise Refused(_("Ask for at most %(most)s days, the first one first.") % {"most": LONGEST_DAYS}, field="last")
    team = trainers_for(user, P.TRAINER_READ)
    trainer = named(team, asked.trainer, "trainer") if asked.trainer else None
    return [EntryOut(uid=e.uid, kind=e.kind, code=e.code, title=e.title, place=e.place, begins=e.begins, ends=e.ends,
                     time_zone=e.zone, state=e.state) for e in entries(user, first, last, trainer=trainer)]  # fmt: skip
