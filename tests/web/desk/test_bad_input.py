"""What goes wrong on a day in the field, through the addresses: each is met with a sentence, and nothing typed is lost."""

import re
from datetime import date
from typing import Any

import pytest

from genba.delivery.actions import attendance, workshops
from genba.delivery.models import Attendance, Participant, Visit, Workshop
from genba.directory.actions import people
from genba.directory.models import Merge, Person
from genba.programmes.actions import engagements, trainers
from tests.cast import Cast
from tests.scenes_classes import a_class, keep
from tests.scenes_field import has_baseline
from tests.words import words_of

MODULE = "workplace-cooperation"
VISIT = {"visited_on": "2026-05-04", "period": "2026-04", "met": "Lina Sample", "advice": "Meet every morning."}


def a_worker(cast: Cast, name: str) -> Person:
    return people.register(by=cast.coordinator, enterprise=cast.garments, name=name, role="worker")


def planning(cast: Cast, **changes: Any) -> dict[str, Any]:
    return {"programme": cast.programme.pk, "provider": cast.provider.pk, "trainer": cast.omar.pk, "place": "Town hall, Thika",
            "starts_on": "2026-04-14", "engagements": [cast.engagement.pk], **changes}  # fmt: skip


def test_two_people_who_fill_one_roster_at_once_put_nobody_there_twice(cast: Cast, sign_in: Any) -> None:
    room = a_class(cast)
    wen, tom = a_worker(cast, "Wen Vidu"), a_worker(cast, "Tom Vidu")
    address = f"/desk/workshops/{room.workshop.code}/people/"
    maya, omar = sign_in(cast.coordinator), sign_in(cast.omar)

    maya.get(address)
    omar.post(address, {"people": [wen.pk]})
    answer = maya.post(address, {"people": [wen.pk, tom.pk]}, follow=True)

    assert answer.status_code == 200
    assert Participant.objects.filter(workshop=room.workshop, person__in=[wen, tom]).count() == 2


def test_the_last_place_is_not_filled_twice(cast: Cast, sign_in: Any) -> None:
    room = a_class(cast)
    crowd = [a_worker(cast, f"Person {n}") for n in range(21)]
    late = a_worker(cast, "Late Comer")
    address = f"/desk/workshops/{room.workshop.code}/people/"
    maya = sign_in(cast.coordinator)
    maya.get(address)

    workshops.enrol(by=cast.omar, workshop=room.workshop, people=crowd)
    answer = maya.post(address, {"people": [late.pk]})

    assert answer.status_code == 422 and "The class would hold 25 people" in words_of(answer)
    assert re.search(rf'value="{late.pk}"[^>]* checked', answer.content.decode())


def test_who_was_taken_off_the_list_meanwhile_is_not_marked_unseen(cast: Cast, sign_in: Any) -> None:
    room = a_class(cast)
    omar = sign_in(cast.omar)
    seat = Participant.objects.get(workshop=room.workshop, person=cast.rosa)

    workshops.withdraw(by=cast.coordinator, participant=seat, reason="Ill")
    answer = omar.post(f"/field/workshops/{room.workshop.code}/", {"version": 1, cast.rosa.code: "on", cast.lina.code: "on"})

    assert answer.status_code in (409, 422) and "Somebody else changed this class meanwhile" in words_of(answer)
    assert not Attendance.objects.exists()


def test_a_trainer_whose_certificate_lapsed_is_named_before_the_class_is_planned(cast: Cast, sign_in: Any) -> None:
    trainers.certify(by=cast.coordinator, trainer=cast.omar, module=MODULE, valid_from=date(2024, 1, 1),
                     valid_until=date(2026, 4, 14))  # fmt: skip
    client = sign_in(cast.coordinator)

    asked = client.post("/desk/workshops/new/?module=workplace-cooperation", planning(cast))
    insisted = client.post("/desk/workshops/new/?module=workplace-cooperation", planning(cast, insist="on"))

    assert asked.status_code == 422
    assert "The certificate of Omar Muster for this module lapsed on 14 April 2026." in words_of(asked)
    assert "Town hall, Thika" in asked.content.decode() and "Yes, we want it so" in words_of(asked)
    assert insisted.status_code == 302 and Workshop.objects.count() == 1


def test_an_enterprise_that_left_in_mid_cohort_is_not_offered_and_not_taken(cast: Cast, sign_in: Any) -> None:
    engagements.withdraw(
        by=cast.coordinator, engagement=cast.engagement, withdrawn_on=date(2026, 3, 1), reason="Closed down"
    )

    answer = sign_in(cast.coordinator).post("/desk/workshops/new/?module=workplace-cooperation", planning(cast))
    visit = sign_in(cast.omar).post(f"/field/engagements/{cast.engagement.code}/visits/new/", VISIT)

    assert answer.status_code == 422 and "Town hall, Thika" in answer.content.decode()
    assert visit.status_code == 422 and not Workshop.objects.exists() and not Visit.objects.exists()


@pytest.mark.parametrize(
    ("day", "sentence"),
    [("2099-01-01", "a day that has not come yet"), ("2026-02-01", "comes before the baseline of 10 February 2026")],
)
def test_a_visit_to_come_or_before_the_agreement_is_refused_and_keeps_what_was_typed(
    cast: Cast, sign_in: Any, day: str, sentence: str
) -> None:
    has_baseline(cast)

    answer = sign_in(cast.omar).post(f"/field/engagements/{cast.engagement.code}/visits/new/", {**VISIT, "visited_on": day})

    assert answer.status_code == 422 and sentence in words_of(answer)
    assert "Meet every morning." in answer.content.decode() and not Visit.objects.exists()


def test_a_walk_in_from_an_enterprise_that_is_not_in_the_class_keeps_the_ticks(cast: Cast, sign_in: Any) -> None:
    room = a_class(cast)
    typed = {"version": 1, cast.lina.code: "on", "add": "walk-in", "walk_name": "Ana Exemplo", "walk_role": "worker",
             "walk_from": cast.metals.code}  # fmt: skip

    answer = sign_in(cast.omar).post(f"/field/workshops/{room.workshop.code}/?session=2026-04-14-morning", typed)

    page = answer.content.decode()
    assert answer.status_code == 422 and "Ana Exemplo" in page
    assert re.search(rf'name="{cast.lina.code}"[^>]* checked', page)
    assert not Attendance.objects.exists() and not Person.objects.filter(name="Ana Exemplo").exists()


@pytest.mark.parametrize(
    ("name", "again"),
    [
        ("Sukarno", "SUKARNO "),
        ("María del Carmen Ruiz López", "Lopez Ruiz, Maria del Carmen"),
        ("ဒေါ်ခင်လှ", "ဒေါ်  ခင် လှ"),
        ("Mohammed bin Rashid Al Maktoum", "Muhamad Bin Rashid al-Maktum"),
    ],
    ids=["one word", "five words", "Burmese", "another spelling"],
)
def test_names_of_one_word_of_five_and_in_burmese_are_kept_as_written_and_met_again(
    cast: Cast, sign_in: Any, name: str, again: str
) -> None:
    client = sign_in(cast.coordinator)
    address = f"/desk/enterprises/{cast.garments.code}/people/"
    facts = {"sex": "female", "role": "worker", "job": "Cutting", "phone": ""}

    kept = client.post(f"{address}new/", {**facts, "name": name}, follow=True)
    similar = client.get(f"{address}similar/", {"name": again})
    asked = client.post(f"{address}new/", {**facts, "name": again})

    assert name in words_of(kept) and name in words_of(client.get(f"{address}?q={name.split()[0]}"))
    assert name in words_of(similar), "warned while typing"
    assert asked.status_code == 422 and "Cutting" in asked.content.decode()


def test_two_people_who_sat_in_one_session_are_merged_without_doubling_their_minutes(cast: Cast, sign_in: Any) -> None:
    twin = a_worker(cast, "Vidu Rosa")
    room = a_class(cast)
    workshops.enrol(by=cast.coordinator, workshop=room.workshop, people=[twin])
    keep(cast, room, room.sessions[0], lina=180, rosa=90, nuri=0)
    room.workshop.refresh_from_db()
    attendance.mark(by=cast.omar, workshop=room.workshop, session=room.sessions[0], marks={twin.code: 150},
                    version=room.workshop.version)  # fmt: skip
    client = sign_in(cast.coordinator)
    address = f"/desk/people/{cast.rosa.code}/merge/{twin.code}/"

    seen = client.get(address)
    merged = client.post(address, {"name": "Rosa Vidu", "version": 1, "other_version": 1}, follow=True)
    together = list(Attendance.objects.filter(participant__person=cast.rosa).values_list("minutes", flat=True))
    client.post(f"/desk/people/{cast.rosa.code}/merges/{Merge.objects.get().code}/undo/", follow=True)

    assert seen.status_code == 200 and "Merged into it" in words_of(merged)
    assert together == [150]
    apart = Attendance.objects.filter(participant__person__in=[cast.rosa, twin])
    assert sorted(apart.values_list("minutes", flat=True)) == [90, 150]
