"""A record arrives once, whatever happens on the way; what cannot become a fact is kept, and its sender is told."""

import logging
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from genba.audit.models import Event
from genba.delivery.models import Attendance
from genba.kit.models import Task
from genba.kit.outbox import drain
from genba.kit.refused import Refused
from genba.sync import kinds
from genba.sync.actions import devices, keeping
from genba.sync.actions.receiving import become_fact
from genba.sync.models import Outcome, Receipt
from genba.sync.records import Kind
from genba.sync.tasks import always_waiting
from tests.cast import Cast
from tests.scenes_classes import Classroom, a_class
from tests.sync.devices import Phone

pytestmark = pytest.mark.django_db


@pytest.fixture
def room(cast: Cast) -> Classroom:
    return a_class(cast)


@pytest.fixture
def phone(cast: Cast) -> Phone:
    return Phone(cast.omar)


def a_list(room: Classroom, number: int = 0, **marks: int) -> dict[str, Any]:
    return {"workshop": room.workshop.code, "session": room.sessions[number].key, "marks": marks}


def test_the_same_record_twice_is_one_fact_and_one_answer(cast: Cast, room: Classroom, phone: Phone) -> None:
    record = phone.record("attendance", a_list(room, **{cast.rosa.code: 180}))

    first, again = phone.send(record), phone.send(record, record)

    assert first == again[:1] == again[1:] and first[0].state == "accepted"
    assert (first[0].noun, first[0].code) == ("workshop", room.workshop.code)
    assert Receipt.objects.count() == Outcome.objects.count() == Event.objects.filter(verb="mark").count() == 1
    assert Attendance.objects.get().minutes == 180


def test_one_bad_record_never_holds_up_another(cast: Cast, room: Classroom, phone: Phone) -> None:
    good = phone.record("attendance", a_list(room, **{cast.rosa.code: 180}))
    bad = [
        phone.record("attendance", {"workshop": room.workshop.code}),
        phone.record("attendance", a_list(room, **{cast.rosa.code: 9999})),
        phone.record("attendance", {**a_list(room), "workshop": "ZZZZZZZZ"}),
        phone.record("attendance", a_list(room), author=cast.coordinator.code),
        phone.record("attendance", {**a_list(room), "far": "x" * 300_000}),
        phone.record("attendance", {**a_list(room), "session": "a\0b"}),
        phone.record("attendance", {**a_list(room), "session": "\ud800"}),
        phone.record("attendance", {**a_list(room), "session": float("nan")}),
        phone.record("attendance", {**a_list(room), "session": None}),
        phone.record("visit", {"engagement": cast.engagement.code, "visited_on": "one day", "advice": "x"}),
    ]

    *told, last = phone.send(*bad, good)

    assert last.state == "accepted"
    assert [one.state for one in told] == [*["to-fix"] * 2, *["refused"] * 6, *["to-fix"] * 2]
    assert all(one.said and one.said[0].endswith(".") for one in told)
    assert told[0].field == "session" and told[9].field == "visited_on"
    assert Receipt.objects.count() == 6  # all but those of another author, too large, or no text


def test_what_a_newer_app_wrote_waits_until_the_server_knows_it(
    cast: Cast, room: Classroom, phone: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = phone.record("attendance", a_list(room, **{cast.rosa.code: 180}), version=2)
    strange = phone.record("weather", {"rain": True})

    assert [one.state for one in phone.send(record, strange)] == ["waiting", "waiting"]
    assert not Attendance.objects.exists()

    known = kinds.KINDS["attendance"]
    monkeypatch.setitem(kinds.KINDS, "attendance", Kind("attendance", 2, known.shape, known.become))
    assert become_fact(Receipt.objects.get(pk=record.id), again=True).state == "accepted"
    assert [one.state for one in phone.send(record, strange)] == ["accepted", "waiting"]
    assert Outcome.objects.filter(receipt=record.id).count() == 2 and Attendance.objects.get().minutes == 180


def test_a_field_that_nobody_knows_yet_is_kept_and_told(cast: Cast, room: Classroom, phone: Phone) -> None:
    (told,) = phone.send(phone.record("attendance", {**a_list(room, **{cast.rosa.code: 180}), "mood": "good"}))

    assert told.state == "flagged" and "mood" in told.said[0]
    assert Receipt.objects.get().body["mood"] == "good" and Attendance.objects.exists()


@pytest.mark.parametrize("off", [timedelta(days=365), timedelta(days=-365)])
def test_a_clock_that_is_wrong_by_a_year_changes_no_fact(cast: Cast, room: Classroom, off: timedelta) -> None:
    phone = Phone(cast.omar, off=off)

    (told,) = phone.send(phone.record("attendance", a_list(room, **{cast.rosa.code: 180})))

    assert told.state == "flagged" and "clock" in told.said[0]
    assert abs(Receipt.objects.get().clock_off - off.total_seconds()) < 60


def test_two_records_of_one_number_that_say_different_things_are_not_mixed_up(
    cast: Cast, room: Classroom, phone: Phone
) -> None:
    record = phone.record("attendance", a_list(room, **{cast.rosa.code: 180}))
    phone.send(record)

    (told,) = phone.send(phone.record("attendance", a_list(room, **{cast.rosa.code: 0}), id=record.id))

    assert told.state == "refused" and told.field == "id"
    assert Attendance.objects.get().minutes == 180


def test_a_fault_of_ours_keeps_the_record_says_so_and_logs_no_word_of_it(
    cast: Cast, room: Classroom, phone: Phone, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(_told: Any) -> Any:
        raise KeyError("Rosa Vidu")

    known = kinds.KINDS["attendance"]
    monkeypatch.setitem(kinds.KINDS, "attendance", Kind("attendance", 1, known.shape, broken))
    record = phone.record("attendance", a_list(room, **{cast.rosa.code: 180}))
    with caplog.at_level(logging.ERROR):
        (told,) = phone.send(record)
    assert told.state == "waiting" and "Rosa" not in caplog.text and str(record.id) in caplog.text

    monkeypatch.setitem(kinds.KINDS, "attendance", known)
    assert become_fact(Receipt.objects.get(), again=True).state == "accepted"


def test_a_server_that_died_after_keeping_a_record_makes_it_a_fact_later_by_itself(
    cast: Cast, room: Classroom, phone: Phone
) -> None:
    record = phone.record("attendance", a_list(room, **{cast.rosa.code: 180}))
    keeping.keep(cast.omar, phone.device, timedelta(0), [record])  # and here it died
    assert list(keeping.known([record.id])) == [record.id] and not Attendance.objects.exists()

    always_waiting()
    drain()

    assert Attendance.objects.get().minutes == 180 and phone.send(record)[0].state == "accepted"
    assert Task.objects.filter(kind="sync.try-again", finished_at=None).count() == 1  # and again in ten minutes


@pytest.mark.django_db(transaction=True)
def test_a_server_that_dies_in_the_middle_of_a_fact_leaves_neither_fact_nor_outcome(
    cast: Cast, room: Classroom, phone: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = kinds.KINDS["attendance"]

    def killed(told: Any) -> Any:
        known.become(told)
        raise SystemExit  # nothing after this runs

    monkeypatch.setitem(kinds.KINDS, "attendance", Kind("attendance", 1, known.shape, killed))
    record = phone.record("attendance", a_list(room, **{cast.rosa.code: 180}))
    with pytest.raises(SystemExit):
        phone.send(record)
    assert Receipt.objects.count() == 1 and not Outcome.objects.exists() and not Attendance.objects.exists()

    monkeypatch.setitem(kinds.KINDS, "attendance", known)
    assert phone.send(record)[0].state == "accepted" and Attendance.objects.count() == 1


def test_a_lost_device_is_withdrawn_once_and_sends_nothing_more(cast: Cast, room: Classroom, phone: Phone) -> None:
    devices.withdraw(by=cast.coordinator, device=phone.device)
    phone.device.refresh_from_db()

    with pytest.raises(Refused, match="withdrawn"):
        phone.send(phone.record("attendance", a_list(room)))
    with pytest.raises(Refused, match="already"):
        devices.withdraw(by=cast.coordinator, device=phone.device)
    devices.wiped(by=cast.omar, device=phone.device)

    phone.device.refresh_from_db()
    assert phone.device.wiped_at and not Receipt.objects.exists()


def test_a_device_of_somebody_else_is_no_way_in(cast: Cast, room: Classroom, phone: Phone) -> None:
    other = Phone(cast.coordinator)
    other.device = phone.device

    with pytest.raises(Refused, match="somebody else"):
        other.send(other.record("attendance", a_list(room)))


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(data=st.data())
def test_in_any_order_any_number_of_times_the_facts_are_those_that_were_typed(
    cast: Cast, room: Classroom, phone: Phone, data: st.DataObject
) -> None:
    people = [cast.lina.code, cast.rosa.code, room.nuri.code]
    typed = {n: {p: data.draw(st.sampled_from([0, 90, 180])) for p in people} for n in range(len(room.sessions))}
    records = [phone.record("attendance", {**a_list(room, n, **marks), "nonce": str(uuid4())}) for n, marks in typed.items()]
    for row in records:  # what this phone had seen: the list as it stands
        session = next(s for s in room.sessions if s.key == row.body["session"])
        row.body["seen"] = dict(session.attendances.values_list("participant__person__code", "minutes"))  # type: ignore[index]
    sent = data.draw(st.permutations(records * 3))

    while sent:
        cut = data.draw(st.integers(1, len(sent)))
        phone.send(*sent[:cut])
        sent = sent[cut:]

    for n, marks in typed.items():
        assert dict(room.sessions[n].attendances.values_list("participant__person__code", "minutes")) == marks
