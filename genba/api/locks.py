"""Locked months: list, lock, and open one thing with a reason."""

from datetime import date, datetime
from typing import Any, Literal

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Path, Query, Router, Schema
from pydantic import Field

from genba.access.permissions import Permission as P
from genba.access.policy import visible
from genba.api.words import Code, Country, Day, Listed, Paged, Said, Sentence, listed, named, needs, user_of
from genba.directory.models import Country as CountryRow
from genba.kit.refused import Refused
from genba.programmes.actions import locks
from genba.programmes.models import Opening, PeriodLock
from genba.programmes.trainers import providers_for
from genba.review.openable import openable

router = Router(tags=["locks"])
LOADED = ("country", "provider", "locked_by")


class LockOut(Schema):
    code: Code
    month: date = Field(description="Its first day")
    country: str | None
    provider: Code | None
    locked_at: datetime
    locked_by: Code


class LockIn(Said):
    month: Day = Field(description="Any day of it")
    country: Country | None = None
    provider: Code | None = None


class OpeningIn(Said):
    reason: Sentence


class OpeningOut(Schema):
    lock: Code
    noun: str
    thing: Code
    reason: str
    until_on: date


def shown(row: PeriodLock) -> LockOut:
    return LockOut(code=row.code, month=row.month, country=row.country_id, provider=row.provider.code if row.provider else None,
                   locked_at=row.locked_at, locked_by=row.locked_by.code)  # fmt: skip


@router.get("/locks", response=Listed[LockOut], summary="List the locked months within reach, the latest first")
@needs(P.PERIOD_LOCK)
def list_locks(request: HttpRequest, asked: Query[Paged]) -> Any:
    rows = visible(user_of(request), P.PERIOD_LOCK, PeriodLock).select_related(*LOADED)
    return listed(rows, ("-month", "-id"), asked, shown)


@router.post("/locks", response={201: LockOut}, summary="Lock a month of a country or a provider")
@needs(P.PERIOD_LOCK)
def lock_month(request: HttpRequest, body: LockIn) -> Any:
    user = user_of(request)
    provider = named(providers_for(user, P.PERIOD_LOCK), body.provider, "provider") if body.provider else None
    country = visible(user, P.PERIOD_LOCK, CountryRow).filter(code=body.country).first() if body.country else None
    if body.country and country is None:
        raise Refused(_("There is no “%(code)s” within your reach.") % {"code": body.country}, field="country")
    return shown(locks.lock(by=user, month=body.month, country=country, provider=provider))


@router.post("/openings/{noun}/{code}", response={201: list[OpeningOut]}, summary="Open one thing of a locked month")
@needs(P.PERIOD_LOCK)
def open_thing(
    request: HttpRequest,
    noun: Path[Literal["visit", "workshop", "engagement", "enterprise"]],
    code: Path[Code],
    body: OpeningIn,
) -> Any:
    user = user_of(request)
    thing, found = openable(user, noun, code)
    made = locks.open_for(by=user, locks=found, thing=thing, reason=body.reason)
    return [opened(one) for one in made]


def opened(row: Opening) -> OpeningOut:
    return OpeningOut(lock=row.lock.code, noun=row.noun, thing=row.thing, reason=row.reason, until_on=row.until_on)
