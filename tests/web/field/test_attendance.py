"""A trainer counts who is here, by one thumb."""

import re
from typing import Any

import pytest
import time_machine

from genba.delivery.models import Attendance, Participant
from genba.directory.models import Person
from tests.cast import Cast
from tests.scenes_classes import Classroom, a_class, keep

MORNING, AFTERNOON = "2026-04-14-morning", "2026-04-14-afternoon"


@pytest.fixture
def room(cast: Cast) -> Classroom:
    return a_class(cast)


def here(session: str) -> set[str]:
    day, part = session[:10], session[11:]
    rows = Attendance.objects.filter(session__held_on=day, session__part=part, minutes__gt=0)
    return {name.split()[0] for name in rows.values_list("participant__person__name", flat=True)}


def test_a_list_is_kept_in_one_request_and_can_be_undone(cast: Cast, room: Classroom, sign_in: Any) -> None:
    client = sign_in(cast.omar)
    address = f"/field/workshops/{room.workshop.code}/?session={MORNING}"

    kept = client.post(address, {"version": 1, cast.lina.code: "on", room.nuri.code: "on"}, follow=True)
    after_keeping = here(MORNING)
    undo = re.search(r'name="undo" value="([^"]+)"', kept.content.decode())
    undone = client.post(address, {"version": 2, "undo": undo[1] if undo else ""}, follow=True)

    assert "The list is kept" in kept.content.decode()
    assert after_keeping == {"Lina", "Nuri"}
    assert "Taken back" in undone.content.decode()
    assert not Attendance.objects.exists()


def test_an_undo_that_is_not_ours_changes_nothing(cast: Cast, room: Classroom, sign_in: Any) -> None:
    answer = sign_in(cast.omar).post(f"/field/workshops/{room.workshop.code}/", {"version": 1, "undo": "abc:def"})

    assert answer.status_code == 422
    assert not Attendance.objects.exists()


def test_the_buttons_for_all_and_none_work_without_javascript(cast: Cast, room: Classroom, sign_in: Any) -> None:
    client = sign_in(cast.omar)
    address = f"/field/workshops/{room.workshop.code}/?session={MORNING}"

    everybody = client.post(address, {"version": 1, "all": "here", "walk_name": "Ana Exemplo"}).content.decode()
    nobody = client.post(address, {"version": 1, "all": "none", cast.lina.code: "on"}).content.decode()

    assert everybody.count(" checked") == 3 and "Ana Exemplo" in everybody
    assert nobody.count(" checked") == 0
    assert not Attendance.objects.exists()


def test_the_afternoon_begins_with_who_was_there_in_the_morning(cast: Cast, room: Classroom, sign_in: Any) -> None:
    keep(cast, room, room.sessions[0], lina=180, rosa=0, nuri=0)

    page = sign_in(cast.omar).get(f"/field/workshops/{room.workshop.code}/?session={AFTERNOON}").content.decode()

    assert page.count(" checked") == 1


def test_the_page_opens_with_the_session_of_the_hour(cast: Cast, room: Classroom, sign_in: Any) -> None:
    with time_machine.travel("2026-04-14T15:00:00+00:00"):
        page = sign_in(cast.omar).get(f"/field/workshops/{room.workshop.code}/").content.decode()

    assert f'href="?session={AFTERNOON}" aria-current="true"' in page


def test_a_session_to_come_shows_no_button_and_refuses_a_list(cast: Cast, room: Classroom, sign_in: Any) -> None:
    with time_machine.travel("2026-04-13T09:00:00+00:00"):
        client = sign_in(cast.omar)
        address = f"/field/workshops/{room.workshop.code}/?session={MORNING}"
        page = client.get(address).content.decode()
        forced = client.post(address, {"version": 1, cast.lina.code: "on"})

    assert "has not come yet" in page and "Keep the list:" not in page
    assert forced.status_code == 422


def test_who_walks_in_is_added_as_here_and_no_tick_is_lost(cast: Cast, room: Classroom, sign_in: Any) -> None:
    walk = {"add": "walk-in", "walk_name": "Ana Exemplo", "walk_role": "manager", "walk_from": room.joinery.code}

    sign_in(cast.omar).post(
        f"/field/workshops/{room.workshop.code}/?session={MORNING}", {"version": 1, cast.lina.code: "on", **walk}
    )

    assert here(MORNING) == {"Lina", "Ana"}
    ana = Participant.objects.get(person__name="Ana Exemplo")
    assert (ana.sex, ana.role, ana.walked_in) == ("not-stated", "manager", True)


def test_a_walk_in_without_name_or_role_keeps_the_ticks_on_screen(cast: Cast, room: Classroom, sign_in: Any) -> None:
    typed = {"version": 1, cast.lina.code: "on", "add": "walk-in", "walk_name": " ", "walk_from": room.joinery.code}

    answer = sign_in(cast.omar).post(f"/field/workshops/{room.workshop.code}/?session={MORNING}", typed)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Write the name as people use it" in page and "Is it a worker or a manager?" in page
    assert page.count(" checked") == 1
    assert not Attendance.objects.exists()


def test_a_walk_in_of_a_known_name_is_asked_about_once(cast: Cast, room: Classroom, sign_in: Any) -> None:
    client = sign_in(cast.omar)
    address = f"/field/workshops/{room.workshop.code}/?session={MORNING}"
    typed = {
        "version": 1,
        "add": "walk-in",
        "walk_name": "Rosa Vidu",
        "walk_role": "worker",
        "walk_from": cast.garments.code,
    }

    asked = client.post(address, typed)
    insisted = client.post(address, {**typed, "is_another": "on"})

    assert asked.status_code == 422 and "It is another person of that name" in asked.content.decode()
    assert insisted.status_code == 302
    assert Person.objects.filter(name="Rosa Vidu").count() == 2


def test_the_second_of_two_thumbs_sees_what_changed(cast: Cast, room: Classroom, sign_in: Any) -> None:
    client = sign_in(cast.omar)
    address = f"/field/workshops/{room.workshop.code}/?session={MORNING}"

    client.post(address, {"version": 1, cast.lina.code: "on"})
    late = client.post(address, {"version": 1, cast.rosa.code: "on"})
    again = client.post(address, {"version": 2, cast.rosa.code: "on"})

    page = late.content.decode()
    assert late.status_code == 422
    assert '<th scope="row">Lina Sample</th><td>Here</td><td>Not here</td>' in page
    assert '<th scope="row">Rosa Vidu</th><td>Not here</td><td>Here</td>' in page
    assert 'name="version" value="2"' in page
    assert again.status_code == 302 and here(MORNING) == {"Rosa"}


def test_minutes_kept_by_an_import_stay_when_the_list_is_kept_again(cast: Cast, room: Classroom, sign_in: Any) -> None:
    keep(cast, room, room.sessions[0], lina=90)

    sign_in(cast.omar).post(
        f"/field/workshops/{room.workshop.code}/?session={MORNING}", {"version": 2, cast.lina.code: "on"}
    )

    assert Attendance.objects.get(participant__person=cast.lina).minutes == 90


def test_the_list_opens_in_six_queries(
    cast: Cast, room: Classroom, sign_in: Any, django_assert_max_num_queries: Any
) -> None:
    client = sign_in(cast.omar)

    with django_assert_max_num_queries(6):
        client.get(f"/field/workshops/{room.workshop.code}/")


def test_only_who_gives_the_class_counts(cast: Cast, room: Classroom, sign_in: Any) -> None:
    address = f"/field/workshops/{room.workshop.code}/"

    assert sign_in(cast.owner).get(address).status_code == 403
    assert sign_in(cast.worker).get(address).status_code == 404
