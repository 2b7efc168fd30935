"""After a class: how people found it, and the certificates of those who were there."""

from datetime import date
from typing import Annotated, Any

from django.db import transaction
from django.http import Http404, HttpRequest
from ninja import Path, Router, Schema
from pydantic import Field

from genba.access.doors import find
from genba.access.permissions import Permission as P
from genba.access.policy import visible
from genba.api.words import Code, Said, Slug, needs, user_of
from genba.delivery.actions import certificates, satisfaction
from genba.delivery.models import ParticipationCertificate, SatisfactionSurvey, Workshop
from genba.delivery.satisfaction import result_of
from genba.science.figures import Measured

router = Router(tags=["workshops"])


class QuestionOut(Schema):
    question: str
    text: str = Field(description="In English; the module has the other languages")
    n: int = Field(description="Answers")
    satisfied: float | None = Field(description="Share of 4 and 5 on five, 0 to 1; null where too few answered")
    low: float | None = Field(description="Lower end of its 95 % interval (Wilson)")
    high: float | None
    distribution: list[int] | None = Field(description="Answers by score from 1 to 5; null where too few answered")


class SurveyOut(Schema):
    code: Code = Field(description="Stands in the address at which people answer: /say/CODE/")
    opened_on: date
    closes_on: date
    closed_on: date | None
    is_open: bool
    results: list[QuestionOut] = Field(description="Empty while it can still be answered")


class Counted(Said):
    question: Slug
    score: Annotated[int, Field(ge=1, le=5)]
    answers: Annotated[int, Field(ge=0, le=500)]


class TallyIn(Said):
    counts: list[Counted] = Field(max_length=200)


class ParticipationCertificateOut(Schema):
    code: Code
    person: Code
    name: str
    enterprise: Code
    minutes: int
    given: int
    issued_on: date


def _survey(workshop: Workshop) -> SatisfactionSurvey:
    found = SatisfactionSurvey.objects.select_related("workshop").filter(workshop=workshop).first()
    if found is None:
        raise Http404
    return found


def _told(survey: SatisfactionSurvey) -> SurveyOut:
    results = []
    for row in result_of(survey):
        share = row.satisfied if isinstance(row.satisfied, Measured) else None
        results.append(QuestionOut(
            question=row.question.code, text=row.question.texts.in_("en"), n=row.n, satisfied=share.value if share else None,
            low=share.low if share else None, high=share.high if share else None,
            distribution=list(row.distribution) if row.distribution else None,
        ))  # fmt: skip
    return SurveyOut(code=survey.code, opened_on=survey.opened_on, closes_on=survey.closes_on, closed_on=survey.closed_on,
                     is_open=survey.is_open, results=results)  # fmt: skip


@router.get("/workshops/{code}/satisfaction", response=SurveyOut, summary="Read how people found a class")
@needs(P.WORKSHOP_READ)
def read_satisfaction(request: HttpRequest, code: Path[Code]) -> Any:
    return _told(_survey(find(user_of(request), P.WORKSHOP_READ, Workshop, code)))


@router.post("/workshops/{code}/satisfaction", response={201: SurveyOut}, summary="Let people say how they found a class")
@needs(P.ATTENDANCE_MARK)
@transaction.atomic
def open_satisfaction(request: HttpRequest, code: Path[Code]) -> Any:
    workshop = find(user_of(request), P.ATTENDANCE_MARK, Workshop, code)
    return _told(satisfaction.open_survey(by=user_of(request), workshop=workshop))


@router.put("/workshops/{code}/satisfaction/tally", response=SurveyOut, summary="Count the paper forms of a class")
@needs(P.ATTENDANCE_MARK)
@transaction.atomic
def tally_satisfaction(request: HttpRequest, code: Path[Code], body: TallyIn) -> Any:
    survey = _survey(find(user_of(request), P.ATTENDANCE_MARK, Workshop, code))
    satisfaction.tally(by=user_of(request), survey=survey, counts={(c.question, c.score): c.answers for c in body.counts})
    return _told(survey)


@router.post("/workshops/{code}/satisfaction/closing", response={201: SurveyOut}, summary="Close it and show the result")
@needs(P.ATTENDANCE_MARK)
@transaction.atomic
def close_satisfaction(request: HttpRequest, code: Path[Code]) -> Any:
    survey = _survey(find(user_of(request), P.ATTENDANCE_MARK, Workshop, code))
    satisfaction.close(by=user_of(request), survey=survey)
    return _told(_survey(survey.workshop))


@router.get(
    "/workshops/{code}/certificates", response=list[ParticipationCertificateOut], summary="List the certificates of a class"
)
@needs(P.PERSON_READ)
def list_certificates(request: HttpRequest, code: Path[Code]) -> Any:
    return _certificates(request, find(user_of(request), P.WORKSHOP_READ, Workshop, code))


@router.post("/workshops/{code}/certificates", response={201: list[ParticipationCertificateOut]},
             summary="Make the certificates of who was there long enough")  # fmt: skip
@needs(P.ATTENDANCE_MARK)
@transaction.atomic
def make_certificates(request: HttpRequest, code: Path[Code]) -> Any:
    workshop = find(user_of(request), P.ATTENDANCE_MARK, Workshop, code)
    certificates.issue(by=user_of(request), workshop=workshop)
    return _certificates(request, workshop)


def _certificates(request: HttpRequest, workshop: Workshop) -> list[ParticipationCertificateOut]:
    """As many as a class has people: no pages."""
    mine = visible(user_of(request), P.PERSON_READ, ParticipationCertificate).filter(participant__workshop=workshop)
    rows = mine.select_related("participant__person__enterprise").order_by("participant__person__name_key", "pk")
    return [
        ParticipationCertificateOut(code=row.code, person=row.participant.person.code, name=row.participant.person.name,
                       enterprise=row.participant.person.enterprise.code, minutes=row.minutes, given=row.given,
                       issued_on=row.issued_on)
        for row in rows
    ]  # fmt: skip
