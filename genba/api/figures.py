"""Figures: the programme's indicators and the sheet of one enterprise. The same as on the pages, from the same objects."""

from datetime import datetime
from typing import Any, Literal

from django.http import Http404, HttpRequest
from django.utils.translation import get_language
from ninja import Path, Query, Router, Schema
from pydantic import Field

from genba.access.doors import find
from genba.access.permissions import Permission as P
from genba.access.policy import reach
from genba.api.words import Code, Country, Listed, Paged, Slug, listed, named, needs, user_of
from genba.directory.models import Enterprise
from genba.impact.indicators import definitions
from genba.impact.standings import DIMENSIONS, lines
from genba.programmes.models import Engagement
from genba.reports.indicator_rows import row_of
from genba.reports.records import records_of
from genba.reports.sheet import as_data, enterprise_sheet

router = Router(tags=["figures"])
Dimension = Literal[DIMENSIONS]  # type: ignore[valid-type]


class DefinitionOut(Schema):
    code: str
    label: str
    definition: str
    unit: str
    level: str
    by: list[str] = Field(description="By what it can be split, besides country and module")


class IndicatorRow(Schema):
    indicator: str
    label: str
    unit: str
    country: str
    module: str
    by: str
    part: str
    value: float | None = Field(description="Shares and changes are fractions")
    low: float | None
    high: float | None
    n: int | None
    n_trained: int | None
    n_reporting: int | None
    n_improved: int | None
    median: float | None
    median_low: float | None
    median_high: float | None
    q1: float | None
    q3: float | None
    distribution: str | None = Field(
        description="Answers by score from 1 to 5, with blanks between, where there are answers"
    )
    withheld: str = Field(description="Why there is no value, where there is none")
    worked_out_at: datetime
    currency: str = Field(description="Of money that is in one currency, by ISO 4217")


class Asked(Schema):
    code: Slug | None = None
    country: Country | None = None
    module: Slug | None = None
    by: Dimension | None = None


@router.get("/indicators", response=list[DefinitionOut], summary="What is measured: every indicator and its definition")
@needs(P.PROGRAMME_READ)
def list_indicators(request: HttpRequest) -> Any:
    language = get_language() or "en"
    return [DefinitionOut(code=d.code, label=d.label_in(language), definition=d.definition_in(language), level=d.level,
                          unit=d.kpi.unit_in(language) if d.kpi else str(d.unit), by=list(d.by))
            for d in definitions().values()]  # fmt: skip


@router.get("/figures", response=list[IndicatorRow], summary="The programme's figures, whole or split")
@needs(P.PROGRAMME_READ)
def list_figures(request: HttpRequest, asked: Query[Asked]) -> Any:
    """Somebody of one country gets that country; a country beyond one's reach is not found."""
    country = _country(user_of(request), asked.country or "")
    found = lines(code=asked.code or "", country=country, module=asked.module or "", by=asked.by or "", inside=True)
    return [IndicatorRow(**row_of(line, asked.by or "")) for line in found]


def _country(user: Any, asked: str) -> str:
    within = reach(user, P.PROGRAMME_READ)
    if within is None:
        return asked
    mine = sorted(within.get("country", []))
    if not mine or (asked and asked not in mine):
        raise Http404
    return asked or mine[0]


class AskedRecords(Paged):
    country: Country | None = None
    module: Slug | None = None
    part: Literal["reporting", "improved"] | None = Field(None, description="Of a KPI")


@router.get("/figures/{indicator}/records", response=Listed[dict[str, Any]], summary="The records behind a figure")
@needs(P.PROGRAMME_READ)
def list_records(request: HttpRequest, indicator: Path[Slug], asked: Query[AskedRecords]) -> Any:
    """Each record with its cells; which they are depends on the figure, as on the page and in its file."""
    user = user_of(request)
    found = records_of(indicator, user=user, country=_country(user, asked.country or ""), module=asked.module or "",
                       part=asked.part or "")  # fmt: skip
    page = listed(found.rows, found.keys, asked, lambda row: row)
    names = [column.name for column in found.columns]
    return Listed(items=[dict(zip(names, cells, strict=True)) for cells in found.told(page.items)], next=page.next)


class OfEngagement(Schema):
    engagement: Code | None = Field(None, description="Of which module, where it takes several; the latest if left out")


@router.get("/enterprises/{code}/sheet", response=dict[str, Any], summary="The sheet of an enterprise")
@needs(P.SHEET_READ)
def read_sheet(request: HttpRequest, code: Path[Code], asked: Query[OfEngagement]) -> Any:
    enterprise = find(user_of(request), P.SHEET_READ, Enterprise, code)
    if asked.engagement:
        named(Engagement.objects.filter(enterprise=enterprise), asked.engagement, "engagement")
    return as_data(enterprise_sheet(enterprise, language=get_language() or "en", engagement=asked.engagement))
