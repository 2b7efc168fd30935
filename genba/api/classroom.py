"""The day of a class: who else was in the room, what was called off and held again, and the free days of a country."""

from datetime import date
from typing import Any, Literal

from django.db import transaction
from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Path, Query, Router, Schema, Status
from pydantic import Field

from genba.access.doors import find
from genba.access.permissions import Permission as P
from genba.access.policy import visible
from genba.api.attendance import SessionKey
from genba.api.words import (
    Code,
    Country,
    Day,
    Line,
    Listed,
    Paged,
    Said,
    Sentence,
    Version,
    listed,
    named,
    needs,
    told_as,
    user_of,
)
from genba.api.workshops import WholeWorkshop, whole
from genba.delivery.actions import calling_off, guests
from genba.delivery.models import Guest, Workshop
from genba.directory.actions import holidays
from genba.directory.models import Country as CountryRow
from genba.directory.models import Holiday
from genba.kit.refused import Refused

router = Router(tags=["workshops"])
Kind = Literal["observer", "co-trainer", "interpreter", "other"]


class GuestOut(Schema):
    code: Code
    there_on: date
    kind: Kind
    name: str
    organisation: str


class GuestIn(Said):
    there_on: Day = Field(description="A day of the class that has come")
    kind: Kind
    name: Line
    organisation: Line = ""


class CallOffIn(Said):
    version: Version = Field(description="Of the workshop, as it was read")
    reason: Sentence
    session: SessionKey | None = Field(None, description="Only this one; left out: the whole class")


class HoldAgainIn(Said):
    version: Version = Field(description="Of the workshop, as it was read")
    days: list[Day] = Field(min_length=1, max_length=10, description="As many as were called off")
    called_off: Code | None = Field(None, description="Only this session; left out: all that are called off")
    because: Sentence = Field("", description="Why so, where something speaks against a day: it is said in the refusal")


class HolidayOut(Schema):
    code: Code
    country: Country
    held_on: date
    name: str


class FreeDay(Said):
    held_on: Day
    name: Line


class HolidaysIn(Said):
    country: Country
    days: list[FreeDay] = Field(min_length=1, max_length=holidays.AT_ONCE)


class Asked(Paged):
    country: Country | None = None
    since: Day | None = Field(None, description="The first day of this year, if left out")


def _guest(row: Guest) -> GuestOut:
    return GuestOut(**{f: getattr(row, f) for f in ("code", "there_on", "kind", "name", "organisation")})


def _holiday(row: Holiday) -> HolidayOut:
    return HolidayOut(code=row.code, country=row.country_id, held_on=row.held_on, name=row.name)


@router.get(
    "/workshops/{code}/guests", response=Listed[GuestOut], summary="List who else was in the room; they count nowhere"
)
@needs(P.PERSON_READ)
def list_guests(request: HttpRequest, code: Path[Code], asked: Query[Paged]) -> Any:
    user = user_of(request)
    workshop = find(user, P.WORKSHOP_READ, Workshop, code)
    return listed(visible(user, P.PERSON_READ, Guest).filter(workshop=workshop), ("there_on", "id"), asked, _guest)


@router.post("/workshops/{code}/guests", response={201: GuestOut}, summary="Note who else was in the room")
@needs(P.ATTENDANCE_MARK)
def note_guest(request: HttpRequest, code: Path[Code], body: GuestIn) -> Any:
    user = user_of(request)
    workshop = find(user, P.ATTENDANCE_MARK, Workshop, code, load="trainer")
    return _guest(guests.note(by=user, workshop=workshop, **body.model_dump()))


@router.delete("/workshops/{code}/guests/{guest}", response={204: None}, summary="Take off a guest who was not there")
@needs(P.ATTENDANCE_MARK)
def remove_guest(request: HttpRequest, code: Path[Code], guest: Path[Code]) -> Any:
    user = user_of(request)
    workshop = find(user, P.ATTENDANCE_MARK, Workshop, code)
    row = visible(user, P.ATTENDANCE_MARK, Guest).filter(workshop=workshop, code=guest).first()
    if row is None:
        raise Http404
    guests.remove(by=user, guest=row)
    return Status(204, None)


@router.post("/workshops/{code}/calling-off", response={201: WholeWorkshop}, summary="Call off a class or one session of it")
@needs(P.WORKSHOP_PLAN)
@transaction.atomic
def call_off(request: HttpRequest, code: Path[Code], body: CallOffIn) -> Any:
    user = user_of(request)
    workshop = find(user, P.WORKSHOP_PLAN, Workshop, code)
    session = next((s for s in workshop.sessions.all() if s.key == body.session), None)
    if body.session and session is None:
        raise Refused(_("There is no “%(code)s” within your reach.") % {"code": body.session}, field="session")
    calling_off.call_off(by=user, workshop=workshop, version=body.version, reason=body.reason, session=session)
    return whole(find(user, P.WORKSHOP_PLAN, Workshop, code, load="provider,trainer"), user)


@router.post("/workshops/{code}/new-days", response={201: WholeWorkshop}, summary="Give what was called off new days")
@needs(P.WORKSHOP_PLAN)
@transaction.atomic
def hold_again(request: HttpRequest, code: Path[Code], body: HoldAgainIn) -> Any:
    user = user_of(request)
    workshop = find(user, P.WORKSHOP_PLAN, Workshop, code)
    one = named(workshop.called_off.standing(), body.called_off, "called_off") if body.called_off else None
    with told_as(starts_on="days"):
        calling_off.hold_again(by=user, workshop=workshop, version=body.version, days=body.days, called_off=one,
                               because=body.because)  # fmt: skip
    return whole(find(user, P.WORKSHOP_PLAN, Workshop, code, load="provider,trainer"), user)


@router.get("/holidays", response=Listed[HolidayOut], summary="List public holidays, the earliest first")
@needs(P.WORKSHOP_READ)
def list_holidays(request: HttpRequest, asked: Query[Asked]) -> Any:
    since = asked.since or timezone.localdate().replace(month=1, day=1)
    rows = holidays.known_to(user_of(request)).filter(held_on__gte=since)
    if asked.country:
        rows = rows.filter(country_id=asked.country)
    return listed(rows, ("held_on", "id"), asked, _holiday)


@router.post("/holidays", response={201: list[HolidayOut]}, summary="Write public holidays of a country down")
@needs(P.HOLIDAY_EDIT)
def note_holidays(request: HttpRequest, body: HolidaysIn) -> Any:
    user = user_of(request)
    country = visible(user, P.HOLIDAY_EDIT, CountryRow).filter(code=body.country).first()
    if country is None:
        raise Refused(_("There is no “%(code)s” within your reach.") % {"code": body.country}, field="country")
    with told_as(lines="days"):
        made = holidays.note(by=user, country=country, days=[(d.held_on, d.name) for d in body.days])
    return [_holiday(row) for row in made]


@router.delete("/holidays/{code}", response={204: None}, summary="Take off a public holiday that is none")
@needs(P.HOLIDAY_EDIT)
def remove_holiday(request: HttpRequest, code: Path[Code]) -> Any:
    user = user_of(request)
    holidays.remove(by=user, holiday=find(user, P.HOLIDAY_EDIT, Holiday, code))
    return Status(204, None)
