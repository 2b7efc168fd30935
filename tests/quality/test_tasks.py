"""The outbox looks at who changed within minutes, and at all once a day; nobody tells it."""

from datetime import date, timedelta

import time_machine
from django.utils import timezone

from genba.kit.models import Task
from genba.kit.outbox import drain
from genba.observations.actions import observations
from genba.observations.models import Observation
from genba.quality import tasks
from genba.quality.models import KpiGrade
from tests.cast import Cast
from tests.scenes_impact import firm
from tests.scenes_quality import KPI, TODAY, month, open_of, steady, today, write


def a_minute_later(at: int) -> None:
    with time_machine.travel(timezone.now() + timedelta(minutes=2 * at), tick=False):
        drain()


def test_the_first_run_looks_at_all_and_later_ones_at_who_changed(cast: Cast) -> None:
    with today():
        write(cast.garments, steady() | {"2026-01": 590.0})
        tasks.always_waiting()
        drain()
        assert open_of(cast.garments) == [("history", "2026-01")]

        row = Observation.objects.get(enterprise=cast.garments, starts_on=month("2026-01"))
        observations.record(by=cast.omar, enterprise=cast.garments, indicator=KPI, starts_on=row.starts_on, ends_on=row.ends_on,
                            numerator=101.5, denominator=row.denominator, version=row.version)  # fmt: skip
        other = firm(cast, "Model Works").enterprise
        write(other, steady() | {"2026-03": 570.0})
        a_minute_later(1)

        assert open_of(cast.garments) == [] and open_of(other) == [("history", "2026-03")]
        assert Task.objects.filter(kind=tasks.CATCH_UP, finished_at=None).count() == 1


def test_once_a_day_what_changed_without_a_trace_is_found_too(cast: Cast) -> None:
    with today():
        write(cast.garments, steady())
        tasks.always_waiting()
        drain()
        Observation.objects.filter(starts_on=date(2026, 2, 1)).update(numerator=600)
        a_minute_later(1)
        assert open_of(cast.garments) == []

    with time_machine.travel(TODAY + timedelta(days=2), tick=False):
        drain()
        assert open_of(cast.garments) == [("history", "2026-02")]


def test_looking_at_one_finds_what_looking_at_all_finds(cast: Cast) -> None:
    with today():
        made = [firm(cast, f"Contoh {letter * 5}").enterprise for letter in "bcdfghjklmnp"]
        for number, one in enumerate(made):
            odd = {"2026-01": 560.0 + number} if number % 3 == 0 else {}
            write(one, steady(seed=number, level=70 + 3 * number) | odd)
        tasks.look()
        whole = (
            [open_of(one) for one in made],
            list(KpiGrade.objects.order_by("enterprise", "indicator").values_list("grade", "n_open")),
        )

        for one in made:
            tasks.look([one.pk])

        assert [open_of(one) for one in made] == whole[0] and any(whole[0])
        again = list(KpiGrade.objects.order_by("enterprise", "indicator").values_list("grade", "n_open"))
        assert again == whole[1]
