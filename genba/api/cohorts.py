"""Cohorts: form, fill, choose trainers with reasons, plan the class and the visits."""

from datetime import date
from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest
from ninja import Path, Query, Router, Schema
from pydantic import Field

from genba.access.doors import find
from genba.access.permissions import Permission as P
from genba.access.policy import visible
from genba.api.hours import Hour, hour, said
from genba.api.planned_visits import PlannedVisitOut, planned_facts
from genba.api.words import (
    Code,
    Day,
    Line,
    Listed,
    Paged,
    Said,
    Sentence,
    Slug,
    Version,
    all_named,
    listed,
    named,
    needs,
    told_as,
    user_of,
)
from genba.delivery.actions import planned_visits, timetable
from genba.delivery.actions.planned_visits import Wish
from genba.delivery.matching import candidates
from genba.delivery.models import Workshop
from genba.delivery.proposals import proposed_visits
from genba.programmes.actions import cohorts
from genba.programmes.models import Cohort, Engagement, Programme
from genba.programmes.trainers import providers_for, trainers_for

router = Router(tags=["cohorts"])
LOADED = "provider,trainer,co_trainer,programme"


class CohortOut(Schema):
    code: Code
    name: str
    module: str
    provider: Code
    country: str
    time_zone: str
    begins_on: date | None
    trainer: Code | None
    co_trainer: Code | None
    because: str
    version: int


class MemberOut(Schema):
    engagement: Code
    enterprise: Code
    since_on: date
    left_on: date | None = Field(description="Taken out of the cohort, or left the module")
    left_because: str


class WholeCohort(CohortOut):
    members: list[MemberOut]
    workshops: list[Code]


class CohortIn(Said):
    name: Line
    module: Slug
    provider: Code
    programme: Code | None = Field(None, description="May be left out where there is only one")
    begins_on: Day | None = None
    time_zone: Line = Field("", description="As in Africa/Nairobi; left out: the usual one of the country")
    engagements: list[Code] = Field(default_factory=list, max_length=50)
    insist: bool = Field(False, description="More than the module is made for, and that is meant")


class MembersIn(Said):
    engagements: list[Code] = Field(min_length=1, max_length=50)
    insist: bool = False


class TakeOutIn(Said):
    reason: Sentence


class TrainersIn(Said):
    version: Version
    trainer: Code
    co_trainer: Code | None = None
    because: Sentence = Field("", description="Why all the same, where something speaks against it")


class PointOut(Schema):
    text: str
    is_good: bool
    is_doubt: bool = Field(description="Needs a reason to go on")


class CandidateOut(Schema):
    trainer: Code
    name: str
    points: list[PointOut]


class ClassIn(Said):
    place: Line
    days: list[Day] = Field(min_length=1, max_length=10)
    morning_at: Hour | None = None
    afternoon_at: Hour | None = None
    because: Sentence = ""
    insist: bool = False


class ClassOut(Schema):
    workshop: Code


class WishOut(Schema):
    engagement: Code
    number: int
    planned_on: date
    starts_at: str
    trainer: Code | None


class WishIn(Said):
    engagement: Code
    planned_on: Day
    number: int | None = Field(None, ge=1, le=99)
    starts_at: Hour | None = None
    trainer: Code | None = None


class WishesIn(Said):
    visits: list[WishIn] = Field(min_length=1, max_length=100)
    because: Sentence = ""


class Asked(Paged):
    module: Slug | None = None


def facts_of(row: Cohort) -> dict[str, Any]:
    plain = ("code", "name", "module", "time_zone", "begins_on", "version")
    return {f: getattr(row, f) for f in plain} | {
        "provider": row.provider.code, "country": row.country_id, "because": row.trainers_because,
        "trainer": row.trainer.code if row.trainer else None, "co_trainer": row.co_trainer.code if row.co_trainer else None,
    }  # fmt: skip


def whole(row: Cohort) -> WholeCohort:
    members = []
    for m in row.members.select_related("engagement__enterprise", "engagement__withdrawal").order_by("pk"):
        left = getattr(m.engagement, "withdrawal", None)
        members.append(MemberOut(
            engagement=m.engagement.code, enterprise=m.engagement.enterprise.code, since_on=m.since_on,
            left_on=m.left_on or (left.withdrawn_on if left else None),
            left_because=m.left_because or (left.reason if left else ""),
        ))  # fmt: skip
    workshops = Workshop.objects.filter(timetable__cohort=row).order_by("pk").values_list("code", flat=True)
    return WholeCohort(**facts_of(row), members=members, workshops=list(workshops))


@router.get("/cohorts", response=Listed[CohortOut], summary="List cohorts, the newest first")
@needs(P.COHORT_READ)
def list_cohorts(request: HttpRequest, asked: Query[Asked]) -> Any:
    rows = visible(user_of(request), P.COHORT_READ, Cohort).select_related(*LOADED.split(","))
    if asked.module:
        rows = rows.filter(module=asked.module)
    return listed(rows, ("-id",), asked, lambda row: CohortOut(**facts_of(row)))


@router.get("/cohorts/{code}", response=WholeCohort, summary="Read a cohort with its enterprises, those who left too")
@needs(P.COHORT_READ)
def read_cohort(request: HttpRequest, code: Path[Code]) -> Any:
    return whole(find(user_of(request), P.COHORT_READ, Cohort, code, load=LOADED))


@router.post("/cohorts", response={201: WholeCohort}, summary="Form a cohort")
@needs(P.COHORT_PLAN)
@transaction.atomic
def form_cohort(request: HttpRequest, body: CohortIn) -> Any:
    user = user_of(request)
    made = cohorts.form(
        by=user, programme=Programme.objects.meant(body.programme), module=body.module, name=body.name,
        provider=named(providers_for(user, P.COHORT_PLAN), body.provider, "provider"), begins_on=body.begins_on,
        time_zone=body.time_zone, engagements=_engagements(user, body.engagements), insist=body.insist,
    )  # fmt: skip
    return whole(made)


def _engagements(user: Any, codes: list[str]) -> list[Engagement]:
    return all_named(visible(user, P.COHORT_PLAN, Engagement).select_related("enterprise", "trainer"), codes, "engagements")


@router.post("/cohorts/{code}/members", response={201: WholeCohort}, summary="Put enterprises into a cohort")
@needs(P.COHORT_PLAN)
@transaction.atomic
def add_members(request: HttpRequest, code: Path[Code], body: MembersIn) -> Any:
    user = user_of(request)
    cohort = find(user, P.COHORT_PLAN, Cohort, code, load=LOADED)
    cohorts.add(by=user, cohort=cohort, engagements=_engagements(user, body.engagements), insist=body.insist)
    return whole(cohort)


@router.post("/cohorts/{code}/members/{engagement}/departure", response={201: WholeCohort},
             summary="Take an enterprise out of a cohort, with the reason")  # fmt: skip
@needs(P.COHORT_PLAN)
@transaction.atomic
def take_out(request: HttpRequest, code: Path[Code], engagement: Path[Code], body: TakeOutIn) -> Any:
    user = user_of(request)
    cohort = find(user, P.COHORT_PLAN, Cohort, code, load=LOADED)
    member = cohort.members.filter(engagement__code=engagement).select_related("engagement__enterprise").first()
    if member is None:
        raise Http404
    cohorts.take_out(by=user, cohort=cohort, engagement=member.engagement, reason=body.reason)
    return whole(cohort)


@router.get("/cohorts/{code}/candidates", response=list[CandidateOut], summary="Who could train it, and why, the best first")
@needs(P.COHORT_PLAN)
def read_candidates(request: HttpRequest, code: Path[Code]) -> Any:
    user = user_of(request)
    found = candidates(user, find(user, P.COHORT_PLAN, Cohort, code))
    return [CandidateOut(trainer=c.trainer.code, name=c.trainer.name,
                         points=[PointOut(text=p.text, is_good=p.is_good, is_doubt=p.is_doubt) for p in c.points])
            for c in found]  # fmt: skip


@router.put("/cohorts/{code}/trainers", response=WholeCohort, summary="Say who trains a cohort")
@needs(P.COHORT_PLAN)
@transaction.atomic
def assign_trainers(request: HttpRequest, code: Path[Code], body: TrainersIn) -> Any:
    user = user_of(request)
    cohort, mine = find(user, P.COHORT_PLAN, Cohort, code), trainers_for(user, P.COHORT_PLAN)
    timetable.assign(
        by=user, cohort=cohort, version=body.version, because=body.because, trainer=named(mine, body.trainer, "trainer"),
        co_trainer=named(mine, body.co_trainer, "co_trainer") if body.co_trainer else None,
    )  # fmt: skip
    return whole(find(user, P.COHORT_PLAN, Cohort, code, load=LOADED))


@router.post("/cohorts/{code}/workshops", response={201: ClassOut}, summary="Plan the class of a cohort")
@needs(P.COHORT_PLAN)
@transaction.atomic
def plan_cohort_class(request: HttpRequest, code: Path[Code], body: ClassIn) -> Any:
    user = user_of(request)
    cohort = find(user, P.COHORT_PLAN, Cohort, code, load=LOADED)
    with told_as(starts_on="days"):
        made = timetable.plan_class(
            by=user, cohort=cohort, place=body.place, days=body.days, morning_at=hour(body.morning_at),
            afternoon_at=hour(body.afternoon_at), because=body.because, insist=body.insist,
        )  # fmt: skip
    return ClassOut(workshop=made.code)


@router.get(
    "/cohorts/{code}/proposed-visits", response=list[WishOut], summary="Free days for visits by the rhythm of the module"
)
@needs(P.COHORT_PLAN)
def read_proposed_visits(request: HttpRequest, code: Path[Code]) -> Any:
    wishes = proposed_visits(find(user_of(request), P.COHORT_PLAN, Cohort, code, load="trainer"))
    return [WishOut(engagement=w.engagement.code, number=w.number or 1, planned_on=w.planned_on, starts_at=said(w.at),
                    trainer=w.trainer.code if w.trainer else None) for w in wishes]  # fmt: skip


@router.post(
    "/cohorts/{code}/planned-visits", response={201: list[PlannedVisitOut]}, summary="Plan visits of a cohort, all or none"
)
@needs(P.COHORT_PLAN)
@transaction.atomic
def plan_cohort_visits(request: HttpRequest, code: Path[Code], body: WishesIn) -> Any:
    user = user_of(request)
    cohort, mine = find(user, P.COHORT_PLAN, Cohort, code, load="trainer"), trainers_for(user, P.COHORT_PLAN)
    members = Engagement.objects.filter(cohort_members__cohort=cohort, cohort_members__left_on=None)
    codes = list(dict.fromkeys(w.engagement for w in body.visits))
    rows = all_named(members.select_related("enterprise", "trainer", "withdrawal"), codes, "visits")
    engagements = dict(zip(codes, rows, strict=True))
    wishes = [
        Wish(engagements[w.engagement], w.planned_on, w.number, hour(w.starts_at), field=f"visits.{n}.planned_on",
             trainer=named(mine, w.trainer, f"visits.{n}.trainer") if w.trainer else None)
        for n, w in enumerate(body.visits)
    ]  # fmt: skip
    made = planned_visits.plan_many(by=user, cohort=cohort, wishes=wishes, because=body.because)
    return [PlannedVisitOut(**planned_facts(v)) for v in made]
