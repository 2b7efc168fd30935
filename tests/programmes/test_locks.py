"""A locked month: nothing dated in it changes, and one thing can be opened with a reason."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction

from genba.audit.models import Event
from genba.delivery.actions import attendance, visits
from genba.directory.models import Country
from genba.impact.actions import visits as whole_visits
from genba.impact.actions.visits import Found
from genba.kit.refused import Refused
from genba.observations.actions import observations
from genba.observations.actions.baselines import Answer
from genba.plans import actions as plans
from genba.programmes.actions import locks
from genba.programmes.locks import locks_of, over_engagement
from genba.programmes.models import PeriodLock
from tests.cast import Cast
from tests.scenes_field import has_class
from tests.scenes_review import NOW, VISITED, measured

MARCH = date(2026, 3, 1)


@pytest.fixture(autouse=True)
def one_morning() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def lock_march(cast: Cast) -> PeriodLock:
    return locks.lock(by=cast.coordinator, month=VISITED, provider=cast.provider)


def open_up(cast: Cast, thing: Any, by: Any = None) -> None:
    found = locks_of([VISITED], over_engagement(cast.engagement))
    locks.open_for(by=by or cast.coordinator, locks=found, thing=thing, reason="The day was wrong")


def test_a_visit_of_a_locked_month_is_neither_changed_nor_added_nor_moved_there(cast: Cast) -> None:
    visit = measured(cast)
    april = visits.report(by=cast.omar, engagement=cast.engagement, visited_on=date(2026, 4, 20), advice="April")
    lock_march(cast)

    with pytest.raises(Refused, match="March 2026 is locked by Maya Muster"):
        visits.edit(visit=visit, by=cast.omar, version=1, changes={"advice": "Other"})
    with pytest.raises(Refused, match="March 2026 is locked"):
        visits.report(by=cast.omar, engagement=cast.engagement, visited_on=date(2026, 3, 25), advice="Late")
    with pytest.raises(Refused, match="March 2026 is locked"):
        visits.edit(visit=april, by=cast.omar, version=1, changes={"visited_on": date(2026, 3, 30)})

    visit.refresh_from_db()
    assert visit.advice == "Meet every morning."


def test_attendance_values_practices_and_decisions_of_a_locked_month_stay(cast: Cast) -> None:
    visit = measured(cast)
    room = has_class(cast, date(2026, 3, 3))
    action = plans.propose(by=cast.omar, engagement=cast.engagement, problem="Heaps", action="Shelves", owner="Rosa",
                           due_on=date(2026, 6, 1), proposed_on=date(2026, 2, 20))  # fmt: skip
    observations.record(by=cast.omar, enterprise=cast.garments, indicator="absenteeism", starts_on=MARCH,
                        ends_on=date(2026, 3, 31), numerator=40, denominator=1000)  # fmt: skip
    lock_march(cast)

    with pytest.raises(Refused, match="locked"):
        attendance.mark(by=cast.omar, workshop=room, session=room.sessions.get(), marks={}, version=room.version)
    with pytest.raises(Refused, match="locked"):
        observations.record(by=cast.omar, enterprise=cast.garments, indicator="absenteeism", starts_on=MARCH,
                            ends_on=date(2026, 3, 31), numerator=41, denominator=1000, version=1)  # fmt: skip
    with pytest.raises(Refused, match="locked"):
        plans.decide(action=action, by=cast.omar, kind="done", on=date(2026, 3, 9))
    with pytest.raises(Refused, match="locked"):
        plans.propose(by=cast.omar, engagement=cast.engagement, problem="P", action="A", owner="O",
                      due_on=date(2026, 6, 1), proposed_on=date(2026, 3, 9))  # fmt: skip

    plans.decide(action=action, by=cast.omar, kind="done", on=date(2026, 4, 9))
    assert visit.version == 1


def test_figures_of_a_locked_month_still_come_in_with_a_visit_of_an_open_one(cast: Cast) -> None:
    measured(cast)
    lock_march(cast)

    whole_visits.report(by=cast.omar, engagement=cast.engagement, visited_on=date(2026, 4, 20), advice="April", found=Found(
        MARCH, date(2026, 3, 31), [Answer("absenteeism", 40, 1000)]))  # fmt: skip

    assert cast.garments.observations.filter(indicator="absenteeism").count() == 1


def test_one_thing_is_opened_for_seven_days_with_a_reason_and_the_rest_stays_locked(cast: Cast) -> None:
    visit = measured(cast)
    other = visits.report(by=cast.omar, engagement=cast.engagement, visited_on=date(2026, 3, 27), advice="Again")
    lock_march(cast)

    open_up(cast, visit)
    visits.edit(visit=visit, by=cast.omar, version=1, changes={"advice": "Put right"})

    with pytest.raises(Refused, match="locked"):
        visits.edit(visit=other, by=cast.omar, version=1, changes={"advice": "Put right"})
    event = Event.objects.get(verb="open", noun="periodlock")
    assert event.reason == "The day was wrong" and event.changes["thing"] == visit.code
    with time_machine.travel(NOW + timedelta(days=8)), pytest.raises(Refused, match="locked"):
        visits.edit(visit=visit, by=cast.omar, version=2, changes={"advice": "Too late"})


def test_opening_needs_a_reason_and_the_hand_that_locked(cast: Cast) -> None:
    visit = measured(cast)
    locks.lock(by=cast.officer, month=MARCH, country=Country.objects.get(code="KE"))

    with pytest.raises(Refused, match="Say why"):
        locks.open_for(by=cast.officer, locks=list(PeriodLock.objects.all()), thing=visit, reason=" ")
    with pytest.raises(Refused, match="locked by Kip Example"):
        open_up(cast, visit)

    open_up(cast, visit, by=cast.officer)
    visits.edit(visit=visit, by=cast.omar, version=1, changes={"advice": "Put right"})


def test_a_month_is_locked_once_and_only_when_it_is_over(cast: Cast) -> None:
    lock_march(cast)

    with pytest.raises(Refused, match="already locked, by Maya Muster"):
        lock_march(cast)
    with pytest.raises(Refused, match="May 2026 is not over yet"):
        locks.lock(by=cast.coordinator, month=date(2026, 5, 20), provider=cast.provider)
    with pytest.raises(Refused, match="one country or one provider"):
        locks.lock(by=cast.coordinator, month=MARCH)
    with pytest.raises(IntegrityError), transaction.atomic():
        PeriodLock.objects.create(provider=cast.provider, month=MARCH, locked_by=cast.officer)


def test_another_provider_is_not_held_by_the_lock(cast: Cast) -> None:
    locks.lock(by=cast.director, month=MARCH, provider=cast.rival)

    visit = measured(cast)

    assert visit.visited_on == VISITED
