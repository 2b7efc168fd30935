"""Plan a class and say who takes part."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from genba.audit.models import Event
from genba.delivery.actions import workshops
from genba.delivery.models import Participant, Workshop
from genba.directory.actions import people
from genba.directory.models import Person
from genba.kit.refused import Refused
from genba.programmes.actions import engagements
from tests.cast import AGREED, Cast
from tests.scenes_classes import FIRST, SECOND, Classroom, a_class, keep


@pytest.fixture
def room(cast: Cast) -> Classroom:
    return a_class(cast)


def plan(cast: Cast, **changes: object) -> Workshop:
    facts = {
        "by": cast.coordinator,
        "programme": cast.programme,
        "provider": cast.provider,
        "trainer": cast.omar,
        "module": "workplace-cooperation",
        "place": "Thika",
        "days": [FIRST],
        "engagements": [cast.engagement],
    }
    return workshops.plan(**{**facts, **changes})


def test_a_class_has_the_sessions_of_its_module_on_each_day(room: Classroom) -> None:
    assert [(s.held_on, s.part, s.minutes) for s in room.sessions] == [
        (FIRST, "morning", 180), (FIRST, "afternoon", 180), (SECOND, "morning", 180), (SECOND, "afternoon", 180),
    ]  # fmt: skip
    assert (room.workshop.starts_on, room.workshop.ends_on, room.workshop.country_id) == (FIRST, SECOND, "KE")
    assert Event.objects.filter(noun="workshop", code=room.workshop.code, verb="plan").count() == 1


def test_the_days_of_a_class_follow_one_another_unless_said_otherwise() -> None:
    from genba.programmes.curricula import module_of

    assert workshops.class_days(module_of("workplace-cooperation"), date(2026, 2, 28)) == [
        date(2026, 2, 28),
        date(2026, 3, 1),
    ]


def test_an_enterprise_that_left_or_agreed_later_or_takes_nothing_is_named(cast: Cast, room: Classroom) -> None:
    engagements.withdraw(
        by=cast.coordinator, engagement=room.joinery_engagement, withdrawn_on=date(2026, 5, 1), reason="sold"
    )

    with pytest.raises(Refused, match="Model Joinery has left the module"):
        plan(cast, engagements=[cast.engagement, room.joinery_engagement])
    with pytest.raises(Refused, match="Sample Street Garments agreed to the module only after this class begins"):
        plan(cast, days=[AGREED - timedelta(days=1)])
    with pytest.raises(Refused, match="Choose at least one enterprise"):
        plan(cast, engagements=[])


def test_a_class_needs_a_place_and_a_day_that_is_not_years_away(cast: Cast) -> None:
    with pytest.raises(Refused, match="Say where"):
        plan(cast, place="  ")
    with pytest.raises(Refused, match="is far away"):
        plan(cast, days=[timezone.localdate() + timedelta(days=3000)])


def test_an_over_full_class_is_a_warning_one_can_insist_on(cast: Cast, room: Classroom) -> None:
    many = [
        people.register(by=cast.coordinator, enterprise=cast.garments, name=f"Person {n}", role="worker") for n in range(22)
    ]

    with pytest.raises(Refused, match="would hold 25 people; this module is made for up to 24") as no:
        workshops.enrol(by=cast.coordinator, workshop=room.workshop, people=many)
    seated = workshops.enrol(by=cast.coordinator, workshop=room.workshop, people=many, insist=True)

    assert no.value.field == "insist"
    assert len(seated) == 22


def test_a_person_of_an_enterprise_that_does_not_take_part_is_refused_by_name(cast: Cast, room: Classroom) -> None:
    stranger = people.register(by=cast.director, enterprise=cast.metals, name="Lan Vidu", role="worker")

    with pytest.raises(Refused, match="Lan Vidu works at Other Side Metals, which does not take part"):
        workshops.enrol(by=cast.coordinator, workshop=room.workshop, people=[stranger])


def test_the_trainer_is_not_counted(cast: Cast, room: Classroom) -> None:
    with pytest.raises(Refused, match="Trainers are not counted"):
        workshops.add_participant(by=cast.omar, workshop=room.workshop, enterprise=cast.garments, name="OMAR  Muster",
                                  sex="male", role="manager")  # fmt: skip


def test_who_walks_in_becomes_a_person_and_sits_on_the_roster(cast: Cast, room: Classroom) -> None:
    made = workshops.add_participant(by=cast.omar, workshop=room.workshop, enterprise=room.joinery, name="Ana Exemplo",
                                     sex="female", role="manager")  # fmt: skip

    assert (made.person.enterprise, made.sex, made.role, made.walked_in) == (room.joinery, "female", "manager", True)


def test_a_walk_in_of_a_known_name_may_be_the_same_person(cast: Cast, room: Classroom) -> None:
    walk = {"by": cast.omar, "workshop": room.workshop, "enterprise": cast.garments, "name": "rosa VIDÚ", "sex": "female",
            "role": "worker"}  # fmt: skip

    with pytest.raises(Refused, match="already has a person called Rosa Vidu"):
        workshops.add_participant(**walk)
    workshops.add_participant(**walk, is_another=True)

    assert Person.objects.called(cast.garments, "Rosa Vidu").count() == 2


def test_who_was_there_cannot_be_taken_off_the_roster(cast: Cast, room: Classroom) -> None:
    keep(cast, room, room.sessions[0], lina=180, rosa=0)
    lina, rosa = (Participant.objects.get(workshop=room.workshop, person=p) for p in (cast.lina, cast.rosa))

    with pytest.raises(Refused, match="Lina Sample was there in 1 session"):
        workshops.withdraw(by=cast.omar, participant=lina, reason="mistake")
    with pytest.raises(Refused, match="Say why"):
        workshops.withdraw(by=cast.omar, participant=rosa, reason=" ")
    workshops.withdraw(by=cast.omar, participant=rosa, reason="ill")

    assert not Participant.objects.filter(workshop=room.workshop, person=cast.rosa).exists()
    assert Event.objects.get(noun="workshop", verb="withdraw").reason == "ill"


def test_a_person_counts_as_trained_from_half_of_the_minutes_on(cast: Cast, room: Classroom) -> None:
    # 4 sessions of 180 minutes: 720 given. Lina 360 = exactly half; Rosa 359; Nuri marked as never there.
    morning, afternoon, *_ = room.sessions
    keep(cast, room, morning, lina=180, rosa=180, nuri=0)
    keep(cast, room, afternoon, lina=180, rosa=179, nuri=0)

    trained = Participant.objects.trained().values_list("person__name", flat=True)

    assert list(trained) == ["Lina Sample"]
