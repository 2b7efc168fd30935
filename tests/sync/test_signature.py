"""Somebody signs the report of a visit on the glass of a device: it stands for what was read there, in whatever order it arrives."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from genba.delivery.actions import signatures, visits
from genba.delivery.models import Signature, Visit
from genba.directory.actions import merges, people
from genba.directory.models import Person
from genba.programmes.actions import locks
from genba.sync.actions.receiving import Record, become_fact
from genba.sync.models import Receipt
from tests.cast import Cast
from tests.scenes_field import has_baseline
from tests.sync.devices import Phone

pytestmark = pytest.mark.django_db
DAY = "2026-03-12"
STROKES = [[10, 20, 300, 120, 600, 40], [700, 390]]


@pytest.fixture
def phone(cast: Cast) -> Phone:
    has_baseline(cast)
    return Phone(cast.omar)


def a_visit(cast: Cast, phone: Phone, **more: Any) -> Record:
    return phone.record(
        "visit", {"engagement": cast.engagement.code, "visited_on": DAY, "advice": "Mark the aisle."}, **more
    )


def signed(phone: Phone, of: Any, **more: Any) -> Record:
    return phone.record("signature", {"visit": str(of), "role": "worker", "person": None, "name": " Ana Beispiel ",
                                      "signed_on": DAY, "drawing": STROKES, **more})  # fmt: skip


def states(told: list[Any]) -> list[str]:
    return [str(one.state) for one in told]


def test_a_signature_that_comes_before_its_visit_in_one_sending_is_kept_with_it(cast: Cast, phone: Phone) -> None:
    visit = a_visit(cast, phone)

    told = phone.send(signed(phone, visit.id), visit)

    made = Signature.objects.get()
    assert states(told) == ["accepted", "accepted"] and told[0].code == told[1].code == made.visit.code
    assert (made.name, made.role, made.visit_version, made.taken_by) == ("Ana Beispiel", "worker", 1, cast.omar)
    assert made.drawing == STROKES


def test_a_signature_waits_for_its_visit_and_is_kept_at_once_when_that_arrives(cast: Cast, phone: Phone) -> None:
    visit = a_visit(cast, phone)
    mark = signed(phone, visit.id)
    (waits,) = phone.send(mark)
    assert waits.state == "waiting" and "waits for it" in waits.said[0]

    phone.send(visit)

    assert Signature.objects.count() == 1 and states(phone.send(mark)) == ["accepted"]


def test_a_signature_of_a_visit_that_waits_for_a_locked_month_is_kept_together_with_it(cast: Cast, phone: Phone) -> None:
    locked = locks.lock(by=cast.director, month=date(2026, 3, 1), provider=cast.provider)
    visit = a_visit(cast, phone)
    assert states(phone.send(signed(phone, visit.id), visit)) == ["waiting", "waiting"]
    locked.delete()

    become_fact(Receipt.objects.get(pk=visit.id), again=True)

    assert Visit.objects.count() == Signature.objects.count() == 1


def test_a_report_that_was_put_right_meanwhile_keeps_the_signature_of_what_was_read(cast: Cast, phone: Phone) -> None:
    visit = a_visit(cast, phone)
    phone.send(visit)
    made = Visit.objects.get()
    visits.edit(visit=made, by=cast.coordinator, version=1, changes={"advice": "Other"})

    told = phone.send(signed(phone, visit.id), signed(phone, made.code, role="manager", version=1, name="Lina Sample"))

    assert states(told) == ["flagged", "flagged"] and "put right after it was signed" in told[0].said[0]
    assert set(Signature.objects.values_list("role", "visit_version")) == {("worker", 1), ("manager", 1)}


def test_a_signature_follows_to_the_visit_that_took_the_place_of_the_one_that_was_signed(cast: Cast, phone: Phone) -> None:
    wrong = phone.record("visit", {"engagement": cast.engagement.code, "visited_on": DAY, "advice": " "})
    mark = signed(phone, wrong.id)
    assert states(phone.send(mark, wrong)) == ["waiting", "to-fix"]
    still_wrong = phone.record("visit", {**wrong.body, "visited_on": "2150-01-01"}, replaces=wrong.id)
    phone.send(still_wrong)
    right = a_visit(cast, phone, replaces=still_wrong.id)

    phone.send(right)

    (told,) = phone.send(mark)
    assert told.state == "flagged" and "put right after it was signed" in told.said[0]
    assert Signature.objects.get().visit_version == 0 and told.code == Visit.objects.get().code
    assert states(phone.send(signed(phone, right.id))) == ["accepted"]  # of the new words


def test_a_second_worker_is_kept_beside_the_first_and_the_same_name_once(cast: Cast, phone: Phone) -> None:
    visit = a_visit(cast, phone)
    phone.send(visit)
    signatures.sign(by=cast.omar, visit=Visit.objects.get(), role="worker", version=1, person=cast.rosa,
                    signed_on=date(2026, 3, 12))  # fmt: skip

    told = phone.send(signed(phone, visit.id), signed(phone, visit.id, person=cast.rosa.code, name="Rosa Vidu"))

    assert states(told) == ["flagged", "flagged"] and "Rosa Vidu has signed it already" in told[0].said[0]
    assert sorted(Signature.objects.values_list("name", flat=True)) == ["Ana Beispiel", "Rosa Vidu"]


def test_whoever_was_merged_or_is_not_of_this_enterprise_any_more_has_signed_all_the_same(cast: Cast, phone: Phone) -> None:
    visit = a_visit(cast, phone)
    gone = people.register(by=cast.coordinator, enterprise=cast.garments, name="Rosa Vidus", role="worker", sex="female")
    merges.merge(by=cast.coordinator, kept=cast.rosa, gone=gone)
    stranger = people.register(by=cast.director, enterprise=cast.metals, name="Other Hand", role="worker")

    told = phone.send(visit, signed(phone, visit.id, person=gone.code, name="Rosa Vidus"),
                      signed(phone, visit.id, role="manager", person=stranger.code, name="Other Hand"))  # fmt: skip

    assert states(told) == ["accepted", "accepted", "flagged"] and "not on the list" in told[2].said[0]
    assert set(Signature.objects.values_list("name", "person__code")) == {
        ("Rosa Vidu", cast.rosa.code),
        ("Other Hand", None),
    }


def test_somebody_who_became_a_manager_meanwhile_is_flagged(cast: Cast, phone: Phone) -> None:
    visit = a_visit(cast, phone)
    Person.objects.filter(pk=cast.rosa.pk).update(role="manager")

    told = phone.send(visit, signed(phone, visit.id, person=cast.rosa.code, name="Rosa Vidu"))

    assert told[1].state == "flagged" and "Rosa Vidu is kept here as: Manager" in told[1].said[0]


@pytest.mark.parametrize(("wrong", "field"), [({"name": " "}, "person"), ({"role": "king"}, "role"),
                                              ({"signed_on": "2999-01-01"}, "signed_on"), ({"signed_on": "2026-03-01"}, "signed_on"),
                                              ({"drawing": [[1, 2, 3]]}, "drawing"), ({"drawing": [[1, 1]] * 201}, "drawing"),
                                              ({"drawing": [[1] * 40_002]}, "drawing"), ({"drawing": [["x", 1]]}, "drawing.0.0"),
                                              ({"visit": "../../etc"}, "visit")])  # fmt: skip
def test_what_the_device_could_know_needs_fixing(cast: Cast, phone: Phone, wrong: dict[str, Any], field: str) -> None:
    visit = a_visit(cast, phone)

    told = phone.send(visit, signed(phone, visit.id, **wrong))

    assert (told[1].state, told[1].field) == ("to-fix", field) and told[1].said[0]
    assert not Signature.objects.exists()


def test_a_finger_that_slid_off_the_field_is_drawn_at_its_edge(cast: Cast, phone: Phone) -> None:
    visit = a_visit(cast, phone)

    phone.send(visit, signed(phone, visit.id, drawing=[[-5, 410, 1200, 7], []]))

    assert Signature.objects.get().drawing == [[0, 400, 1000, 7]]


def test_nobody_signs_through_a_record_of_somebody_else_or_of_another_kind(cast: Cast, phone: Phone) -> None:
    maya = Phone(cast.coordinator)
    visit, theirs = a_visit(cast, phone), a_visit(cast, maya)
    mark = signed(phone, uuid4())
    maya.send(theirs)

    told = phone.send(visit, mark, signed(phone, theirs.id), signed(phone, mark.id), signed(phone, "ZZZZZZZZ"))

    assert states(told)[1:] == ["waiting", "refused", "refused", "refused"] and not Signature.objects.exists()
