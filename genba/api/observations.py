"""Observations: what enterprises counted, one KPI over one period at a time. List, record."""

from datetime import date, datetime
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from genba.access.permissions import Permission as P
from genba.access.policy import visible
from genba.api.words import (
    Amount,
    Code,
    Day,
    Line,
    Listed,
    Paged,
    Said,
    Sentence,
    Slug,
    Version,
    listed,
    named,
    needs,
    told_as,
    user_of,
)
from genba.directory.models import Enterprise
from genba.observations.actions import observations
from genba.observations.models import Observation

router = Router(tags=["observations"])
# The order of the index by which a sheet reads its history; the part is the last word of the unique key.
ORDER = ("enterprise_id", "indicator", "starts_on", "ends_on", "part")


class ObservationOut(Schema):
    enterprise: Code
    indicator: str
    part: str = Field(description="A line or a team; empty for the whole enterprise")
    starts_on: date
    ends_on: date
    numerator: float | None = Field(description="Null together with the denominator: not tracked, and note says why")
    denominator: float | None
    unit: str
    note: str
    unusual: bool
    source: str
    recorded_at: datetime
    version: int


class ObservationIn(Said):
    enterprise: Code
    indicator: Slug
    starts_on: Day
    ends_on: Day
    numerator: Amount | None = None
    denominator: Amount | None = None
    unit: Annotated[Line, Field(max_length=60)] = Field("", description="Checked where it is given")
    part: Annotated[Line, Field(max_length=60)] = ""
    note: Sentence = Field("", description="Why it is not tracked, or why an unusual value is right")
    version: Version | None = Field(None, description="Of the value of this period that is put right, where there is one")


class Asked(Paged):
    enterprise: Code | None = None
    indicator: Slug | None = None
    since: Day | None = Field(None, description="Periods that begin on this day or later")
    until: Day | None = Field(None, description="Periods that end on this day or before")
    part: Line | None = None


def shown(row: Observation) -> ObservationOut:
    facts = {f: getattr(row, f) for f in ObservationOut.model_fields if f != "enterprise"}
    return ObservationOut(enterprise=row.enterprise.code, **facts)


@router.get("/observations", response=Listed[ObservationOut], summary="List observations of enterprises within reach")
@needs(P.OBSERVATION_READ)
def list_observations(request: HttpRequest, asked: Query[Asked]) -> Any:
    rows = visible(user_of(request), P.OBSERVATION_READ, Observation).select_related("enterprise")
    if asked.enterprise:
        known = Enterprise.objects.filter(code=asked.enterprise).values_list("pk", flat=True).first()
        rows = rows.filter(enterprise_id=known or 0)
    filters = {"indicator": asked.indicator, "starts_on__gte": asked.since, "ends_on__lte": asked.until, "part": asked.part}
    rows = rows.filter(**{lookup: value for lookup, value in filters.items() if value is not None})
    return listed(rows, ORDER, asked, shown)


@router.post("/observations", response={201: ObservationOut}, summary="Record one value, or put it right")
@needs(P.OBSERVATION_RECORD)
def record_observation(request: HttpRequest, body: ObservationIn) -> Any:
    user = user_of(request)
    facts = body.model_dump(exclude={"enterprise"})
    enterprise = named(visible(user, P.OBSERVATION_RECORD, Enterprise), body.enterprise, "enterprise")
    with told_as(period="ends_on"):
        return shown(observations.record(by=user, enterprise=enterprise, source="api", **facts))
