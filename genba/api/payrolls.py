"""What an enterprise pays its people in a month."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Path, Router, Schema
from pydantic import Field

from genba.access.doors import find
from genba.access.permissions import Permission as P
from genba.api.words import Code, Day, Money, Said, Text, needs, user_of
from genba.directory.actions import payrolls
from genba.directory.models import Enterprise, Payroll

router = Router(tags=["enterprises"])


class PayrollOut(Schema):
    paid_on: date
    amount: Decimal = Field(description="Wages of a month, of all people together")
    currency: str
    people: int
    source: str
    recorded_by: str


class PayrollIn(Said):
    paid_on: Day
    amount: Money
    currency: str = Field(pattern=r"^[A-Z]{3}$")
    people: Annotated[int, Field(ge=1, le=1_000_000)]
    source: Annotated[Text, Field(max_length=200)]


def payroll_out(row: Payroll) -> PayrollOut:
    return PayrollOut(paid_on=row.paid_on, amount=row.amount, currency=row.currency, people=row.people, source=row.source,
                      recorded_by=row.recorded_by.name)  # fmt: skip


@router.get("/enterprises/{code}/payrolls", response=list[PayrollOut], summary="Read the wage bills of an enterprise")
@needs(P.PAYROLL_READ)
def list_payrolls(request: HttpRequest, code: Path[Code]) -> Any:
    enterprise = find(user_of(request), P.PAYROLL_READ, Enterprise, code)
    return [payroll_out(row) for row in enterprise.payrolls.select_related("recorded_by")[:24]]


@router.post("/enterprises/{code}/payrolls", response={201: PayrollOut}, summary="Tell the wage bill of a month")
@needs(P.PAYROLL_TELL)
def tell_payroll(request: HttpRequest, code: Path[Code], body: PayrollIn) -> Any:
    user = user_of(request)
    return payroll_out(payrolls.tell(by=user, enterprise=find(user, P.PAYROLL_TELL, Enterprise, code), **body.dict()))
