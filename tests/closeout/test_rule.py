"""The completion rule explains itself: what is met, what is missing, in words and numbers."""

from typing import Any

import pytest
from django.utils.translation import override

from genba.closeout.rule import as_rows, explain, explain_many, from_rows
from genba.closeout.words import said, version_words
from genba.delivery.models import Visit
from genba.observations.models import Observation
from genba.programmes.models import Engagement
from tests.cast import Cast
from tests.scenes_closeout import finish, hold_class, team, visit
from tests.scenes_impact import firm
from tests.scenes_sheet import at_today, measure

__all__ = ["at_today"]
pytestmark = pytest.mark.usefixtures("at_today")


def sentences(engagement: Engagement) -> dict[str, str]:
    explanation = explain(engagement)
    assert explanation is not None
    return {line.key: line.sentence for line in said(explanation)}


def test_at_the_beginning_everything_is_missing_and_says_so(cast: Cast) -> None:
    found = sentences(cast.engagement)

    assert found["baseline"] == "not taken"
    assert found["visits"] == "0 of 2 visits"
    assert found["improvement_plan"] == "no action in the plan"
    assert found["actions_done"] == "0 of 3 actions"
    assert "0 of 4 people: manager 1: nobody is on the list" in found["attendance_share"]
    assert found["kpis_reported"].startswith("0 of 3 KPIs: first measure of Absenteeism")


def test_who_did_everything_has_met_every_line(cast: Cast) -> None:
    finish(cast)

    explanation = explain(cast.engagement)

    assert explanation is not None and explanation.is_met and explanation.missing == ()
    assert {line.key: (line.found, line.wanted) for line in explanation.lines} == {
        "baseline": (1, 1), "attendance_share": (4, 4), "improvement_plan": (1, 1), "actions_done": (3, 3),
        "visits": (2, 2), "kpis_reported": (6, 3)}  # fmt: skip


def test_the_second_worker_who_missed_the_second_day_is_named_by_place_and_day(cast: Cast) -> None:
    hold_class(cast, team(cast), absent={"Wen Vidu": (2, 3)})
    visit(cast, 1)

    found = sentences(cast.engagement)

    assert found["attendance_share"] == "3 of 4 people: worker 2: not there on 15 April 2026"
    assert found["visits"] == "1 of 2 visits"


def test_three_of_four_sessions_are_enough_and_a_third_manager_is_no_worker(cast: Cast) -> None:
    lina, tom, rosa, _wen = team(cast)
    hold_class(cast, [lina, tom, rosa], absent={"Rosa Vidu": (3,)})

    assert sentences(cast.engagement)["attendance_share"] == "3 of 4 people: worker 2: nobody is on the list"


def test_an_endline_that_nobody_measured_is_named(cast: Cast) -> None:
    measure(cast)
    hold_class(cast, team(cast))
    Observation.objects.filter(starts_on__gt="2026-04-30").exclude(indicator__in=("defect-rate",)).delete()

    assert "1 of 3 KPIs: endline of Absenteeism; endline of Labour turnover" in sentences(cast.engagement)["kpis_reported"]


def test_an_intake_visit_is_no_follow_up_visit(cast: Cast) -> None:
    Visit.objects.create(engagement=cast.engagement, number=0, kind="intake", visited_on="2026-02-05", trainer=cast.omar,
                         advice="Join.")  # fmt: skip

    assert sentences(cast.engagement)["visits"] == "0 of 2 visits"


def test_another_version_than_the_agreed_one_is_said(cast: Cast) -> None:
    Engagement.objects.update(module_version="0.9.0")
    cast.engagement.refresh_from_db()

    explanation = explain(cast.engagement)

    assert explanation is not None
    assert "Version 0.9.0 of the module was agreed" in version_words(explanation)


def test_a_module_that_left_is_explained_by_nothing(cast: Cast) -> None:
    Engagement.objects.update(module="long-gone")
    cast.engagement.refresh_from_db()

    assert explain(cast.engagement) is None


def test_the_words_are_those_of_the_reader_and_lines_are_kept_as_they_were(cast: Cast) -> None:
    hold_class(cast, team(cast), absent={"Wen Vidu": (2, 3)})
    explanation = explain(cast.engagement)
    assert explanation is not None

    with override("fr"):
        in_french = {line.key: line.sentence for line in said(explanation)}

    assert "15 avril 2026" in in_french["attendance_share"]
    assert from_rows(as_rows(explanation.lines)) == explanation.lines


def test_forty_engagements_cost_as_many_queries_as_one(cast: Cast, django_assert_num_queries: Any) -> None:
    finish(cast)
    with django_assert_num_queries(6):
        one = explain_many([cast.engagement])
    many = [firm(cast, f"Firm number {n}") for n in range(40)]

    with django_assert_num_queries(6):
        found = explain_many([cast.engagement, *many])

    assert found[cast.engagement.pk] == one[cast.engagement.pk]
    assert len(found) == 41
