"""Two people said different things: both versions side by side in words ready to show, and the decision for one."""

from datetime import datetime
from typing import Any, Literal, cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from ninja import Path, Query, Router, Schema
from pydantic import Field

from genba.access.doors import find
from genba.access.permissions import Permission as P
from genba.access.policy import visible
from genba.api.words import Code, Listed, Paged, Said, Sentence, listed, needs, user_of
from genba.sync.actions import disagreements
from genba.sync.models import Disagreement
from genba.sync.side_by_side import SideBySide, may_decide, side_by_side

router = Router(tags=["sync"])
LOAD = "receipt__author,theirs_by,decided_by"
KEYS = ("raised_at", "id")


class DisagreementOut(Schema):
    code: Code
    noun: Literal["workshop", "action", "observation", "pulse-ask"]
    of: Code = Field(description="The code of the class or the action; of a KPI that of the enterprise")
    title: str = Field(description="The thing, in words: where the class is, the enterprise")
    about: str = Field(description="Which part of it, in words: a person and a session, an action, a KPI and a period")
    before: str = Field(description="What the device had seen")
    theirs: str = Field(description="What stood when the record arrived")
    mine: str = Field(description="What the device says")
    now: str = Field(description="What stands now")
    stands: str = Field(description="Names what stands now; a decision sends it back, so that nothing is overwritten unseen")
    is_changed: bool = Field(description="What stands has changed once more since the record arrived")
    theirs_by: str | None = Field(description="The name of whoever said so")
    theirs_at: datetime | None
    mine_by: str = Field(description="The name of the author of the record")
    mine_at: datetime
    record: str = Field(description="The record's own number")
    raised_at: datetime
    may_decide: bool = Field(description="Whether whoever asks may decide")
    decided_at: datetime | None
    decided_by: str | None
    is_mine: bool | None = Field(description="Decided for what the device says")
    reason: str


class Which(Paged):
    state: Literal["open", "decided", "all"] = "open"


class ChoiceIn(Said):
    is_mine: bool = Field(description="True: what the device says takes the place of what stands")
    reason: Sentence = ""
    stands: str = Field("", max_length=16, pattern=r"^[0-9a-f]*$", description="As it was read; left out, whatever stands")


def shown(side: SideBySide) -> DisagreementOut:
    row = side.row
    return DisagreementOut(
        code=row.code, noun=cast(Any, row.noun), of=row.of, title=side.title, about=side.about, before=side.before, theirs=side.theirs,
        mine=side.mine, now=side.now, stands=side.stands, is_changed=side.is_changed, theirs_at=row.theirs_at,
        theirs_by=row.theirs_by.name if row.theirs_by else None, mine_by=row.receipt.author.name, mine_at=side.mine_at,
        record=str(row.receipt_id), raised_at=row.raised_at, may_decide=side.may_decide, decided_at=row.decided_at,
        decided_by=row.decided_by.name if row.decided_by else None, is_mine=row.is_mine, reason=row.reason,
    )  # fmt: skip


@router.get("/disagreements", response=Listed[DisagreementOut], summary="Where two people said different things")
@needs(P.DEVICE_READ)
def list_disagreements(request: HttpRequest, asked: Query[Which]) -> Any:
    """Those about whatever is within reach, the longest waiting first."""
    user = user_of(request)
    rows = visible(user, P.DEVICE_READ, Disagreement).select_related(*LOAD.split(","))
    if asked.state != "all":
        rows = rows.filter(decided_at__isnull=asked.state == "open")
    part = listed(rows, KEYS, asked, lambda row: row)
    return Listed(items=[shown(side) for side in side_by_side(user, part.items)], next=part.next)


@router.get("/disagreements/{code}", response=DisagreementOut, summary="Both versions side by side")
@needs(P.DEVICE_READ)
def read_disagreement(request: HttpRequest, code: Path[Code]) -> Any:
    return _read(user_of(request), code)


def _read(user: Any, code: str) -> DisagreementOut:
    return shown(side_by_side(user, [find(user, P.DEVICE_READ, Disagreement, code, load=LOAD)])[0])


@router.post("/disagreements/{code}/decision", response={201: DisagreementOut}, summary="Decide for one of the two versions")
@needs(P.RECORD_SETTLE)
def decide(request: HttpRequest, code: Path[Code], body: ChoiceIn) -> Any:
    """By whoever may mark the class, decide about the action or write down the value itself. Once."""
    user = user_of(request)
    row = find(user, P.RECORD_SETTLE, Disagreement, code)
    if not may_decide(user, row):
        raise PermissionDenied
    disagreements.decide(by=user, disagreement=row, is_mine=body.is_mine, reason=body.reason, stands=body.stands)
    return _read(user, code)
