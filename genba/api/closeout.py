"""The end of a module and after: the completion rule, completions, results talks, follow-ups, and a certificate's check."""

from datetime import date
from typing import Annotated, Any, Literal

from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Path, Query, Router, Schema
from pydantic import Field

from genba.access.doors import find
from genba.access.permissions import Permission as P
from genba.access.policy import visible
from genba.api.found import Value, answers, placed
from genba.api.words import (
    Code,
    Country,
    Day,
    Listed,
    Paged,
    Paragraphs,
    Said,
    Slug,
    Text,
    each_once,
    listed,
    needs,
    told_as,
    user_of,
)
from genba.closeout.actions import completions, follow_ups, talks
from genba.closeout.models import Completion, FollowUp, ResultsTalk
from genba.closeout.nearing import in_state, lacking
from genba.closeout.rule import explain, explain_many
from genba.closeout.words import said
from genba.kit.paging import place_of, slice_of
from genba.kit.refused import Refused
from genba.programmes.curricula import curriculum, module_of
from genba.programmes.models import Engagement

router = Router(tags=["close-out"])
LOADED = "engagement__enterprise,confirmed_by"
ORDER = ("agreed_on", "id")
Present = Annotated[Text, Field(max_length=300, description="Who was there")]


class RuleLine(Schema):
    key: str = Field(description="As in the module's completion rule")
    title: str
    is_met: bool
    found: int
    wanted: int
    says: str = Field(description="What there is and what is missing, in words")


class ExplanationOut(Schema):
    engagement: Code
    module: str
    rule_version: str
    agreed_version: str = Field(description="Of the module when it was agreed; only the rule of rule_version is known")
    as_of: date
    is_met: bool
    lines: list[RuleLine]


class CompletionOut(Schema):
    code: Code = Field(description="Stands on the certificate")
    engagement: Code
    enterprise: Code
    enterprise_name: str
    module: str
    module_version: str
    completed_on: date
    confirmed_by: Code
    is_met: bool
    reason: str
    taken_back_on: date | None
    taken_back_because: str


class CompletionIn(Said):
    completed_on: Day
    reason: Paragraphs = Field("", description="Needed where something is missing")


class ReasonIn(Said):
    reason: Paragraphs


class TalkOut(Schema):
    code: Code
    engagement: Code
    talked_on: date
    present: str
    agreed: str
    next_module: str


class TalkIn(Said):
    talked_on: Day
    present: Present
    agreed: Paragraphs
    next_module: Slug | Literal[""] = ""


class AnswerOut(Schema):
    practice: str
    answer: str


class FollowUpOut(Schema):
    code: Code
    completion: Code
    engagement: Code
    enterprise: Code
    months: int
    due_on: date
    done_on: date | None
    how: str
    spoke_with: str
    note: str
    practices: list[AnswerOut]


class StillIn(Said):
    practice: Slug
    answer: Literal["yes", "partly", "no", "unknown"]


class FollowUpIn(Said):
    done_on: Day
    how: Literal["on-site", "phone"]
    practices: list[StillIn] = Field(default_factory=list, max_length=100)
    spoke_with: Annotated[Text, Field(max_length=200)] = ""
    note: Paragraphs = ""
    starts_on: Day | None = Field(None, description="Of the period of the values")
    ends_on: Day | None = None
    values: list[Value] = Field(default_factory=list, max_length=50)


class Asked(Paged):
    engagement: Code | None = None
    enterprise: Code | None = None
    country: Country | None = None


class Due(Paged):
    engagement: Code | None = None
    due: bool = Field(False, description="Only those that are due today and not done")


def completion_out(row: Completion) -> CompletionOut:
    e = row.engagement
    return CompletionOut(
        code=row.code, engagement=e.code, enterprise=e.enterprise.code, enterprise_name=e.enterprise.name, module=e.module,
        module_version=row.module_version, completed_on=row.completed_on, confirmed_by=row.confirmed_by.code,
        is_met=row.is_met, reason=row.reason, taken_back_on=row.taken_back_on, taken_back_because=row.taken_back_because,
    )  # fmt: skip


def talk_out(row: ResultsTalk) -> TalkOut:
    return TalkOut(code=row.code, engagement=row.engagement.code, talked_on=row.talked_on, present=row.present,
                   agreed=row.agreed, next_module=row.next_module)  # fmt: skip


def follow_up_out(row: FollowUp) -> FollowUpOut:
    e = row.completion.engagement
    plain = ("code", "months", "due_on", "done_on", "how", "spoke_with", "note")
    told = [AnswerOut(practice=a.practice, answer=a.answer) for a in row.answers.all()]
    return FollowUpOut(completion=row.completion.code, engagement=e.code, enterprise=e.enterprise.code, practices=told,
                       **{f: getattr(row, f) for f in plain})  # fmt: skip


class Nearing(Paged):
    state: Literal["open", "before", "confirmed", "left"] | None = Field(None, description="open: class over, not confirmed")
    lacks: Literal["baseline", "improvement_plan", "actions_done", "visits"] | None = None
    country: Country | None = None
    module: Slug | None = None


@router.get("/completion", response=Listed[ExplanationOut], summary="List what engagements lack, the oldest agreement first")
@needs(P.ENGAGEMENT_READ)
def list_lacking(request: HttpRequest, asked: Query[Nearing]) -> Any:
    rows = visible(user_of(request), P.ENGAGEMENT_READ, Engagement).filter(module__in=[m.slug for m in curriculum().modules])
    rows = in_state(rows, asked.state or "")
    if asked.lacks:
        rows = lacking(rows, asked.lacks)
    if asked.country:
        rows = rows.filter(enterprise__country_id=asked.country)
    if asked.module:
        rows = rows.filter(module=asked.module)
    if asked.after and place_of(ORDER, asked.after) is None:
        raise Refused(_("This is no cursor of this list. Begin at the start."), field="after")
    page = slice_of(rows, ORDER, asked.after, asked.size)
    found = explain_many(page.rows)
    return Listed(items=[explanation_out(found[row.pk]) for row in page.rows], next=page.next or None)


def explanation_out(explanation: Any) -> ExplanationOut:
    lines = [RuleLine(key=line.key, title=words.title, is_met=line.is_met, found=line.found, wanted=line.wanted,
                      says=words.sentence)
             for line, words in zip(explanation.lines, said(explanation), strict=True)]  # fmt: skip
    return ExplanationOut(engagement=explanation.engagement, module=explanation.module, rule_version=explanation.rule_version,
                          agreed_version=explanation.agreed_version, as_of=explanation.as_of, is_met=explanation.is_met,
                          lines=lines)  # fmt: skip


@router.get("/engagements/{code}/completion", response=ExplanationOut, summary="What a module asks for, met or missing")
@needs(P.ENGAGEMENT_READ)
def explain_completion(request: HttpRequest, code: Path[Code]) -> Any:
    engagement = find(user_of(request), P.ENGAGEMENT_READ, Engagement, code)
    module_of(engagement.module)  # Refused where it is no longer here
    return explanation_out(explain(engagement))


@router.post("/engagements/{code}/completion", response={201: CompletionOut}, summary="Confirm completion")
@needs(P.COMPLETION_CONFIRM)
def confirm_completion(request: HttpRequest, code: Path[Code], body: CompletionIn) -> Any:
    user = user_of(request)
    engagement = find(user, P.COMPLETION_CONFIRM, Engagement, code, load="enterprise,withdrawal")
    made = completions.confirm(by=user, engagement=engagement, completed_on=body.completed_on, reason=body.reason)
    return completion_out(made)


@router.get("/completions", response=Listed[CompletionOut], summary="List completions, the latest first")
@needs(P.SHEET_READ)
def list_completions(request: HttpRequest, asked: Query[Asked]) -> Any:
    rows = visible(user_of(request), P.SHEET_READ, Completion).select_related(*LOADED.split(","))
    if asked.engagement:
        rows = rows.filter(engagement__code=asked.engagement)
    if asked.enterprise:
        rows = rows.filter(engagement__enterprise__code=asked.enterprise)
    if asked.country:
        rows = rows.filter(engagement__enterprise__country_id=asked.country)
    return listed(rows, ("-completed_on", "-id"), asked, completion_out)


@router.post("/completions/{code}/taking-back", response={201: CompletionOut}, summary="Take a completion back")
@needs(P.COMPLETION_CONFIRM)
def take_back_completion(request: HttpRequest, code: Path[Code], body: ReasonIn) -> Any:
    user = user_of(request)
    completion = find(user, P.COMPLETION_CONFIRM, Completion, code)
    completions.take_back(by=user, completion=completion, reason=body.reason)
    return completion_out(find(user, P.COMPLETION_CONFIRM, Completion, code, load=LOADED))


@router.get("/engagements/{code}/talks", response=list[TalkOut], summary="Read the talks about the results")
@needs(P.SHEET_READ)
def list_talks(request: HttpRequest, code: Path[Code]) -> Any:
    engagement = find(user_of(request), P.SHEET_READ, Engagement, code)
    return [talk_out(t) for t in ResultsTalk.objects.filter(engagement=engagement).select_related("engagement")]


@router.post("/engagements/{code}/talks", response={201: TalkOut}, summary="Note a talk about the results")
@needs(P.VISIT_REPORT)
def note_talk(request: HttpRequest, code: Path[Code], body: TalkIn) -> Any:
    user = user_of(request)
    engagement = find(user, P.VISIT_REPORT, Engagement, code)
    return talk_out(talks.note(by=user, engagement=engagement, **body.model_dump()))


@router.get("/follow-ups", response=Listed[FollowUpOut], summary="List follow-ups, the first due first")
@needs(P.VISIT_READ)
def list_follow_ups(request: HttpRequest, asked: Query[Due]) -> Any:
    rows: Any = visible(user_of(request), P.VISIT_READ, FollowUp).filter(completion__taken_back_on=None)
    if asked.engagement:
        rows = rows.filter(completion__engagement__code=asked.engagement)
    if asked.due:
        rows = rows.due_on(timezone.localdate())
    rows = rows.select_related("completion__engagement__enterprise").prefetch_related("answers")
    return listed(rows, ("due_on", "id"), asked, follow_up_out)


@router.post("/follow-ups/{code}/report", response={201: FollowUpOut}, summary="Note a follow-up: what lasted")
@needs(P.VISIT_REPORT)
@transaction.atomic
def report_follow_up(request: HttpRequest, code: Path[Code], body: FollowUpIn) -> Any:
    user = user_of(request)
    follow_up = find(user, P.VISIT_REPORT, FollowUp, code, load="completion__engagement__enterprise")
    told = each_once(((p.practice, p.answer) for p in body.practices), "practices")
    values = None
    if body.values:
        if not (body.starts_on and body.ends_on):
            raise Refused(_("Say from when to when these values were counted."), field="starts_on")
        values = follow_ups.Values(body.starts_on, body.ends_on, answers(body.values))
    places = {f"practice-{p.practice}": f"practices.{n}.answer" for n, p in enumerate(body.practices)}
    with placed(body.values, []), told_as(**places):
        done = follow_ups.report(by=user, follow_up=follow_up, done_on=body.done_on, how=body.how, answers=told,
                                 spoke_with=body.spoke_with, note=body.note, values=values)  # fmt: skip
    return follow_up_out(done)
