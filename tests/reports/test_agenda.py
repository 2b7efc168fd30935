"""Targets of the 2030 Agenda: every one that a module names is there, and every indicator stands where it measures something."""

from typing import Any

import pytest

from genba.impact import changes, standings
from genba.impact.agenda import AGENDA, targets
from genba.impact.indicators import definitions
from genba.programmes.curricula import curriculum
from genba.reports.agenda import AgendaReport, agenda_report
from genba.science.figures import Measured
from tests.cast import Cast
from tests.scenes_impact import attend, change, firm, train

GOALS = {goal.number for goal in AGENDA}


def figure(report: AgendaReport, code: str) -> Any:
    return next(f for goal in report.goals for f in goal.figures if f.code == code)


def test_every_target_of_a_module_in_these_goals_is_reported_on() -> None:
    named = {t for m in curriculum().modules for t in m.sdg_targets if t.partition(".")[0] in GOALS}

    assert named <= {target.code for target in targets()}


def test_a_target_names_indicators_that_exist_or_says_why_there_is_none() -> None:
    for target in targets():
        assert set(target.indicators) <= set(definitions())
        assert bool(target.indicators) != bool(target.lacks), target.code


def test_an_indicator_stands_under_one_target_and_its_module_names_it_or_a_near_one() -> None:
    codes = [code for target in targets() for code in target.indicators]

    assert len(codes) == len(set(codes))


def test_targets_stand_under_their_goal() -> None:
    for goal in AGENDA:
        assert all(target.code.startswith(f"{goal.number}.") for target in goal.targets)


@pytest.mark.django_db
def test_a_target_tells_share_middle_and_who_reports_of_whom(cast: Cast) -> None:
    takings = [firm(cast, f"Sample {chr(65 + at)}") for at in range(8)]
    workshop = train(cast, *takings)
    for at, taking in enumerate(takings[:7]):
        change(taking, "labour-productivity", 1000, 1000 + 50 * at)
        attend(cast, workshop, taking, f"Ana {at}", "female", "worker", 180, 180)
        attend(cast, workshop, taking, f"Ben {at}", "male", "manager", 180, 180)
    changes.refresh()
    standings.refresh()

    report = agenda_report("en")
    found = figure(report, "labour-productivity")
    people = figure(report, "people-trained")

    assert (found.n_reporting, found.n_trained, found.n_improved) == (7, 8, 6)
    assert isinstance(found.share, Measured) and found.share.value == pytest.approx(6 / 7)
    assert isinstance(found.median, Measured) and found.median.value == pytest.approx(0.15)
    assert found.median.low is not None and found.share.low is not None
    assert (people.value, people.women) == (14, 7)
    goal = next(goal for goal in report.goals if goal.number == "8")
    assert (goal.said, goal.better, goal.compared) == (1, 1, 1)


@pytest.mark.django_db
def test_where_there_is_no_figure_yet_the_reason_is_said() -> None:
    report = agenda_report("en")

    assert figure(report, "labour-productivity").withheld == "no-data"
    assert report.worked_out_at is None


@pytest.mark.django_db
def test_a_small_group_is_hidden(cast: Cast) -> None:
    takings = [firm(cast, f"Sample {at}") for at in range(3)]
    train(cast, *takings)
    for taking in takings:
        change(taking, "labour-productivity", 1000, 1200)
    changes.refresh()
    standings.refresh()

    found = figure(agenda_report("en"), "labour-productivity")

    assert (found.withheld, found.n_trained, found.says_something) == ("small-group", 0, False)
