"""People say by phone that they are here, without an account; whoever gives the class sees it and can take it back."""

import re
from datetime import date
from typing import Any

import pytest
import time_machine

from genba.audit.models import Event
from genba.delivery.models import Arrival, Attendance, CheckIn, Newcomer, Participant
from genba.programmes.actions import locks
from genba.web.base import live_code
from tests.cast import Cast
from tests.scenes_classes import Classroom, a_class, keep
from tests.words import words_of

NINE = "2026-04-14T06:00:00+00:00"  # nine o'clock in Nairobi, when the morning begins
HALF_PAST = "2026-04-14T06:30:00+00:00"
MORNING = "2026-04-14-morning"


@pytest.fixture
def room(cast: Cast) -> Classroom:
    return a_class(cast)


def opened(cast: Cast, room: Classroom, sign_in: Any) -> str:
    """The trainer opens the check-in of the morning; the address in the square code."""
    client = sign_in(cast.omar)
    client.post(f"/field/workshops/{room.workshop.code}/by-phone/?session={MORNING}", {"open": "yes"})
    page = client.get(f"/field/workshops/{room.workshop.code}/by-phone/?session={MORNING}")
    client.logout()
    found = re.search(r"http://testserver(/here/[^/]+/)", page.content.decode())
    assert found
    return found[1]


def tap(client: Any, address: str, enterprise: str, name: str) -> Any:
    """As a person does it: the enterprise, then the name, then the one tap."""
    page = client.get(address).content.decode()
    into = re.search(r'href="([^"]+)">' + enterprise, page)
    names = client.get(into[1].replace("&amp;", "&") if into else address).content.decode()
    me = re.search(r'href="([^"]+)">' + name, names)
    assert me, names
    return client.post(me[1].replace("&amp;", "&"), follow=True)


def test_one_tap_marks_a_person_as_here_and_the_trainer_sees_it(
    cast: Cast, room: Classroom, sign_in: Any, client: Any
) -> None:
    with time_machine.travel(NINE):
        address = opened(cast, room, sign_in)
        thanks = tap(client, address, "Sample Street Garments", "Rosa Vidu")
        seen = sign_in(cast.omar).get(f"/field/workshops/{room.workshop.code}/by-phone/?session={MORNING}")

    assert "Rosa Vidu is on the list of those who are here." in words_of(thanks)
    row = Attendance.objects.get()
    assert (row.participant.person, row.minutes, row.late) == (cast.rosa, 180, 0)
    assert "1 of 3 on the list" in words_of(seen) and "Rosa Vidu" in words_of(seen)
    event = Event.objects.get(verb="arrive")
    assert (event.by, event.changes) == ("system", {"session": MORNING, "minutes": {cast.rosa.code: [None, 180]}})


def test_who_comes_late_is_there_for_the_rest_of_the_session(cast: Cast, room: Classroom, sign_in: Any, client: Any) -> None:
    with time_machine.travel(NINE):
        opened(cast, room, sign_in)
    with time_machine.travel(HALF_PAST):
        address = opened(cast, room, sign_in)
        thanks = tap(client, address, "Model Joinery", "Nuri Ornek")

    row = Attendance.objects.get()
    assert (row.minutes, row.late) == (150, 30)
    assert "you came 30 minutes late" in words_of(thanks)


def test_nobody_is_late_because_the_check_in_was_opened_late(cast: Cast, room: Classroom, sign_in: Any, client: Any) -> None:
    with time_machine.travel(HALF_PAST):
        tap(client, opened(cast, room, sign_in), "Model Joinery", "Nuri Ornek")

    assert Attendance.objects.get().minutes == 180


def test_an_old_code_a_wrong_one_and_a_closed_door_say_kindly_what_to_do(
    cast: Cast, room: Classroom, sign_in: Any, client: Any
) -> None:
    with time_machine.travel(NINE):
        address = opened(cast, room, sign_in)
    with time_machine.travel("2026-04-14T06:10:00+00:00"):
        old = client.get(address)
        wrong = client.get("/here/ABCDEFGH-1-nothing/")
        word = live_code.word_of(CheckIn.objects.get().code)
        sign_in(cast.omar).post(f"/field/workshops/{room.workshop.code}/by-phone/?session={MORNING}", {"close": "yes"})
        closed = client.get(f"/here/{word}/")
    with time_machine.travel("2026-04-15T06:00:00+00:00"):
        CheckIn.objects.update(closed_at=None, closed_by=None)
        next_day = client.get(f"/here/{live_code.word_of(CheckIn.objects.get().code)}/")

    for answer in (old, wrong, closed, next_day):
        assert answer.status_code == 410
        assert "Ask the trainer for the new code" in words_of(answer)
        assert "Rosa" not in answer.content.decode()
    assert not Attendance.objects.exists()


def test_whoever_opened_the_page_in_time_may_finish(cast: Cast, room: Classroom, sign_in: Any, client: Any) -> None:
    with time_machine.travel(NINE):
        address = opened(cast, room, sign_in)
        me = live_code.handle(CheckIn.objects.get().code, cast.rosa.code)
        sender = live_code.handle(CheckIn.objects.get().code, cast.garments.code)
    with time_machine.travel("2026-04-14T06:08:00+00:00"):
        done = client.post(f"{address}?from={sender}&me={me}")
    with time_machine.travel("2026-04-14T06:40:00+00:00"):
        much_later = client.post(f"{address}?from={sender}&me={me}")

    assert done.status_code == 302
    assert much_later.status_code == 410


def test_the_list_shows_names_and_enterprises_and_no_more(cast: Cast, room: Classroom, sign_in: Any, client: Any) -> None:
    with time_machine.travel(NINE):
        address = opened(cast, room, sign_in)
        tap(client, address, "Sample Street Garments", "Rosa Vidu")
        first = client.get(address)
        sender = live_code.handle(CheckIn.objects.get().code, cast.garments.code)
        names = client.get(f"{address}?from={sender}")

    assert "Lina Sample" not in words_of(first)
    page = names.content.decode()
    assert "Lina Sample" in page and "Rosa Vidu" in page and "Nuri" not in page
    for hidden in (cast.rosa.code, cast.garments.code, room.workshop.code, "Sewing", "Woman"):
        assert hidden not in page


def test_a_second_tap_and_a_name_that_was_taken_back_are_met_with_a_sentence(
    cast: Cast, room: Classroom, sign_in: Any, client: Any
) -> None:
    with time_machine.travel(NINE):
        address = opened(cast, room, sign_in)
        tap(client, address, "Sample Street Garments", "Rosa Vidu")
        twice = tap(client, address, "Sample Street Garments", "Rosa Vidu")
        back = sign_in(cast.omar).post(f"/field/workshops/{room.workshop.code}/by-phone/?session={MORNING}",
                                       {"back": Arrival.objects.get().code}, follow=True)  # fmt: skip
        client.logout()
        again = tap(client, address, "Sample Street Garments", "Rosa Vidu")

    assert twice.status_code == 422 and "You are on the list already as here." in words_of(twice)
    assert "taken back by Omar Muster" in words_of(back)
    assert again.status_code == 422 and "Please talk to the trainer" in words_of(again)
    assert not Attendance.objects.exists()
    assert Event.objects.get(verb="take-back").changes["minutes"] == {cast.rosa.code: [180, None]}


def test_taking_back_returns_what_the_list_said_and_spares_what_the_trainer_wrote_since(
    cast: Cast, room: Classroom, sign_in: Any, client: Any
) -> None:
    with time_machine.travel(NINE):
        keep(cast, room, room.sessions[0], rosa=0)
        address = opened(cast, room, sign_in)
        tap(client, address, "Sample Street Garments", "Rosa Vidu")
        tap(client, address, "Model Joinery", "Nuri Ornek")
        room.workshop.refresh_from_db()
        keep(cast, room, room.sessions[0], nuri=90)
        trainer = sign_in(cast.omar)
        for arrival in Arrival.objects.all():
            trainer.post(f"/field/workshops/{room.workshop.code}/by-phone/?session={MORNING}", {"back": arrival.code})

    kept = dict(Attendance.objects.values_list("participant__person__name", "minutes"))
    assert kept == {"Rosa Vidu": 0, "Nuri Ornek": 90}


def test_a_phone_that_brings_in_several_is_shown_to_the_trainer(
    cast: Cast, room: Classroom, sign_in: Any, client: Any
) -> None:
    with time_machine.travel(NINE):
        address = opened(cast, room, sign_in)
        tap(client, address, "Sample Street Garments", "Rosa Vidu")
        tap(client, address, "Sample Street Garments", "Lina Sample")
        tap(client, address, "Model Joinery", "Nuri Ornek")
        seen = sign_in(cast.omar).get(f"/field/workshops/{room.workshop.code}/by-phone/?session={MORNING}")

    assert "up to 3 from one phone" in words_of(seen)


def test_who_is_not_on_the_list_writes_a_name_and_the_trainer_says_yes(
    cast: Cast, room: Classroom, sign_in: Any, client: Any
) -> None:
    with time_machine.travel(NINE):
        opened(cast, room, sign_in)
    with time_machine.travel(HALF_PAST):
        address = opened(cast, room, sign_in)
        joinery = live_code.handle(CheckIn.objects.get().code, room.joinery.code)
        typed = {"name": "  Ana   Exemplo ", "role": "worker", "sex": "female", "enterprise": joinery}
        thanks = client.post(f"{address}new/", typed, follow=True)
        twice = client.post(f"{address}new/", typed)
        trainer = sign_in(cast.omar)
        door = f"/field/workshops/{room.workshop.code}/by-phone/?session={MORNING}"
        waits = trainer.get(door)
        before = Participant.objects.filter(person__name="Ana Exemplo").exists()
        trainer.post(door, {"yes": Newcomer.objects.get().code})

    assert "Thank you, Ana Exemplo" in words_of(thanks)
    assert twice.status_code == 422 and "This name is waiting already" in words_of(twice)
    assert "Ana Exemplo , Woman, Worker" in words_of(waits) and not before
    ana = Participant.objects.get(person__name="Ana Exemplo")
    assert (ana.walked_in, ana.sex, ana.role, ana.person.enterprise) == (True, "female", "worker", room.joinery)
    assert Attendance.objects.get(participant=ana).minutes == 150


def test_a_newcomer_form_without_name_role_or_enterprise_keeps_what_was_typed(
    cast: Cast, room: Classroom, sign_in: Any, client: Any
) -> None:
    with time_machine.travel(NINE):
        address = opened(cast, room, sign_in)
        answer = client.post(f"{address}new/", {"name": "Ana Exemplo", "sex": "female"})
        empty = client.post(f"{address}new/", {"name": " "})

    assert answer.status_code == 422 and 'value="Ana Exemplo"' in answer.content.decode()
    assert "Is it a worker or a manager?" in words_of(answer) and "From which enterprise?" in words_of(answer)
    assert "Write the name as people use it." in words_of(empty)
    assert not Newcomer.objects.exists()


def test_a_newcomer_whom_the_directory_knows_is_put_on_the_list_and_not_doubled(
    cast: Cast, room: Classroom, sign_in: Any, client: Any
) -> None:
    with time_machine.travel(NINE):
        address = opened(cast, room, sign_in)
        garments = live_code.handle(CheckIn.objects.get().code, cast.garments.code)
        Participant.objects.filter(person=cast.rosa).delete()
        for name in ("Rosa Vidu", "Lina Sample"):
            client.post(f"{address}new/", {"name": name, "role": "worker", "enterprise": garments})
        rosa, lina = Newcomer.objects.all()
        trainer, door = sign_in(cast.omar), f"/field/workshops/{room.workshop.code}/by-phone/?session={MORNING}"
        trainer.post(door, {"yes": rosa.code})
        known = trainer.post(door, {"yes": lina.code})
        trainer.post(door, {"no": lina.code})
        late = trainer.post(door, {"yes": lina.code})

    assert Participant.objects.get(person=cast.rosa).walked_in
    assert known.status_code == 422 and "Lina Sample is on the list already" in words_of(known)
    assert late.status_code == 422 and "Somebody already said yes or no" in words_of(late)


def test_a_door_opens_only_on_the_day_and_only_for_whoever_gives_the_class(
    cast: Cast, room: Classroom, sign_in: Any
) -> None:
    door = f"/field/workshops/{room.workshop.code}/by-phone/?session={MORNING}"
    with time_machine.travel("2026-04-15T09:00:00+00:00"):
        late = sign_in(cast.omar).post(door, {"open": "yes"})
    with time_machine.travel(NINE):
        owner = sign_in(cast.owner).post(door, {"open": "yes"})

    assert late.status_code == 422 and "only on the day of the session" in words_of(late)
    assert owner.status_code == 403
    assert not CheckIn.objects.exists()


def test_a_locked_month_takes_no_arrival(cast: Cast, room: Classroom, sign_in: Any, client: Any) -> None:
    with time_machine.travel(NINE):
        address = opened(cast, room, sign_in)
    with time_machine.travel("2026-05-02T06:00:00+00:00"):
        locks.lock(by=cast.coordinator, provider=cast.provider, month=date(2026, 4, 1))
    with time_machine.travel(NINE):
        answer = tap(client, address, "Sample Street Garments", "Rosa Vidu")

    assert answer.status_code == 422 and not Attendance.objects.exists()


def test_the_large_screen_shows_only_the_code(cast: Cast, room: Classroom, sign_in: Any) -> None:
    address = f"/field/workshops/{room.workshop.code}/by-phone/screen/"
    with time_machine.travel(NINE):
        closed = sign_in(cast.omar).get(address)
        opened(cast, room, sign_in)
        shown = sign_in(cast.omar).get(address)

    assert "The check-in is closed" in words_of(closed)
    assert 'class="square-code"' in shown.content.decode() and "Rosa" not in shown.content.decode()


def test_the_pages_of_a_check_in_ask_a_constant_number_of_questions(
    cast: Cast, room: Classroom, sign_in: Any, client: Any, django_assert_max_num_queries: Any
) -> None:
    with time_machine.travel(NINE):
        address = opened(cast, room, sign_in)
        for enterprise, name in (("Sample Street Garments", "Rosa Vidu"), ("Model Joinery", "Nuri Ornek")):
            tap(client, address, enterprise, name)
        with django_assert_max_num_queries(4):
            client.get(address)
        trainer = sign_in(cast.omar)
        with django_assert_max_num_queries(9):
            trainer.get(f"/field/workshops/{room.workshop.code}/by-phone/?session={MORNING}")
