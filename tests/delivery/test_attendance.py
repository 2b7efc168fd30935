"""Keep who was there: the whole list at once."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from genba.audit.models import Event
from genba.delivery.actions import attendance
from genba.delivery.actions.attendance import WalkIn
from genba.delivery.models import Attendance
from genba.kit.refused import Refused, Stale
from tests.cast import Cast
from tests.scenes_classes import FIRST, Classroom, a_class, keep


@pytest.fixture
def room(cast: Cast) -> Classroom:
    return a_class(cast)


def minutes_of(room: Classroom, number: int) -> dict[str, int]:
    rows = Attendance.objects.filter(session=room.sessions[number])
    return {name.split()[0]: n for name, n in rows.values_list("participant__person__name", "minutes")}


def test_a_whole_list_is_kept_in_six_statements_however_long(cast: Cast, room: Classroom) -> None:
    marks = {cast.lina.code: 180, cast.rosa.code: 180, room.nuri.code: 0}

    with CaptureQueriesContext(
        connection,
    ) as seen:
        attendance.mark(by=cast.omar, workshop=room.workshop, session=room.sessions[0], marks=marks, version=1)

    asked = [q["sql"] for q in seen.captured_queries if "SAVEPOINT" not in q["sql"]]
    assert len(asked) <= 6
    assert minutes_of(room, 0) == {"Lina": 180, "Rosa": 180, "Nuri": 0}


def test_the_trail_says_how_many_were_there_before_and_after_and_who_changed(cast: Cast, room: Classroom) -> None:
    keep(cast, room, room.sessions[0], lina=180, rosa=0, nuri=180)
    keep(cast, room, room.sessions[0], lina=180, rosa=180, nuri=0)

    last = Event.objects.filter(noun="workshop", verb="mark").latest("pk")

    assert last.by == cast.omar.code
    assert last.changes == {"session": "2026-04-14-morning", "before": 2, "after": 2, "to_here": [cast.rosa.code],
                            "to_away": [room.nuri.code],
                            "minutes": {room.nuri.code: [180, 0], cast.rosa.code: [0, 180]}}  # fmt: skip


def test_what_did_not_change_keeps_its_author(cast: Cast, room: Classroom) -> None:
    keep(cast, room, room.sessions[0], lina=180, rosa=0)

    attendance.mark(by=cast.coordinator, workshop=room.workshop, session=room.sessions[0], version=room.workshop.version,
                    marks={cast.lina.code: 180, cast.rosa.code: 90})  # fmt: skip

    authors = dict(Attendance.objects.values_list("participant__person__name", "marked_by__name"))
    assert authors == {"Lina Sample": "Omar Muster", "Rosa Vidu": "Maya Muster"}


def test_what_was_kept_can_be_taken_back_to_the_very_state_before(cast: Cast, room: Classroom) -> None:
    keep(cast, room, room.sessions[0], lina=90)
    session = room.sessions[0]

    done = attendance.mark(by=cast.omar, workshop=room.workshop, session=session, version=room.workshop.version,
                           marks={cast.lina.code: 0, cast.rosa.code: 180})  # fmt: skip
    attendance.mark(by=cast.omar, workshop=room.workshop, session=session, version=room.workshop.version, marks=done.before)

    assert minutes_of(room, 0) == {"Lina": 90}  # Rosa is unmarked again, not "not there"


def test_a_session_that_has_not_come_cannot_be_marked(cast: Cast, room: Classroom) -> None:
    with time_machine.travel(FIRST - timedelta(days=1)), pytest.raises(Refused, match="has not come yet"):
        keep(cast, room, room.sessions[0], lina=180)


def test_a_session_outside_the_days_of_the_class_is_refused(cast: Cast, room: Classroom) -> None:
    session = room.sessions[0]
    session.held_on = date(2026, 4, 20)
    session.save()

    with pytest.raises(Refused, match="not on a day of this class"):
        keep(cast, room, session, lina=180)


def test_minutes_beyond_the_session_and_strangers_are_refused(cast: Cast, room: Classroom) -> None:
    with pytest.raises(Refused, match="between 0 and 180"):
        keep(cast, room, room.sessions[0], lina=181)
    with pytest.raises(Refused, match="ZZZZZZZZ is not on the list"):
        attendance.mark(by=cast.omar, workshop=room.workshop, session=room.sessions[0], version=1, marks={"ZZZZZZZZ": 1})

    assert not Attendance.objects.exists()


def test_the_second_of_two_editors_sees_what_the_list_says_now(cast: Cast, room: Classroom) -> None:
    keep(cast, room, room.sessions[0], lina=180, rosa=0)

    with pytest.raises(Stale) as late:
        attendance.mark(
            by=cast.coordinator, workshop=room.workshop, session=room.sessions[0], version=1, marks={cast.rosa.code: 180}
        )

    assert late.value.version == 2
    assert late.value.now == {cast.lina.code: "here", cast.rosa.code: "away", room.nuri.code: "away"}
    assert minutes_of(room, 0) == {"Lina": 180, "Rosa": 0}


def test_a_walk_in_is_added_as_there_with_the_rest_of_the_list(cast: Cast, room: Classroom) -> None:
    walk_in = WalkIn(room.joinery, "Ana Exemplo", "female", "manager")

    attendance.mark(by=cast.omar, workshop=room.workshop, session=room.sessions[0], version=1, walk_in=walk_in,
                    marks={cast.lina.code: 180, cast.rosa.code: 0, room.nuri.code: 0})  # fmt: skip

    assert minutes_of(room, 0) == {"Lina": 180, "Rosa": 0, "Nuri": 0, "Ana": 180}


def test_a_walk_in_that_is_refused_leaves_nothing_half_kept(cast: Cast, room: Classroom) -> None:
    walk_in = WalkIn(cast.garments, "Rosa Vidu", "female", "worker")

    with pytest.raises(Refused):
        attendance.mark(by=cast.omar, workshop=room.workshop, session=room.sessions[0], version=1, walk_in=walk_in,
                        marks={cast.lina.code: 180})  # fmt: skip

    assert not Attendance.objects.exists()
