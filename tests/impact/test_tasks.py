"""Figures follow what people do, without anybody telling them: impact asks the trail and the outbox."""

from datetime import date, timedelta

import time_machine
from django.utils import timezone

from genba.impact import tasks
from genba.impact.models import KpiChange, Standing
from genba.kit.models import Task
from genba.kit.outbox import drain
from genba.observations.actions import observations
from genba.observations.models import Observation
from tests.cast import Cast
from tests.scenes_impact import AFTER, BEFORE, count, firm, train

KPI = "absenteeism"


def a_minute_later(at: int) -> None:
    with time_machine.travel(timezone.now() + timedelta(minutes=2 * at), tick=False):
        drain()


def relative() -> float | None:
    return KpiChange.objects.get(indicator=KPI, engagement__enterprise__name="Sample Street Garments").relative


def test_the_first_run_works_out_everything_and_comes_again(cast: Cast) -> None:
    train(cast, cast.engagement)
    count(cast.garments, KPI, BEFORE, 100, 1000)
    count(cast.garments, KPI, AFTER, 80, 1000)

    tasks.always_waiting()
    drain()
    tasks.always_waiting()

    assert round(relative() or 0, 6) == -0.2
    assert Standing.objects.filter(indicator="enterprises").exists()
    assert Task.objects.filter(kind=tasks.CATCH_UP, finished_at=None).count() == 1


def test_a_value_typed_or_put_right_reaches_the_figures_within_minutes(cast: Cast) -> None:
    train(cast, cast.engagement)
    count(cast.garments, KPI, BEFORE, 100, 1000)
    tasks.always_waiting()
    drain()
    assert KpiChange.objects.get().withheld == "no-later-value"

    made = observations.record(by=cast.omar, enterprise=cast.garments, indicator=KPI, starts_on=date(2026, 5, 1),
                               ends_on=date(2026, 5, 31), numerator=80, denominator=1000)  # fmt: skip
    a_minute_later(1)
    after_first = relative()
    observations.record(by=cast.omar, enterprise=cast.garments, indicator=KPI, starts_on=date(2026, 5, 1),
                        ends_on=date(2026, 5, 31), numerator=60, denominator=1000, version=made.version)  # fmt: skip
    a_minute_later(2)

    assert round(after_first or 0, 6) == -0.2
    assert round(relative() or 0, 6) == -0.4


def test_only_the_enterprises_that_changed_are_worked_out_again(cast: Cast) -> None:
    other = firm(cast, "Model Works")
    tasks.always_waiting()
    drain()
    mark = Task.objects.filter(kind=tasks.CATCH_UP).exclude(finished_at=None).get().result

    count(other.enterprise, KPI, BEFORE, 100, 1000)

    assert tasks.changed_since(mark["event"], mark["observation"]) == {other.enterprise_id}


def test_a_surface_may_ask_for_it_at_once(cast: Cast) -> None:
    train(cast, cast.engagement)
    count(cast.garments, KPI, BEFORE, 100, 1000)
    count(cast.garments, KPI, AFTER, 80, 1000)
    drain()

    Observation.objects.filter(starts_on__gte=date(2026, 4, 1)).update(numerator=50)
    tasks.ask([cast.garments.pk])
    drain()

    assert round(relative() or 0, 6) == -0.5


def test_the_trail_of_the_outbox_does_not_grow(cast: Cast) -> None:
    tasks.always_waiting()
    for at in range(6):
        a_minute_later(at)

    assert Task.objects.filter(kind=tasks.CATCH_UP).count() <= 3
