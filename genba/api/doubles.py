"""One and the same, twice: who may be here already, which of a list is, what a merge would do, the merge and its undoing."""

from datetime import date, datetime
from typing import Annotated, Any, Literal, cast

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from ninja import Path, Query, Router, Schema, Status
from pydantic import Field

from genba.access.doors import find
from genba.access.permissions import Permission as P
from genba.access.policy import visible
from genba.api.words import Code, Country, Day, Line, Said, Sentence, Sex, Text, Version, named, needs, user_of
from genba.directory.actions import events, merges
from genba.directory.matching import candidates, in_words
from genba.directory.models import Enterprise, EnterpriseEvent, Merge, Person
from genba.directory.resemblance import namesakes, resembling
from genba.kit.refused import Refused
from genba.science.likeness import Facility

router = Router(tags=["doubles"])
Thing = Person | Enterprise


class FacilityIn(Said):
    name: Line
    country: Country
    address: Annotated[Text, Field(max_length=250)] = ""
    city: Annotated[Line, Field(max_length=100)] = ""
    phone: Annotated[Line, Field(max_length=40)] = ""


class MatchIn(Said):
    rows: list[FacilityIn] = Field(min_length=1, max_length=200)
    most: int = Field(3, ge=1, le=10, strict=True, description="How many candidates for each row")
    least: float = Field(0.25, ge=0, le=1, strict=True, description="The least score that is given")


class MatchCandidateOut(Schema):
    code: Code
    name: str
    score: float
    match: bool
    reasons: list[str]
    against: list[str]


class MatchOut(Schema):
    rows: list[list[MatchCandidateOut]]


class AskedPerson(Schema):
    enterprise: Code | None = Field(None, description="Where the person works; needed")
    name: Line = ""
    phone: Annotated[Line, Field(max_length=40)] = ""
    sex: Sex = "not-stated"


class AskedEnterprise(Schema):
    name: Line = ""
    country: Country | None = Field(None, description="Needed: names are compared within a country")
    phone: Annotated[Line, Field(max_length=40)] = ""


class LikeOut(Schema):
    code: Code | None = Field(description="null: beyond your reach")
    name: str | None
    score: float
    reasons: list[str]


class LikesOut(Schema):
    found: list[LikeOut]


class CountedOut(Schema):
    what: str
    rows: int


class PreviewOut(Schema):
    moves: list[CountedOut]
    on_both: list[CountedOut]
    filled: list[str]
    notes: list[str]
    refused: str | None


class MergeIn(Said):
    name: Line = Field("", description="The name to go on with, of either")
    version: Version | None = None
    other_version: Version | None = None


class MergeOut(Schema):
    code: Code
    kept: Code
    gone: Code
    merged_at: datetime
    undone_at: datetime | None


class EventIn(Said):
    kind: Literal["moved", "split", "closed", "reopened"]
    happened_on: Day
    city: Annotated[Line, Field(max_length=100)] = ""
    address: Annotated[Text, Field(max_length=250)] = ""
    other: Code | None = Field(None, description="Of a split: the part")
    note: Sentence = ""


class EventOut(Schema):
    kind: str
    happened_on: date
    before: dict[str, str]
    after: dict[str, str]
    other: Code | None
    note: str


class EventsOut(Schema):
    events: list[EventOut]


def told(made: Merge) -> MergeOut:
    return MergeOut(code=made.code, kept=made.kept_code, gone=made.gone_code, merged_at=made.merged_at,
                    undone_at=made.undone_at)  # fmt: skip


def _event(row: EnterpriseEvent) -> EventOut:
    return EventOut(kind=row.kind, happened_on=row.happened_on, before=row.before, after=row.after, note=row.note,
                    other=row.other.code if row.other else None)  # fmt: skip


@router.post("/enterprises/match", response=MatchOut, summary="Which enterprises do the rows of a list speak of?")
@needs(P.ENTERPRISE_READ)
def match_enterprises(request: HttpRequest, body: MatchIn) -> Any:
    within = visible(user_of(request), P.ENTERPRISE_READ, Enterprise)
    found = [candidates(Facility(**row.model_dump()), within, least=body.least, most=body.most) for row in body.rows]
    return MatchOut(rows=[[MatchCandidateOut(code=c.enterprise.code, name=c.enterprise.name, score=round(c.likeness.score, 4),
                                        match=c.is_match, reasons=c.reasons, against=c.against) for c in row]
                          for row in found])  # fmt: skip


@router.get("/similar/enterprises", response=LikesOut, summary="Enterprises of nearly this name")
@needs(P.ENTERPRISE_REGISTER)
def similar_enterprises(request: HttpRequest, asked: Query[AskedEnterprise]) -> Any:
    found = resembling(asked.name, asked.country or "", phone=asked.phone)
    mine = visible(user_of(request), P.ENTERPRISE_READ, Enterprise).filter(pk__in=[r.enterprise.pk for r in found])
    codes = dict(mine.values_list("pk", "code"))
    likes = [LikeOut(code=codes.get(r.enterprise.pk), name=r.enterprise.name, score=round(r.score / 100, 4),
                    reasons=in_words(["same-phone"]) if r.has_same_phone and r.enterprise.pk in codes else [])
            for r in found]  # fmt: skip
    return LikesOut(found=likes)


@router.get("/similar/people", response=LikesOut, summary="People of nearly this name; beyond reach only that there are")
@needs(P.PERSON_REGISTER)
def similar_people(request: HttpRequest, asked: Query[AskedPerson]) -> Any:
    user = user_of(request)
    if not asked.enterprise or not asked.name:
        return LikesOut(found=[])
    enterprise = named(visible(user, P.PERSON_REGISTER, Enterprise), asked.enterprise, "enterprise")
    found = namesakes(asked.name, enterprise, phone=asked.phone, sex=asked.sex)
    mine = visible(user, P.PERSON_READ, Person).filter(pk__in=[n.person.pk for n in found])
    codes = dict(mine.values_list("pk", "code"))
    likes = [LikeOut(code=codes.get(n.person.pk), name=n.person.name if n.person.pk in codes else None,
                    score=round(n.score, 4), reasons=in_words(n.reasons) if n.person.pk in codes else [])
            for n in found]  # fmt: skip
    return LikesOut(found=likes)


def _two(request: HttpRequest, noun: str, code: str, other: str) -> tuple[Any, Any]:
    """Both records, if the caller may put both right."""
    permission, model, load = (
        (P.PERSON_REGISTER, Person, "enterprise") if noun == "person" else (P.ENTERPRISE_EDIT, Enterprise, "")
    )
    user = user_of(request)
    return find(user, permission, cast(Any, model), code, load=load), find(
        user, permission, cast(Any, model), other, load=load
    )


def _preview(kept: Thing, gone: Thing) -> PreviewOut:
    seen = merges.preview(kept=kept, gone=gone)
    moves, both = ([CountedOut(what=what, rows=n) for what, n in counts] for counts in (seen.moves, seen.clashes))
    return PreviewOut(
        moves=moves, on_both=both, filled=list(seen.filled), notes=list(seen.notes), refused=seen.refused or None
    )


def _merge(request: HttpRequest, kept: Thing, gone: Thing, body: MergeIn) -> MergeOut:
    if body.name and body.name not in (kept.name, gone.name):
        raise Refused(_("Choose one of the two names."), field="name")
    versions = (body.version or kept.version, body.other_version or gone.version)
    return told(merges.merge(by=user_of(request), kept=kept, gone=gone, name=body.name, versions=versions))


def _undo(request: HttpRequest, kept: Thing, merge: str) -> MergeOut:
    made = Merge.objects.filter(code=merge, kept_code=kept.code).first()
    if made is None:
        raise Http404
    merges.undo(by=user_of(request), merge=made)
    return told(Merge.objects.get(pk=made.pk))


@router.get("/people/{code}/merge/{other}", response=PreviewOut, summary="What a merge of two people would do")
@needs(P.PERSON_REGISTER)
def preview_people(request: HttpRequest, code: Path[Code], other: Path[Code]) -> Any:
    return _preview(*_two(request, "person", code, other))


@router.post("/people/{code}/merge/{other}", response={201: MergeOut}, summary="Merge another person into this one")
@needs(P.PERSON_REGISTER)
def merge_people(request: HttpRequest, code: Path[Code], other: Path[Code], body: MergeIn) -> Any:
    return _merge(request, *_two(request, "person", code, other), body)


@router.post("/people/{code}/merges/{merge}/undo", response=MergeOut, summary="Two people again")
@needs(P.PERSON_REGISTER)
def undo_merge_of_people(request: HttpRequest, code: Path[Code], merge: Path[Code]) -> Any:
    return _undo(request, find(user_of(request), P.PERSON_REGISTER, Person, code), merge)


@router.post("/people/{code}/apart/{other}", response={204: None}, summary="They are two; nobody is asked again")
@needs(P.PERSON_REGISTER)
def tell_people_apart(request: HttpRequest, code: Path[Code], other: Path[Code]) -> Any:
    one, another = _two(request, "person", code, other)
    merges.tell_apart(by=user_of(request), one=one, other=another)
    return Status(204, None)


@router.get("/enterprises/{code}/merge/{other}", response=PreviewOut, summary="What a merge of two enterprises would do")
@needs(P.ENTERPRISE_EDIT)
def preview_enterprises(request: HttpRequest, code: Path[Code], other: Path[Code]) -> Any:
    return _preview(*_two(request, "enterprise", code, other))


@router.post("/enterprises/{code}/merge/{other}", response={201: MergeOut}, summary="Merge another enterprise into this one")
@needs(P.ENTERPRISE_EDIT)
def merge_enterprises(request: HttpRequest, code: Path[Code], other: Path[Code], body: MergeIn) -> Any:
    return _merge(request, *_two(request, "enterprise", code, other), body)


@router.post("/enterprises/{code}/merges/{merge}/undo", response=MergeOut, summary="Two enterprises again")
@needs(P.ENTERPRISE_EDIT)
def undo_merge_of_enterprises(request: HttpRequest, code: Path[Code], merge: Path[Code]) -> Any:
    return _undo(request, find(user_of(request), P.ENTERPRISE_EDIT, Enterprise, code), merge)


@router.post("/enterprises/{code}/apart/{other}", response={204: None}, summary="They are two; nobody is asked again")
@needs(P.ENTERPRISE_EDIT)
def tell_enterprises_apart(request: HttpRequest, code: Path[Code], other: Path[Code]) -> Any:
    one, another = _two(request, "enterprise", code, other)
    merges.tell_apart(by=user_of(request), one=one, other=another)
    return Status(204, None)


@router.get("/enterprises/{code}/events", response=EventsOut, summary="What happened to it: moved, split, closed, came back")
@needs(P.ENTERPRISE_READ)
def list_events(request: HttpRequest, code: Path[Code]) -> Any:
    enterprise = find(user_of(request), P.ENTERPRISE_READ, Enterprise, code)
    return EventsOut(events=[_event(row) for row in enterprise.events.select_related("other")])


@router.post("/enterprises/{code}/events", response={201: EventOut}, summary="Tell what befell it")
@needs(P.ENTERPRISE_EDIT)
def tell_event(request: HttpRequest, code: Path[Code], body: EventIn) -> Any:
    user = user_of(request)
    enterprise = find(user, P.ENTERPRISE_EDIT, Enterprise, code)
    part = named(visible(user, P.ENTERPRISE_EDIT, Enterprise), body.other, "other") if body.other else None
    facts = body.model_dump(exclude={"other"})
    return _event(events.tell(by=user, enterprise=enterprise, other=part, **facts))
