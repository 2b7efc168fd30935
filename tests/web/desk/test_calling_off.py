"""A class that does not happen stays on the calendar, counts nowhere, and comes back with a new day."""

from datetime import date
from typing import Any

import pytest
import time_machine

from genba.delivery.actions import timetable
from genba.delivery.calendar import entries
from genba.delivery.ics import written
from genba.delivery.models import CalledOff, Guest, Session, Workshop
from genba.directory.models import Holiday
from genba.impact import standings
from genba.impact.models import Standing
from genba.kit.refused import Refused
from tests.cast import Cast
from tests.scenes_classes import FIRST, SECOND, Classroom, a_class, keep
from tests.words import words_of

EVE = "2026-04-10T09:00:00+00:00"
LATER = "2026-04-20T09:00:00+00:00"


@pytest.fixture
def room(cast: Cast) -> Classroom:
    return a_class(cast)


def at(room: Classroom, page: str = "") -> str:
    return f"/desk/workshops/{room.workshop.code}/{page}"


def uids(cast: Cast) -> list[tuple[str, str]]:
    return [(e.uid, e.state) for e in entries(cast.omar, date(2026, 4, 1), date(2026, 6, 30)) if e.kind == "class"]


def test_a_whole_class_is_called_off_with_a_reason_and_gets_new_days(cast: Cast, room: Classroom, sign_in: Any) -> None:
    with time_machine.travel(EVE):
        client, before = sign_in(cast.coordinator), uids(cast)
        off = client.post(
            at(room, "call-off/"), {"version": 1, "session": "", "reason": "The hall is under water"}, follow=True
        )
        marked = uids(cast)
        feed = written(entries(cast.omar, FIRST, SECOND)).decode()
        again = client.post(at(room, "new-day/"), {"version": 2, "starts_on": "2026-05-12"}, follow=True)
        after = uids(cast)

    assert "called off" in words_of(off) and "because: The hall is under water" in words_of(off)
    assert marked == [(uid, "missed") for uid, _state in before]
    assert feed.count("STATUS:CANCELLED") == 4
    assert "It has a new day" in words_of(again)
    assert [uid for uid, _state in after] == [uid for uid, _state in before] and {s for _u, s in after} == {"moved"}
    room.workshop.refresh_from_db()
    assert (room.workshop.starts_on, room.workshop.ends_on) == (date(2026, 5, 12), date(2026, 5, 13))
    assert room.workshop.participants.count() == 3


def test_a_class_that_is_called_off_counts_nowhere(cast: Cast, room: Classroom, sign_in: Any) -> None:
    with time_machine.travel(EVE):
        sign_in(cast.coordinator).post(at(room, "call-off/"), {"version": 1, "reason": "Strike"})
    with time_machine.travel(LATER):
        standings.refresh()
        client = sign_in(cast.omar)
        today, listed = client.get("/field/"), client.get("/desk/workshops/")
        list_of_the_class = client.get(f"/field/workshops/{room.workshop.code}/")

    figures = dict(Standing.objects.filter(country="", module="", group="", provider_id=0).values_list("indicator", "value"))
    assert "enterprises-trained" not in figures and "missing-attendance" not in figures
    assert "Mark who is here" not in words_of(today)
    assert "called off" in words_of(listed)
    assert list_of_the_class["Location"] == at(room)


def test_one_session_is_called_off_and_held_on_another_day(cast: Cast, room: Classroom, sign_in: Any) -> None:
    with time_machine.travel("2026-04-15T15:00:00+00:00"):
        for session in room.sessions[:3]:
            keep(cast, room, session, lina=180, rosa=180, nuri=180)
        client = sign_in(cast.coordinator)
        client.post(at(room, "call-off/"), {"version": 4, "session": "2026-04-15-afternoon", "reason": "Power cut"})
        page = client.get(at(room))
        off = CalledOff.objects.get()
        whole = client.post(at(room, "call-off/"), {"version": 5, "reason": "All of it"})
        clash = client.post(at(room, "new-day/") + f"?session={off.code}", {"version": 5, "starts_on": "2026-04-17"})
        clash_day = Session.objects.count()

    assert "Power cut" in words_of(page) and "called off" in words_of(page)
    assert whole.status_code == 422 and "What was held cannot be called off" in words_of(whole)
    assert clash.status_code == 302 and clash_day == 4
    assert Session.objects.get(pk=off.session_key).held_on == date(2026, 4, 17)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"version": 1, "reason": "  "}, "Because"),
        ({"version": 7, "reason": "Strike"}, "Somebody else changed this class"),
        ({"version": 1, "reason": "Strike", "session": "2026-04-19-morning"}, "2026-04-19-morning"),
    ],
)
def test_what_cannot_be_called_off_is_said(cast: Cast, room: Classroom, sign_in: Any, typed: Any, sentence: str) -> None:
    answer = sign_in(cast.coordinator).post(at(room, "call-off/"), typed)

    assert answer.status_code == 422 and sentence in words_of(answer)
    assert not CalledOff.objects.exists()


def test_new_days_are_checked_against_holidays_and_a_reason_goes_past_them(
    cast: Cast, room: Classroom, sign_in: Any
) -> None:
    with time_machine.travel(EVE):
        officer = sign_in(cast.officer)
        officer.post("/desk/holidays/", {"country": "KE", "lines": "2026-06-01 Madaraka Day\n2026-10-20\tMashujaa Day"})
        client = sign_in(cast.coordinator)
        client.post(at(room, "call-off/"), {"version": 1, "reason": "Strike"})
        typed = {"version": 2, "starts_on": "2026-06-01"}
        warned = client.post(at(room, "new-day/"), typed)
        too_many = client.post(at(room, "new-day/"), {**typed, "second_on": "2026-05-30", "third_on": "2026-05-31"})
        kept = client.post(at(room, "new-day/"), {**typed, "because": "The enterprises asked for it"})

    assert warned.status_code == 422 and "is a public holiday: Madaraka Day." in words_of(warned)
    assert too_many.status_code == 422
    assert kept.status_code == 302


def test_holidays_are_pasted_a_line_each_and_what_cannot_be_read_is_named(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast.officer)

    wrong = client.post("/desk/holidays/", {"country": "KE", "lines": "2026-12-12 Jamhuri Day\nChristmas"})
    nameless = client.post("/desk/holidays/", {"country": "KE", "lines": "2026-12-12"})
    elsewhere = client.post("/desk/holidays/", {"country": "VN", "lines": "2026-09-02 National Day"})
    client.post("/desk/holidays/", {"country": "KE", "lines": "2026-12-12 Jamhuri Day\n\n2026-12-12 Jamhuri Day"})

    assert wrong.status_code == 422 and "“Christmas” does not begin with a day" in words_of(wrong)
    assert "Jamhuri Day" in wrong.content.decode()
    assert "has no name" in words_of(nameless) and elsewhere.status_code == 422
    assert Holiday.objects.get().name == "Jamhuri Day"
    assert sign_in(cast.omar).post(f"/desk/holidays/{Holiday.objects.get().code}/remove/").status_code == 403
    assert sign_in(cast.officer).post(f"/desk/holidays/{Holiday.objects.get().code}/remove/").status_code == 302
    assert not Holiday.objects.exists()


def test_a_class_without_a_cohort_is_warned_of_what_the_trainer_has_already(
    cast: Cast, room: Classroom, sign_in: Any
) -> None:
    with time_machine.travel(EVE):
        facts = {"programme": cast.programme, "provider": cast.provider, "trainer": cast.omar, "place": "Elsewhere",
                 "module": "workplace-cooperation", "engagements": [cast.engagement]}  # fmt: skip
        with pytest.raises(Refused) as no:
            timetable.plan_alone(by=cast.coordinator, days=[FIRST], **facts)
        made = timetable.plan_alone(by=cast.coordinator, days=[FIRST], because="Another hall", **facts)

    assert "Omar Muster already has a class in Hall of the chamber, Nairobi" in no.value.reason
    assert no.value.field == "because"
    assert Workshop.objects.filter(pk=made.pk).exists()


def test_guests_are_noted_by_name_and_counted_nowhere(cast: Cast, room: Classroom, sign_in: Any) -> None:
    with time_machine.travel("2026-04-14T15:00:00+00:00"):
        client = sign_in(cast.omar)
        typed = {"there_on": "2026-04-14", "kind": "observer", "name": "Bo Brand", "organisation": "Beispiel Stores"}
        page = client.post(at(room, "guests/new/"), typed, follow=True)
        twice = client.post(at(room, "guests/new/"), typed)
        own = client.post(at(room, "guests/new/"), {**typed, "name": "Omar Muster"})
        same = client.post(at(room, "guests/new/"), {**typed, "name": "Rosa Vidu", "organisation": ""})
        to_come = client.post(at(room, "guests/new/"), {**typed, "there_on": "2026-04-15"})
        sheet = client.get(at(room, "sheet-to-sign.pdf"))
        owner = sign_in(cast.owner).get(at(room))
        gone = sign_in(cast.omar).post(at(room, f"guests/{Guest.objects.get().code}/remove/"), follow=True)

    words = words_of(page)
    assert "Bo Brand , Observer, Beispiel Stores" in words and "On the list 3 people" in words
    assert "is noted for that day already" in words_of(twice) and "gives this class already" in words_of(own)
    assert "takes part in this class" in words_of(same) and to_come.status_code == 422
    assert sheet["Content-Type"] == "application/pdf"
    assert "Bo Brand" not in words_of(owner)
    assert "Bo Brand is taken off." in words_of(gone) and not Guest.objects.exists()
