"""Completions and practices that lasted are figures of the programme as all others: stored, cut, and followed."""

from datetime import date, datetime
from typing import Any

import pytest
import time_machine

from genba.closeout.actions import completions, follow_ups
from genba.closeout.models import Completion, FollowUp
from genba.facts import follow
from genba.facts.own import answer
from genba.facts.questions import Asked
from genba.impact import standings
from genba.impact.expressions import Outcome
from genba.impact.indicators import definition_of, own
from genba.impact.models import Standing
from genba.reports.records import records_of
from tests.cast import Cast
from tests.scenes_closeout import answers, complete, finish, practised
from tests.scenes_impact import firm, train
from tests.scenes_sheet import at_today

__all__ = ["at_today"]
SIX, TWELVE = "practised-after-6-months", "practised-after-12-months"


@pytest.fixture
def completed(cast: Cast, at_today: Any) -> Completion:
    """Garments completed its module; four practices were practised then. Another enterprise is still in training."""
    finish(cast)
    practised(cast)
    train(cast, firm(cast, "Still In Training"))
    return complete(cast)


def asked(cast: Cast, planned: FollowUp, **instead: str) -> None:
    """Somebody asks on the day it is due; whatever is not named is still practised."""
    said = answers(planned, **instead)
    with time_machine.travel(datetime(2027, 10, 1, 9), tick=True):
        follow_ups.report(by=cast.omar, follow_up=planned, done_on=planned.due_on, how="phone", answers=said)


def now(code: str, *by: str) -> dict[tuple[Any, ...], Outcome]:
    """From the columns after they followed; and they are the same when everything is read anew."""
    with time_machine.travel(datetime(2027, 10, 2, 9), tick=True):
        follow.follow()
        followed = _parts(code, by)
        follow.rebuild()
        assert _parts(code, by) == followed
        return followed


def _parts(code: str, by: tuple[str, ...]) -> dict[tuple[Any, ...], Outcome]:
    found = answer(Asked((code,), (), by), date(2027, 10, 2))
    return {part.of: part.outcome for part in found.parts} if found else {}


def test_an_enterprise_that_completed_a_module_is_counted_until_that_is_taken_back(
    cast: Cast, completed: Completion
) -> None:
    one = now("modules-completed")[()]
    assert (one.value, one.detail["n"], one.detail["n_both"]) == (0.5, 2, 1)

    completions.take_back(by=cast.coordinator, completion=completed, reason="The list was of another class")

    assert now("modules-completed")[()].value == 0


def test_what_lasted_is_a_share_of_practices_that_somebody_knew_about(cast: Cast, completed: Completion) -> None:
    asked(cast, completed.follow_ups.get(months=6), charter="no", daily_meeting="unknown", suggestion_scheme="partly")

    one = now(SIX)[()]
    assert one.value == pytest.approx(1 / 3)
    assert one.detail == {"n": 1, "total": 3, "left_out": {"nobody-knows": 1}}
    assert now(TWELVE) == {}

    asked(cast, completed.follow_ups.get(months=12))
    assert (now(TWELVE)[()].value, now(SIX)[()].value) == (1, pytest.approx(1 / 3))


def test_where_nobody_knows_anything_there_is_no_share(cast: Cast, completed: Completion) -> None:
    practices = follow_ups.practised_at_the_end(completed)

    asked(cast, completed.follow_ups.get(months=6), **{name.replace("-", "_"): "unknown" for name in practices})

    one = now(SIX, "country")[("KE",)]
    assert (one.value, one.withheld, one.detail["left_out"]) == (None, "no-later-value", {"nobody-knows": 4})


@pytest.mark.parametrize("code", [d.code for d in own()])
def test_every_figure_opens_to_its_records(cast: Cast, code: str) -> None:
    told = records_of(code, user=cast.director)

    assert all(len(row) == len(told.columns) for row in told.all())


def test_the_records_say_what_lasted_where(cast: Cast, completed: Completion) -> None:
    asked(cast, completed.follow_ups.get(months=6), charter="no", daily_meeting="unknown")

    with time_machine.travel(datetime(2027, 10, 2, 9), tick=True):
        (row,) = records_of(SIX, user=cast.director).all()
        trained = {row[1]: row[-1] for row in records_of("modules-completed", user=cast.director).all()}
    assert row[1:] == ("Sample Street Garments", "KE", 2, 3)
    assert trained == {"Sample Street Garments": date(2026, 9, 1), "Still In Training": None}


def test_the_stored_figure_is_the_same_and_says_what_it_leaves_out(cast: Cast, completed: Completion) -> None:
    asked(cast, completed.follow_ups.get(months=6), charter="no", daily_meeting="unknown")

    with time_machine.travel(datetime(2027, 10, 2, 9), tick=True):
        standings.refresh()

    row = Standing.objects.get(indicator=SIX, country="", module="", provider_id=0, group="")
    assert (row.value, row.detail) == (now(SIX)[()].value, now(SIX)[()].detail)
    assert definition_of(SIX).label_in("en") == "Practices still there after 6 months"
