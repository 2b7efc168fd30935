"""Records that are odd have an answer: what is compared, what is left out, and where it is said. See docs/odd-records.md."""

import contextlib
import io
import json
from datetime import date
from typing import Any

import pytest

from genba.cli import main
from genba.facts import follow
from genba.filing.contents.made import contents_of
from genba.filing.question import Question
from genba.impact import changes, standings
from genba.impact.actions import evaluations, panels
from genba.impact.models import KpiChange, Standing
from genba.observations.actions import observations
from genba.observations.models import Observation
from genba.quality.look import look
from genba.reports.evaluation import evaluation_sheet, left_out
from genba.reports.panel import hiding, rows
from genba.reports.sheet import enterprise_sheet
from genba.reports.sheet.words import kpi_words
from genba.science.figures import Withheld
from genba.science.panel import WITHHELD
from tests.cast import Cast
from tests.scenes_impact import AFTER, BEFORE, change, count, firm, train
from tests.scenes_modules import Packages, packages
from tests.scenes_sheet import at_today

__all__ = ["at_today", "packages"]
KPI, MODULE = "absenteeism", "workplace-cooperation"
QUARTER = (date(2026, 4, 1), date(2026, 6, 30))


def defined_since(packages: Packages, day: str, kpi: str = KPI) -> None:
    """From this day on the KPI is counted by another definition."""
    packages.change(MODULE, "indicators.yaml", f"code: {kpi}\n", f"code: {kpi}\n    since: {day}\n")


def work_out() -> Standing:
    changes.refresh()
    standings.refresh()
    return Standing.objects.get(indicator=KPI, country="", module="", group="", provider_id=0)


def in_columns() -> Any:
    """The comparison of the one enterprise in the facts: what it was compared with, the change, and why there is none."""
    table = follow.follow().comparisons  # type: ignore[union-attr]
    (at,) = range(len(table["kpi"]))
    return float(table["before_numerator"][at]), round(float(table["relative"][at]), 4), WITHHELD[int(table["withheld"][at])]


def test_values_of_before_a_definition_changed_are_compared_with_nothing_and_counted(cast: Cast, packages: Packages) -> None:
    takings = [firm(cast, f"Model Works {at}") for at in range(6)]
    train(cast, cast.engagement, *takings)
    for taking in takings:
        change(taking, KPI, 100, 80)
    change(cast.engagement, KPI, 100, 80)
    assert work_out().detail["n_reporting"] == 7
    follow.follow()
    defined_since(packages, "2026-02-01")
    count(takings[0].enterprise, KPI, ("2026-01",), 500, 1000, part="Line 1")  # told beside the whole: not counted twice

    row = work_out()

    assert row.detail["n_reporting"] == 7 and row.detail["left_out"] == {"values-by-other-definition": 14}
    assert {(c.before_n, c.older_n) for c in KpiChange.objects.all()} == {(1, 2)}
    assert json_of("facts", "rebuild")["observations_by_another_definition"] == 15


def test_an_enterprise_that_only_counted_by_the_old_definition_is_left_out_with_that_reason(
    cast: Cast, packages: Packages
) -> None:
    train(cast, cast.engagement)
    change(cast.engagement, KPI, 100, 80)
    assert in_columns() == (300, -0.2, "")
    defined_since(packages, "2026-04-01")

    row = work_out()
    line = next(k for k in enterprise_sheet(cast.garments, language="en").kpis if k.indicator == KPI)

    assert row.detail["n_reporting"] == 0
    assert row.detail["left_out"] == {"other-definition": 1, "values-by-other-definition": 3}
    assert in_columns() == (0, pytest.approx(float("nan"), nan_ok=True), "other-definition")
    assert "3 values from before 1 April 2026 were counted by another definition" in kpi_words(line, "en").note
    assert line.change.relative == Withheld("other-definition")
    assert [p.numerator for p in line.points if p.numerator] == [100, 100, 100, 80, 80, 80], "the chart shows all of them"


def test_an_evaluation_and_the_panel_say_how_many_values_the_old_definition_counted(cast: Cast, packages: Packages) -> None:
    train(cast, cast.engagement)
    others = [firm(cast, f"Model Works {at}") for at in range(5)]
    for taking in (cast.engagement, *others):
        change(taking, KPI, 100, 80)
    defined_since(packages, "2026-02-01")

    asked = evaluations.ask(by=cast.director, indicator=KPI, period="month")
    evaluations.work_out(asked)
    said = left_out(evaluation_sheet(asked).left_out, "en")
    masks, rows = panel_rows(cast)

    assert "12 values: counted by the definition of before" in said
    assert asked.result["first"] == "2026-02"
    assert masks.counts["other-definition"] == 12
    assert [row[-1] for row in rows[:4]] == ["no", "no", "yes", "yes"]


def panel_rows(cast: Cast) -> tuple[Any, list[Any]]:
    masks = hiding.masks_of(panels.export(by=cast.director, why="Test"))
    return masks, list(rows.panel(masks))


def test_a_filed_report_counts_the_values_of_another_definition_and_tells_the_new_mark(
    cast: Cast, packages: Packages
) -> None:
    train(cast, cast.engagement)
    change(cast.engagement, KPI, 100, 80)
    work_out()
    question = Question("donor", cast.programme, "en", starts_on=date(2026, 1, 1), ends_on=date(2026, 6, 30))
    before = {d.code: d.version for d in contents_of(question).definitions}
    defined_since(packages, "2026-02-01")
    work_out()

    after = contents_of(question)

    assert "One value: counted by the definition of before." in after.left_out
    assert before[KPI] != {d.code: d.version for d in after.definitions}[KPI]


def test_a_value_is_not_asked_about_because_the_old_definition_gave_another(cast: Cast, packages: Packages) -> None:
    march = {"starts_on": date(2026, 3, 1), "ends_on": date(2026, 3, 31)}
    count(cast.garments, KPI, ("2026-02",), 250, 1000)
    defined_since(packages, "2026-03-01")

    made = observations.record(
        by=cast.omar, enterprise=cast.garments, indicator=KPI, numerator=10, denominator=1000, **march
    )

    assert not made.unusual  # 25 % and 1 %: a leap by one definition


def test_a_quarter_beside_its_months_is_counted_once(cast: Cast) -> None:
    train(cast, cast.engagement)
    change(cast.engagement, KPI, 100, 80)
    Observation.objects.create(enterprise=cast.garments, indicator=KPI, starts_on=QUARTER[0], ends_on=QUARTER[1],
                               numerator=900, denominator=3000, unit="%")  # fmt: skip

    work_out()

    assert KpiChange.objects.get().after_numerator == 240
    assert in_columns() == (300, -0.2, "")
    line = next(k for k in enterprise_sheet(cast.garments, language="en").kpis if k.indicator == KPI)
    assert line.now and line.now.numerator == 240
    assert [p.numerator for p in line.points][-1] == 80


def test_a_quarter_of_which_no_month_is_told_counts(cast: Cast) -> None:
    train(cast, cast.engagement)
    count(cast.garments, KPI, BEFORE, 100, 1000)
    Observation.objects.create(enterprise=cast.garments, indicator=KPI, starts_on=QUARTER[0], ends_on=QUARTER[1],
                               numerator=240, denominator=3000, unit="%")  # fmt: skip

    work_out()

    assert KpiChange.objects.get().relative == pytest.approx(-0.2)


def test_an_evaluation_counts_the_values_that_lie_within_others(cast: Cast) -> None:
    count(cast.garments, KPI, (*BEFORE, *AFTER), 100, 1000)
    Observation.objects.create(enterprise=cast.garments, indicator=KPI, starts_on=QUARTER[0], ends_on=QUARTER[1],
                               numerator=900, denominator=3000, unit="%")  # fmt: skip

    asked = evaluations.ask(by=cast.director, indicator=KPI)
    evaluations.work_out(asked)

    assert asked.result["left_out"]["told-by-others"] == 1
    assert "One value: within others of the same months" in left_out(evaluation_sheet(asked).left_out, "en")


def test_periods_that_overlap_are_a_finding_until_one_of_them_is_put_right(cast: Cast, at_today: Any) -> None:
    train(cast, cast.engagement)
    count(cast.garments, KPI, AFTER, 80, 1000)
    Observation.objects.create(enterprise=cast.garments, indicator=KPI, starts_on=QUARTER[0], ends_on=QUARTER[1],
                               numerator=240, denominator=3000, unit="%")  # fmt: skip
    look()

    assert [(row["check"], row["indicator"]) for row in json_of("quality", "--check", "overlap")] == [("overlap", KPI)]


def test_a_month_that_is_reported_twice_stands_once_and_the_second_hears_what_stands(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast.coordinator)
    said = {"enterprise": cast.garments.code, "indicator": KPI, "starts_on": "2026-04-01", "ends_on": "2026-04-30",
            "numerator": 80, "denominator": 1000}  # fmt: skip

    def told(**facts: Any) -> Any:
        return client.post("/api/v1/observations", json.dumps(said | facts), content_type="application/json")

    first, same, other, right = told(), told(), told(numerator=70), told(numerator=70, version=1)

    assert (first.status_code, same.status_code, other.status_code, right.status_code) == (201, 201, 409, 201)
    assert "There is already a value for this period." in other.content.decode()
    assert '"numerator": 80' in other.content.decode()
    assert Observation.objects.get().numerator == 70


def json_of(*words: str) -> Any:
    """What a command answers to machines."""
    told = io.StringIO()
    with contextlib.redirect_stdout(told):
        main([*words, "--format", "json"])
    return json.loads(told.getvalue())
