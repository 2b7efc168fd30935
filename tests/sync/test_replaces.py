"""A record that puts right another takes its place: of the two, only the newer one becomes a fact, in whatever order they come."""

from typing import Any

import pytest

from genba.delivery.models import Attendance, Visit
from genba.sync.models import Disagreement, Outcome, Receipt
from tests.cast import Cast
from tests.scenes_classes import Classroom, a_class
from tests.scenes_field import has_baseline
from tests.sync.devices import Phone

pytestmark = pytest.mark.django_db


@pytest.fixture
def phone(cast: Cast) -> Phone:
    has_baseline(cast)
    return Phone(cast.omar)


@pytest.fixture
def room(cast: Cast) -> Classroom:
    return a_class(cast)


def a_visit(cast: Cast, **more: Any) -> dict[str, Any]:
    return {"engagement": cast.engagement.code, "visited_on": "2026-03-12", "advice": "Mark the aisle.", **more}


def states(told: list[Any]) -> list[str]:
    return [str(one.state) for one in told]


def test_what_needed_fixing_leaves_the_list_of_what_is_stuck_once_it_is_put_right(cast: Cast, phone: Phone) -> None:
    wrong = phone.record("visit", a_visit(cast, advice=" "))
    assert states(phone.send(wrong)) == ["to-fix"]

    told = phone.send(phone.record("visit", a_visit(cast), replaces=wrong.id), wrong)

    assert states(told) == ["accepted", "replaced"] and "that one counts" in told[1].said[0]
    assert Visit.objects.count() == 1 and states(phone.send(wrong)) == ["replaced"]
    assert not Receipt.objects.with_state().filter(state__in=["to-fix", "waiting", "refused"]).exists()


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
@pytest.mark.parametrize("together", [True, False])
def test_of_two_that_could_both_be_facts_only_the_newer_one_is(
    cast: Cast, phone: Phone, order: tuple[int, int], together: bool
) -> None:
    old = phone.record("visit", a_visit(cast, advice=" " if order == (0, 1) and not together else "Old words."))
    pair = (old, phone.record("visit", a_visit(cast, advice="New words."), replaces=old.id))
    sent = [pair[place] for place in order]

    if together:
        phone.send(*sent)
    else:
        phone.send(sent[0])
        phone.send(sent[1])

    assert Visit.objects.get().advice == "New words." and states(phone.send(*pair)) == ["replaced", "accepted"]


def test_what_was_a_fact_already_stays_and_the_newer_one_is_taken_and_flagged(cast: Cast, phone: Phone) -> None:
    old = phone.record("visit", a_visit(cast))
    phone.send(old)

    told = phone.send(phone.record("visit", a_visit(cast, advice="Mark both aisles."), replaces=old.id), old)

    assert states(told) == ["flagged", "accepted"] and any("kept already" in said for said in told[0].said)
    assert Visit.objects.count() == 2


def test_a_list_that_puts_right_ones_own_is_no_disagreement(cast: Cast, room: Classroom, phone: Phone) -> None:
    body = {"workshop": room.workshop.code, "session": room.sessions[0].key, "marks": {cast.rosa.code: 180}}
    old = phone.record("attendance", body)
    phone.send(old)

    (told,) = phone.send(phone.record("attendance", {**body, "marks": {cast.rosa.code: 0}}, replaces=old.id))

    assert told.state == "flagged" and Attendance.objects.get().minutes == 0 and not Disagreement.objects.exists()


def test_nobody_puts_right_what_somebody_else_wrote_nor_another_kind(cast: Cast, room: Classroom, phone: Phone) -> None:
    maya = Phone(cast.coordinator)
    theirs, list_ = maya.record("visit", a_visit(cast, advice=" ")), phone.record("attendance", {})
    maya.send(theirs)
    phone.send(list_)

    told = phone.send(
        *(phone.record("visit", a_visit(cast, advice=f"{n}"), replaces=id) for n, id in enumerate((theirs.id, list_.id)))
    )

    assert states(told) == ["refused", "refused"] and "somebody else" in told[0].said[0] and told[0].field == "replaces"
    assert not Visit.objects.exists() and states(maya.send(theirs)) == ["to-fix"]


def test_a_record_that_says_it_puts_right_itself_or_two_each_other_are_not_lost(cast: Cast, phone: Phone) -> None:
    one = phone.record("visit", a_visit(cast, advice="One."))
    two = phone.record("visit", a_visit(cast, advice="Two."), replaces=one.id)
    one, alone = (
        phone.record("visit", one.body, id=one.id, replaces=two.id),
        phone.record("visit", a_visit(cast, advice="Alone.")),
    )
    alone = phone.record("visit", alone.body, id=alone.id, replaces=alone.id)

    phone.send(one, two, alone)

    assert "Alone." in set(Visit.objects.values_list("advice", flat=True)) and Visit.objects.count() >= 2


def test_what_waited_is_replaced_too_and_is_not_tried_again(cast: Cast, phone: Phone) -> None:
    old = phone.record("visit", a_visit(cast), version=9)
    assert states(phone.send(old)) == ["waiting"]

    phone.send(phone.record("visit", a_visit(cast), replaces=old.id))

    assert not Receipt.objects.unsettled().exists() and Visit.objects.count() == 1
    assert list(Outcome.objects.filter(receipt=old.id).values_list("state", flat=True)) == ["waiting", "replaced"]
