"""Reviewing: what is late, odd, missing or waits to be read; approve, return, answer; shares of trainers; signatures."""

from datetime import date, datetime, timedelta
from typing import Annotated, Any, Literal

from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Path, Query, Router, Schema
from pydantic import Field, StringConstraints

from genba.access.doors import find
from genba.access.permissions import Permission as P
from genba.access.policy import visible
from genba.api.words import (
    Code,
    Day,
    Line,
    Listed,
    Paged,
    Role,
    Said,
    Slug,
    Text,
    Version,
    each_once,
    listed,
    named,
    needs,
    user_of,
)
from genba.delivery.actions import signatures
from genba.delivery.models import Visit
from genba.directory.models import Person
from genba.kit.refused import Refused
from genba.review import actions
from genba.review import shares as counted
from genba.review.models import Review
from genba.review.morning import KINDS, rows_of
from genba.review.subjects import FIELDS, subject_at, subject_of

router = Router(tags=["reviews"])
Noun = Literal["visit", "baseline", "value"]
Key = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_~-]{1,120}$")]
Words = Annotated[Text, Field(max_length=1000)]
AT_MOST = 1_000
HALF_A_YEAR = timedelta(days=180)


class ItemOut(Schema):
    noun: str = Field(
        description="engagement, workshop, visit, plannedvisit, baseline, value, offer, application, followup or double"
    )
    key: str = Field(
        description="Its code; of a baseline that of its engagement; of a value what /reviews takes; of a double that of the first of the two"
    )
    name: str = Field(description="The enterprise, or the place of a class")
    since: date
    who: Code | None = Field(description="The user who must act, or who wrote it")
    number: int | None = Field(description="How many actions are overdue, where it is about actions")
    version: int | None = Field(description="What an approval names, where it is to be read")


class RemarkOut(Schema):
    item: str
    text: str


class ReviewOut(Schema):
    code: Code
    kind: str
    version: int
    reason: str
    reviewed_at: datetime
    reviewed_by: Code
    remarks: list[RemarkOut]


class RemarkIn(Said):
    item: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_:-]{1,80}$")]
    text: Annotated[Text, Field(max_length=500)]


class ReviewIn(Said):
    kind: Literal["approved", "returned"]
    version: Version
    reason: Words = Field("", description="What is to be put right")
    remarks: list[RemarkIn] = Field(default_factory=list, max_length=100)


class AnswerIn(Said):
    words: Words


class NoteIn(Said):
    note: Words = ""


class Opened(Said):
    visit: Code
    version: Version


class ManyIn(Said):
    reports: list[Opened] = Field(min_length=1, max_length=AT_MOST)


class Stays(Schema):
    visit: Code
    why: str


class ManyOut(Schema):
    approved: int
    stay: list[Stays]


class SignatureIn(Said):
    role: Role
    version: Version = Field(description="Of the report that was read")
    signed_on: Day
    person: Code | None = None
    name: Line = Field("", description="Where the person is not in the directory")


class SignatureOut(Schema):
    role: str
    name: str
    person: Code | None
    signed_on: date
    visit_version: int


class PunctualityOut(Schema):
    provider: str
    trainer: str = Field(description="Empty: the provider as a whole")
    on_time: int
    due: int = Field(description="Follow-up visits that fell due in these days")
    returned: int
    read: int = Field(description="Reports that were approved or returned in these days")


class Asked(Paged):
    trainer: Code | None = None
    provider: Code | None = None


class Days(Schema):
    since: Day | None = Field(None, description="Half a year before `until`, if it is left out")
    until: Day | None = Field(None, description="Today, if it is left out")


DAYS = ("oldest", "class_ended", "agreed_on", "taken_on", "visited_on", "ends_on", "applied_on", "planned_on", "valid_until",
        "due_on")  # fmt: skip


def item(row: Any) -> ItemOut:
    noun = str(row._meta.model_name)
    if noun == "enterprisedouble":
        return ItemOut(noun="double", key=row.one.code, name=f"{row.one.name} = {row.other.name}?", since=row.found_at.date(), who=None,
                       number=None, version=None)  # fmt: skip
    if noun == "followup":
        about = row.completion.engagement
        who, name = about.trainer, about.enterprise.name
    elif noun == "application":
        who, name = None, row.name
    elif noun == "plannedvisit":
        who, name = row.trainer, row.engagement.enterprise.name
    else:
        who, name = None, ""
    since = next(getattr(row, day) for day in DAYS if getattr(row, day, None))
    subject = subject_of(row) if noun in FIELDS.values() else None
    if not name:
        who = subject.author if subject else row.trainer
        name = subject.enterprise.name if subject else row.place if noun == "workshop" else row.enterprise.name
    return ItemOut(
        noun=subject.noun if subject else noun, key=subject.key if subject else row.code, who=who.code if who else None,
        name=name, since=since, number=getattr(row, "n", None), version=subject.version if subject else None,
    )  # fmt: skip


def shown(review: Review) -> ReviewOut:
    plain = {f: getattr(review, f) for f in ("code", "kind", "version", "reason", "reviewed_at")}
    remarks = [RemarkOut(item=r.item, text=r.text) for r in review.remarks.all()]
    return ReviewOut(**plain, reviewed_by=review.reviewed_by.code, remarks=remarks)


@router.get(
    "/morning/{kind}", response=Listed[ItemOut], summary="List what is late, odd, missing or to be read, by its kind"
)
@needs(P.REVIEW_READ)
def list_items(request: HttpRequest, kind: Path[Slug], asked: Query[Asked]) -> Any:
    found = KINDS.get(kind)
    if found is None:
        raise Http404
    rows = rows_of(found, user_of(request), timezone.localdate(), asked.trainer or "", asked.provider or "")
    return listed(rows, found.keys, asked, item)


@router.get("/reviews/{noun}/{key}", response=list[ReviewOut], summary="Read what was said about it, the latest first")
@needs(P.REVIEW_READ)
def read_reviews(request: HttpRequest, noun: Path[Noun], key: Path[Key]) -> Any:
    return [shown(review) for review in subject_at(user_of(request), P.REVIEW_READ, noun, key).reviews()]


@router.post("/reviews/{noun}/{key}", response={201: ReviewOut}, summary="Approve it, or return it with what to put right")
@needs(P.REVIEW_DECIDE)
def review(request: HttpRequest, noun: Path[Noun], key: Path[Key], body: ReviewIn) -> Any:
    user = user_of(request)
    subject = subject_at(user, P.REVIEW_DECIDE, noun, key)
    remarks = each_once(((r.item, r.text) for r in body.remarks), "remarks")
    if body.kind == "returned":
        return shown(
            actions.return_for_more(by=user, subject=subject, version=body.version, reason=body.reason, remarks=remarks)
        )
    if remarks:
        raise Refused(_("Remarks go with what is returned."), field="remarks")
    return shown(actions.approve(by=user, subject=subject, version=body.version))


@router.post("/reviews/{noun}/{key}/answer", response={201: ReviewOut}, summary="Answer in words what was returned")
@needs(P.VISIT_REPORT)
def answer(request: HttpRequest, noun: Path[Noun], key: Path[Key], body: AnswerIn) -> Any:
    user = user_of(request)
    return shown(actions.answer(by=user, subject=subject_at(user, P.VISIT_REPORT, noun, key), words=body.words))


@router.post("/visits/{code}/sample", response={201: ReviewOut}, summary="Note a report as read by an expert")
@needs(P.SAMPLE_NOTE)
def note(request: HttpRequest, code: Path[Code], body: NoteIn) -> Any:
    user = user_of(request)
    visit = find(user, P.SAMPLE_NOTE, Visit, code, load="engagement__enterprise,trainer")
    return shown(actions.read_sample(by=user, visit=visit, note=body.note))


@router.post("/approvals", response=ManyOut, summary="Approve many reports; those that cannot be stay, with the reason")
@needs(P.REVIEW_DECIDE)
def approve_many(request: HttpRequest, body: ManyIn) -> Any:
    reports = each_once(((r.visit, r.version) for r in body.reports), "reports")
    bulk = actions.approve_many(by=user_of(request), reports=list(reports.items()))
    return ManyOut(approved=bulk.approved, stay=[Stays(visit=code, why=why) for code, why in bulk.stay])


@router.post("/visits/{code}/signatures", response={201: SignatureOut}, summary="A manager or a worker signs a report")
@needs(P.VISIT_REPORT)
def sign(request: HttpRequest, code: Path[Code], body: SignatureIn) -> Any:
    user = user_of(request)
    visit = find(user, P.VISIT_REPORT, Visit, code, load="engagement__enterprise")
    person = named(visible(user, P.PERSON_READ, Person), body.person, "person") if body.person else None
    made = signatures.sign(by=user, visit=visit, role=body.role, version=body.version, signed_on=body.signed_on,
                           person=person, name=body.name)  # fmt: skip
    return SignatureOut(role=made.role, name=made.name, person=person.code if person else None, signed_on=made.signed_on,
                        visit_version=made.visit_version)  # fmt: skip


@router.get(
    "/shares", response=list[PunctualityOut], summary="On-time and returned shares of providers and trainers, with their n"
)
@needs(P.REVIEW_READ)
def list_shares(request: HttpRequest, asked: Query[Days]) -> Any:
    until = asked.until or timezone.localdate()
    since = asked.since or until - HALF_A_YEAR
    if until < since:
        raise Refused(_("The period ends before it begins."), field="until")
    return [PunctualityOut(provider=line.provider, trainer=line.trainer, on_time=line.on_time.top, due=line.on_time.n,
                     returned=line.returned.top, read=line.returned.n)
            for line in counted.shares(user_of(request), since, until)]  # fmt: skip
