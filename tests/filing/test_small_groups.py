"""What leaves the office hides small groups, and what would reveal them by subtraction."""

import random
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine

from genba.delivery.models import Attendance, Session
from genba.directory.models import Provider
from genba.filing.contents import contents_of
from genba.filing.parts import Figure
from genba.programmes.models import Engagement
from genba.reports.in_period import PEOPLE, in_period
from tests.cast import Cast
from tests.scenes_filing import YEAR, work_out, year_of
from tests.scenes_impact import attend, firm, train


@pytest.fixture(autouse=True)
def _today() -> Any:
    with time_machine.travel("2026-07-01T10:00:00Z", tick=True):
        yield


def some(cast: Cast, country: str, n: int, *, people: int = 1, on: date = date(2026, 3, 10)) -> list[Engagement]:
    """Enterprises of a country in one class, with so many women and one man each."""
    provider = Provider.objects.filter(country_id=country).first() or cast.provider
    made = [firm(cast, f"Muster {country} {'bcdfghjklm'[i] * 4}", country=country, provider=provider) for i in range(n)]
    room = train(cast, *made, on=on, country=country, provider=provider)
    for i, one in enumerate(made):
        for place in range(people):
            attend(cast, room, one, f"Woman {country}{i}{place}", "female", "worker", 180, 180)
        attend(cast, room, one, f"Man {country}{i}", "male", "worker", 180, 180)
    return made


def by_key(cast: Cast, kind: str, **more: Any) -> dict[str, Figure]:
    return {f.key: f for f in contents_of(year_of(cast, kind, **more)).figures}


def test_a_country_with_few_enterprises_is_hidden_with_another_that_would_give_it_away(cast: Cast) -> None:
    some(cast, "KE", 7)
    some(cast, "VN", 3)
    some(cast, "PE", 9)
    work_out()

    found = by_key(cast, "annual")
    seen = {c: found[f"period|period-enterprises-trained|{c}|"] for c in ("KE", "VN", "PE", "")}

    assert (seen["VN"].value, seen["KE"].value) == (None, None) and seen["VN"].withheld == "small-group"
    assert (seen["PE"].value, seen[""].value) == (9, 19)
    assert found["period|period-people-trained|VN|"].value is None and found["period|period-visits|VN|"].value == 0


def test_a_country_report_of_few_says_that_it_is_hidden(cast: Cast) -> None:
    some(cast, "KE", 7)
    some(cast, "VN", 3)
    work_out()

    contents = contents_of(year_of(cast, "country", country="VN"))
    of_the_country = [f for f in contents.figures if f.code.startswith("period-") and f.withheld]

    assert of_the_country and all(f.value is None for f in of_the_country)
    assert any("threshold" in sentence for sentence in contents.left_out)


def test_women_are_told_in_every_country_or_in_none(cast: Cast) -> None:
    some(cast, "KE", 6)
    some(cast, "PE", 6)
    whole = {c.measure.code: c for c in in_period(cast.programme, *YEAR)}[PEOPLE]
    assert {c: n.value for c, n in whole.women.items()} == {"KE": 6, "PE": 6}

    Attendance.objects.filter(participant__sex="female", participant__engagement__enterprise__country_id="PE",
                              participant__engagement__enterprise__name__contains="bbbb").update(minutes=0)  # fmt: skip
    Attendance.objects.filter(participant__sex="female", participant__engagement__enterprise__country_id="PE",
                              participant__engagement__enterprise__name__contains="cccc").update(minutes=0)  # fmt: skip

    few = {c.measure.code: c for c in in_period(cast.programme, *YEAR)}[PEOPLE]
    assert {n.value for n in few.women.values()} == {None} and few.by_sex["female"].value == 10


def test_a_programme_of_few_says_nothing_of_them(cast: Cast) -> None:
    some(cast, "KE", 3)
    work_out()

    found = by_key(cast, "donor")

    assert found["period|period-enterprises-trained||"].value is None
    assert all(f.value is None for f in found.values() if f.code == "period-people-trained" and "period" in f.key and f.n)


def test_nothing_hidden_follows_from_what_is_shown_of_one_measure(cast: Cast) -> None:
    """Three months by chance: where the whole is shown, never is just one country hidden that holds anybody."""
    sizes = random.Random(7)
    for country in ("KE", "VN", "PE", "GH"):
        for month in (1, 2, 3):
            some_more(cast, country, sizes.randint(0, 7), date(2026, month, 12))
    for month in (1, 2, 3):
        days = (date(2026, month, 1), date(2026, month, 28))
        for counted in in_period(cast.programme, *days):
            hidden = [c for c in counted.by_country.values() if c.value is None]
            assert len(hidden) != 1 or counted.whole.value is None, (counted.measure.code, month)


def some_more(cast: Cast, country: str, n: int, on: date) -> None:
    if not n:
        return
    made = [
        firm(cast, f"Contoh {country}{on.month} {'bcdfghjklm'[i] * 4}", country=country, agreed_on=on - timedelta(days=9))
        for i in range(n)
    ]
    room = train(cast, *made, on=on, country=country)
    for i, one in enumerate(made):
        attend(cast, room, one, f"P {country}{on.month}{i}", "female" if i % 2 else "male", "worker", 180, 180)


def test_counts_within_days_are_those_of_a_slow_and_obvious_count(cast: Cast) -> None:
    some(cast, "KE", 6, on=date(2026, 1, 20))
    some(cast, "PE", 6, on=date(2026, 4, 20))
    days = (date(2026, 2, 1), date(2026, 5, 31))
    session = Session.objects.filter(workshop__country_id="PE").first()
    assert session
    Attendance.objects.filter(session=session, participant__sex="male").update(minutes=0)  # half is enough
    Attendance.objects.filter(session=session, participant__person__name="Woman PE00").update(minutes=0)
    Attendance.objects.filter(participant__person__name="Woman PE10").update(minutes=10)

    found = {c.measure.code: c for c in in_period(cast.programme, *days)}

    assert found[PEOPLE].whole.value == len(slowly_trained(*days)) == 11
    firsts = [min(s.held_on for p in e.participations.all() for s in p.workshop.sessions.all())
              for e in Engagement.objects.filter(participations__isnull=False).distinct()]  # fmt: skip
    assert found["period-enterprises-trained"].whole.value == sum(days[0] <= on <= days[1] for on in firsts) == 6


def slowly_trained(first: date, last: date) -> set[int]:
    """Everybody who was there for half of a workshop that ended in these days, one by one."""
    from genba.delivery.models import Participant

    found = set()
    for seat in Participant.objects.all():
        if first <= seat.workshop.ends_on <= last:
            given = sum(s.minutes for s in seat.workshop.sessions.all())
            there = sum(a.minutes for a in seat.attendances.all())
            if there > 0 and 2 * there >= given:
                found.add(seat.person_id)
    return found
