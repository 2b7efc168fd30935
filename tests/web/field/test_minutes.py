"""Who came late or left early: two numbers a person, and who changed what from what to what."""

from typing import Any

import pytest

from genba.delivery.models import Attendance
from tests.cast import Cast
from tests.scenes_classes import Classroom, a_class, keep
from tests.words import words_of

MORNING = "2026-04-14-morning"


@pytest.fixture
def room(cast: Cast) -> Classroom:
    """Of the first morning Lina and Nuri were there, Rosa was not."""
    made = a_class(cast)
    keep(cast, made, made.sessions[0], lina=180, rosa=0, nuri=180)
    return made


def address(room: Classroom, session: str = MORNING) -> str:
    return f"/field/workshops/{room.workshop.code}/minutes/?session={session}"


def test_late_and_early_are_kept_and_seen_again(cast: Cast, room: Classroom, sign_in: Any) -> None:
    client = sign_in(cast.omar)
    typed = {"version": room.workshop.version, f"late-{cast.lina.code}": "20", f"early-{cast.lina.code}": "۱۵"}

    kept = client.post(address(room), typed, follow=True)

    row = Attendance.objects.get(participant__person=cast.lina)
    assert (row.minutes, row.late, row.left_early) == (145, 20, 15)
    assert f'name="late-{cast.lina.code}" value="20"' in kept.content.decode()
    assert "The minutes are kept." in words_of(kept) and "there for 145 minutes" in words_of(kept)
    assert f"late-{cast.rosa.code}" not in kept.content.decode()


def test_the_page_says_who_changed_what_from_what_to_what(cast: Cast, room: Classroom, sign_in: Any) -> None:
    client = sign_in(cast.omar)

    client.post(address(room), {"version": room.workshop.version, f"late-{cast.lina.code}": "20"})
    page, desk = words_of(client.get(address(room))), words_of(client.get(f"/desk/workshops/{room.workshop.code}/"))

    for words in (page, desk):
        assert "Omar Muster: list of" in words and "Morning, 2 here before, 2 after" in words
        assert "Lina Sample: from “180 minutes” to “160 minutes”" in words
        assert "Rosa Vidu: from “not marked” to “not here”" in words


def test_emptied_numbers_mean_the_whole_time_again(cast: Cast, room: Classroom, sign_in: Any) -> None:
    client = sign_in(cast.omar)
    client.post(address(room), {"version": room.workshop.version, f"late-{cast.lina.code}": "20"})

    client.post(address(room), {"version": room.workshop.version + 1, f"late-{cast.lina.code}": ""})

    row = Attendance.objects.get(participant__person=cast.lina)
    assert (row.minutes, row.late) == (180, 0)


def test_minutes_that_are_known_without_their_reason_stay_until_somebody_says_more(
    cast: Cast, room: Classroom, sign_in: Any
) -> None:
    keep(cast, room, room.sessions[0], lina=90)

    answer = sign_in(cast.omar).post(address(room), {"version": room.workshop.version}, follow=True)

    assert Attendance.objects.get(participant__person=cast.lina).minutes == 90
    assert "Nothing was changed." in words_of(answer)


@pytest.mark.parametrize(
    ("late", "early", "sentence"),
    [
        ("soon", "", "“soon” is no number of minutes"),
        ("-5", "", "“-5” is no number of minutes"),
        ("2.5", "", "“2.5” is no number of minutes"),
        ("180", "", "nothing would be left"),
        ("100", "90", "nothing would be left"),
    ],
)
def test_what_cannot_be_is_refused_by_name_and_nothing_typed_is_lost(
    cast: Cast, room: Classroom, sign_in: Any, late: str, early: str, sentence: str
) -> None:
    typed = {"version": room.workshop.version, f"late-{cast.lina.code}": late, f"early-{cast.lina.code}": early,
             f"late-{room.nuri.code}": "10"}  # fmt: skip

    answer = sign_in(cast.omar).post(address(room), typed)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert f"Lina Sample: {sentence}" in words_of(answer) or sentence in words_of(answer)
    assert f'value="{late}"' in page and 'value="10"' in page
    assert set(Attendance.objects.values_list("late", flat=True)) == {0}


def test_the_second_of_two_editors_sees_what_changed(cast: Cast, room: Classroom, sign_in: Any) -> None:
    client, seen = sign_in(cast.omar), room.workshop.version
    keep(cast, room, room.sessions[0], nuri=0)

    late = client.post(address(room), {"version": seen, f"late-{cast.lina.code}": "20"})

    assert late.status_code == 422 and "Somebody else changed this class meanwhile" in words_of(late)
    assert Attendance.objects.get(participant__person=cast.lina).minutes == 180


def test_ticking_the_list_again_keeps_who_came_late(cast: Cast, room: Classroom, sign_in: Any) -> None:
    client = sign_in(cast.omar)
    client.post(address(room), {"version": room.workshop.version, f"late-{cast.lina.code}": "20"})

    client.post(f"/field/workshops/{room.workshop.code}/?session={MORNING}",
                {"version": room.workshop.version + 1, cast.lina.code: "on", cast.rosa.code: "on"})  # fmt: skip

    row = Attendance.objects.get(participant__person=cast.lina)
    assert (row.minutes, row.late) == (160, 20)


def test_the_page_of_minutes_asks_a_constant_number_of_questions(
    cast: Cast, room: Classroom, sign_in: Any, django_assert_max_num_queries: Any
) -> None:
    client = sign_in(cast.omar)

    with django_assert_max_num_queries(9):
        client.get(address(room))


def test_a_session_that_nobody_marked_says_what_to_do_first(cast: Cast, room: Classroom, sign_in: Any) -> None:
    answer = sign_in(cast.omar).get(address(room, "2026-04-15-morning"))

    assert "Keep the list first" in words_of(answer)
    assert sign_in(cast.owner).get(address(room)).status_code == 403
