"""What is stuck is seen, tried again as its author's, or set aside for a reason; nothing of it is ever deleted."""

from datetime import date
from typing import Any

import pytest

from genba.access.permissions import Permission
from genba.access.policy import visible
from genba.delivery.actions import workshops
from genba.delivery.models import Attendance
from genba.directory.actions import people
from genba.kit.refused import Refused
from genba.programmes.actions import locks
from genba.sync.actions.receiving import Record
from genba.sync.actions.settling import set_aside, try_again
from genba.sync.models import Outcome, Receipt
from genba.sync.reading import lines, waiting
from genba.sync.tasks import always_waiting
from tests.cast import Cast
from tests.scenes_classes import Classroom, a_class
from tests.sync.devices import MADE, Phone

pytestmark = pytest.mark.django_db


@pytest.fixture
def room(cast: Cast) -> Classroom:
    return a_class(cast)


@pytest.fixture
def phone(cast: Cast) -> Phone:
    return Phone(cast.omar)


def a_list(room: Classroom, **marks: int) -> dict[str, Any]:
    return {"workshop": room.workshop.code, "session": room.sessions[0].key, "marks": marks}


def stuck(*states: str) -> set[str]:
    return set(Receipt.objects.stuck().values_list("state", flat=True))


def test_what_waits_needs_fixing_or_was_refused_is_stuck_and_a_fact_is_not(
    cast: Cast, room: Classroom, phone: Phone
) -> None:
    phone.send(
        phone.record("attendance", a_list(room, **{cast.rosa.code: 180})), phone.record("weather", {}),
        phone.record("attendance", a_list(room, ZZZZZZZZ=180)), phone.record("attendance", {**a_list(room), "workshop": "ZZZZZZZZ"}),
    )  # fmt: skip

    assert Receipt.objects.count() == 4 and stuck() == {"waiting", "to-fix", "refused"}
    assert waiting(cast.coordinator).records == waiting(cast.omar).records == 3 and waiting(cast.expert).records == 3


def test_what_its_author_put_right_in_another_record_is_not_stuck_any_more(
    cast: Cast, room: Classroom, phone: Phone
) -> None:
    wrong = phone.record("attendance", a_list(room, ZZZZZZZZ=180))
    phone.send(wrong)

    phone.send(
        Record(
            wrong.id.__class__(int=7), "attendance", 1, cast.omar.code, MADE, a_list(room, **{cast.rosa.code: 180}), wrong.id
        )
    )

    assert stuck() == set()


def test_a_month_that_was_opened_makes_it_a_fact_at_the_next_try(cast: Cast, room: Classroom, phone: Phone) -> None:
    locked = locks.lock(by=cast.director, month=date(2026, 4, 1), provider=cast.provider)
    phone.send(phone.record("attendance", a_list(room, **{cast.rosa.code: 180})))
    locked.delete()

    outcome = try_again(by=cast.coordinator, receipt=Receipt.objects.get())

    assert outcome.state == "accepted" and Attendance.objects.get().marked_by == cast.omar and stuck() == set()


def test_a_person_who_was_added_makes_a_list_that_needed_fixing_a_fact(cast: Cast, room: Classroom, phone: Phone) -> None:
    tom = people.register(by=cast.coordinator, enterprise=cast.metals, name="Tom Vidu", role="worker", sex="male")
    (told,) = phone.send(record := phone.record("attendance", a_list(room, **{tom.code: 180})))
    assert told.state == "to-fix"
    assert try_again(by=cast.coordinator, receipt=Receipt.objects.get()).state == "to-fix"
    assert Outcome.objects.count() == 1  # the same again is not written again

    tom.enterprise = cast.garments
    tom.save()
    workshops.enrol(by=cast.coordinator, workshop=room.workshop, people=[tom], insist=True)

    assert try_again(by=cast.coordinator, receipt=Receipt.objects.get()).state == "accepted"
    assert phone.send(record)[0].state == "accepted"


def test_a_fact_is_tried_no_second_time(cast: Cast, room: Classroom, phone: Phone) -> None:
    phone.send(phone.record("attendance", a_list(room, **{cast.rosa.code: 180})))

    try_again(by=cast.coordinator, receipt=Receipt.objects.get())

    assert Outcome.objects.count() == Attendance.objects.count() == 1


def test_what_is_set_aside_is_told_to_its_device_with_who_and_why_and_stays_as_received(
    cast: Cast, room: Classroom, phone: Phone
) -> None:
    record = phone.record("weather", {"rain": True})
    phone.send(record)

    set_aside(by=cast.coordinator, receipt=Receipt.objects.get(), reason="Typed in by hand")
    always_waiting()

    (told,) = phone.send(record)
    assert told.state == "refused" and told.said == ("Maya Muster set it aside: Typed in by hand",)
    assert stuck() == set() and Receipt.objects.set_aside().count() == 1 and Receipt.objects.get().body == {"rain": True}
    for again in ("Twice", ""):
        with pytest.raises(Refused):
            set_aside(by=cast.coordinator, receipt=Receipt.objects.get(), reason=again)


def test_what_was_set_aside_can_be_tried_again_and_a_fact_is_not_set_aside(
    cast: Cast, room: Classroom, phone: Phone
) -> None:
    locked = locks.lock(by=cast.director, month=date(2026, 4, 1), provider=cast.provider)
    phone.send(phone.record("attendance", a_list(room, **{cast.rosa.code: 180})))
    receipt = Receipt.objects.get()
    set_aside(by=cast.coordinator, receipt=receipt, reason="Not now")
    locked.delete()

    assert try_again(by=cast.coordinator, receipt=receipt).state == "accepted"
    assert Receipt.objects.set_aside().count() == 0
    with pytest.raises(Refused, match="fact"):
        set_aside(by=cast.coordinator, receipt=receipt, reason="Too late")


def test_a_record_about_what_is_beyond_reach_says_nothing_of_it(cast: Cast, room: Classroom, phone: Phone) -> None:
    phone.send(phone.record("attendance", a_list(room, ZZZZZZZZ=180)))
    room.workshop.__class__.objects.update(provider=cast.rival)  # a trainer of two providers: this class is the other's

    rows = list(visible(cast.coordinator, Permission.DEVICE_READ, Receipt).prefetch_related("outcomes"))
    (line,) = lines(cast.coordinator, rows)

    assert (
        line.about == "" and line.state == "to-fix" and line.said == ["It is about something that is not within your reach."]
    )


def test_many_records_cost_as_many_queries_as_one(
    cast: Cast, room: Classroom, phone: Phone, django_assert_num_queries: Any
) -> None:
    phone.send(*[phone.record("attendance", a_list(room, **{f"ZZZZZZZ{n}": 180})) for n in range(2, 9)])
    rows = list(Receipt.objects.prefetch_related("outcomes"))

    with django_assert_num_queries(1):  # the class that all of them are about
        assert len(lines(cast.omar, rows)) == 7
    with django_assert_num_queries(1):
        assert waiting(cast.omar).records == 7
