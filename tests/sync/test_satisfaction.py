"""Answers that were added up on a shared phone, or counted from paper, arrive as counts; once, and never as one person's."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from genba.audit.models import Event
from genba.delivery.actions import satisfaction, workshops
from genba.delivery.models import SatisfactionCount, SatisfactionSurvey
from genba.directory.actions import people
from genba.sync.actions.receiving import Record
from tests.cast import Cast
from tests.scenes_classes import Classroom, a_class
from tests.sync.devices import Phone

pytestmark = pytest.mark.django_db
FIVE = {"all-in-all": {"5": 3, "4": 1, "2": 1}, "heard": {"4": 5}}


@pytest.fixture(autouse=True)
def the_day_after() -> Iterator[time_machine.Traveller]:
    with time_machine.travel("2026-04-16T15:00:00+00:00", tick=False) as clock:
        yield clock


@pytest.fixture
def room(cast: Cast) -> Classroom:
    """A class with eight people on its list."""
    made = a_class(cast)
    more = [people.register(by=cast.coordinator, enterprise=cast.garments, name=name, role="worker", sex="female")
            for name in ("Ana Exemplo", "Bea Ejemplo", "Cira Contoh", "Dede Beispiel", "Ela Voorbeeld")]  # fmt: skip
    workshops.enrol(by=cast.coordinator, workshop=made.workshop, people=more)
    return made


@pytest.fixture
def phone(cast: Cast) -> Phone:
    return Phone(cast.omar)


def answers(phone: Phone, room: Classroom, counts: Any = None, people: int = 5, **more: Any) -> Record:
    body = {"workshop": room.workshop.code, "way": more.pop("way", "screen"), "counts": counts or FIVE, "people": people}
    return phone.record("satisfaction", body, **more)


def kept(way: str = "screen") -> dict[str, dict[int, int]]:
    found: dict[str, dict[int, int]] = {}
    for row in SatisfactionCount.objects.filter(way=way, answers__gt=0):
        found.setdefault(row.question, {})[row.score] = row.answers
    return found


def states(told: list[Any]) -> list[str]:
    return [str(one.state) for one in told]


def test_counts_open_the_survey_as_of_their_day_and_are_added_once(cast: Cast, room: Classroom, phone: Phone) -> None:
    five, three = answers(phone, room), answers(phone, room, {"heard": {"1": 3}}, 3)

    told = phone.send(five, three, five)
    phone.send(three)

    survey = SatisfactionSurvey.objects.get()
    assert states(told) == ["accepted"] * 3 and told[0].code == room.workshop.code
    assert survey.opened_on.isoformat() == "2026-04-14" and survey.is_open
    assert kept() == {"all-in-all": {5: 3, 4: 1, 2: 1}, "heard": {4: 5, 1: 3}}
    assert Event.objects.filter(verb="gather").count() == 2


def test_paper_takes_the_place_of_the_earlier_tally_and_says_so(cast: Cast, room: Classroom, phone: Phone) -> None:
    first, second = answers(phone, room, way="paper"), answers(phone, room, {"heard": {"3": 2}}, 2, way="paper")

    told = phone.send(answers(phone, room, {"heard": {"5": 1}}, 1), first, second)

    assert states(told) == ["accepted", "accepted", "flagged"] and "earlier tally" in told[2].said[0]
    assert kept("paper") == {"heard": {3: 2}} and kept() == {"heard": {5: 1}}


def test_more_answers_than_people_wait_for_the_list_with_who_walked_in(cast: Cast, room: Classroom, phone: Phone) -> None:
    nine = answers(phone, room, {"heard": {"5": 9}}, 9)
    (waits,) = phone.send(nine)
    walked = phone.record("attendance", {
        "workshop": room.workshop.code, "session": room.sessions[0].key, "marks": {}, "walk_ins": [
            {"id": "0d3b1c1e-0000-4000-8000-000000000001", "enterprise": cast.garments.code, "name": "Wim Voorbeeld",
             "sex": "male", "role": "worker"}]})  # fmt: skip

    phone.send(walked)

    assert waits.state == "waiting" and "wait until the list is complete" in waits.said[0]
    assert states(phone.send(nine)) == ["accepted"] and kept() == {"heard": {5: 9}}


def test_what_comes_before_its_walk_ins_in_one_sending_is_settled_in_it(cast: Cast, room: Classroom, phone: Phone) -> None:
    walked = phone.record("attendance", {
        "workshop": room.workshop.code, "session": room.sessions[0].key, "marks": {}, "walk_ins": [
            {"id": "0d3b1c1e-0000-4000-8000-000000000002", "enterprise": cast.garments.code, "name": "Wim Voorbeeld",
             "sex": "male", "role": "worker"}]})  # fmt: skip

    assert states(phone.send(answers(phone, room, {"heard": {"5": 9}}, 9), walked)) == ["accepted", "accepted"]


def test_a_result_that_is_shown_takes_five_people_more_but_not_one(cast: Cast, room: Classroom, phone: Phone) -> None:
    survey = satisfaction.open_survey(by=cast.omar, workshop=room.workshop)
    satisfaction.close(by=cast.omar, survey=survey)

    told = phone.send(answers(phone, room, {"heard": {"1": 1}}, 1), answers(phone, room))

    assert states(told) == ["refused", "flagged"] and "who said what" in told[0].said[0]
    assert "The result has changed" in told[1].said[0] and kept()["heard"] == {4: 5}


def test_what_was_answered_after_it_was_closed_is_not_counted(cast: Cast, room: Classroom, phone: Phone) -> None:
    survey = satisfaction.open_survey(by=cast.omar, workshop=room.workshop)
    satisfaction.close(by=cast.omar, survey=survey)
    with time_machine.travel("2026-04-18T15:00:00+00:00"):
        (told,) = phone.send(answers(phone, room, made_at=timezone.now()))

    assert told.state == "refused" and not kept()


def test_counts_that_arrive_long_after_are_taken_if_they_were_given_in_time(
    cast: Cast, room: Classroom, phone: Phone, the_day_after: time_machine.Traveller
) -> None:
    the_day_after.move_to("2026-06-01T08:00:00+00:00")

    told = phone.send(answers(phone, room))

    assert states(told) == ["flagged"] and kept()["heard"] == {4: 5}


def test_counts_that_put_right_counts_take_them_out(cast: Cast, room: Classroom, phone: Phone) -> None:
    wrong = answers(phone, room)
    phone.send(wrong)

    (told,) = phone.send(answers(phone, room, {"heard": {"4": 4, "3": 1}, "all-in-all": {"5": 5}}, replaces=wrong.id))

    assert told.state == "flagged" and kept() == {"heard": {4: 4, 3: 1}, "all-in-all": {5: 5}}


def test_a_question_that_the_module_does_not_ask_any_more_is_told(cast: Cast, room: Classroom, phone: Phone) -> None:
    (told,) = phone.send(answers(phone, room, {**FIVE, "food": {"5": 5}}))

    assert told.state == "flagged" and "food" in told.said[0] and "food" not in kept()


@pytest.mark.parametrize("wrong", [{"counts": {"food": {"5": 1}}}, {"counts": {"heard": {"6": 1}}}, {"counts": {}},
                                   {"counts": {"heard": {"5": -1, "4": 3}}}, {"counts": {"heard": {"5": 6}}}, {"people": 0},
                                   {"counts": {"heard": {}}}, {"way": "telepathy"}, {"people": 501}])  # fmt: skip
def test_what_cannot_be_needs_fixing(cast: Cast, room: Classroom, phone: Phone, wrong: dict[str, Any]) -> None:
    body = {"workshop": room.workshop.code, "way": "screen", "counts": FIVE, "people": 5, **wrong}

    (told,) = phone.send(phone.record("satisfaction", body))

    assert told.state == "to-fix" and told.said[0] and not kept()


def test_a_class_that_was_moved_to_a_later_day_waits(
    cast: Cast, room: Classroom, phone: Phone, the_day_after: time_machine.Traveller
) -> None:
    the_day_after.move_to("2026-04-10T08:00:00+00:00")

    (told,) = phone.send(answers(phone, room))

    assert told.state == "waiting" and not SatisfactionSurvey.objects.exists()


def test_whoever_may_not_mark_the_class_cannot_send_its_answers(cast: Cast, room: Classroom) -> None:
    (told,) = (eva := Phone(cast.auditor)).send(answers(eva, room))

    assert told.state == "refused"
