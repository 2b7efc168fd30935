"""The results framework: every line with target, actual and traffic light; enter figures, add a line."""

from typing import Annotated, Any, Literal

from django.http import Http404, HttpRequest
from ninja import Path, Query, Router, Schema
from pydantic import Field, StringConstraints

from genba.access.permissions import Permission as P
from genba.access.policy import reach
from genba.api.words import Amount, Code, Country, Line, Said, Sentence, Slug, Text, needs, user_of
from genba.directory.places import country_names
from genba.impact.actions import framework
from genba.impact.models import FrameworkIndicator
from genba.programmes.models import Programme
from genba.reports.framework import as_rows, framework_report

router = Router(tags=["results framework"])
Period = Annotated[str, StringConstraints(pattern=r"^(19|20)\d\d(-(0[1-9]|1[0-2]|Q[1-4]|H[12]))?$")]
Share = Annotated[float, Field(ge=0, le=100, allow_inf_nan=False)]
Words = Annotated[Text, Field(max_length=200)]


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


class FiguresIn(Said):
    version: int | None = Field(None, description="Of the figures as they were read, where there are some")
    target: Amount | None = None
    target_text: Words = ""
    target_female_share: Share | None = None
    actual: Amount | None = None
    actual_text: Words = ""
    actual_female_share: Share | None = None


class LineIn(Said):
    no: Annotated[Line, Field(max_length=12)]
    level: Words = ""
    wording: Sentence
    kind: Literal["count", "percent", "yes-no"]
    computed_from: Slug | Literal[""] = ""
    less_is_better: bool = False
    programme: Code | None = Field(None, description="May be left out where there is only one")


class LineOut(Schema):
    line: Code
    no: str
    level: str
    wording: str
    kind: str
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
    lines = framework_report(countries=mine, country=country, period=period).lines
    return [
        FrameworkRow(**row, line=line.line, version=line.version) for row, line in zip(as_rows(lines), lines, strict=True)
    ]


@router.put("/framework/{line}/{country}/{period}", response=FrameworkRow, summary="Enter target and actual of a line")
@needs(P.FRAMEWORK_EDIT)
def enter_figures(
    request: HttpRequest, line: Path[Code], country: Path[Country], period: Path[Period], body: FiguresIn
) -> Any:
    indicator = FrameworkIndicator.objects.filter(code=line).first()
    mine = _within(request, P.FRAMEWORK_EDIT)
    if indicator is None or country not in country_names().values() or (mine is not None and country not in mine):
        raise Http404
    changes = body.model_dump(exclude_unset=True, exclude={"version"})
    framework.enter(by=user_of(request), indicator=indicator, country=country, period=period, version=body.version,
                    changes=changes)  # fmt: skip
    return next(row for row in _rows(request, country, period) if row.line == line)


@router.post("/framework/lines", response={201: LineOut}, summary="Add a line to the framework")
@needs(P.FRAMEWORK_EDIT)
def add_line(request: HttpRequest, body: LineIn) -> Any:
    made = framework.add_indicator(by=user_of(request), programme=Programme.objects.meant(body.programme),
                                   **body.model_dump(exclude={"programme"}))  # fmt: skip
    return LineOut(line=made.code, **{f: getattr(made, f) for f in LineOut.model_fields if f != "line"})
