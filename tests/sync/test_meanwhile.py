"""What happened while a phone had no network: nothing that was typed is lost, and whoever typed it is told."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from genba.access.actions import users
from genba.access.models import User
from genba.delivery.actions import timetable
from genba.delivery.models import Attendance, Visit
from genba.kit.outbox import drain
from genba.programmes.actions import trainers
from genba.sync import tasks
from genba.sync.models import Disagreement, Outcome, Receipt
from tests.cast import Cast
from tests.scenes_classes import Classroom, a_class
from tests.scenes_field import has_baseline
from tests.sync.devices import MADE, Phone

pytestmark = pytest.mark.django_db


@pytest.fixture
def room(cast: Cast) -> Classroom:
    return a_class(cast)


@pytest.fixture
def phone(cast: Cast) -> Phone:
    has_baseline(cast)
    return Phone(cast.omar)


def a_list(room: Classroom, number: int = 0, *, seen: dict[str, int] | None = None, **marks: int) -> dict[str, Any]:
    return {"workshop": room.workshop.code, "session": room.sessions[number].key, "marks": marks, "seen": seen or {}}


def a_visit(cast: Cast) -> dict[str, Any]:
    return {"engagement": cast.engagement.code, "visited_on": "2026-03-12", "advice": "Mark the aisle."}


def test_a_trainer_whose_certificate_is_over_meanwhile_has_both_a_list_and_a_visit_kept(
    cast: Cast, room: Classroom, phone: Phone
) -> None:
    trainers.certify(by=cast.director, trainer=cast.omar, module="workplace-cooperation", valid_from=date(2025, 1, 1),
                     valid_until=date(2026, 3, 1))  # fmt: skip

    told = phone.send(
        phone.record("visit", a_visit(cast)), phone.record("attendance", a_list(room, **{cast.rosa.code: 180}))
    )

    assert [one.state for one in told] == ["accepted", "accepted"]


def test_a_trainer_whose_role_ended_meanwhile_is_told_and_the_record_is_kept_for_the_desk(
    cast: Cast, room: Classroom, phone: Phone
) -> None:
    records = phone.record("visit", a_visit(cast)), phone.record("attendance", a_list(room, **{cast.rosa.code: 180}))
    users.take(by=cast.director, grant=cast.omar.grants.get(), reason="Left")
    phone.user = User.objects.get(pk=cast.omar.pk)

    told = phone.send(*records)

    assert [one.state for one in told] == ["refused", "refused"] and all(one.said for one in told)
    assert Receipt.objects.count() == 2 and not Visit.objects.exists() and not Attendance.objects.exists()


def test_a_class_that_was_moved_meanwhile_keeps_the_list_of_the_day_that_is_no_more(
    cast: Cast, room: Classroom, phone: Phone
) -> None:
    record = phone.record("attendance", a_list(room, **{cast.rosa.code: 180}))
    soon = timezone.localdate() + timedelta(days=20)
    timetable.move_class(by=cast.coordinator, workshop=room.workshop, version=room.workshop.version, reason="Flood",
                         days=[soon, soon + timedelta(days=1)], because="Agreed by telephone")  # fmt: skip

    (told,) = phone.send(record)

    assert told.state == "waiting" and "moved" in told.said[0]
    assert Receipt.objects.get().body["marks"] == {cast.rosa.code: 180} and not Attendance.objects.exists()


@pytest.mark.parametrize("more", [0, 30])
def test_a_clock_that_is_set_back_between_two_records_does_not_turn_their_order_round(
    cast: Cast, room: Classroom, phone: Phone, more: int
) -> None:
    first = phone.record("attendance", a_list(room, **{cast.rosa.code: 180}))
    then = replace(
        phone.record("attendance", a_list(room, seen={cast.rosa.code: 180}, **{cast.rosa.code: 90})),
        made_at=MADE - timedelta(days=365),
    )

    phone.send(first, then, *[phone.record("weather", {"n": n}) for n in range(more)])
    assert tasks.WORK_THROUGH and drain() == bool(more)

    assert Attendance.objects.get().minutes == 90 and not Disagreement.objects.exists()
    told = phone.send(first, then)
    assert [one.state for one in told] == ["accepted", "flagged"] and "days" in told[1].said[0]


def test_a_record_of_five_megabytes_is_told_and_holds_up_no_other(cast: Cast, room: Classroom, phone: Phone) -> None:
    huge = phone.record("visit", {**a_visit(cast), "advice": "x" * 5_000_000})
    good = phone.record("visit", a_visit(cast))

    told = phone.send(huge, good)

    assert [one.state for one in told] == ["refused", "accepted"] and "Export it" in told[0].said[0]
    assert Receipt.objects.get().pk == good.id


def test_a_whole_outbox_that_is_sent_twice_is_kept_once(cast: Cast, room: Classroom, phone: Phone) -> None:
    outbox = [
        phone.record("visit", a_visit(cast)),
        *[phone.record("attendance", a_list(room, n, **{cast.rosa.code: 180, cast.lina.code: 0})) for n in range(4)],
        phone.record("attendance", {"workshop": room.workshop.code}),
        phone.record("weather", {"rain": True}),
    ]

    first, again = phone.send(*outbox), phone.send(*reversed(outbox))

    assert again == first[::-1] and Visit.objects.count() == 1 and Attendance.objects.count() == 8
    assert Receipt.objects.count() == Outcome.objects.count() == len(outbox)
