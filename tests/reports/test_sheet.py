"""The enterprise sheet: every figure worked out by hand in tests/scenes_sheet.py, with n, or withheld with a reason."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from genba.delivery.actions import workshops
from genba.directory.models import Enterprise
from genba.impact import changes
from genba.impact.models import KpiChange
from genba.observations.actions import observations
from genba.observations.models import Observation
from genba.plans.models import Action
from genba.programmes.actions import engagements
from genba.reports.sheet import EnterpriseSheet, as_data, as_text, enterprise_sheet
from genba.reports.sheet.kpis import KpiLine
from genba.science.figures import Measured, Withheld
from tests.cast import Cast
from tests.scenes_sheet import CLASS, TODAY, at_today, consent, measure, plan, play, take_part

__all__ = ["at_today"]
pytestmark = pytest.mark.usefixtures("at_today")


def take_class(cast: Cast) -> None:
    """A class without any measure before it."""
    workshops.plan(by=cast.coordinator, programme=cast.programme, provider=cast.provider, trainer=cast.omar,
                   module="workplace-cooperation", place="Nairobi", days=CLASS, engagements=[cast.engagement],
                   insist=True)  # fmt: skip


def observe(cast: Cast, indicator: str, starts_on: date, ends_on: date, numerator: float, denominator: float) -> None:
    observations.record(by=cast.omar, enterprise=cast.garments, indicator=indicator, starts_on=starts_on, ends_on=ends_on,
                        numerator=numerator, denominator=denominator, note="as counted")  # fmt: skip


def sheet_of(enterprise: Enterprise, language: str = "en", today: date = TODAY) -> EnterpriseSheet:
    return enterprise_sheet(enterprise, language=language, today=today)


def line(sheet: EnterpriseSheet, indicator: str) -> KpiLine:
    return next(k for k in sheet.kpis if k.indicator == indicator)


def test_a_kpi_is_compared_between_the_months_before_the_class_and_the_latest(cast: Cast) -> None:
    play(cast)

    defects = line(sheet_of(cast.garments), "defect-rate")

    assert defects.before is not None and defects.now is not None
    assert (defects.before.numerator, defects.before.denominator, defects.before.n) == (1042, 12400, 3)
    assert (defects.before.starts_on, defects.before.ends_on) == (date(2026, 1, 1), date(2026, 3, 31))
    assert (defects.now.numerator, defects.now.denominator, defects.now.n) == (640, 12550, 3)
    assert (defects.now.starts_on, defects.now.ends_on) == (date(2026, 8, 1), date(2026, 10, 31))
    assert defects.change.before == Measured(100 * 1042 / 12400, "%", 3)
    assert defects.change.after == Measured(100 * 640 / 12550, "%", 3)
    assert isinstance(defects.change.relative, Measured)
    assert defects.change.relative.value == pytest.approx(-0.39313, abs=1e-5)
    assert defects.change.verdict == "better"


def test_lines_of_a_factory_are_added_up_before_dividing(cast: Cast) -> None:
    play(cast)

    productivity = line(sheet_of(cast.garments), "labour-productivity")

    january = productivity.points[0]
    assert (january.numerator, january.denominator) == (23400, 12300)
    assert productivity.unit == "pieces/h"
    assert isinstance(productivity.change.before, Measured) and isinstance(productivity.change.after, Measured)
    assert productivity.change.before.value == pytest.approx(71040 / 37000)
    assert productivity.change.after.value == pytest.approx(86163 / 37300)


def test_every_month_has_a_point_and_what_was_not_tracked_says_so(cast: Cast) -> None:
    play(cast)

    absence = line(sheet_of(cast.garments), "absenteeism")

    assert [p.month.month for p in absence.points] == list(range(1, 11))
    assert absence.points[6].value == Withheld("not-tracked")
    assert absence.points[6].numerator is None
    assert absence.points[7].value == Measured(100 * 104 / 1820, "%", 1)


def test_a_core_kpi_that_nobody_counts_stands_on_the_sheet(cast: Cast) -> None:
    play(cast)

    energy = line(sheet_of(cast.garments), "energy-intensity")

    assert not energy.is_tracked
    assert energy.change.before == Withheld("no-baseline")
    assert energy.change.verdict == "unknown"


def test_before_any_class_nothing_has_changed(cast: Cast) -> None:
    measure(cast)

    defects = line(sheet_of(cast.garments), "defect-rate")

    assert defects.now is None
    assert defects.change.after == Withheld("no-later-value")
    assert defects.change.verdict == "unknown"
    assert defects.before is not None and defects.before.ends_on == date(2026, 10, 31)


def test_too_small_a_number_is_withheld_and_says_why(cast: Cast) -> None:
    take_class(cast)
    for month in (1, 2, 3, 5, 6, 7):  # 20 of 200 pieces a month; the module asks for 300 in a window
        observe(cast, "defect-rate", date(2026, month, 1), date(2026, month, 28), 5, 50)

    sheet = sheet_of(cast.garments)

    assert line(sheet, "defect-rate").change.relative == Withheld("too-few", 3)
    assert "Too few to compare: too few counted to say" in as_text(sheet, "en")


def test_a_factory_that_counts_each_team_each_day_costs_no_more_queries(cast: Cast, django_assert_num_queries: Any) -> None:
    take_class(cast)
    days = [date(2026, 1, 1) + timedelta(days=n) for n in range(200)]
    teams = ("team 1", "team 2", "team 3", "team 4", "team 5", "team 6")
    Observation.objects.bulk_create(
        Observation(enterprise=cast.garments, indicator=indicator, part=team, starts_on=day, ends_on=day, numerator=2,
                    denominator=40, unit="%", source="imported")
        for indicator in ("defect-rate", "absenteeism") for day in days for team in teams
    )  # fmt: skip

    with django_assert_num_queries(4):
        sheet = sheet_of(cast.garments)

    january = line(sheet, "defect-rate").points[0]
    assert (january.numerator, january.denominator) == (2 * 31 * 6, 40 * 31 * 6)


def test_the_sheet_and_the_stored_changes_never_differ(cast: Cast) -> None:
    play(cast)
    observe(cast, "accident-frequency", date(2026, 1, 1), date(2026, 3, 31), 2, 41000)  # a quarter
    observe(cast, "accident-frequency", date(2026, 4, 1), date(2026, 6, 30), 1, 41000)  # holds the class: on neither side
    observe(cast, "accident-frequency", date(2026, 7, 1), date(2026, 9, 30), 1, 41000)
    changes.refresh([cast.engagement.pk])

    shown = {k.indicator: k for k in sheet_of(cast.garments).kpis}

    stored = list(KpiChange.objects.filter(before_n__gt=0))
    assert len(stored) == 7
    for row in stored:
        kpi = shown[row.indicator]
        assert kpi.before is not None and kpi.now is not None
        assert (row.before_numerator, row.before_denominator, row.before_n) == (
            pytest.approx(kpi.before.numerator), pytest.approx(kpi.before.denominator), kpi.before.n)  # fmt: skip
        assert (row.after_numerator, row.after_denominator, row.after_n) == (
            pytest.approx(kpi.now.numerator), pytest.approx(kpi.now.denominator), kpi.now.n)  # fmt: skip
        assert row.verdict == kpi.change.verdict
        relative = kpi.change.relative
        assert row.relative == (pytest.approx(relative.value) if isinstance(relative, Measured) else None)


def test_savings_are_of_one_year_and_what_is_expected_is_never_added_to_what_is_measured(cast: Cast) -> None:
    play(cast)

    sheet = sheet_of(cast.garments)

    (total,) = sheet.savings
    assert total.currency == "USD"
    assert (total.actual, total.n_actual) == (Decimal(342 * 12 + 164 * 12 + 450), 3)
    assert (total.expected, total.n_expected) == (Decimal(300 * 12 + 100 * 12 + 104 * 12 + 500), 4)  # the radio was dropped
    assert (total.cost, total.n) == (Decimal(280), 5)
    assert list(sheet.savings) == Action.objects.filter(engagement=cast.engagement).savings()


def test_a_practice_is_shown_as_first_and_as_last_seen(cast: Cast) -> None:
    play(cast)

    seen = {p.code: (p.before, p.now) for p in sheet_of(cast.garments).practices}

    assert seen["daily-meeting"] == ("absent", "practised")
    assert seen["charter"] == ("on-paper", "practised")
    assert seen["accident-book"] == ("practised", None)
    assert seen["visual-board"] == (None, None)
    assert len(seen) == 15


def test_the_steps_carry_their_days(cast: Cast) -> None:
    play(cast)

    steps = sheet_of(cast.garments).steps

    assert [(s.kind, s.number, s.on, s.is_done) for s in steps] == [
        ("baseline", 0, date(2026, 3, 12), True), ("class", 0, date(2026, 4, 14), True),
        ("visit", 1, date(2026, 6, 9), True), ("visit", 2, date(2026, 8, 18), True),
        ("visit", 3, None, False), ("measure", 0, None, False),
    ]  # fmt: skip


def test_the_next_step_follows_the_way_through_the_module(cast: Cast) -> None:
    def kind(today: date = TODAY) -> str:
        return sheet_of(cast.garments, today=today).next_step.kind

    assert sheet_of(cast.metals).next_step.kind == "agree"
    assert kind() == "baseline"
    measure(cast)
    assert kind() == "class"
    take_part(cast)
    assert kind(date(2026, 4, 1)) == "go-to-class"
    assert kind() == "plan"
    plan(cast)
    assert kind() == "late-action"
    assert kind(date(2026, 11, 1)) == "write-down"
    engagements.withdraw(by=cast.coordinator, engagement=cast.engagement, withdrawn_on=TODAY, reason="The factory moved")
    assert kind() == "ended"


def test_people_are_counted_by_sex_and_not_stated_is_shown(cast: Cast) -> None:
    sheet = sheet_of(cast.garments)

    assert dict(sheet.enterprise.people) == {"female": 52, "male": 33, "not-stated": 1}
    assert sheet.enterprise.headcount == 86
    assert sheet.enterprise.counted_on == date(2026, 1, 15)


def test_only_consents_in_force_are_named(cast: Cast) -> None:
    consent(cast, "progress", "change")

    assert sheet_of(cast.garments).shared_with == (("Beispiel Stores", ("change", "progress")),)
    assert sheet_of(cast.garments, today=TODAY - timedelta(days=1)).shared_with == ()


def test_data_carry_unit_period_and_n_with_every_figure(cast: Cast) -> None:
    play(cast)

    data = as_data(sheet_of(cast.garments))

    defects = next(k for k in data["kpis"] if k["indicator"] == "defect-rate")
    assert defects["now"] == {"value": pytest.approx(5.0996, abs=1e-4), "unit": "%", "n": 3, "from": "2026-08-01",
                              "to": "2026-10-31", "numerator": 640, "denominator": 12550}  # fmt: skip
    energy = next(k for k in data["kpis"] if k["indicator"] == "energy-intensity")
    assert energy["now"] == {"value": None, "withheld": "no-later-value", "n": 0}
    assert data["savings_per_year"][0]["actual"] == "6522.00"
