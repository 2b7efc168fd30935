"""Enterprises that completed a module: what lasted, and which module may come next."""

from datetime import date
from typing import Any, Literal

from django.http import HttpRequest
from django.utils.translation import get_language
from ninja import Path, Query, Router, Schema
from pydantic import Field

from genba.access.doors import find
from genba.access.permissions import Permission as P
from genba.access.policy import visible
from genba.api.words import Code, Country, Line, Listed, Paged, Slug, listed, needs, user_of
from genba.closeout.lasting import alumni, narrowed
from genba.closeout.models import Completion
from genba.closeout.suggestions import Gap, outlook
from genba.programmes.models import Engagement

router = Router(tags=["close-out"])


class AlumnusOut(Schema):
    certificate: Code
    enterprise: Code
    enterprise_name: str
    country: Country
    provider: Code
    trainer: Code | None
    module: str
    completed_on: date
    rule_met: bool
    last_months: int | None = Field(description="Months after completion of the last follow-up done")
    last_done_on: date | None
    still_practised: int | None = Field(description="Of `asked`, at the last follow-up")
    asked: int | None = Field(description="Practices asked about, answers that nobody knows left out")
    next_due_on: date | None


class AskedAlumni(Paged):
    module: Slug | None = None
    country: Country | None = None
    q: Line = Field("", description="Part of the name")
    followed: Literal["due", "six", "twelve"] | None = Field(
        None, description="A follow-up is due, or was done after so many months"
    )


class GapOut(Schema):
    area: str
    label: str
    absent: int = Field(description="Practices that are not practised")
    seen: int = Field(description="Practices that somebody looked at")


class SuggestionOut(Schema):
    module: str
    title: str
    gaps: list[GapOut] = Field(description="Which gaps it answers, the widest first")


class OutlookOut(Schema):
    engagement: Code
    gaps: list[GapOut]
    suggestions: list[SuggestionOut]
    others: bool = Field(description="Whether there is any other module to take at all")


def alumnus_out(row: Any) -> AlumnusOut:
    e = row.engagement
    return AlumnusOut(
        certificate=row.code, enterprise=e.enterprise.code, enterprise_name=e.enterprise.name, country=e.enterprise.country_id,
        provider=e.provider.code, trainer=e.trainer.code if e.trainer else None, module=e.module,
        completed_on=row.completed_on, rule_met=row.is_met, last_months=row.last_months, last_done_on=row.last_done_on,
        still_practised=row.n_still, asked=row.n_asked, next_due_on=row.next_due_on,
    )  # fmt: skip


@router.get("/alumni", response=Listed[AlumnusOut], summary="List enterprises that completed a module, the latest first")
@needs(P.ENGAGEMENT_READ)
def list_alumni(request: HttpRequest, asked: Query[AskedAlumni]) -> Any:
    wanted = {"module": asked.module or "", "country": asked.country or "", "q": asked.q, "followed": asked.followed or ""}
    rows = alumni(narrowed(visible(user_of(request), P.SHEET_READ, Completion), wanted))
    rows = rows.select_related("engagement__enterprise", "engagement__provider", "engagement__trainer")
    return listed(rows, ("-completed_on", "-id"), asked, alumnus_out)


@router.get("/engagements/{code}/outlook", response=OutlookOut, summary="Which module may come next, from the gaps")
@needs(P.ENGAGEMENT_READ)
def read_outlook(request: HttpRequest, code: Path[Code]) -> Any:
    engagement = find(user_of(request), P.ENGAGEMENT_READ, Engagement, code)
    found = outlook(engagement, get_language() or "en")
    suggestions = [
        SuggestionOut(module=s.module, title=s.title, gaps=[gap_out(g) for g in s.gaps]) for s in found.suggestions
    ]
    return OutlookOut(engagement=engagement.code, gaps=[gap_out(g) for g in found.gaps], suggestions=suggestions,
                      others=found.others)  # fmt: skip


def gap_out(gap: Gap) -> GapOut:
    return GapOut(area=gap.area, label=gap.label, absent=gap.absent, seen=gap.n)
