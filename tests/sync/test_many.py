"""Many records together are kept and answered in one go, and become facts right afterwards; the result is the same."""

from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from genba.delivery.models import Visit
from genba.kit.models import Task
from genba.kit.outbox import drain
from genba.sync import tasks
from genba.sync.actions import receiving
from genba.sync.actions.receiving import AT_ONCE, results
from genba.sync.models import Outcome, Receipt
from tests.cast import Cast
from tests.scenes_field import has_baseline
from tests.sync.devices import Phone

pytestmark = pytest.mark.django_db
MANY = AT_ONCE + 5


@pytest.fixture
def phone(cast: Cast) -> Phone:
    has_baseline(cast)
    return Phone(cast.omar)


def visits(cast: Cast, phone: Phone, count: int, **more: Any) -> list[Any]:
    return [phone.record("visit", {"engagement": cast.engagement.code, "visited_on": "2026-03-12", "advice": f"Aisle {n}.", **more})
            for n in range(count)]  # fmt: skip


def test_many_are_kept_at_once_and_become_facts_right_afterwards(cast: Cast, phone: Phone) -> None:
    sent = visits(cast, phone, MANY)

    told = phone.send(*sent)
    assert {one.state for one in told} == {"waiting"} and "worked through" in told[0].said[0]
    assert Receipt.objects.count() == MANY and not Visit.objects.exists() and not Outcome.objects.exists()

    drain()

    again = phone.send(*sent)
    assert [one.id for one in again] == [one.id for one in sent]
    assert sorted(one.state for one in again) == ["accepted", *["flagged"] * (MANY - 1)]  # there is another of this day
    assert sorted(Visit.objects.values_list("advice", flat=True)) == sorted(record.body["advice"] for record in sent)


def test_few_are_facts_before_the_answer(cast: Cast, phone: Phone) -> None:
    told = phone.send(*visits(cast, phone, AT_ONCE))

    assert {one.noun for one in told} == {"visit"} and Visit.objects.count() == AT_ONCE and not Task.objects.exists()


def test_while_others_are_looked_into_even_one_is_kept_and_becomes_a_fact_afterwards(cast: Cast, phone: Phone) -> None:
    (good,), (bad,) = visits(cast, phone, 1), visits(cast, phone, 1, visited_on="one day")

    with receiving.TURN:
        told = phone.send(good, bad)
    assert [one.state for one in told] == ["waiting", "to-fix"] and Receipt.objects.count() == 2
    drain()

    assert [one.state for one in phone.send(good, bad)] == ["accepted", "to-fix"] and Visit.objects.count() == 1
    with receiving.TURN:  # what was told already needs nobody's turn
        assert [one.state for one in phone.send(good, bad)] == ["accepted", "to-fix"]


def test_of_many_those_that_are_ill_written_are_told_at_once(cast: Cast, phone: Phone) -> None:
    good, bad = visits(cast, phone, MANY), visits(cast, phone, 2, visited_on="one day")
    strange = phone.record("weather", {"rain": True})

    told = phone.send(bad[0], *good, strange, bad[1])

    assert [one.state for one in told] == ["to-fix", *["waiting"] * (MANY + 1), "to-fix"]
    assert told[0].field == "visited_on" and Outcome.objects.count() == 2
    drain()
    assert Outcome.objects.filter(receipt=bad[0].id).count() == 1 and Visit.objects.count() == MANY


def test_sent_again_before_they_were_worked_through_they_are_kept_and_done_once(cast: Cast, phone: Phone) -> None:
    sent = visits(cast, phone, MANY)

    first, again = phone.send(*sent), phone.send(*sent)

    assert first == again and Task.objects.filter(kind=tasks.WORK_THROUGH).count() == 1
    drain()
    assert Visit.objects.count() == Outcome.objects.count() == MANY


def test_the_same_ones_taken_up_by_two_workers_are_facts_once(cast: Cast, phone: Phone) -> None:
    phone.send(*visits(cast, phone, MANY))
    once = Task.objects.get(kind=tasks.WORK_THROUGH)
    Task.objects.create(kind=once.kind, payload=once.payload)

    drain()

    assert Visit.objects.count() == Outcome.objects.count() == MANY


def test_results_are_asked_for_without_the_records_and_only_by_their_author(cast: Cast, phone: Phone) -> None:
    sent = [*visits(cast, phone, 2), *visits(cast, phone, 1, visited_on="one day")]
    told = phone.send(*sent)
    lost = uuid4()

    assert results(by=cast.omar, ids=[lost, *[record.id for record in reversed(sent)]]) == told[::-1]
    assert results(by=cast.coordinator, ids=[record.id for record in sent]) == []


def test_what_many_cost_does_not_grow_with_what_is_there(cast: Cast, phone: Phone) -> None:
    counts = []
    for _ in range(3):
        with CaptureQueriesContext(connection) as seen:
            phone.send(*visits(cast, phone, 100))
        counts.append(len(seen))

    assert len(set(counts)) == 1 and counts[0] <= 8
