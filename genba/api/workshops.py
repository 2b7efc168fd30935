"""Workshops: list, read with who was there, plan, put people on the roster and take them off."""

from datetime import date
from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest
from ninja import Path, Query, Router, Schema
from pydantic import Field

from genba.access.doors import find
from genba.access.permissions import Permission as P
from genba.access.policy import visible
from genba.api.words import (
    Code,
    Day,
    Line,
    Listed,
    Paged,
    Said,
    Sentence,
    Slug,
    all_named,
    listed,
    named,
    needs,
    told_as,
    user_of,
)
from genba.delivery.actions import timetable, workshops
from genba.delivery.models import Attendance, Participant, Workshop
from genba.directory.models import Person
from genba.programmes.models import Engagement, Programme
from genba.programmes.trainers import providers_for, trainers_for

router = Router(tags=["workshops"])


class WorkshopOut(Schema):
    code: Code
    module: str
    provider: Code
    provider_name: str
    trainer: Code
    trainer_name: str
    country: str
    place: str
    starts_on: date
    ends_on: date
    version: int


class SessionOut(Schema):
    key: str
    held_on: date
    part: str
    minutes: int


class Seat(Schema):
    person: Code
    name: str
    sex: str
    role: str
    enterprise: Code
    walked_in: bool
    minutes: dict[str, int] = Field(description="By session key; nought: not there; no entry: nobody marked it")


class WholeWorkshop(WorkshopOut):
    sessions: list[SessionOut]
    participants: list[Seat]


class WorkshopIn(Said):
    module: Slug
    place: Line
    days: list[Day] = Field(min_length=1, max_length=10)
    engagements: list[Code] = Field(min_length=1, max_length=50)
    provider: Code
    trainer: Code
    people: list[Code] = Field(default_factory=list, max_length=500, description="Who goes on the roster at once")
    programme: Code | None = Field(None, description="May be left out where there is only one")
    because: Sentence = Field("", description="Why so, where something speaks against a day: it is said in the refusal")
    insist: bool = Field(False, description="More come than the module is made for, and that is meant")


class EnrolIn(Said):
    people: list[Code] = Field(min_length=1, max_length=500)
    insist: bool = False


class LeaveIn(Said):
    reason: Sentence


class Asked(Paged):
    module: Slug | None = None


def facts_of(row: Workshop) -> dict[str, Any]:
    plain = ("code", "module", "place", "starts_on", "ends_on", "version")
    return {f: getattr(row, f) for f in plain} | {
        "provider": row.provider.code, "provider_name": row.provider.name, "trainer": row.trainer.code,
        "trainer_name": row.trainer.name, "country": row.country_id,
    }  # fmt: skip


def whole(row: Workshop, reader: Any) -> WholeWorkshop:
    """A workshop with the seats that this reader may see: an enterprise sees its own people only."""
    seats = visible(reader, P.PERSON_READ, Participant).filter(workshop=row).select_related("person__enterprise")
    sessions = list(row.sessions.all())
    keys = {s.pk: s.key for s in sessions}
    kept: dict[int, dict[str, int]] = {}
    for who, session, minutes in Attendance.objects.filter(session__workshop=row).values_list(
        "participant_id", "session_id", "minutes"
    ):
        kept.setdefault(who, {})[keys[session]] = minutes
    return WholeWorkshop(
        **facts_of(row),
        sessions=[SessionOut(key=s.key, held_on=s.held_on, part=s.part, minutes=s.minutes) for s in sessions],
        participants=[Seat(person=p.person.code, name=p.person.name, sex=p.sex, role=p.role, walked_in=p.walked_in,
                           enterprise=p.person.enterprise.code, minutes=kept.get(p.pk, {}))
                      for p in seats.order_by("person__name_key", "pk")],
    )  # fmt: skip


@router.get("/workshops", response=Listed[WorkshopOut], summary="List workshops, the latest first")
@needs(P.WORKSHOP_READ)
def list_workshops(request: HttpRequest, asked: Query[Asked]) -> Any:
    rows = visible(user_of(request), P.WORKSHOP_READ, Workshop).select_related("provider", "trainer")
    if asked.module:
        rows = rows.filter(module=asked.module)
    return listed(rows, ("-starts_on", "-id"), asked, lambda row: WorkshopOut(**facts_of(row)))


@router.get("/workshops/{code}", response=WholeWorkshop, summary="Read a workshop with its sessions and who was there")
@needs(P.WORKSHOP_READ)
def read_workshop(request: HttpRequest, code: Path[Code]) -> Any:
    user = user_of(request)
    return whole(find(user, P.WORKSHOP_READ, Workshop, code, load="provider,trainer"), user)


@router.post("/workshops", response={201: WholeWorkshop}, summary="Plan a workshop")
@needs(P.WORKSHOP_PLAN)
@transaction.atomic
def plan_workshop(request: HttpRequest, body: WorkshopIn) -> Any:
    user = user_of(request)
    mine = visible(user, P.WORKSHOP_PLAN, Engagement).select_related("enterprise")
    with told_as(starts_on="days"):
        made = timetable.plan_alone(
            by=user, programme=Programme.objects.meant(body.programme), module=body.module, place=body.place, days=body.days,
            provider=named(providers_for(user, P.WORKSHOP_PLAN), body.provider, "provider"), insist=body.insist,
            trainer=named(trainers_for(user, P.WORKSHOP_PLAN), body.trainer, "trainer"),
            engagements=all_named(mine, body.engagements, "engagements"), because=body.because, people=_people(user, body.people),
        )  # fmt: skip
    return whole(made, user)


@router.post("/workshops/{code}/participants", response={201: WholeWorkshop}, summary="Put people on the roster")
@needs(P.WORKSHOP_PLAN)
@transaction.atomic
def enrol(request: HttpRequest, code: Path[Code], body: EnrolIn) -> Any:
    user = user_of(request)
    workshop = find(user, P.WORKSHOP_PLAN, Workshop, code, load="provider,trainer")
    workshops.enrol(by=user, workshop=workshop, people=_people(user, body.people), insist=body.insist)
    return whole(find(user, P.WORKSHOP_PLAN, Workshop, code, load="provider,trainer"), user)


def _people(user: Any, codes: list[str]) -> list[Person]:
    return all_named(visible(user, P.PERSON_READ, Person).select_related("enterprise"), codes, "people")


@router.post("/workshops/{code}/participants/{person}/withdrawal", response={201: WholeWorkshop},
             summary="Take off the roster who will not come")  # fmt: skip
@needs(P.WORKSHOP_PLAN)
@transaction.atomic
def leave(request: HttpRequest, code: Path[Code], person: Path[Code], body: LeaveIn) -> Any:
    user = user_of(request)
    workshop = find(user, P.WORKSHOP_PLAN, Workshop, code, load="provider,trainer")
    mine = visible(user, P.PERSON_READ, Participant).select_related("person", "workshop")
    participant = mine.filter(workshop=workshop, person__code=person).first()
    if participant is None:
        raise Http404
    workshops.withdraw(by=user, participant=participant, reason=body.reason)
    return whole(find(user, P.WORKSHOP_PLAN, Workshop, code, load="provider,trainer"), user)
