"""Figures to check: what is doubtful and who must act, and the two answers: it is right because …, or what is right."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Path, Query, Router, Schema
from pydantic import Field

from genba.access.doors import find
from genba.access.permissions import Permission as P
from genba.access.policy import can, visible
from genba.api.words import (
    Amount,
    Code,
    Country,
    Day,
    Line,
    Listed,
    Paged,
    Said,
    Sentence,
    Slug,
    Text,
    Version,
    listed,
    needs,
    told_as,
    user_of,
)
from genba.kit.refused import Refused
from genba.quality.actions import findings
from genba.quality.models import Finding
from genba.quality.periods import periods_of
from genba.quality.telling import how_settled, method, owner_of, why

router = Router(tags=["quality"])
KEYS = ("-ends_on", "-id")
Check = Literal["range", "unit", "overlap", "copied", "history", "season", "peers", "digits", "missing"]


class FindingOut(Schema):
    code: Code
    enterprise: Code
    name: str = Field(description="Of the enterprise")
    country: str
    indicator: str
    kind: Check = Field(description="By which check it was found")
    starts_on: date
    ends_on: date
    why: str = Field(description="What is doubtful, with its numbers, in a sentence")
    owner: str = Field(description="Who must act, in words")
    is_mine: bool = Field(description="Whoever asks must act")
    found_at: datetime
    settlement: str = Field(description="confirmed, put-right or gone; empty while it is open")
    settled_at: datetime | None
    settled: str = Field(description="How it was settled, in a sentence; empty while it is open")


class PeriodOut(Schema):
    starts_on: date
    ends_on: date
    part: str
    version: int | None = Field(description="Of the value that is recorded; null where there is none")
    numerator: float | None
    denominator: float | None


class WholeFinding(FindingOut):
    rule: str = Field(description="How such a doubt is found")
    periods: list[PeriodOut] = Field(description="What may be put right")


class WhichFindings(Paged):
    state: Literal["open", "settled"] = "open"
    kind: Check | None = None
    country: Country | None = None
    provider: Code | None = None
    indicator: Slug | None = None


class ConfirmIn(Said):
    reason: Annotated[Text, Field(max_length=500, description="Why it is right as it is")]


class CorrectionIn(Said):
    starts_on: Day
    ends_on: Day
    part: Annotated[Line, Field(max_length=60)] = ""
    version: Version | None = Field(None, description="Of the value that is put right, where there is one")
    numerator: Amount | None = Field(None, description="Null together with the denominator: not tracked, and note says why")
    denominator: Amount | None = None
    note: Sentence = ""


def _facts(row: Any, user: Any) -> dict[str, Any]:
    """Of a row with its enterprise and `with_owner()`."""
    plain = ("code", "indicator", "kind", "starts_on", "ends_on", "found_at", "settlement", "settled_at")
    firm = row.enterprise
    return {name: getattr(row, name) for name in plain} | {
        "enterprise": firm.code, "name": firm.name, "country": firm.country_id, "why": why(row), "owner": owner_of(row),
        "is_mine": row.owner_id is not None and row.owner_id == user.pk, "settled": how_settled(row),
    }  # fmt: skip


@router.get("/findings", response=Listed[FindingOut], summary="List figures to check, the latest months first")
@needs(P.FINDING_READ)
def list_findings(request: HttpRequest, asked: Query[WhichFindings]) -> Any:
    user = user_of(request)
    mine: Any = visible(user, P.FINDING_READ, Finding)
    narrow = {name: getattr(asked, name) or "" for name in ("kind", "country", "provider", "indicator")}
    rows = mine.asked(is_settled=asked.state == "settled", **narrow)
    return listed(rows, KEYS, asked, lambda row: FindingOut(**_facts(row, user)))


@router.get("/findings/{code}", response=WholeFinding, summary="Read a finding, its rule and what may be put right")
@needs(P.FINDING_READ)
def read_finding(request: HttpRequest, code: Path[Code]) -> Any:
    user = user_of(request)
    return _whole(find(user, P.FINDING_READ, Finding, code), user)


def _whole(finding: Finding, user: Any) -> WholeFinding:
    row = Finding.objects.filter(pk=finding.pk).select_related("enterprise", "settled_by").with_owner().get()
    periods = periods_of(row) if row.is_open else []
    return WholeFinding(**_facts(row, user), rule=method(row.kind),
                        periods=[PeriodOut(**{**one._asdict(), "version": one.version or None}) for one in periods])  # fmt: skip


@router.post("/findings/{code}/confirmation", response={201: WholeFinding}, summary="Say why it is right as it is")
@needs(P.FINDING_SETTLE)
def confirm_finding(request: HttpRequest, code: Path[Code], body: ConfirmIn) -> Any:
    user = user_of(request)
    finding = find(user, P.FINDING_SETTLE, Finding, code)
    return _whole(findings.confirm(by=user, finding=finding, reason=body.reason), user)


@router.post(
    "/findings/{code}/correction", response={201: WholeFinding}, summary="Record what is right for one of its periods"
)
@needs(P.FINDING_SETTLE)
def correct_finding(request: HttpRequest, code: Path[Code], body: CorrectionIn) -> Any:
    """By whoever may record values of the enterprise. It is looked at anew at once, and stays open while something is doubtful."""
    user = user_of(request)
    finding = find(user, P.FINDING_SETTLE, Finding, code, load="enterprise")
    if not can(user, P.OBSERVATION_RECORD, finding.enterprise):
        raise PermissionDenied
    asked = (body.starts_on, body.ends_on, body.part)
    if finding.is_open and asked not in {(one.starts_on, one.ends_on, one.part) for one in periods_of(finding)}:
        raise Refused(_("The finding is not about these days. Choose one of its periods."), field="starts_on")
    with told_as(period="ends_on"):
        return _whole(findings.put_right(by=user, finding=finding, **body.model_dump()), user)
