"""What speaks against a plan is said before it is made; visits are planned, moved, missed and come true."""

from datetime import date, time
from typing import Any

import pytest

from genba.access.actions import users
from genba.audit.actions import SYSTEM
from genba.delivery.actions import planned_visits, timetable, visits, workshops
from genba.delivery.diary import Slot
from genba.delivery.matching import candidates
from genba.delivery.proposals import proposed_visits
from genba.kit.hours import comes_twice, moment, zone_of
from genba.kit.refused import Refused, Stale
from genba.programmes.actions import engagements, trainers
from tests.cast import Cast
from tests.scenes_calendar import FIRST, SECOND, VISIT, a_cohort, a_visit, another, at_today, with_class
from tests.scenes_classes import a_class, keep

__all__ = ["at_today"]
pytestmark = pytest.mark.usefixtures("at_today")


def points(cast: Cast, scene: Any) -> dict[str, list[str]]:
    return {c.trainer.name: [p.text for p in c.points] for c in candidates(cast.coordinator, scene.cohort)}


def test_a_suggestion_explains_itself(cast: Cast) -> None:
    said = points(cast, a_cohort(cast))

    assert list(said) == ["Omar Muster", "Eva Beispiel"]
    assert said["Omar Muster"] == ["certified for this module until 31 December 2027", "speaks Swahili, English",
                                   "works in Nairobi", "free on all 2 days of the class"]  # fmt: skip
    assert said["Eva Beispiel"][0] == "the certificate for this module lapsed on 1 August 2026"


def test_suggestions_cost_the_same_for_three_trainers_as_for_thirty(cast: Cast, django_assert_max_num_queries: Any) -> None:
    scene = a_cohort(cast)
    for n in range(30):
        more = users.add(by=SYSTEM, name=f"Trainer {n}", email=f"t{n}@example.org")
        users.give(by=SYSTEM, user=more, role="trainer", scope_kind="self", since_on=date(2025, 1, 1))

    with django_assert_max_num_queries(14):
        assert len(candidates(cast.coordinator, scene.cohort)) == 32


def test_a_lapsed_certificate_asks_for_a_reason_to_go_on(cast: Cast) -> None:
    cohort = a_cohort(cast).cohort
    chosen: dict[str, Any] = {"by": cast.coordinator, "cohort": cohort, "version": cohort.version, "trainer": cast.expert}

    with pytest.raises(Refused, match="lapsed on 1 August 2026") as no:
        timetable.assign(**chosen)
    now = timetable.assign(**chosen, because="Renewal is on its way")

    assert no.value.field == "because"
    assert (now.trainer, now.trainers_because) == (cast.expert, "Renewal is on its way")
    with pytest.raises(Stale):
        timetable.assign(**chosen, because="I was slower")


def test_the_second_trainer_is_somebody_else(cast: Cast) -> None:
    cohort = a_cohort(cast).cohort

    with pytest.raises(Refused) as no:
        timetable.assign(by=cast.coordinator, cohort=cohort, version=1, trainer=cast.omar, co_trainer=cast.omar)

    assert no.value.field == "co_trainer"


def test_the_class_of_a_cohort_is_a_workshop_with_hours(cast: Cast) -> None:
    workshop = with_class(cast, a_cohort(cast))

    assert workshop.participations.count() == 2 and workshop.sessions.count() == 4
    assert (workshop.timetable.morning_at, workshop.timetable.time_zone) == (time(9), "Africa/Nairobi")


def test_a_trainer_or_an_enterprise_twice_at_one_time_is_said_before_saving_and_can_be_insisted_on(cast: Cast) -> None:
    scene = a_cohort(cast)
    with_class(cast, scene)
    late = another(cast, "Alpha Bakery")
    a_class: dict[str, Any] = {"by": cast.coordinator, "programme": cast.programme, "provider": cast.provider}
    workshops.plan(**a_class, trainer=cast.omar, module="workplace-cooperation", place="Elsewhere", days=[date(2027, 1, 5)],
                   engagements=[late])  # fmt: skip

    with pytest.raises(Refused) as no:
        a_visit(cast, date(2027, 1, 5), time(11, 30))
    kept = planned_visits.plan(by=cast.coordinator, wish=planned_visits.Wish(cast.engagement, date(2027, 1, 5)),
                               because="Eva takes over at ten")  # fmt: skip

    assert "Omar Muster already has a class in Elsewhere on 5 January 2027, 09:00 to 12:00" in no.value.reason
    assert kept.because == "Eva takes over at ten"


def test_days_away_and_a_certificate_that_lapses_until_then_speak_against_a_visit(cast: Cast) -> None:
    a_cohort(cast)
    trainers.be_away(by=cast.omar, trainer=cast.omar, starts_on=VISIT, ends_on=VISIT)

    with pytest.raises(Refused, match="Omar Muster is away on 22 December 2026"):
        a_visit(cast)
    with pytest.raises(Refused, match="certificate of Omar Muster for this module lapsed on 31 December 2027"):
        a_visit(cast, date(2028, 1, 12))
    assert a_visit(cast, date(2026, 12, 23)).because == ""


@pytest.mark.parametrize(
    ("day", "sentence"),
    [(date(2026, 1, 5), "agreed to the module on 2 February 2026"), (FIRST, "is in class on that day"),
     (date(2062, 12, 22), "2062 is far away"), (date(2026, 11, 20), "is over")],
)  # fmt: skip
def test_a_day_on_which_nobody_can_visit_is_refused(cast: Cast, day: date, sentence: str) -> None:
    with_class(cast, a_cohort(cast))

    with pytest.raises(Refused, match=sentence) as no:
        a_visit(cast, day)

    assert no.value.field == "planned_on"


def test_an_enterprise_that_left_in_mid_cohort_gets_no_class_and_no_visit(cast: Cast) -> None:
    scene = a_cohort(cast)
    engagements.withdraw(by=cast.coordinator, engagement=scene.joinery, withdrawn_on=date(2026, 11, 20), reason="Closed")

    workshop = with_class(cast, scene)
    wishes = proposed_visits(scene.cohort)

    assert [p.engagement for p in workshop.participations.all()] == [cast.engagement]
    assert {w.engagement for w in wishes} == {cast.engagement}
    with pytest.raises(Refused, match="has left the module"):
        a_visit(cast, engagement=type(scene.joinery).objects.get(pk=scene.joinery.pk))


def test_visits_are_proposed_by_the_rhythm_on_working_days_when_all_are_free(cast: Cast) -> None:
    scene = a_cohort(cast)
    with_class(cast, scene)
    trainers.be_away(by=cast.omar, trainer=cast.omar, starts_on=date(2026, 12, 23), ends_on=date(2026, 12, 27))

    wishes = proposed_visits(scene.cohort)
    made = planned_visits.plan_many(by=cast.coordinator, cohort=scene.cohort, wishes=wishes)

    # 14, 45 and 80 days after 9 December, moved on where Omar is away or it is a Saturday; two on one day, hours apart.
    assert [(w.planned_on, w.at) for w in wishes if w.number == 1] == [(date(2026, 12, 28), time(9)),
                                                                      (date(2026, 12, 28), time(13, 30))]  # fmt: skip
    assert {w.planned_on for w in wishes if w.number == 2} == {date(2027, 1, 25)}
    assert len(made) == 6 and proposed_visits(scene.cohort) == []


def test_a_visit_is_moved_with_a_reason_and_the_slower_of_two_is_told(cast: Cast) -> None:
    planned = a_visit(cast)
    to: dict[str, Any] = {"planned": planned, "version": 1, "planned_on": date(2027, 1, 4), "starts_at": time(9)}

    with pytest.raises(Refused, match="Say why"):
        planned_visits.move(by=cast.omar, reason="", **to)
    moved = planned_visits.move(by=cast.omar, reason="Stock-taking", **to)
    with pytest.raises(Stale) as stale:
        planned_visits.move(by=cast.coordinator, reason="Holiday", **{**to, "planned_on": date(2027, 1, 5)})

    step = moved.moves.get()
    assert (step.from_on, step.to_on, step.reason, step.moved_by) == (VISIT, date(2027, 1, 4), "Stock-taking", cast.omar)
    assert stale.value.now["planned_on"] == date(2027, 1, 4)


def test_a_visit_that_did_not_happen_stays_and_makes_room_for_another(cast: Cast) -> None:
    planned = a_visit(cast)

    planned_visits.miss(by=cast.omar, planned=planned, version=1, reason="Roads under water")
    again = a_visit(cast)

    assert (planned.missed.reason, again.number) == ("Roads under water", 1)
    with pytest.raises(Refused, match="did not happen: Roads under water"):
        planned_visits.move(
            by=cast.omar, planned=planned, version=2, planned_on=date(2027, 1, 4), starts_at=time(9), reason="x"
        )


def test_a_number_is_planned_once(cast: Cast) -> None:
    a_visit(cast)

    with pytest.raises(Refused, match="Visit 1 to Sample Street Garments is planned already"):
        a_visit(cast, date(2027, 1, 4), number=1)
    assert a_visit(cast, date(2027, 1, 4)).number == 2


def test_a_report_finds_the_plan_nearest_to_its_day(cast: Cast) -> None:
    first, second = a_visit(cast, date(2026, 11, 24)), a_visit(cast, date(2027, 1, 4))

    report = visits.report(by=cast.omar, engagement=cast.engagement, visited_on=date(2026, 11, 22), advice="Go on.")

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.visit, second.visit) == (report, None)
    with pytest.raises(Refused, match="made and reported already"):
        planned_visits.miss(by=cast.omar, planned=first, version=2, reason="x")


def test_new_trainers_take_over_a_class_that_is_still_to_come(cast: Cast) -> None:
    scene = a_cohort(cast)
    workshop = with_class(cast, scene)

    timetable.assign(by=cast.coordinator, cohort=scene.cohort, version=scene.cohort.version, trainer=cast.expert,
                     co_trainer=cast.omar, because="Omar is ill on the first day")  # fmt: skip

    workshop.refresh_from_db()
    assert workshop.trainer == cast.expert and workshop.timetable.co_trainer == cast.omar


def test_hours_follow_the_clock_of_the_place_across_its_changes() -> None:
    before, after = (moment(day, time(9), "America/New_York") for day in (date(2027, 3, 13), date(2027, 3, 14)))

    assert (before.hour, after.hour) == (14, 13)
    assert Slot(date(2027, 3, 14), time(1), 180, "America/New_York").ends.hour == 9
    assert comes_twice(date(2026, 11, 1), time(1, 30), "America/New_York")
    assert not comes_twice(date(2026, 11, 1), time(9), "America/New_York")
    assert zone_of("KE") == "Africa/Nairobi"


def test_an_hour_that_does_not_exist_is_refused_and_one_that_comes_twice_is_said(cast: Cast) -> None:
    wish = planned_visits.Wish

    with pytest.raises(Refused, match="the clock jumps over 02:30") as no:
        planned_visits.plan(by=cast.coordinator, wish=wish(cast.engagement, date(2027, 3, 14), starts_at=time(2, 30)),
                            time_zone="America/New_York")  # fmt: skip
    with pytest.raises(Refused, match="01:30 comes twice"):
        planned_visits.plan(by=cast.coordinator, wish=wish(cast.engagement, date(2027, 11, 7), starts_at=time(1, 30)),
                            time_zone="America/New_York")  # fmt: skip

    assert no.value.field == "starts_at"


def test_the_afternoon_does_not_begin_before_the_morning_is_over(cast: Cast) -> None:
    scene = a_cohort(cast)
    now = timetable.assign(by=cast.coordinator, cohort=scene.cohort, version=1, trainer=cast.omar)

    with pytest.raises(Refused) as no:
        timetable.plan_class(by=cast.coordinator, cohort=now, place="Hall", days=[FIRST, SECOND], morning_at=time(9),
                             afternoon_at=time(11))  # fmt: skip

    assert no.value.field == "afternoon_at"


def days_of(workshop: Any) -> list[date]:
    return [s.held_on for s in workshop.sessions.all()]


def test_a_class_moves_with_everybody_even_onto_its_own_second_day(cast: Cast) -> None:
    workshop = with_class(cast, a_cohort(cast))
    ids = [s.pk for s in workshop.sessions.all()]
    later, earlier = [SECOND, date(2026, 12, 10)], [date(2026, 12, 3), FIRST]

    now = timetable.move_class(by=cast.coordinator, workshop=workshop, version=1, days=later, reason="The hall is taken")
    there = days_of(now)
    now = timetable.move_class(by=cast.coordinator, workshop=now, version=2, days=earlier, reason="Free again")

    assert there == [d for d in later for _ in "ab"] and days_of(now) == [d for d in earlier for _ in "ab"]
    assert [s.pk for s in now.sessions.all()] == ids and (now.starts_on, now.ends_on) == (date(2026, 12, 3), FIRST)
    assert [m.reason for m in now.moves.all()] == ["The hall is taken", "Free again"]


def test_what_speaks_against_the_new_days_of_a_class_is_said_first(cast: Cast) -> None:
    workshop = with_class(cast, a_cohort(cast))
    a_visit(cast, date(2026, 12, 15))
    trainers.be_away(by=cast.omar, trainer=cast.omar, starts_on=date(2026, 12, 16), ends_on=date(2026, 12, 16))
    to: dict[str, Any] = {"by": cast.coordinator, "workshop": workshop, "version": 1, "reason": "The hall is taken",
                          "days": [date(2026, 12, 15), date(2026, 12, 16)]}  # fmt: skip

    with pytest.raises(Refused) as no:
        timetable.move_class(**to)
    timetable.move_class(**to, because="The visit will move as well")

    assert no.value.field == "because"
    for said in ("Omar Muster already has a visit to Sample Street Garments on 15 December 2026, 09:00 to 12:00",
                 "Omar Muster is away on 16 December 2026", "would come before the class is over"):  # fmt: skip
        assert said in no.value.reason


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"reason": " "}, "reason"), ({"days": [date(2026, 12, 15)]}, "starts_on"), ({"days": [FIRST, SECOND]}, "starts_on"),
     ({"days": [date(2025, 12, 15), date(2025, 12, 16)]}, "starts_on")],
)  # fmt: skip
def test_a_class_does_not_move_to_days_that_cannot_be(cast: Cast, wrong: Any, field: str) -> None:
    workshop = with_class(cast, a_cohort(cast))
    days = [date(2026, 12, 15), date(2026, 12, 16)]
    to: dict[str, Any] = {"workshop": workshop, "version": 1, "reason": "x", "days": days, **wrong}

    with pytest.raises(Refused) as no:
        timetable.move_class(by=cast.coordinator, **to)
    with pytest.raises(Stale):
        timetable.move_class(by=cast.coordinator, **{**to, "version": 7})

    assert no.value.field == field


def test_a_class_that_somebody_marked_moves_no_longer(cast: Cast) -> None:
    room = a_class(cast)
    keep(cast, room, room.sessions[0], lina=0)

    with pytest.raises(Refused, match="already marked who was there"):
        timetable.move_class(by=cast.coordinator, workshop=room.workshop, version=room.workshop.version, reason="x",
                             days=[date(2026, 12, 15), date(2026, 12, 16)])  # fmt: skip
