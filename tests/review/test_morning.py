"""The morning: what is late, odd or missing, found anew each time; and the shares of trainers."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import time_machine

from genba.access.models import User
from genba.delivery.models import Visit
from genba.observations.actions import observations
from genba.plans import actions as plans
from genba.review import actions
from genba.review.morning import KINDS, first_of, rows_of
from genba.review.shares import shares
from genba.review.subjects import Subject
from tests.cast import Cast
from tests.scenes_field import has_baseline, has_class
from tests.scenes_review import a_report

CLASS = date(2026, 3, 2)


def on(day: date) -> Any:
    return time_machine.travel(datetime(day.year, day.month, day.day, 8, tzinfo=ZoneInfo("UTC")), tick=False)


def found(user: User, day: date, trainer: str = "") -> dict[str, int]:
    """How many of each kind stand on the page of a day."""
    with on(day):
        counted = {slug: rows_of(kind, user, day, trainer).count() for slug, kind in KINDS.items()}
    return {slug: n for slug, n in counted.items() if n}


def test_a_baseline_is_missing_two_weeks_after_the_agreement_and_no_longer_once_it_is_taken(cast: Cast) -> None:
    assert found(cast.coordinator, date(2026, 2, 15)) == {}
    assert found(cast.coordinator, date(2026, 2, 16)) == {"baseline-late": 1}

    has_baseline(cast)

    assert found(cast.coordinator, date(2026, 2, 16)) == {"baseline": 1}


def test_after_the_class_its_list_the_plan_the_visits_and_the_figures_are_asked_for_in_their_time(cast: Cast) -> None:
    has_baseline(cast)
    has_class(cast, CLASS)

    assert found(cast.coordinator, date(2026, 3, 10)) == {"attendance-missing": 1, "baseline": 1}
    assert found(cast.coordinator, date(2026, 3, 17)) == {"visit-late": 1, "attendance-missing": 1, "plan-missing": 1,
                                                          "baseline": 1}  # fmt: skip
    assert "endline-late" in found(cast.coordinator, date(2026, 7, 1))


def test_each_deed_takes_its_item_off_the_page(cast: Cast) -> None:
    has_baseline(cast)
    has_class(cast, CLASS)
    with on(date(2026, 5, 4)):
        a_report(cast, visited_on=date(2026, 3, 20))
        action = plans.propose(by=cast.omar, engagement=cast.engagement, problem="Heaps", action="Shelves", owner="Rosa",
                               due_on=date(2026, 4, 1), proposed_on=date(2026, 3, 5))  # fmt: skip
        observations.record(by=cast.omar, enterprise=cast.garments, indicator="defect-rate", starts_on=date(2026, 4, 1),
                            ends_on=date(2026, 4, 30), numerator=900, denominator=1000, note="A bad batch")  # fmt: skip

    seen = found(cast.coordinator, date(2026, 4, 10))
    with on(date(2026, 5, 4)):
        plans.decide(action=action, by=cast.omar, kind="done")
        (value,) = rows_of(KINDS["value-odd"], cast.coordinator, date(2026, 5, 4))
        actions.approve(by=cast.coordinator, subject=Subject("value", value), version=value.version)

    assert seen == {"action-late": 1, "value-odd": 1, "attendance-missing": 1, "report": 1, "baseline": 1}
    assert not {"action-late", "value-odd"} & set(found(cast.coordinator, date(2026, 5, 4)))


def test_nobody_sees_the_work_of_another_provider_or_trainer(cast: Cast) -> None:
    day = date(2026, 2, 20)

    assert found(cast.brand_officer, day) == {}
    assert found(cast.officer, day) == {"baseline-late": 1}
    assert found(cast.coordinator, day, trainer=cast.expert.code) == {}
    assert found(cast.coordinator, day, trainer=cast.omar.code) == {"baseline-late": 1}


def test_the_first_page_gives_each_reader_their_own_first_rows_and_the_newest(cast: Cast) -> None:
    has_baseline(cast)
    has_class(cast, CLASS)
    day = date(2026, 3, 10)
    readers = (cast.coordinator, cast.omar, cast.brand_officer, cast.coordinator)

    with on(day):
        for kind in KINDS.values():
            for reader in readers:
                whole = list(rows_of(kind, reader, day).order_by(*kind.keys)[:3])
                for _ in range(2):  # the second time from what was composed
                    assert first_of(kind, reader, day, 3) == whole
        assert first_of(KINDS["baseline"], cast.coordinator, day, 3, trainer=cast.expert.code) == []
        a_report(cast, visited_on=date(2026, 3, 9))
        (report,) = first_of(KINDS["report"], cast.coordinator, day, 3)

    assert (report.visited_on, report.is_odd) == (date(2026, 3, 9), False)


def test_the_share_on_time_counts_visits_that_were_due_and_not_made(cast: Cast) -> None:
    has_baseline(cast)
    has_class(cast, CLASS)  # due on 16 March, 16 April, 21 May
    with on(date(2026, 4, 20)):
        a_report(cast, visited_on=date(2026, 3, 20))

    with on(date(2026, 4, 30)):
        whole, omar = shares(cast.coordinator, date(2026, 1, 1), date(2026, 4, 30))

    assert (whole.provider, omar.trainer) == ("Rift Training House", "Omar Muster")
    assert (omar.on_time.top, omar.on_time.n) == (1, 2) and whole.on_time.value == 0.5
    assert omar.returned.value is None


def test_a_report_that_was_returned_counts_once_however_often(cast: Cast) -> None:
    has_baseline(cast)
    with on(date(2026, 4, 20)):
        visit: Visit = a_report(cast)
        subject = Subject("visit", visit)
        actions.return_for_more(by=cast.coordinator, subject=subject, version=1, reason="More")
        actions.answer(by=cast.omar, subject=subject, words="It is so")
        actions.approve(by=cast.coordinator, subject=subject, version=1)

        (whole, omar) = shares(cast.coordinator, date(2026, 4, 1), date(2026, 4, 30))

    assert (omar.returned.top, omar.returned.n) == (1, 1) and whole.returned.value == 1
