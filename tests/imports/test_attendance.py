"""A signed list, typed up afterwards: the same marks, the same walk-ins and the same trail as on the page."""

from typing import Any

import pytest
import time_machine

from genba.audit.models import Event
from genba.delivery.actions import workshops
from genba.delivery.models import Attendance, Participant, Workshop
from genba.directory.actions import people
from genba.directory.models import Person
from tests.cast import Cast
from tests.imports.conftest import Answer, Bring, told
from tests.scenes_classes import FIRST, Classroom, a_class, keep

HEAD = ["Day", "Morning or afternoon", "Enterprise", "Full name", "Sex", "Role", "Present", "Minutes",
        "Another person of that name"]  # fmt: skip
DAY, NEXT = "2026-04-14", "2026-04-15"
GARMENTS, JOINERY = "Sample Street Garments", "Model Joinery"


@pytest.fixture
def room(cast: Cast) -> Classroom:
    return a_class(cast)


@pytest.fixture
def sheet(room: Classroom, bring: Bring) -> Any:
    """Bring the rows of a sheet of the class, in the name of Maya."""

    def run(*rows: list[Any], by: str = "maya@example.org", flags: tuple[str, ...] = ()) -> Answer:
        wide = [[*row, *[""] * (len(HEAD) - len(row))] for row in rows]
        return bring("attendance", [HEAD, *wide], "--set", f"workshop={room.workshop.code}", "--by", by, *flags)

    return run


def marks(room: Classroom) -> dict[tuple[str, str], int]:
    """Minutes by session and first name."""
    rows = Attendance.objects.filter(session__workshop=room.workshop).select_related("session", "participant__person")
    return {(row.session.key[5:], row.participant.person.name.split()[0]): row.minutes for row in rows}


def test_a_sheet_marks_the_people_of_the_list_by_name_and_enterprise(cast: Cast, room: Classroom, sheet: Any) -> None:
    answer = sheet([DAY, "Morning", GARMENTS, "Lina Sample", "", "", "yes"], [DAY, "Morning", "", "rosa  VIDU", "", "", "no"],
                   [DAY, "afternoon", room.joinery.code, "Nuri Örnek", "male", "worker", "", "90"])  # fmt: skip

    assert (answer["code"], answer["written"], answer["problems"]) == (0, 3, [])
    assert marks(room) == {("04-14-morning", "Lina"): 180, ("04-14-morning", "Rosa"): 0, ("04-14-afternoon", "Nuri"): 90}
    assert set(Attendance.objects.values_list("marked_by", flat=True)) == {cast.coordinator.pk}


def test_the_trail_is_that_of_the_page_an_event_for_each_session(cast: Cast, room: Classroom, sheet: Any) -> None:
    keep(cast, room, room.sessions[0], lina=180, rosa=0)

    sheet([DAY, "morning", "", "Rosa Vidu", "", "", "yes"], [DAY, "morning", "", "Lina Sample", "", "", "no"],
          [DAY, "afternoon", "", "Lina Sample", "", "", "yes"])  # fmt: skip

    events = Event.objects.filter(noun="workshop", verb="mark", by=cast.coordinator.code).order_by("pk")
    assert [event.changes for event in events] == [
        {"session": "2026-04-14-morning", "before": 1, "after": 1, "to_here": [cast.rosa.code], "to_away": [cast.lina.code],
         "minutes": {cast.lina.code: [180, 0], cast.rosa.code: [0, 180]}},
        {"session": "2026-04-14-afternoon", "before": 0, "after": 1, "to_here": [cast.lina.code], "to_away": [],
         "minutes": {cast.lina.code: [None, 180]}},
    ]  # fmt: skip


def test_who_is_not_on_the_list_walked_in_and_is_found_again_in_the_next_session(room: Classroom, sheet: Any) -> None:
    ana = [JOINERY, "Ana Exemplo", "female", "manager", "yes"]

    answer = sheet([DAY, "morning", *ana], [DAY, "afternoon", *ana], [NEXT, "morning", "", "Ana Exemplo", "", "", "no"])

    seat = Participant.objects.get(person__name="Ana Exemplo")
    assert (answer["written"], answer["notes"]) == (3, ["Put on the list as walked in: 1."])
    assert (seat.walked_in, seat.engagement, seat.sex, seat.role) == (True, room.joinery_engagement, "female", "manager")
    assert marks(room) == {("04-14-morning", "Ana"): 180, ("04-14-afternoon", "Ana"): 180, ("04-15-morning", "Ana"): 0}
    assert Event.objects.filter(noun="workshop", verb="add").count() == 1


def test_the_same_sheet_again_changes_nothing(room: Classroom, sheet: Any) -> None:
    rows = [
        [DAY, "morning", GARMENTS, "Lina Sample", "", "", "yes"],
        [DAY, "morning", JOINERY, "Ana Exemplo", "", "worker", "yes"],
    ]
    sheet(*rows)
    version = Workshop.objects.get().version

    answer = sheet(*rows)

    assert (answer["code"], answer["written"], answer["notes"]) == (0, 0, ["Marks that stand there already: 2."])
    assert Workshop.objects.get().version == version
    assert Participant.objects.count() == 4


def test_a_plain_list_of_names_is_a_sheet_where_day_and_presence_are_said_once(room: Classroom, bring: Bring) -> None:
    said = (
        "--set",
        "day=2026-04-14",
        "--set",
        "part=morning",
        "--set",
        "present=yes",
        "--set",
        f"workshop={room.workshop.code}",
    )

    answer = bring("attendance", [["Name"], ["Lina Sample"], ["Nuri Ornek"]], *said, "--by", "maya@example.org")

    assert answer["written"] == 2
    assert marks(room) == {("04-14-morning", "Lina"): 180, ("04-14-morning", "Nuri"): 180}


def test_present_keeps_the_minutes_that_were_marked_before(cast: Cast, room: Classroom, sheet: Any) -> None:
    keep(cast, room, room.sessions[0], lina=90)

    sheet([DAY, "morning", "", "Lina Sample", "", "", "yes"], [DAY, "morning", "", "Rosa Vidu", "", "", "yes"])

    assert marks(room) == {("04-14-morning", "Lina"): 90, ("04-14-morning", "Rosa"): 180}


@pytest.mark.parametrize(
    ("row", "column", "sentence"),
    [
        ([DAY, "", "", "Lina Sample", "", "", "yes"], "Morning or afternoon", "morning or in the afternoon"),
        (["2026-04-20", "morning", "", "Lina Sample", "", "", "yes"], "Day", "has no such session. It has: 2026-04-14-morning"),
        ([DAY, "morning", "", "Lina Sample"], "Present", "Was the person there"),
        ([DAY, "morning", "", "Lina Sample", "", "", "", "181"], "Minutes", "between 0 and 180"),
        ([DAY, "morning", "", "Lina Sample", "", "", "no", "90"], "Minutes", "do not agree"),
        ([DAY, "morning", "", "Lina Sample", "male", "", "yes"], "Sex", "The list of the class says: Woman"),
        ([DAY, "morning", "", "Lina Sample", "", "worker", "yes"], "Role", "The list of the class says: Manager"),
        ([DAY, "morning", "Other Side Metals", "Ana Exemplo", "", "worker", "yes"], "Enterprise", "does not take part"),
        ([DAY, "morning", "", "Ana Exemplo", "", "worker", "yes"], "Enterprise", "From which enterprise"),
        ([DAY, "morning", JOINERY, "Ana Exemplo", "", "", "yes"], "Role", "worker or a manager"),
        ([DAY, "morning", JOINERY, "Ana Exemplo", "", "worker", "no"], "Full name", "was not there. Leave the row out"),
        ([DAY, "morning", GARMENTS, "Omar Muster", "", "manager", "yes"], "Another person of that name", "Trainers are not counted"),
    ],
)  # fmt: skip
def test_what_cannot_be_told_or_cannot_be_is_told_with_its_column(
    room: Classroom, sheet: Any, row: list[str], column: str, sentence: str
) -> None:
    answer = sheet([DAY, "morning", "", "Rosa Vidu", "", "", "yes"], row)

    ((number, where, problem),) = told(answer)
    assert (number, where, answer["written"]) == (3, column, 0)
    assert sentence in problem
    assert not marks(room) and Participant.objects.count() == 3


def test_somebody_known_who_is_not_on_the_list_is_met_with_a_question(cast: Cast, room: Classroom, sheet: Any) -> None:
    people.register(by=cast.coordinator, enterprise=room.joinery, name="Sami Ornek", role="worker", sex="male")
    row = [DAY, "morning", JOINERY, "Sami Ornek", "male", "worker", "yes", ""]

    asked = sheet(row)
    this_one = sheet([*row, "no"])
    another = sheet([*row, "yes"], [*[DAY, "afternoon"], *row[2:], "yes"], [DAY, "afternoon", *row[2:]])
    again = sheet([*row, "yes"])

    assert "Is it this one?" in told(asked)[0][2]
    assert (this_one["written"], this_one["notes"]) == (1, [])
    assert (another["written"], another["notes"]) == (3, ["Put on the list as walked in: 1."])
    assert Person.objects.called(room.joinery, "Sami Ornek").count() == 2
    assert again["notes"] == ["Marks that stand there already: 1."]


def test_two_of_one_name_on_the_list_are_told_apart_by_their_enterprise_or_not_at_all(
    cast: Cast, room: Classroom, sheet: Any
) -> None:
    other = people.register(by=cast.coordinator, enterprise=room.joinery, name="Rosa Vidu", role="worker", sex="female")
    twin = people.register(by=cast.coordinator, enterprise=cast.garments, name="Lina Sample", role="worker", sex="female")
    workshops.enrol(by=cast.coordinator, workshop=room.workshop, people=[other, twin])

    unclear = sheet(
        [DAY, "morning", "", "Rosa Vidu", "", "", "yes"], [DAY, "morning", GARMENTS, "Lina Sample", "", "", "yes"]
    )
    clear = sheet([DAY, "morning", JOINERY, "Rosa Vidu", "", "", "yes"])

    assert [column for _row, column, _sentence in told(unclear)] == ["Enterprise", "Full name"]
    assert clear["written"] == 1
    assert Attendance.objects.get().participant.person == other


def test_one_person_twice_in_a_session_is_told_with_the_first_row(sheet: Any) -> None:
    answer = sheet([DAY, "morning", "", "Rosa Vidu", "", "", "yes"], [DAY, "afternoon", "", "Rosa Vidu", "", "", "yes"],
                   [DAY, "morning", GARMENTS, "Rosa Vidu", "", "", "yes"])  # fmt: skip

    assert told(answer) == [(4, "Full name", "The same person stands in row 2 already, for the same session.")]


def test_a_sheet_for_a_day_to_come_is_refused(room: Classroom, sheet: Any) -> None:
    with time_machine.travel(FIRST):
        answer = sheet([DAY, "morning", "", "Rosa Vidu", "", "", "yes"], [NEXT, "morning", "", "Rosa Vidu", "", "", "yes"])

    assert [(row, column) for row, column, _sentence in told(answer)] == [(3, "Day")]
    assert not marks(room)


def test_the_system_cannot_say_who_was_there(room: Classroom, bring: Bring) -> None:
    answer = bring(
        "attendance", [HEAD, [DAY, "morning", "", "Rosa Vidu", "", "", "yes"]], "--set", f"workshop={room.workshop.code}"
    )

    assert answer["code"] == 1
    assert answer["error"].startswith("A list of who was there is kept in the name of a person")


def test_classes_beyond_reach_are_as_good_as_unknown(cast: Cast, room: Classroom, bring: Bring) -> None:
    rival = workshops.plan(by=cast.director, programme=cast.programme, provider=cast.rival, trainer=cast.expert,
                           module="workplace-cooperation", place="Elsewhere", days=[FIRST], engagements=[cast.engagement])  # fmt: skip
    rows = [
        ["Class", *HEAD],
        *([code, DAY, "morning", "", "Rosa Vidu", "", "", "yes", "", ""] for code in (rival.code, "ZZZZZZZZ")),
    ]

    by_maya = bring("attendance", rows, "--by", "maya@example.org")
    by_dana = bring("attendance", [["Class", *HEAD], [room.workshop.code, *rows[1][1:]]], "--by", "dana@example.org")

    assert [(row, column) for row, column, _sentence in told(by_maya)] == [
        (2, "Code of the class"),
        (3, "Code of the class"),
    ]
    assert all("whose lists you may keep" in sentence for _row, _column, sentence in told(by_maya))
    assert by_dana["written"] == 1


def test_a_dry_run_promises_what_the_run_does_and_keeps_nothing(room: Classroom, sheet: Any) -> None:
    row = [DAY, "morning", JOINERY, "Ana Exemplo", "", "worker", "yes"]

    look = sheet(row, flags=("--dry-run",))
    done = sheet(row)

    assert look["notes"] == done["notes"]
    assert (look["written"], done["written"], Participant.objects.filter(walked_in=True).count()) == (0, 1, 1)
