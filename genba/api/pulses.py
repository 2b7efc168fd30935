"""Pulses: ten questions to all enterprises within a day, and what breaks first."""

from datetime import date
from typing import Annotated, Any

from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import get_language
from ninja import Path, Query, Router, Schema
from pydantic import Field

from genba.access.doors import find
from genba.access.permissions import Permission as P
from genba.access.policy import visible
from genba.api.words import Code, Country, Day, Listed, Paged, Said, Sentence, Text, listed, needs, user_of
from genba.directory.actions.enterprises import country_row
from genba.pulses import actions
from genba.pulses.models import Pulse, PulseAsk
from genba.pulses.questions import pulse_tool
from genba.pulses.results import asks_of, results_of
from genba.reports.tools import told, wrongs
from genba.reports.tools.data import as_data

router = Router(tags=["pulses"])


class PulseOut(Schema):
    code: Code
    reason: str
    country: Country | None = Field(description="null: wherever the asker had enterprises")
    asked_on: date
    closes_on: date


class PulseResultsOut(PulseOut):
    asked: int = Field(description="Enterprises within your reach")
    answered: int
    results: dict[str, Any] | None = Field(
        description="As the tool crisis-response/pulse gives them; null under five answers"
    )
    detail: str = Field(description="Why there are no results")


class PulseAskOut(Schema):
    code: Code
    pulse: Code
    enterprise: Code
    told_on: date | None = Field(description="When the owner got a mail")
    answered_on: date | None
    answers: dict[str, bool]
    most_needed: str
    way: str = Field(description="link, account, phone, or nothing yet")


class PulseIn(Said):
    reason: Annotated[Text, Field(max_length=200)] = Field(description="What happened; the enterprises read it first")
    closes_on: Day
    country: Country | None = Field(None, description="Left out: every country within reach")


class PulseAnswerIn(Said):
    answers: dict[str, bool] = Field(
        description="By the names of the questions of the tool crisis-response/pulse", max_length=50
    )
    most_needed: Sentence = ""


def shown(row: Any) -> dict[str, Any]:
    plain = {f: getattr(row, f) for f in ("code", "reason", "asked_on", "closes_on")}
    return {**plain, "country": row.country_id}


def shown_ask(row: PulseAsk) -> PulseAskOut:
    plain = {f: getattr(row, f) for f in ("code", "told_on", "answered_on", "answers", "most_needed", "way")}
    return PulseAskOut(**plain, pulse=row.pulse.code, enterprise=row.enterprise.code)


@router.get("/pulses", response=Listed[PulseOut], summary="List pulses, the latest first")
@needs(P.PULSE_READ)
def list_pulses(request: HttpRequest, asked: Query[Paged]) -> Any:
    rows: Any = visible(user_of(request), P.PULSE_READ, Pulse)
    return listed(rows, ("-asked_on", "-id"), asked, lambda row: PulseOut(**shown(row)))


@router.post("/pulses", response={201: PulseOut}, summary="Ask every enterprise within reach")
@needs(P.PULSE_SEND)
@transaction.atomic
def send_pulse(request: HttpRequest, body: PulseIn) -> Any:
    country = country_row(body.country) if body.country else None
    made = actions.ask_everyone(by=user_of(request), reason=body.reason, closes_on=body.closes_on, country=country)
    return PulseOut(**shown(made))


@router.get("/pulses/{code}", response=PulseResultsOut, summary="What came back, by country and kind of business")
@needs(P.PULSE_READ)
def read_pulse(request: HttpRequest, code: Path[Code]) -> Any:
    pulse, language = find(user_of(request), P.PULSE_READ, Pulse, code), get_language() or "en"
    found, tool = results_of(user_of(request), pulse, language), pulse_tool()
    results = as_data(told(tool, found.given, found.answer, language), found.answer) if found.answer else None
    why = str(wrongs(tool, found.no, language)[0]) if found.no else ""
    return PulseResultsOut(**shown(pulse), asked=found.asked, answered=found.answered, results=results, detail=why)


@router.get("/pulses/{code}/asks", response=Listed[PulseAskOut], summary="Who was asked, and what each answered")
@needs(P.PULSE_READ)
def list_asks(request: HttpRequest, code: Path[Code], asked: Query[Paged]) -> Any:
    pulse = find(user_of(request), P.PULSE_READ, Pulse, code)
    rows = asks_of(user_of(request), pulse).select_related("pulse", "enterprise")
    return listed(rows.order_by(), ("id",), asked, shown_ask)


@router.put("/pulse-asks/{code}/answers", response=PulseAskOut, summary="Write down what an enterprise said")
@needs(P.PULSE_ANSWER)
def answer_pulse(request: HttpRequest, code: Path[Code], body: PulseAnswerIn) -> Any:
    """By whoever called it. The last word counts."""
    user = user_of(request)
    ask = find(user, P.PULSE_ANSWER, PulseAsk, code, load="pulse,enterprise")
    return shown_ask(
        actions.answer(by=user, ask=ask, answers=body.answers, most_needed=body.most_needed, way=PulseAsk.Way.PHONE)
    )
