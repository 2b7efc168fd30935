"""Applications: who asks to join, whether they fit, and what the programme answers."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from django.db import transaction
from django.http import HttpRequest
from ninja import Path, Query, Router, Schema
from pydantic import Field

from genba.access.doors import find
from genba.access.permissions import Permission as P
from genba.access.policy import visible
from genba.api.words import (
    Code,
    Country,
    Line,
    Listed,
    Ownership,
    Paged,
    Paragraphs,
    Said,
    Text,
    listed,
    named,
    needs,
    user_of,
)
from genba.directory.models import Enterprise, Provider
from genba.programmes import eligibility
from genba.programmes.actions import applications, on_the_way, welcoming
from genba.programmes.actions.applying import missing
from genba.programmes.models import Application, Programme

router = Router(tags=["applications"])
LOADED = "programme,provider,country,answer__enterprise,answer__provider,answer__brand,answer__sponsor,answer__trainer"
People = Annotated[int, Field(ge=0, le=100_000)]
Kind = Literal["enterprise", "trainer", "provider", "brand", "sponsor"]
Source = Literal["open-call", "association", "brand", "event", "walk-in"]


class CriterionOut(Schema):
    fits: bool | None = Field(description="null: not known")
    said: str


class ApplicationNoteOut(Schema):
    kind: str = Field(description="seen, question, answer (of the applicant) or remark (for the office only)")
    text: str
    written_at: datetime
    by: str | None = Field(description="null: the applicant")


class ApplicationNoteIn(Said):
    kind: Literal["seen", "question", "remark"]
    text: Annotated[Text, Field(max_length=2000)] = Field("", description="Left out where somebody only looks at it")


class GivingIn(Said):
    provider: Code = Field(description="Who takes care of it from now on")


class ApplicationOut(Schema):
    code: Code
    kind: str = Field(description="enterprise, trainer, provider, brand or sponsor")
    answers: dict[str, Any] = Field(description="What this kind is asked beside")
    programme: Code
    provider: Code | None
    name: str
    country: Country
    region: str
    city: str
    isic: str
    women: int | None
    men: int | None
    owned: Ownership
    contact: str
    phone: str
    email: str
    source: str
    heard: str
    message: str
    applied_on: date
    criteria: list[CriterionOut] | None = Field(description="null in lists; read one to see them")
    missing: list[str] | None = Field(description="What the office still needs to know; null in lists and once answered")
    notes: list[ApplicationNoteOut] | None = Field(description="What happened on its way, in order; null in lists")
    enterprise: Code | None = Field(description="As which it was taken on")
    taken_on_as: Code | None = Field(description="The provider, brand, sponsor or trainer that it became")
    answered_on: date | None
    reason: str


class Answers(Said):
    """Each kind has its own; one that its kind is not asked is refused."""

    languages: Annotated[list[Line], Field(max_length=40)] | None = None
    modules: Annotated[list[Line], Field(max_length=60)] | None = None
    years: People | None = None
    trainers: People | None = None
    suppliers: People | None = None
    countries: Annotated[list[Country], Field(max_length=60)] | None = None
    website: Annotated[Text, Field(max_length=300)] | None = None
    body: Line | None = None
    offers: Annotated[Text, Field(max_length=300)] | None = None


class ApplicationIn(Said):
    name: Line
    country: Country
    contact: Line
    source: Source
    kind: Kind = "enterprise"
    answers: Answers = Field(default_factory=Answers, description="What this kind is asked beside")
    programme: Code | None = Field(None, description="May be left out where there is only one")
    provider: Code | None = Field(None, description="Who takes care of it")
    region: Annotated[Line, Field(max_length=100)] = ""
    city: Annotated[Line, Field(max_length=100)] = ""
    isic: Annotated[Text, Field(max_length=4)] = ""
    women: People | None = None
    men: People | None = None
    owned: Ownership = "not-stated"
    phone: Annotated[Text, Field(max_length=40)] = ""
    email: Annotated[Text, Field(max_length=254)] = ""
    heard: Line = ""
    message: Paragraphs = ""


class TakingOnIn(Said):
    enterprise: Code | None = Field(None, description="One that is here already; else a new one is registered")
    provider: Code | None = None
    isic: Annotated[Text, Field(max_length=4)] = ""
    in_spite: Paragraphs = Field("", description="Why, where it does not fit the rule")


class DecliningIn(Said):
    reason: Paragraphs


class Asked(Paged):
    state: Literal["waiting", "taken-on", "not-taken-on"] | None = None
    kind: Kind | None = None
    country: Country | None = None


def shown(row: Application, *, is_listed: bool = False) -> ApplicationOut:
    answer = getattr(row, "answer", None)
    plain = {f: getattr(row, f) for f in ("code", "kind", "answers", "name", "region", "city", "isic", "women", "men", "owned", "contact", "phone", "email",
                                          "source", "heard", "message", "applied_on")}  # fmt: skip
    seen = () if is_listed else eligibility.of_application(row).criteria
    criteria = None if is_listed else [CriterionOut(fits=c.fits, said=c.said) for c in seen]
    return ApplicationOut(
        **plain, programme=row.programme.code, provider=row.provider.code if row.provider else None, country=row.country_id,
        criteria=criteria, missing=None if is_listed or answer else missing(row), notes=None if is_listed else _notes(row), enterprise=answer.enterprise.code if answer and answer.enterprise else None,
        taken_on_as=_became(answer),
        answered_on=answer.answered_on if answer else None, reason=answer.reason if answer else "",
    )  # fmt: skip


def _notes(row: Application) -> list[ApplicationNoteOut]:
    return [
        ApplicationNoteOut(kind=n.kind, text=n.text, written_at=n.written_at, by=n.written_by.name if n.written_by else None)
        for n in row.notes.select_related("written_by")
    ]


def _became(answer: Any) -> str | None:
    found = (getattr(answer, name) for name in ("provider", "brand", "sponsor", "trainer")) if answer else ()
    return next((thing.code for thing in found if thing), None)


@router.get("/applications", response=Listed[ApplicationOut], summary="List applications, the latest first")
@needs(P.APPLICATION_READ)
def list_applications(request: HttpRequest, asked: Query[Asked]) -> Any:
    rows: Any = visible(user_of(request), P.APPLICATION_READ, Application)
    if asked.state:
        rows = {"waiting": rows.waiting, "taken-on": rows.taken_on, "not-taken-on": rows.not_taken_on}[asked.state]()
    if asked.kind:
        rows = rows.filter(kind=asked.kind)
    if asked.country:
        rows = rows.filter(country_id=asked.country)
    return listed(rows.select_related(*LOADED.split(",")), ("-applied_on", "-id"), asked,
                  lambda row: shown(row, is_listed=True))  # fmt: skip


@router.get("/applications/{code}", response=ApplicationOut, summary="Read an application")
@needs(P.APPLICATION_READ)
def read_application(request: HttpRequest, code: Path[Code]) -> Any:
    return shown(find(user_of(request), P.APPLICATION_READ, Application, code, load=LOADED))


@router.post("/applications", response={201: ApplicationOut}, summary="Write an application down")
@needs(P.APPLICATION_ANSWER)
@transaction.atomic
def write_application(request: HttpRequest, body: ApplicationIn) -> Any:
    user, facts = user_of(request), body.dict(exclude={"answers"}) | {"answers": body.answers.dict(exclude_none=True)}
    programme, provider = Programme.objects.meant(facts.pop("programme")), facts.pop("provider")
    mine = visible(user, P.APPLICATION_ANSWER, Provider)
    made = applications.apply(by=user, programme=programme, provider=named(mine, provider, "provider") if provider else None,
                              **facts)  # fmt: skip
    return shown(find(user, P.APPLICATION_READ, Application, made.code, load=LOADED))


@router.post("/applications/{code}/taking-on", response={201: ApplicationOut}, summary="Take it on as an enterprise")
@needs(P.APPLICATION_ANSWER)
@transaction.atomic
def take_on(request: HttpRequest, code: Path[Code], body: TakingOnIn) -> Any:
    user = user_of(request)
    application = find(user, P.APPLICATION_ANSWER, Application, code, load="programme,provider,country")
    applications.take_on(
        by=user, application=application, isic=body.isic, in_spite=body.in_spite,
        enterprise=named(visible(user, P.ENTERPRISE_READ, Enterprise), body.enterprise, "enterprise") if body.enterprise else None,
        provider=named(visible(user, P.ENTERPRISE_REGISTER, Provider), body.provider, "provider") if body.provider else None,
    )  # fmt: skip
    return shown(find(user, P.APPLICATION_READ, Application, code, load=LOADED))


@router.post("/applications/{code}/welcome", response={201: ApplicationOut}, summary="Take on who is no enterprise")
@needs(P.APPLICATION_ANSWER)
@transaction.atomic
def welcome(request: HttpRequest, code: Path[Code]) -> Any:
    user = user_of(request)
    welcoming.welcome(by=user, application=find(user, P.APPLICATION_ANSWER, Application, code))
    return shown(find(user, P.APPLICATION_READ, Application, code, load=LOADED))


@router.post("/applications/{code}/notes", response={201: ApplicationOut}, summary="Look at it, ask the applicant, remark")
@needs(P.APPLICATION_ANSWER)
@transaction.atomic
def write_note(request: HttpRequest, code: Path[Code], body: ApplicationNoteIn) -> Any:
    user = user_of(request)
    application = find(user, P.APPLICATION_ANSWER, Application, code)
    if body.kind == "seen":
        on_the_way.see(by=user, application=application)
    else:
        say = on_the_way.ask if body.kind == "question" else on_the_way.remark
        say(by=user, application=application, text=body.text)
    return shown(find(user, P.APPLICATION_READ, Application, code, load=LOADED))


@router.post("/applications/{code}/giving", response={201: ApplicationOut}, summary="Give it to a provider to take care of")
@needs(P.APPLICATION_ANSWER)
@transaction.atomic
def give(request: HttpRequest, code: Path[Code], body: GivingIn) -> Any:
    user = user_of(request)
    application = find(user, P.APPLICATION_ANSWER, Application, code)
    mine = visible(user, P.APPLICATION_ANSWER, Provider)
    on_the_way.give_to(by=user, application=application, provider=named(mine, body.provider, "provider"))
    return shown(find(user, P.APPLICATION_READ, Application, code, load=LOADED))


@router.post("/applications/{code}/declining", response={201: ApplicationOut}, summary="Do not take it on, for a reason")
@needs(P.APPLICATION_ANSWER)
def decline(request: HttpRequest, code: Path[Code], body: DecliningIn) -> Any:
    user = user_of(request)
    application = find(user, P.APPLICATION_ANSWER, Application, code)
    applications.decline(by=user, application=application, reason=body.reason)
    return shown(find(user, P.APPLICATION_READ, Application, code, load=LOADED))
