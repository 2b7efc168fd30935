"""Baselines: the first measure of an engagement. Read, take."""

from datetime import date
from typing import Annotated, Any

from django.http import Http404, HttpRequest
from ninja import Path, Router, Schema
from pydantic import Field

from genba.access.doors import find
from genba.access.permissions import Permission as P
from genba.access.policy import visible
from genba.api.found import PracticeOut, SeenPractice, Value, answers, placed, practice, seen
from genba.api.words import Code, Day, Line, Paragraphs, Said, needs, user_of
from genba.observations.actions import baselines
from genba.observations.models import Baseline, PracticeCheck
from genba.programmes.models import Engagement

router = Router(tags=["baselines"])


class BaselineOut(Schema):
    engagement: Code
    taken_on: date
    note: str
    practices: list[PracticeOut] = Field(description="As they stood on the day of the baseline")


class BaselineIn(Said):
    taken_on: Day
    starts_on: Day = Field(description="Of the period of the values")
    ends_on: Day
    values: list[Value] = Field(min_length=1, max_length=50)
    practices: list[SeenPractice] = Field(default_factory=list, max_length=100)
    output_unit: Annotated[Line, Field(max_length=30)] = Field("", description="What it counts as output, if not said yet")
    note: Paragraphs = ""


def shown(row: Baseline, code: str) -> BaselineOut:
    checks = PracticeCheck.objects.filter(engagement_id=row.engagement_id, checked_on=row.taken_on).order_by("practice")
    return BaselineOut(engagement=code, taken_on=row.taken_on, note=row.note, practices=[practice(c) for c in checks])


@router.get("/engagements/{code}/baseline", response=BaselineOut, summary="Read the baseline of an engagement")
@needs(P.OBSERVATION_READ)
def read_baseline(request: HttpRequest, code: Path[Code]) -> Any:
    user = user_of(request)
    row = visible(user, P.OBSERVATION_READ, Baseline).filter(engagement__code=code).first()
    if row is None:
        raise Http404
    return shown(row, code)


@router.post("/engagements/{code}/baseline", response={201: BaselineOut}, summary="Take the baseline: all of it or nothing")
@needs(P.BASELINE_TAKE)
def take_baseline(request: HttpRequest, code: Path[Code], body: BaselineIn) -> Any:
    user = user_of(request)
    engagement = find(user, P.BASELINE_TAKE, Engagement, code, load="enterprise")
    with placed(body.values, body.practices):
        made = baselines.take_baseline(
            by=user, engagement=engagement, taken_on=body.taken_on, starts_on=body.starts_on, ends_on=body.ends_on,
            values=answers(body.values), practices=seen(body.practices), output_unit=body.output_unit, note=body.note,
        )  # fmt: skip
    return shown(made, code)
