"""Enterprises in training, written straight as rows: many of them, with the months and counts that a test is about."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from genba.audit.actions import SYSTEM
from genba.delivery.models import Attendance, Participant, Participation, Session, Workshop
from genba.directory.actions import enterprises, people
from genba.directory.models import Enterprise, Provider
from genba.observations.models import Baseline, Observation, PracticeCheck
from genba.plans.models import Action
from genba.programmes.actions import engagements
from genba.programmes.models import Engagement
from tests.cast import AGREED, Cast

MODULE = "workplace-cooperation"
CLASS_DAY = date(2026, 3, 10)
BEFORE = ("2025-12", "2026-01", "2026-02")
AFTER = ("2026-04", "2026-05", "2026-06")


def firm(
    cast: Cast, name: str, *, country: str = "KE", provider: Provider | None = None, isic: str = "1410",
    agreed_on: date = AGREED, workforce: dict[tuple[str, str], int] | None = None, shares: Any = (), price: int = 0,
    currency: str = "USD", owned: str = "",
) -> Engagement:  # fmt: skip
    """An enterprise that takes the module."""
    made = enterprises.register(by=SYSTEM, name=name, country=country, isic=isic, workforce=workforce,
                                owned=owned, provider=provider or cast.provider)  # fmt: skip
    return engagements.open_engagement(
        by=SYSTEM, programme=cast.programme, enterprise=made, module=MODULE, provider=provider or cast.provider,
        trainer=cast.omar, agreed_on=agreed_on, price=Decimal(price), currency=currency, shares=shares,
    )  # fmt: skip


def train(cast: Cast, *taking: Engagement, on: date = CLASS_DAY, country: str = "KE", provider: Any = None) -> Workshop:
    """A workshop of one day, in the morning and in the afternoon, of 180 minutes each."""
    workshop = Workshop.objects.create(
        programme=cast.programme, provider=provider or cast.provider, country_id=country, trainer=cast.omar, module=MODULE,
        place="Hall", starts_on=on, ends_on=on,
    )  # fmt: skip
    for part in ("morning", "afternoon"):
        Session.objects.create(workshop=workshop, held_on=on, part=part, minutes=180)
    for engagement in taking:
        Participation.objects.create(workshop=workshop, engagement=engagement)
    return workshop


def attend(
    cast: Cast, workshop: Workshop, engagement: Engagement, name: str, sex: str, role: str, *minutes: int
) -> Participant:
    """Somebody on the roster who was there for so many minutes of each session."""
    person = people.register(by=SYSTEM, enterprise=engagement.enterprise, name=name, role=role, sex=sex)
    return seat(cast, workshop, engagement, person, sex, role, *minutes)


def seat(
    cast: Cast, workshop: Workshop, engagement: Engagement, person: Any, sex: str, role: str, *minutes: int
) -> Participant:
    there = Participant.objects.create(workshop=workshop, engagement=engagement, person=person, sex=sex, role=role)
    for session, there_for in zip(workshop.sessions.all(), minutes, strict=False):
        Attendance.objects.create(session=session, participant=there, minutes=there_for, marked_by=cast.omar)
    return there


def count(
    enterprise: Enterprise, indicator: str, months: tuple[str, ...], numerator: float, denominator: float, *, part: str = ""
) -> None:
    """The same numerator and denominator in each of these months."""
    for month in months:
        first = date.fromisoformat(f"{month}-01")
        Observation.objects.create(
            enterprise=enterprise, indicator=indicator, starts_on=first, part=part,
            ends_on=(first + timedelta(days=31)).replace(day=1) - timedelta(days=1),
            numerator=numerator, denominator=denominator, unit="%",
        )  # fmt: skip


def change(engagement: Engagement, indicator: str, was: float, now: float, of: float = 1000) -> None:
    """`was` of `of` in each month before the class, `now` of `of` in each month after it."""
    count(engagement.enterprise, indicator, BEFORE, was, of)
    count(engagement.enterprise, indicator, AFTER, now, of)


def check(cast: Cast, engagement: Engagement, practice: str, **states: str) -> None:
    """What was seen of a practice; days are written as keywords: d20260201="absent"."""
    for day, state in states.items():
        PracticeCheck.objects.create(engagement=engagement, practice=practice, recorded_by=cast.omar, state=state,
                                     checked_on=date(int(day[1:5]), int(day[5:7]), int(day[7:])))  # fmt: skip


def saved(engagement: Engagement, amount: int, kind: str = "monthly", currency: str = "USD") -> Action:
    """An action of the plan with an actual saving."""
    return Action.objects.create(
        engagement=engagement, problem="Long searches", action="A place for every tool", owner="Lina",
        due_on=date(2026, 5, 1), proposed_on=date(2026, 3, 20), saving_kind=kind, actual_saving=Decimal(amount),
        currency=currency,
    )  # fmt: skip


def baseline(cast: Cast, engagement: Engagement, on: date = AGREED) -> Baseline:
    return Baseline.objects.create(engagement=engagement, taken_on=on, taken_by=cast.omar)
