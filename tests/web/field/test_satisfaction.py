"""How people found a class: anybody answers, nobody is known, and the result comes when it is closed."""

from typing import Any

import pytest
import time_machine

from genba.audit.models import Event
from genba.delivery.actions import workshops
from genba.delivery.models import SatisfactionCount, SatisfactionSurvey
from genba.directory.actions import people
from tests.cast import Cast
from tests.scenes_classes import Classroom, a_class
from tests.words import words_of

DURING = "2026-04-15T15:00:00+00:00"
LATER = "2026-05-10T09:00:00+00:00"
HAPPY = {"all-in-all": "5", "understood": "4", "heard": "4", "useful": "5", "trainer": "3"}


@pytest.fixture
def room(cast: Cast) -> Classroom:
    """A class with eight people on its list."""
    made = a_class(cast)
    more = [people.register(by=cast.coordinator, enterprise=cast.garments, name=name, role="worker", sex="female")
            for name in ("Ana Exemplo", "Bea Ejemplo", "Cira Contoh", "Dede Beispiel", "Ela Voorbeeld")]  # fmt: skip
    workshops.enrol(by=cast.coordinator, workshop=made.workshop, people=more)
    return made


def opened(cast: Cast, room: Classroom, sign_in: Any) -> SatisfactionSurvey:
    sign_in(cast.omar).post(f"/field/workshops/{room.workshop.code}/satisfaction/open/")
    return SatisfactionSurvey.objects.get(workshop=room.workshop)


def answers(client: Any, survey: SatisfactionSurvey, scores: dict[str, str]) -> Any:
    """From a phone that was never here."""
    client.cookies.clear()
    return client.post(f"/say/{survey.code}/", scores)


def test_six_phones_answer_and_the_share_of_four_and_five_is_shown_after_closing(
    cast: Cast, room: Classroom, sign_in: Any, client: Any
) -> None:
    with time_machine.travel(DURING):
        survey = opened(cast, room, sign_in)
        for score in "554431":
            assert answers(client, survey, {**HAPPY, "all-in-all": score}).status_code == 302
        while_open = sign_in(cast.omar).get(f"/field/workshops/{room.workshop.code}/satisfaction/")
        sign_in(cast.omar).post(f"/field/workshops/{room.workshop.code}/satisfaction/close/")

        closed = sign_in(cast.omar).get(f"/field/workshops/{room.workshop.code}/satisfaction/")

    assert "Satisfied" not in words_of(while_open)
    # 4 of 6 gave 4 or 5; Wilson's 95 % interval of 4 of 6 is 30 % to 90 % (Newcombe 1998, method 3).
    said = words_of(closed).replace("\u00a0", " ")
    assert "67 % between 30 % and 90 %" in said and "1 · 0 · 1 · 2 · 2" in said


def test_nothing_leads_from_an_answer_to_whoever_gave_it(cast: Cast, room: Classroom, sign_in: Any, client: Any) -> None:
    with time_machine.travel(DURING):
        survey = opened(cast, room, sign_in)
        before = Event.objects.count()
        answers(client, survey, HAPPY)
        answers(client, survey, HAPPY)

    kept = {f.name for f in SatisfactionCount._meta.get_fields()}
    assert kept == {"id", "survey", "question", "score", "way", "answers"}
    assert SatisfactionCount.objects.count() == len(HAPPY)
    assert Event.objects.count() == before


def test_below_five_answers_no_result_is_shown(cast: Cast, room: Classroom, sign_in: Any, client: Any) -> None:
    with time_machine.travel(DURING):
        survey = opened(cast, room, sign_in)
        for _ in range(4):
            answers(client, survey, HAPPY)
        sign_in(cast.omar).post(f"/field/workshops/{room.workshop.code}/satisfaction/close/")
        page = sign_in(cast.omar).get(f"/field/workshops/{room.workshop.code}/satisfaction/")

    assert words_of(page).count("Fewer than five answers") == 5 and "%" not in words_of(page).partition("The result")[2]


def test_a_phone_answers_once_and_a_device_that_goes_round_again_and_again(
    cast: Cast, room: Classroom, sign_in: Any, client: Any
) -> None:
    with time_machine.travel(DURING):
        survey = opened(cast, room, sign_in)
        page = sign_in(cast.omar).get(f"/field/workshops/{room.workshop.code}/satisfaction/").content.decode()
        round_trip = page.partition("?shared=")[2].partition('"')[0]
        client.logout()
        client.post(f"/say/{survey.code}/", HAPPY)
        second = client.post(f"/say/{survey.code}/", HAPPY)
        for _ in range(2):
            client.post(f"/say/{survey.code}/?shared={round_trip}", HAPPY)

    assert "This phone has answered" in words_of(second)
    assert SatisfactionCount.objects.get(question="all-in-all", score=5).answers == 3


def test_paper_forms_are_counted_beside_the_phones_and_a_second_count_takes_the_place_of_the_first(
    cast: Cast, room: Classroom, sign_in: Any, client: Any
) -> None:
    with time_machine.travel(DURING):
        survey = opened(cast, room, sign_in)
        answers(client, survey, HAPPY)
        trainer, address = sign_in(cast.omar), f"/field/workshops/{room.workshop.code}/satisfaction/tally/"
        trainer.post(address, {"all-in-all_5": "1", "all-in-all_4": "2"})
        trainer.post(address, {"all-in-all_5": "4"})
        too_many = trainer.post(address, {"all-in-all_5": "9"})
        below = trainer.post(address, {"all-in-all_5": "-1"})

    rows = SatisfactionCount.objects.filter(question="all-in-all").values_list("way", "score", "answers")
    assert sorted(rows) == [("paper", 5, 4), ("screen", 5, 1)]
    assert too_many.status_code == below.status_code == 422
    assert 'value="9"' in too_many.content.decode()


@pytest.mark.parametrize("scores", [{}, {"all-in-all": "9"}, {"all-in-all": "five"}, {"unasked": "5"}])
def test_an_answer_that_is_none_is_met_with_a_sentence(
    cast: Cast, room: Classroom, sign_in: Any, client: Any, scores: dict[str, str]
) -> None:
    with time_machine.travel(DURING):
        survey = opened(cast, room, sign_in)
        answer = answers(client, survey, scores)

    assert answer.status_code == 422
    assert not SatisfactionCount.objects.exists()


def test_there_are_never_more_answers_than_people(cast: Cast, room: Classroom, sign_in: Any, client: Any) -> None:
    with time_machine.travel(DURING):
        survey = opened(cast, room, sign_in)
        told = [answers(client, survey, {"all-in-all": "5"}).status_code for _ in range(9)]

    assert told == [302] * 8 + [422]


def test_two_weeks_after_the_class_nobody_can_answer_any_more(
    cast: Cast, room: Classroom, sign_in: Any, client: Any
) -> None:
    with time_machine.travel(DURING):
        survey = opened(cast, room, sign_in)
    with time_machine.travel(LATER):
        late, page = answers(client, survey, HAPPY), client.get(f"/say/{survey.code}/")

    assert late.status_code == 422 and "This is closed" in words_of(page)
    assert client.get("/say/ZZZZZZZZ/").status_code == 404


def test_questions_are_asked_in_the_language_of_who_answers(cast: Cast, room: Classroom, sign_in: Any, client: Any) -> None:
    with time_machine.travel(DURING):
        survey = opened(cast, room, sign_in)
        client.logout()
        page = client.get(f"/say/{survey.code}/", headers={"Accept-Language": "fr"})

    assert "cette formation valait mon temps" in words_of(page)


def test_only_who_gives_the_class_opens_counts_and_closes(cast: Cast, room: Classroom, sign_in: Any) -> None:
    address = f"/field/workshops/{room.workshop.code}/satisfaction/"
    with time_machine.travel(DURING):
        opened(cast, room, sign_in)
        for way in ("open/", "tally/", "close/"):
            assert sign_in(cast.owner).post(address + way).status_code == 403
            assert sign_in(cast.worker).post(address + way).status_code == 404
        assert sign_in(cast.owner).get(address).status_code == 200
