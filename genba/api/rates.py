"""Dated exchange rates: those that are written down, more of one source, and the savings that wait for one."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any

from django.conf import settings
from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from genba.access.permissions import Permission as P
from genba.access.policy import reach, visible
from genba.api.words import Code, Day, Listed, Paged, Said, Text, listed, needs, told_as, user_of
from genba.impact.actions import rates
from genba.impact.models import ExchangeRate
from genba.impact.rates import waiting

router = Router(tags=["figures"])
KEYS = ("-dated_on", "-id")
Units = Annotated[Decimal, Field(gt=0, max_digits=17, decimal_places=6)]  # as many as the model keeps


class RateOut(Schema):
    code: Code
    currency: str
    dated_on: date
    units: Decimal = Field(description="So many of the currency for one of `base`")
    base: str = Field(description="The currency of the programme")
    source: str
    entered_at: datetime
    entered_by: str | None = Field(description="A name; null where it came from a file")


class RateIn(Said):
    currency: str = Field(pattern=r"^[A-Z]{3}$")
    dated_on: Day
    units: Units = Field(description="So many of it for one of the programme's currency")


class RatesIn(Said):
    source: Annotated[Text, Field(max_length=200, description="Whose rates these are, such as a central bank")]
    rates: list[RateIn] = Field(min_length=1, max_length=rates.AT_ONCE)


class WaitingOut(Schema):
    currency: str
    month: date | None = Field(
        description="The first day of the month in which they were stated; null: nobody wrote down when"
    )
    n: int = Field(description="So many savings")


def rate_out(row: ExchangeRate) -> RateOut:
    plain = ("code", "currency", "dated_on", "units", "base", "source", "entered_at")
    return RateOut(
        **{name: getattr(row, name) for name in plain}, entered_by=row.entered_by.name if row.entered_by else None
    )


@router.get("/rates", response=Listed[RateOut], summary="List the exchange rates, the latest first")
@needs(P.PROGRAMME_READ)
def list_rates(request: HttpRequest, asked: Query[Paged]) -> Any:
    rows = visible(user_of(request), P.PROGRAMME_READ, ExchangeRate).filter(base=settings.CURRENCY)
    return listed(rows.select_related("entered_by"), KEYS, asked, rate_out)


@router.post("/rates", response={201: list[RateOut]}, summary="Write down rates of one source, all or none")
@needs(P.RATE_ENTER)
def enter_rates(request: HttpRequest, body: RatesIn) -> Any:
    """Gives those that are new or different. A day that has a rate already gets the new one."""
    said = [rates.Said(one.currency, one.dated_on, one.units) for one in body.rates]
    with told_as(lines="rates"):
        made = rates.enter(by=user_of(request), said=said, source=body.source)
    return [rate_out(row) for row in made]


@router.get("/rates/waiting", response=list[WaitingOut], summary="The savings that wait for a rate, by currency and month")
@needs(P.PROGRAMME_READ)
def list_waiting(request: HttpRequest) -> Any:
    """Those of the countries within reach."""
    within = reach(user_of(request), P.PROGRAMME_READ)
    found = waiting(None if within is None else within.get("country", []))
    return [WaitingOut(currency=one.currency, month=one.month, n=one.n) for one in found]
