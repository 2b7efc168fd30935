"""Filed reports: those within reach, one as it was filed, and what a version changed against the one before."""

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from ninja import Path, Query, Router, Schema
from pydantic import Field

from genba.access.doors import find
from genba.access.permissions import Permission as P
from genba.access.policy import visible
from genba.api.words import Code, Listed, Paged, listed, needs, user_of
from genba.filing import actions
from genba.filing.document import Document, as_data, document_of
from genba.filing.models import Filed
from genba.filing.readable import readable

router = Router(tags=["reports"])
KEYS = ("-made_at", "-id")
OF = ("programme", "cohort", "enterprise", "brand")
VERSIONS = ("supersedes", "superseded_by")
LONG = ("contents", "differences")  # what it says; a list, and the versions beside one, do without


class SendingOut(Schema):
    sent_on: date
    sent_to: str


class FiledOut(Schema):
    code: Code
    kind: str = Field(description="donor, country, annual, cohort, enterprise or brand")
    programme: Code
    country: str | None = Field(description="null: of all")
    cohort: Code | None
    enterprise: Code | None
    brand: Code | None
    starts_on: date | None = Field(description="null: from the beginning until it was made")
    ends_on: date | None
    language: str
    version: int
    supersedes: Code | None = Field(description="The version before")
    superseded_by: Code | None = Field(description="The version after; null: this is the latest")
    reason: str = Field(description="Why there is a new version")
    seal: str = Field(description="SHA-256 of what it says")
    data_at: datetime | None = Field(description="Of the oldest of its figures")
    made_at: datetime
    made_by: str | None = Field(description="A name; null: the command line")
    sendings: list[SendingOut]


class WhichFiled(Paged):
    versions: bool = Field(False, description="Also those that another version replaced")


class DifferenceOut(Schema):
    what: list[str] = Field(description="value, interval, n, target, baseline, withheld, definition, unit; or new; or gone")
    before: dict[str, Any] | None = Field(description="The whole figure as it was; null: it was not there")
    after: dict[str, Any] | None = Field(description="The whole figure as it is; null: it is gone")
    runs_on: bool = Field(description="It also holds later data, so it may have moved without anybody putting it right")


class DifferencesOut(Schema):
    code: Code
    version: int
    supersedes: Code | None
    reason: str
    differences: list[DifferenceOut]


def filed_out(row: Filed) -> FiledOut:
    plain = ("code", "kind", "starts_on", "ends_on", "language", "version", "reason", "seal", "data_at", "made_at")
    facts: dict[str, Any] = {name: getattr(row, name) for name in plain}
    facts |= {name: _code(getattr(row, name, None)) for name in (*OF, *VERSIONS)}
    sent = [SendingOut(sent_on=one.sent_on, sent_to=one.sent_to) for one in row.sendings.all()]
    return FiledOut(**facts, country=row.country_id, made_by=row.made_by.name if row.made_by else None, sendings=sent)


def _code(thing: Any) -> str | None:
    return str(thing.code) if thing else None


@router.get("/filed", response=Listed[FiledOut], summary="List filed reports, the latest first")
@needs(P.REPORT_READ)
def list_filed(request: HttpRequest, asked: Query[WhichFiled]) -> Any:
    """The latest version of each; without what they say."""
    rows = (
        visible(user_of(request), P.REPORT_READ, Filed)
        .select_related(*OF, *VERSIONS, "made_by")
        .prefetch_related("sendings")
    )
    if not asked.versions:
        rows = rows.filter(superseded_by=None)
    rows = rows.defer(*LONG, *(f"{other}__{name}" for other in VERSIONS for name in LONG))
    return listed(rows, KEYS, asked, filed_out)


@router.get("/filed/{code}", response=dict[str, Any], summary="Read a report as it was filed")
@needs(P.REPORT_READ)
def read_filed(request: HttpRequest, code: Path[Code]) -> Any:
    """The same as its file of data on the page. Nothing in it moves."""
    return as_data(_opened(request, code))


@router.get("/filed/{code}/differences", response=DifferencesOut, summary="What a version changed against the one before")
@needs(P.REPORT_READ)
def read_differences(request: HttpRequest, code: Path[Code]) -> Any:
    """Figure by figure; a first version has none."""
    document = _opened(request, code)
    return DifferencesOut(
        code=document.code, version=document.version, supersedes=document.supersedes or None, reason=document.reason,
        differences=[DifferenceOut(**one.as_data(), runs_on=one.runs_on) for one in document.differences],
    )  # fmt: skip


def _opened(request: HttpRequest, code: str) -> Document:
    """Refused where its seal is broken, and where an enterprise in it took its consent back."""
    user = user_of(request)
    filed = find(user, P.REPORT_READ, Filed, code, load="supersedes,brand")
    document = document_of(readable(filed))
    actions.look(by=user, filed=filed)
    return document
