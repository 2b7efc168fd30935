"""The results framework: every line with target, actual and traffic light; enter figures, add a line."""

from typing import Annotated, Any, Literal

from django.http import Http404, HttpRequest
from ninja import Path, Query, Router, Schema
from pydantic import Field, StringConstraints

from genba.access.permissions import Permission as P
from genba.access.policy import reach
from genba.api.words import Amount, Code, Country, Line, Said, Sentence, Slug, Text, needs, user_of
from genba.directory.places import country_names
from genba.impact.actions import framework, framework_baseline
from genba.impact.framework import begins_in
from genba.impact.framework_parts import SIDES, key_of
from genba.impact.models import FrameworkIndicator
from genba.impact.periods import period_of
from genba.programmes.models import Programme
from genba.reports.framework import FrameworkLine, as_row, framework_report

router = Router(tags=["results framework"])
Period = Annotated[
    str,
    StringConstraints(max_length=16, pattern=r"^[0-9HQ/-]+$"),
    Field(description="2026, 2026-H1, 2026-Q2, 2026-06, 2025/26, 2025/26-H1, 2025/26-Q3 or 2025-04/2026-03"),
]
Share = Annotated[float, Field(ge=0, le=100, allow_inf_nan=False)]
Words = Annotated[Text, Field(max_length=200)]


class LinePartOut(Schema):
    dimension: str
    part: str
    target: float | None
    actual: float | None
    actual_n: int | None
    status: str


class LinePartIn(Said):
    """Of a part only what is said is changed."""

    dimension: Literal["sex", "role", "size", "sector"]
    part: Annotated[Line, Field(max_length=20)]
    target: Amount | None = None
    actual: Amount | None = None


class FrameworkRow(Schema):
    no: str
    level: str
    indicator: str
    country: str
    period: str
    target: float | None
    target_text: str
    target_female_share: float | None
    actual: float | None
    actual_text: str
    actual_female_share: float | None
    kind: str
    status: str
    line: str = Field(description="The code of the line")
    version: int | None = Field(description="Of the figures of this country and period; null where nothing was entered")
    starts_on: str | None = Field(description="The first day of the period")
    ends_on: str | None
    actual_n: int | None = Field(description="How many stand behind an actual that was worked out from records")
    source: str = Field(description="entered, computed, imported; empty where nothing was entered")
    note: str
    baseline: float | None
    baseline_text: str
    baseline_of: str = Field(description="A period, or a day")
    baseline_source: str
    parts: list[LinePartOut] = Field(description="Of some of them: never to be added over two dimensions")


class LineBaselineIn(Said):
    version: int | None = Field(None, description="Of the baseline as it was read, where there is one")
    value: Amount | None = None
    text: Words = ""
    female_share: Share | None = None
    told_of: Annotated[Line, Field(max_length=16)] = Field(description="A period, or a day such as 2024-12-31")
    source: Sentence


class LineBaselineOut(Schema):
    value: float | None
    text: str
    female_share: float | None
    told_of: str
    source: str
    version: int


class FiguresIn(Said):
    version: int | None = Field(None, description="Of the figures as they were read, where there are some")
    target: Amount | None = None
    target_text: Words = ""
    target_female_share: Share | None = None
    actual: Amount | None = None
    actual_text: Words = ""
    actual_female_share: Share | None = None
    note: Annotated[Text, Field(max_length=1000)] = ""
    parts: list[LinePartIn] = Field(default_factory=list, max_length=60)


class LineIn(Said):
    no: Annotated[Line, Field(max_length=12)]
    level: Words = ""
    wording: Sentence
    kind: Literal["count", "percent", "yes-no"]
    tier: Literal["output", "outcome", "impact", ""] = Field("", description="Empty: as the words of the level say")
    computed_from: Slug | Literal[""] = ""
    less_is_better: bool = False
    programme: Code | None = Field(None, description="May be left out where there is only one")


class LineOut(Schema):
    line: Code
    no: str
    level: str
    wording: str
    kind: str
    tier: str
    computed_from: str
    less_is_better: bool


class Asked(Schema):
    country: Country | None = None
    period: Period | None = None


def _within(request: HttpRequest, permission: P) -> list[str] | None:
    found = reach(user_of(request), permission)
    return None if found is None else sorted(found.get("country", []))


@router.get("/framework", response=list[FrameworkRow], summary="The results framework by country and period")
@needs(P.FRAMEWORK_READ)
def read_framework(request: HttpRequest, asked: Query[Asked]) -> Any:
    return _rows(request, asked.country or "", asked.period or "")


def _rows(request: HttpRequest, country: str, period: str) -> list[FrameworkRow]:
    mine = _within(request, P.FRAMEWORK_READ)
    if country and mine is not None and country not in mine:
        raise Http404
    name = _named(period, FrameworkIndicator.objects.select_related("programme").first()) if period else ""
    return [_row(line) for line in framework_report(countries=mine, country=country, period=name).lines]


def _row(line: FrameworkLine) -> FrameworkRow:
    parts = [LinePartOut(dimension=p.dimension, part=p.part, target=p.target, actual=p.actual, actual_n=p.actual_n, status=line.status_of(p))
             for _dimension, parts in line.parts for p in parts if not p.is_rest]  # fmt: skip
    return FrameworkRow(**as_row(line), line=line.line, version=line.version, parts=parts)


def _named(period: str, line: FrameworkIndicator | None) -> str:
    """The name of a period as it is kept."""
    return period_of(period, begins_in=begins_in(line.programme) if line else 1).name


def _line(request: HttpRequest, line: str, country: str) -> FrameworkIndicator:
    """The line of this code in a country within the reach of whoever may edit it."""
    indicator = FrameworkIndicator.objects.select_related("programme").filter(code=line).first()
    mine = _within(request, P.FRAMEWORK_EDIT)
    if indicator is None or country not in country_names().values() or (mine is not None and country not in mine):
        raise Http404
    return indicator


@router.put("/framework/{line}/{country}/baseline", response=LineBaselineOut, summary="Tell where a line stood before")
@needs(P.FRAMEWORK_EDIT)
def set_baseline(request: HttpRequest, line: Path[Code], country: Path[Country], body: LineBaselineIn) -> Any:
    indicator = _line(request, line, country)
    return framework_baseline.set_baseline(by=user_of(request), indicator=indicator, country=country, version=body.version,
                                           changes=body.model_dump(exclude={"version"}))  # fmt: skip


@router.put("/framework/{line}/{country}/{path:period}", response=FrameworkRow, summary="Enter target and actual of a line")
@needs(P.FRAMEWORK_EDIT)
def enter_figures(
    request: HttpRequest, line: Path[Code], country: Path[Country], period: Path[Period], body: FiguresIn
) -> Any:
    indicator = _line(request, line, country)
    changes = body.model_dump(exclude_unset=True, exclude={"version", "parts"})
    for part in body.parts:
        told = part.model_dump(exclude_unset=True)
        changes |= {key_of(part.dimension, part.part, side): told[side] for side in SIDES if side in told}
    framework.enter(by=user_of(request), indicator=indicator, country=country, period=period, version=body.version,
                    changes=changes)  # fmt: skip
    return next(row for row in _rows(request, country, period) if row.line == line)


@router.post("/framework/lines", response={201: LineOut}, summary="Add a line to the framework")
@needs(P.FRAMEWORK_EDIT)
def add_line(request: HttpRequest, body: LineIn) -> Any:
    made = framework.add_indicator(by=user_of(request), programme=Programme.objects.meant(body.programme),
                                   **body.model_dump(exclude={"programme"}))  # fmt: skip
    return LineOut(line=made.code, **{f: getattr(made, f) for f in LineOut.model_fields if f != "line"})
