"""The results framework keeps what an office wrote: a number where there is one, its own words where there is none."""

import csv
from datetime import date
from pathlib import Path

import pytest
import time_machine

from genba.audit.models import Event
from genba.impact import changes, framework, standings
from genba.impact.actions import framework as actions
from genba.impact.framework_import import Said, kind_of, row_of, said
from genba.impact.models import FrameworkIndicator, FrameworkValue
from genba.kit.refused import Refused, Stale
from tests.cast import Cast
from tests.scenes_impact import attend, train

CELLS = {"No": "2", "Level": "Outcome", "Indicator": "% of cost covered", "Country": "Ghana", "Period": "2026",
         "Target": "40", "Actual": "33"}  # fmt: skip


@pytest.mark.parametrize(
    ("cell", "kind", "by_sex", "expected"),
    [
        ("4", "count", False, Said(4)), ("12.5", "count", False, Said(12.5)), ("", "count", False, Said(None)),
        ("STSG", "count", False, Said(None, "STSG")),
        ("50% for M1 60% for M2-5", "percent", False, Said(None, "50% for M1 60% for M2-5")),
        ("40%", "percent", False, Said(40)), ("40%", "count", False, Said(None, "40%")),
        ("35 (60%F)", "count", True, Said(35, "", 60)), ("35 (60 % women)", "count", False, Said(35, "", 60)),
        ("11 (30%)", "count", True, Said(11, "", 30)), ("11 (30%)", "count", False, Said(11, "11 (30%)")),
        ("11 (30%M)", "count", True, Said(11, "11 (30%M)")), ("11 (130%F)", "count", True, Said(11, "11 (130%F)")),
        ("1,234", "count", False, Said(None, "1,234")), ("١٢", "count", False, Said(12)),
        ("yes", "yes-no", False, Said(1)), ("0", "yes-no", False, Said(0)), ("2", "yes-no", False, Said(None, "2")),
    ],
)  # fmt: skip
def test_a_cell_says_a_number_or_keeps_its_words(cell: str, kind: str, by_sex: bool, expected: Said) -> None:
    assert said(cell, kind=kind, by_sex=by_sex) == expected


@pytest.mark.parametrize(
    ("wording", "kind"),
    [("% of training cost covered", "percent"), ("Share of women", "percent"), ("Presence of a national centre", "yes-no"),
     ("Nr. of institutions", "count"), ("Shared rooms", "count"), ("Is there a law", "yes-no")],
)  # fmt: skip
def test_the_wording_tells_the_kind(wording: str, kind: str) -> None:
    assert kind_of(wording) == kind


@pytest.mark.parametrize(("column", "value"), [("Country", "Atlantis"), ("No", ""), ("Period", "")])
def test_a_row_that_cannot_be_placed_names_its_column(column: str, value: str) -> None:
    with pytest.raises(Refused) as no:
        row_of({**CELLS, column: value})

    assert no.value.field == column


def test_the_real_file_goes_in_as_it_was_printed(cast: Cast, shared_data: Path) -> None:
    with (shared_data / "results-framework" / "phase2-june-2015.csv").open(encoding="utf-8", newline="") as file:
        rows = [row_of(cells) for cells in csv.DictReader(file)]

    changed = actions.import_rows(by=cast.director, programme=cast.programme, rows=rows, file="phase2-june-2015.csv")
    again = actions.import_rows(by=cast.director, programme=cast.programme, rows=rows)

    found = {(v.indicator.no, v.country_id): v for v in FrameworkValue.objects.select_related("indicator")}
    # Read off the printed table by eye: target, its words, women; actual, its words, women.
    expected = {
        ("1", "GH"): (None, "STSG", None, 2, "", None),
        ("1", "CN"): (4, "", None, 4, "", None),
        ("2", "GH"): (None, "50% for M1 60% for M2-5", None, None, "0% for M1 72% for M2-5", None),
        ("2", "CO"): (70, "", None, 33, "", None),
        ("6", "CN"): (35, "", 60, 36, "", 56),
        ("6", "CO"): (11, "", 30, 11, "", 50),
        ("6", "IN"): (22, "", 10, 24, "", 13),
        ("8", "GH"): (2, "", None, 3, "", 0),
        ("9", "IN"): (0, "", None, 1, "", None),
    }
    for key, (target, target_text, target_women, actual, actual_text, actual_women) in expected.items():
        v = found[key]
        assert (v.target, v.target_text, v.target_female_share) == (target, target_text, target_women), key
        assert (v.actual, v.actual_text, v.actual_female_share) == (actual, actual_text, actual_women), key
    kinds = {i.no: i.kind for i in FrameworkIndicator.objects.all()}
    assert kinds == {"1": "count", "2": "percent", "3": "count", "4": "count", "5": "count", "6": "count", "7": "count",
                     "8": "count", "9": "yes-no"}  # fmt: skip
    assert (changed, again, len(found)) == (36, 0, 36)
    assert Event.objects.filter(verb="import", noun="programme").count() == 2


@pytest.mark.parametrize(
    ("target", "target_text", "actual", "actual_text", "kind", "light"),
    [
        (10, "", 9, "", "count", "good"), (10, "", 8.9, "", "count", "attention"), (10, "", 6, "", "count", "attention"),
        (10, "", 5.9, "", "count", "trouble"), (10, "", 0, "", "count", "not-started"), (0, "", 0, "", "count", "good"),
        (10, "", None, "", "count", "waiting"), (None, "STSG", 2, "", "count", "no-number"),
        (40, "", None, "72% for M2-5", "percent", "no-number"), (None, "", 3, "", "count", "no-number"),
        (1, "", 1, "", "yes-no", "good"), (1, "", 0, "", "yes-no", "not-started"), (0, "", 1, "", "yes-no", "good"),
    ],
)  # fmt: skip
def test_the_traffic_light_follows_its_rule(
    target: float | None, target_text: str, actual: float | None, actual_text: str, kind: str, light: str
) -> None:
    assert framework.status(target, target_text, actual, actual_text, kind=kind) == light


@pytest.mark.parametrize(("actual", "light"), [(0, "good"), (10, "good"), (11, "attention"), (12, "trouble")])
def test_where_less_is_better_the_target_is_a_ceiling(actual: float, light: str) -> None:
    assert framework.status(10, "", actual, "", kind="count", less_is_better=True) == light


def test_two_editors_are_both_heard(cast: Cast) -> None:
    line = actions.add_indicator(by=cast.director, programme=cast.programme, no="1", level="", wording="Firms", kind="count")
    first = actions.enter(by=cast.director, indicator=line, country="KE", period="2026", changes={"target": 10})

    actions.enter(by=cast.officer, indicator=line, country="KE", period="2026", version=1, changes={"target": 12})
    with pytest.raises(Stale) as late:
        actions.enter(
            by=cast.director, indicator=line, country="KE", period="2026", version=first.version, changes={"target": 9}
        )

    assert late.value.now == {"target": 12}
    assert FrameworkValue.objects.get().version == 2


@pytest.mark.parametrize(
    ("changes_", "field"),
    [({"target": -1}, "target"), ({"actual_female_share": 101}, "actual_female_share"), ({"actual": 3}, "actual")],
)
def test_what_cannot_be_is_refused_beside_its_field(cast: Cast, changes_: dict[str, float], field: str) -> None:
    line = actions.add_indicator(
        by=cast.director, programme=cast.programme, no="1", level="", wording="A law", kind="yes-no"
    )

    with pytest.raises(Refused) as no:
        actions.enter(by=cast.director, indicator=line, country="KE", period="2026-Q2", changes=changes_)

    assert no.value.field == field
    assert not FrameworkValue.objects.exists()


def test_a_computed_line_takes_our_figure_while_its_period_runs_and_keeps_it_after(cast: Cast) -> None:
    line = actions.add_indicator(by=cast.director, programme=cast.programme, no="1", level="", wording="People trained",
                                 kind="count", computed_from="people-trained")  # fmt: skip
    workshop = train(cast, cast.engagement)
    attend(cast, workshop, cast.engagement, "Ana Muster", "female", "worker", 180, 180)
    attend(cast, workshop, cast.engagement, "Ben Muster", "male", "worker", 180, 180)
    attend(cast, workshop, cast.engagement, "Noor Muster", "not-stated", "worker", 180, 180)
    actions.enter(by=cast.director, indicator=line, country="KE", period="2026", changes={"target": 5})

    with time_machine.travel(date(2026, 6, 1)):
        changes.refresh()
        standings.refresh()
    attend(cast, workshop, cast.engagement, "Late Muster", "female", "worker", 180, 180)
    with time_machine.travel(date(2027, 1, 2)):
        standings.refresh()

    value = FrameworkValue.objects.get()
    assert (value.actual, value.actual_female_share, value.actual_n, value.source) == (3, 33.3, 3, "computed")
