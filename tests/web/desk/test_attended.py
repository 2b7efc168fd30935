"""How long each person was in class, summed over sessions and classes, and what is missing; a page, two files."""

import csv
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine

from genba.delivery.actions import attendance, workshops
from genba.delivery.models import Attendance, Participant, Session, Workshop
from genba.directory.actions import people
from genba.directory.models import Person
from genba.programmes.actions import cohorts
from tests.cast import Cast
from tests.scenes_closeout import complete, finish, hold_class, team
from tests.scenes_sheet import CLASS, TODAY
from tests.words import words_of

PAGE = "/desk/completion/people/"
FILE = "/desk/completion/attendance.csv"


@pytest.fixture(autouse=True)
def one_day() -> Iterator[None]:
    with time_machine.travel(datetime(TODAY.year, TODAY.month, TODAY.day, 9, tzinfo=ZoneInfo("UTC")), tick=False):
        yield


def lines_of(answer: Any) -> list[list[str]]:
    return list(csv.reader(b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()))


def crowd(cast: Cast, size: int, days: int) -> Workshop:
    """A class of many people over many sessions, everybody there at each: kept in bulk, for there are thousands of marks."""
    made = Person.objects.bulk_create(
        Person(enterprise=cast.garments, name=f"Person {n:04}", name_key=f"person {n:04}", role="worker", sex="female")
        for n in range(size)
    )
    room = workshops.plan(
        by=cast.coordinator, programme=cast.programme, provider=cast.provider, trainer=cast.omar, place="Hall",
        module="workplace-cooperation", days=[date(2026, 4, n + 1) for n in range(days)], engagements=[cast.engagement],
        people=list(made), insist=True,
    )  # fmt: skip
    seats, sessions = list(room.participants.all()), list(room.sessions.all())
    Attendance.objects.bulk_create(
        Attendance(session=s, participant=p, minutes=s.minutes, marked_by=cast.omar) for p in seats for s in sessions
    )
    return room


def test_each_person_stands_once_with_sessions_minutes_and_what_is_missing(cast: Cast, sign_in: Any) -> None:
    hold_class(cast, team(cast), absent={"Rosa Vidu": (0, 1)})

    page = sign_in(cast.coordinator).get(PAGE)

    words = words_of(page)
    given = sum(Session.objects.values_list("minutes", flat=True))
    assert "4 people" in words and f"{given:,} of {given:,}" in words
    assert "Rosa Vidu Worker, Sample Street Garments" in words and "2 of 4" in words
    assert "Not there on" in words and "minutes are missing" in words


def test_two_classes_of_one_module_count_together_and_what_nobody_marked_is_told(cast: Cast, sign_in: Any) -> None:
    hold_class(cast, [cast.rosa])
    more = workshops.plan(
        by=cast.coordinator, programme=cast.programme, provider=cast.provider, trainer=cast.omar, place="Nairobi",
        module="workplace-cooperation", days=[CLASS[-1].replace(day=CLASS[-1].day + 2)], engagements=[cast.engagement],
        people=[cast.rosa],
    )  # fmt: skip
    first = more.sessions.all()[0]
    attendance.mark(by=cast.omar, workshop=more, session=first, marks={cast.rosa.code: 30}, version=more.version)

    words = words_of(sign_in(cast.coordinator).get(PAGE))

    assert "One person" in words and "5 of 6" in words
    assert "Nobody marked one session." in words and "not marked yet" in words


def test_the_page_is_filtered_by_name_state_module_cohort_role_and_provider(cast: Cast, sign_in: Any) -> None:
    cohort = cohorts.form(by=cast.coordinator, programme=cast.programme, provider=cast.provider, module="workplace-cooperation",
                          name="Spring", engagements=[cast.engagement], insist=True)  # fmt: skip
    hold_class(cast, team(cast), absent={"Rosa Vidu": (0, 1, 2)})
    client = sign_in(cast.director)

    def names(asked: str) -> str:
        return words_of(client.get(f"{PAGE}?{asked}"))

    assert "Rosa Vidu" in names("q=rósa") and "Lina Sample" not in names("q=rósa")
    assert "4 people" in names("q=sample street")
    assert "Rosa Vidu" in names("state=short") and "Lina Sample" not in names("state=short")
    assert "3 people" in names("state=enough")
    assert "2 people" in names("role=manager") and "4 people" in names(f"cohort={cohort.code}")
    assert "4 people" in names(f"provider={cast.provider.code}")
    assert "Nothing found" in names(f"provider={cast.rival.code}") and "Nothing found" in names("q=nobody")


def test_fifty_of_hundreds_cost_as_many_queries_as_five(
    cast: Cast, sign_in: Any, django_assert_max_num_queries: Any
) -> None:
    crowd(cast, 120, 5)
    client = sign_in(cast.coordinator)

    with django_assert_max_num_queries(12):
        first = client.get(PAGE)
    further = client.get(
        first.content.decode().split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0].replace("&amp;", "&")
    )

    assert "The first 50, the newest agreement first" in words_of(first) and "Person 0070" in words_of(first)
    assert "Person 0069" in words_of(further) and "Person 0070" not in words_of(further)


def test_the_files_have_a_row_for_each_person_and_for_each_session_with_the_filters_of_the_page(
    cast: Cast, sign_in: Any
) -> None:
    hold_class(cast, team(cast), absent={"Rosa Vidu": (0, 1)})
    people.edit(person=cast.rosa, by=cast.coordinator, version=cast.rosa.version, changes={"name": "=Rosa"})
    client = sign_in(cast.coordinator)

    every, workers = lines_of(client.get(f"{PAGE}?format=csv")), lines_of(client.get(f"{PAGE}?format=csv&role=worker"))
    sessions, of_one = lines_of(client.get(FILE)), lines_of(client.get(f"{FILE}?q=rosa"))

    assert len(every) == 1 + 4 and len(workers) == 1 + 2
    assert (len(sessions), len(of_one)) == (1 + 16, 1 + 4)
    rosa = next(dict(zip(every[0], line, strict=True)) for line in every if cast.rosa.code in line)
    assert (rosa["Name"], rosa["Sessions there"], rosa["There long enough"]) == ("'=Rosa", "2", "no")
    assert "Not there on" in rosa["What is missing"]


def test_the_day_of_completion_stands_beside_the_people(cast: Cast, sign_in: Any) -> None:
    finish(cast)
    complete(cast)

    words = words_of(sign_in(cast.coordinator).get(PAGE))

    assert words.count("Module completed on 1 September 2026") == 4


def test_nobody_sees_the_people_of_another_provider(cast: Cast, sign_in: Any) -> None:
    hold_class(cast, [cast.rosa])

    auditor = sign_in(cast.auditor).get(PAGE)
    brand = sign_in(cast.brand_officer).get(PAGE)
    owner = sign_in(cast.owner).get(PAGE)

    assert brand.status_code == 403
    assert owner.status_code == 403 or "Rosa Vidu" in words_of(owner)
    assert auditor.status_code == 403 or Participant.objects.count() == 1
