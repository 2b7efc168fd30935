"""What the training changed is told against those who wait, with rules that were fixed before."""

from datetime import date
from typing import Any

import numpy as np
import pytest
import time_machine

import genba.impact.tasks  # noqa: F401  # whoever drains knows the task
from genba.audit.models import Event
from genba.impact.actions import evaluations
from genba.impact.effects import result_of
from genba.impact.evaluation import Panel, Question, panel_of
from genba.impact.models import Evaluation
from genba.kit.outbox import drain
from genba.kit.refused import Refused
from genba.observations.models import Observation
from genba.reports.evaluation import as_row, evaluation_sheet, may_not_say, may_say
from tests.cast import Cast
from tests.scenes_evaluation import MONTHS, half_trained
from tests.scenes_impact import count, train

TODAY = date(2026, 7, 1)


@pytest.fixture(autouse=True)
def _today() -> Any:
    with time_machine.travel("2026-07-01T10:00:00Z", tick=True):
        yield


def worked_out(cast: Cast, **asked: Any) -> Evaluation:
    made = evaluations.ask(by=cast.director, indicator="absenteeism", **asked)
    drain()
    made.refresh_from_db()
    return made


def test_an_effect_is_found_with_its_interval_and_may_be_said(cast: Cast) -> None:
    half_trained(cast, falls_by=20)

    sheet = evaluation_sheet(worked_out(cast))

    whole = sheet.ways["group-time"]
    assert (
        whole.value == pytest.approx(-2.0, abs=0.25) and whole.low is not None and whole.high is not None
    )  # points of percent
    assert whole.low < -2.0 < whole.high < 0
    assert (sheet.claim, sheet.is_checked, sheet.n_trained) == ("better", True, 12) and sheet.n_waiting >= 12
    assert [one.at for one in sheet.cohorts] == ["2026-Q1", "2026-Q2"]
    assert "12 enterprises" in may_say(sheet, "en")[0] and any("drawn by lot" in s for s in may_not_say(sheet, "en"))


def test_where_nothing_changed_nothing_is_claimed_and_it_is_said_what_would_have_been_seen(cast: Cast) -> None:
    half_trained(cast, falls_by=0)

    sheet = evaluation_sheet(worked_out(cast))

    assert sheet.claim == "no-difference" and sheet.smallest is not None and 0 < sheet.smallest < 1
    assert "would probably have been seen" in may_say(sheet, "en")[1]


def test_who_moved_apart_before_bears_no_claim(cast: Cast) -> None:
    half_trained(cast, falls_by=20, from_before=True)

    assert evaluation_sheet(worked_out(cast)).claim == "moved-apart"


def test_without_anybody_who_waits_before_and_after_is_all_there_is(cast: Cast) -> None:
    half_trained(cast, falls_by=20, trained=10, waiting=0)
    Observation.objects.exclude(enterprise__engagements__participations__workshop__starts_on=date(2026, 1, 12)).delete()

    sheet = evaluation_sheet(worked_out(cast))

    assert sheet.claim == "nobody-waits" and not sheet.ways and sheet.plain is not None
    assert sheet.plain.value == pytest.approx(-2.0, abs=0.4)
    assert "nobody knows what would have happened" in may_not_say(sheet, "en")[0]


def test_few_enterprises_bear_no_claim(cast: Cast) -> None:
    half_trained(cast, falls_by=20, trained=6, waiting=6)

    assert evaluation_sheet(worked_out(cast)).claim == "too-few"


def test_values_of_one_step_are_put_together_as_sums(cast: Cast) -> None:
    count(cast.garments, "absenteeism", ("2026-01",), 10, 100)
    count(cast.garments, "absenteeism", ("2026-02",), 90, 1000)
    count(cast.garments, "absenteeism", ("2026-02",), 45, 500, part="Line 1")  # within the whole, counted once

    panel = panel_of(Question("absenteeism"), TODAY)

    assert panel.value.tolist() == pytest.approx([100 * 100 / 1100])


def test_what_is_not_in_it_is_counted(cast: Cast) -> None:
    count(cast.garments, "absenteeism", ("2026-01",), 0, 0)
    count(cast.garments, "absenteeism", ("2026-04",), 5, 100)
    Observation.objects.create(enterprise=cast.garments, indicator="absenteeism", starts_on=date(2026, 5, 1), unit="%",
                               ends_on=date(2026, 5, 31), note="Nobody counted")  # fmt: skip
    Observation.objects.create(enterprise=cast.garments, indicator="absenteeism", starts_on=date(2026, 6, 1), unit="%",
                               ends_on=date(2026, 6, 30), numerator=900, denominator=1000, unusual=True)  # fmt: skip

    panel = panel_of(Question("absenteeism"), TODAY)

    assert len(panel.value) == 1
    assert panel.left_out == {
        "not-tracked": 1,
        "unusual": 1,
        "zero-denominator": 1,
        "nought": 0,
        "other-definition": 0,
        "told-by-others": 0,
        "trained-in-another-module": 0,
        "definition-open": 0,
    }


def test_a_class_that_is_to_come_makes_nobody_trained(cast: Cast) -> None:
    train(cast, cast.engagement, on=date(2026, 9, 1))
    count(cast.garments, "absenteeism", MONTHS, 5, 100)

    assert panel_of(Question("absenteeism"), TODAY).cohort.tolist() == [-1]


def test_a_result_stays_as_it_was_and_the_question_is_in_the_trail(cast: Cast) -> None:
    half_trained(cast, falls_by=20, trained=2, waiting=2)
    made = worked_out(cast)
    before = as_row(evaluation_sheet(made))
    count(cast.garments, "absenteeism", MONTHS, 50, 100)

    evaluations.work_out(made)

    assert as_row(evaluation_sheet(made)) == before
    assert Event.objects.filter(noun="evaluation", verb="ask", code=made.code, by=cast.director.code).count() == 1


@pytest.mark.parametrize(
    ("asked", "field"),
    [({"indicator": "enterprises"}, "indicator"), ({"indicator": "nothing"}, "code"), ({"module": "hospitality"}, "module"),
     ({"country": "FR"}, "country"), ({"period": "week"}, "period"), ({"cluster": "town"}, "period")],
)  # fmt: skip
def test_what_cannot_be_asked_is_met_with_a_sentence(cast: Cast, asked: dict[str, str], field: str) -> None:
    with pytest.raises(Refused) as no:
        evaluations.ask(by=cast.director, **{"indicator": "absenteeism", **asked})

    assert no.value.field == field and str(no.value.reason)


def test_nobody_asks_for_more_than_five_at_a_time(cast: Cast) -> None:
    for _ in range(5):
        evaluations.ask(by=cast.director, indicator="absenteeism")

    with pytest.raises(Refused, match="Five"):
        evaluations.ask(by=cast.director, indicator="absenteeism")


def test_an_interval_holds_what_is_true_nineteen_times_in_twenty_also_of_two_dozen_enterprises() -> None:
    since, question = np.array([4] * 6 + [5] * 6 + [-1] * 12), Question("absenteeism")
    unit, period = (part.ravel() for part in np.indices((24, 6)))
    held = said = 0
    for seed in range(300):
        random = np.random.default_rng(seed)
        value = (
            random.normal(6, 1, 24)[unit]
            + period % 3
            + random.normal(0, 0.2, len(unit))
            - (period >= np.where(since < 0, 9, since)[unit])
        )
        keys = np.arange(24)
        found = result_of(question, Panel(unit, period, value, since, keys, keys, first=8100))
        held += found["group-time"]["low"] <= -1 <= found["group-time"]["high"]
        said += found["claim"] == "better"

    assert 0.92 <= held / 300 <= 0.985
    assert said / 300 > 0.9  # and an effect of five times the noise is found, though both moved apart by chance now and then
