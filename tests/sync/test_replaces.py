"""A record that puts right another takes its place: of the two, only the newer one becomes a fact, in whatever order they come."""

from datetime import date
from typing import Any

import pytest

from genba.delivery.actions import visits
from genba.delivery.models import Attendance, Visit
from genba.observations.actions import baselines
from genba.observations.actions.baselines import Answer
from genba.observations.models import Observation
from genba.plans import actions as plans
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


def with_values(cast: Cast, faults: int, **more: Any) -> dict[str, Any]:
    values = [{"indicator": "defect-rate", "numerator": faults, "denominator": 1175}]
    return a_visit(cast, starts_on="2026-02-01", ends_on="2026-02-28", values=values, **more)


def test_a_visit_that_was_a_fact_already_is_put_right_and_not_told_twice(cast: Cast, phone: Phone) -> None:
    line = plans.propose(by=cast.omar, engagement=cast.engagement, problem="Threads", action="Sweep", owner="Rosa",
                         due_on=date(2026, 3, 30), proposed_on=date(2026, 3, 2))  # fmt: skip
    begun = {
        "decisions": [{"action": line.code, "kind": "started"}],
        "practices": [{"practice": "charter", "state": "absent"}],
    }
    old = phone.record("visit", with_values(cast, 66, **begun))
    phone.send(old)
    wrong = phone.record("visit", with_values(cast, 66, advice=" "), replaces=old.id)
    phone.send(wrong)

    new = phone.record("visit", with_values(cast, 67, advice="Mark both aisles.", **begun), replaces=wrong.id)
    told = phone.send(new, old, wrong)

    made = Visit.objects.get()
    assert states(told) == ["flagged", "accepted", "replaced"] and "kept already" in told[0].said[0]
    assert (made.advice, made.version, told[0].code) == ("Mark both aisles.", 2, made.code)
    assert Observation.objects.get(visit=made).numerator == 67 and made.decisions.count() == 1
    mark = {"role": "worker", "person": None, "name": "Ana", "signed_on": "2026-03-12"}
    signed = [phone.record("signature", {"visit": str(of), **mark}) for of in (old.id, new.id)]
    assert states(phone.send(*signed)) == ["flagged", "accepted"]
    assert sorted(made.signatures.values_list("visit_version", flat=True)) == [1, 2]


def test_a_visit_that_somebody_else_changed_meanwhile_is_not_overwritten(cast: Cast, phone: Phone) -> None:
    old = phone.record("visit", a_visit(cast))
    phone.send(old)
    visits.edit(visit=Visit.objects.get(), by=cast.coordinator, version=1, changes={"advice": "Maya's words."})

    (told,) = phone.send(phone.record("visit", a_visit(cast, advice="Mine."), replaces=old.id))

    assert told.state == "waiting" and "your coordinator decides" in told.said[0]
    assert Visit.objects.get().advice == "Maya's words."


def test_a_visit_that_was_told_of_the_wrong_enterprise_stays_and_is_flagged(cast: Cast, phone: Phone) -> None:
    room = a_class(cast)
    old = phone.record("visit", a_visit(cast))
    phone.send(old)
    baselines.take_baseline(
        by=cast.omar, engagement=room.joinery_engagement, taken_on=date(2026, 2, 10), starts_on=date(2026, 1, 1),
        ends_on=date(2026, 1, 31), values=[Answer("on-time-delivery", 22, 31)], practices={},
    )  # fmt: skip

    (told,) = phone.send(phone.record("visit", a_visit(cast, engagement=room.joinery_engagement.code), replaces=old.id))

    assert told.state == "flagged" and "as a visit to Sample Street Garments" in told.said[0] and Visit.objects.count() == 2


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


def test_a_number_with_other_words_in_the_same_sending_is_refused_alone(cast: Cast, phone: Phone) -> None:
    one = phone.record("visit", a_visit(cast))
    other = phone.record("visit", a_visit(cast, advice="Other."), id=one.id)

    assert sorted(states(phone.send(one, other, one))) in (
        ["accepted", "accepted", "refused"],
        ["accepted", "refused", "refused"],
    )
    assert Visit.objects.count() == 1
