"""A list that was taken without a network: nothing that was typed is lost, nothing that others typed is overwritten."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from genba.delivery.actions import calling_off, workshops
from genba.delivery.models import Attendance, Participant
from genba.directory.actions import merges, people
from genba.directory.models import Person
from genba.programmes.actions import locks
from genba.sync.actions.receiving import become_fact
from genba.sync.models import Disagreement, MadeHere, Receipt
from tests.cast import Cast
from tests.scenes_classes import Classroom, a_class, keep
from tests.sync.devices import Phone

pytestmark = pytest.mark.django_db


@pytest.fixture
def room(cast: Cast) -> Classroom:
    return a_class(cast)


@pytest.fixture
def phone(cast: Cast) -> Phone:
    return Phone(cast.omar)


def a_list(room: Classroom, number: int = 0, **more: Any) -> dict[str, Any]:
    return {"workshop": room.workshop.code, "session": room.sessions[number].key, "marks": {}, **more}


def test_what_somebody_marked_meanwhile_stands_and_both_are_kept(cast: Cast, room: Classroom, phone: Phone) -> None:
    record = phone.record("attendance", a_list(room, marks={cast.lina.code: 180, cast.rosa.code: 180}))
    keep(cast, room, room.sessions[0], rosa=0)

    (told,) = phone.send(record)

    assert told.state == "flagged" and "1 of these people" in told.said[0]
    now = dict(room.sessions[0].attendances.values_list("participant__person__code", "minutes"))
    assert now == {cast.lina.code: 180, cast.rosa.code: 0}
    kept = Disagreement.objects.get()
    assert (kept.before, kept.theirs, kept.mine) == (None, 0, 180) and kept.about.endswith(cast.rosa.code)


def test_two_devices_that_say_the_same_do_not_disagree(cast: Cast, room: Classroom, phone: Phone) -> None:
    other = Phone(cast.coordinator)
    marks = {cast.lina.code: 180, cast.rosa.code: 0}

    told = phone.send(phone.record("attendance", a_list(room, marks=marks))) + other.send(
        other.record("attendance", a_list(room, marks=marks))
    )

    assert [one.state for one in told] == ["accepted", "accepted"] and not Disagreement.objects.exists()


def test_whoever_walked_in_is_made_once_whichever_list_arrives_first(cast: Cast, room: Classroom, phone: Phone) -> None:
    one = {"id": str(uuid4()), "enterprise": cast.garments.code, "name": "Chi Contoh", "sex": "female", "role": "worker"}
    morning = phone.record("attendance", a_list(room, 0, marks={one["id"]: 180}, walk_ins=[one]))
    afternoon = phone.record("attendance", a_list(room, 1, marks={one["id"]: 90}, walk_ins=[one]))

    assert [told.state for told in phone.send(afternoon, morning, afternoon)] == ["accepted"] * 3

    made = Person.objects.get(name="Chi Contoh")
    assert MadeHere.objects.get().code == made.code and Participant.objects.get(person=made).walked_in
    rows = Attendance.objects.filter(participant__person=made).values_list("minutes", flat=True)
    assert sorted(rows) == [90, 180]


def test_a_walk_in_of_a_known_name_is_kept_and_flagged(cast: Cast, room: Classroom, phone: Phone) -> None:
    one = {"id": str(uuid4()), "enterprise": cast.garments.code, "name": "rosa vidu", "sex": "female", "role": "worker"}

    (told,) = phone.send(phone.record("attendance", a_list(room, marks={one["id"]: 180}, walk_ins=[one])))

    assert told.state == "flagged" and "twice" in told.said[0]
    assert Person.objects.filter(name_key="rosa vidu").count() == 2


def test_who_was_taken_off_the_list_meanwhile_but_was_there_is_on_it_again(
    cast: Cast, room: Classroom, phone: Phone
) -> None:
    record = phone.record("attendance", a_list(room, marks={cast.rosa.code: 180, cast.lina.code: 0}))
    for person in (cast.rosa, cast.lina):
        workshops.withdraw(by=cast.coordinator, reason="Ill", participant=Participant.objects.get(person=person))

    (told,) = phone.send(record)

    assert told.state == "flagged" and "Rosa Vidu" in told.said[0]
    assert Attendance.objects.get().participant.person == cast.rosa


def test_a_mark_of_somebody_who_was_merged_goes_to_the_person_that_was_kept(
    cast: Cast, room: Classroom, phone: Phone
) -> None:
    twin = people.register(
        by=cast.coordinator, enterprise=cast.garments, name="Rosa Vidu-Contoh", role="worker", sex="female"
    )
    workshops.enrol(by=cast.coordinator, workshop=room.workshop, people=[twin])
    record = phone.record("attendance", a_list(room, marks={twin.code: 180}))
    merges.merge(by=cast.coordinator, kept=cast.rosa, gone=twin)

    (told,) = phone.send(record)

    assert told.state == "accepted" and Attendance.objects.get().participant.person == cast.rosa


@pytest.mark.parametrize("minutes", [(180, 0), (0, 180), (90, 180)])
def test_of_two_who_were_marked_on_one_list_and_merged_meanwhile_the_larger_minutes_stay(
    cast: Cast, room: Classroom, phone: Phone, minutes: tuple[int, int]
) -> None:
    twin = people.register(
        by=cast.coordinator, enterprise=cast.garments, name="Rosa Vidu-Contoh", role="worker", sex="female"
    )
    workshops.enrol(by=cast.coordinator, workshop=room.workshop, people=[twin])
    record = phone.record("attendance", a_list(room, marks=dict(zip([cast.rosa.code, twin.code], minutes, strict=True))))
    merges.merge(by=cast.coordinator, kept=cast.rosa, gone=twin)

    (told,) = phone.send(record)

    assert told.state == "accepted" and Attendance.objects.get().minutes == max(minutes)


def test_somebody_nobody_ever_had_on_a_list_needs_fixing(cast: Cast, room: Classroom, phone: Phone) -> None:
    (told,) = phone.send(phone.record("attendance", a_list(room, marks={"ZZZZZZZZ": 180})))

    assert told.state == "to-fix" and told.field == "marks.ZZZZZZZZ"


def test_a_session_that_was_called_off_keeps_the_list_until_the_desk_decides(
    cast: Cast, room: Classroom, phone: Phone
) -> None:
    record = phone.record("attendance", a_list(room, marks={cast.rosa.code: 180}))
    session = room.sessions[0]
    calling_off.call_off(by=cast.coordinator, workshop=room.workshop, version=room.workshop.version, session=session,
                         reason="Flood")  # fmt: skip

    (told,) = phone.send(record)

    assert told.state == "waiting" and "called off" in told.said[0] and Receipt.objects.get().body["marks"]


def test_a_locked_month_keeps_the_list_and_it_becomes_a_fact_once_it_is_open(
    cast: Cast, room: Classroom, phone: Phone
) -> None:
    record = phone.record("attendance", a_list(room, marks={cast.rosa.code: 180}))
    locked = locks.lock(by=cast.director, month=date(2026, 4, 1), country=cast.provider.country)

    (told,) = phone.send(record)
    assert told.state == "waiting" and "locked" in told.said[0] and not Attendance.objects.exists()

    locked.delete()
    assert become_fact(Receipt.objects.get(), again=True).state == "accepted"
    assert Attendance.objects.get().minutes == 180


def test_somebody_who_may_not_mark_this_class_changes_nothing(cast: Cast, room: Classroom) -> None:
    auditor = Phone(cast.auditor)

    (told,) = auditor.send(auditor.record("attendance", a_list(room, marks={cast.rosa.code: 180})))

    assert told.state == "refused" and not Attendance.objects.exists()
