"""The day of a class: who said by phone that they are here, who watched, a class that was called off, free days."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from genba.access.models import User
from genba.audit.actions import SYSTEM, record
from genba.delivery.actions import attendance, calling_off, guests
from genba.delivery.diary import slot_of
from genba.delivery.models import Arrival, CheckIn, Participant, Workshop
from genba.directory.actions import holidays
from genba.directory.models import Country

IN_TIME, LATE = 2, 25  # people who tap in before the beginning; minutes by which one more comes late
FREE = ((1, 1, "New Year's Day"), (5, 1, "Labour Day"), (6, 1, "Madaraka Day"), (10, 20, "Mashujaa Day"),
        (12, 12, "Jamhuri Day"), (12, 25, "Christmas Day"))  # fmt: skip
AHEAD = timedelta(days=60)


def tap_in(trainer: User, workshop: Workshop) -> None:
    """Three of the first session came by phone, one of them late. That day is over, so that the door cannot be opened
    any more: what it left is written as it would stand."""
    session = workshop.sessions.order_by("pk")[0]
    begins = slot_of(session).begins
    people = list(Participant.objects.filter(workshop=workshop).select_related("person").order_by("pk")[: IN_TIME + 1])
    late = people[-1].person.code
    attendance.mark(by=trainer, workshop=workshop, session=session, version=workshop.version,
                    marks={p.person.code: session.minutes for p in people[:-1]}, gaps={late: attendance.Gap(LATE)})  # fmt: skip
    door = CheckIn.objects.create(
        session=session, opened_by=trainer, closed_by=trainer, closed_at=begins + timedelta(hours=1)
    )
    CheckIn.objects.filter(pk=door.pk).update(opened_at=begins - timedelta(minutes=15))
    for turn, participant in enumerate(people):
        missed = LATE if participant is people[-1] else 0
        at: datetime = begins + timedelta(minutes=missed or turn - 9)
        Arrival.objects.create(check_in=door, participant=participant, arrived_at=at, minutes=session.minutes - missed,
                               on_device=1)  # fmt: skip
        record("arrive", workshop, by=SYSTEM, changes={"session": session.key})


def receive(trainer: User, workshop: Workshop) -> None:
    """Somebody watched on the first day, and is counted nowhere."""
    guests.note(by=trainer, workshop=workshop, there_on=workshop.starts_on, kind="observer", name="Kit Muestra",
                organisation="Harbour Fund")  # fmt: skip


def call_off(by: User, workshop: Workshop, days: Sequence[date]) -> None:
    """The class does not happen as it was planned, and is held on these days instead."""
    workshop.refresh_from_db()
    calling_off.call_off(by=by, workshop=workshop, version=workshop.version, reason="The hall has no power in that week")
    workshop.refresh_from_db()
    calling_off.hold_again(by=by, workshop=workshop, version=workshop.version, days=days, because="Agreed with everybody")


def write_free_days(by: User, country: str, today: date) -> None:
    """The next two public holidays of the calendar that are some way off."""
    days = [(date(year, month, day), name) for year in (today.year, today.year + 1) for month, day, name in FREE]
    to_come = [(on, name) for on, name in days if on >= today + AHEAD]
    holidays.note(by=by, country=Country.objects.get(code=country), days=to_come[:2])
