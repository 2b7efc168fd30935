"""The programme as one frozen report: what every surface shows of it."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from genba.impact import changes, standings
from genba.kit.refused import Refused
from genba.reports.programme import ProgrammeReport, programme_report
from genba.reports.programme_charts import outcomes, reach_bar
from genba.reports.records import records_of
from genba.science.figures import Measured, Withheld
from tests.cast import Cast
from tests.scenes_impact import attend, change, firm, saved, train

KPI = "absenteeism"


@pytest.fixture
def report(cast: Cast) -> ProgrammeReport:
    """Six firms report less absence, one of them in Viet Nam; savings in two currencies; two baselines are late."""
    takings = [firm(cast, f"Model Works {at}", country="KE" if at else "VN") for at in range(6)]
    workshop = train(cast, *takings)
    for at, taking in enumerate(takings):
        change(taking, KPI, 100, 50 + 10 * at)
    change(takings[0], "grievances-per-100-workers", 10, 20)
    attend(cast, workshop, takings[0], "Ana Muster", "female", "worker", 180, 180)
    saved(takings[1], 10)
    saved(takings[2], 20, currency="KES")
    changes.refresh()
    standings.refresh()
    return programme_report()


def test_an_outcome_carries_n_interval_quartiles_definition_and_date(report: ProgrammeReport) -> None:
    told = next(o for o in report.outcomes if o.indicator == KPI)

    assert (told.n_trained, told.n_reporting, told.n_improved) == (6, 6, 5)
    assert isinstance(told.share, Measured) and isinstance(told.median, Measured)
    assert told.share.value == pytest.approx(5 / 6)
    assert told.share.low is not None and told.share.low < told.share.value
    assert told.median.value == pytest.approx(-0.25)
    assert (told.median.low, told.median.high) == (pytest.approx(-0.5), pytest.approx(0.0))
    assert told.definition.startswith("Days of work lost") and told.source
    assert report.worked_out_at is not None


def test_one_enterprise_alone_is_never_shown(report: ProgrammeReport) -> None:
    told = next(o for o in report.outcomes if o.indicator == "grievances-per-100-workers")

    assert told.share is None and told.n_improved is None
    assert told.median == Withheld("too-few", 1)


def test_money_in_two_currencies_is_told_apart_and_never_added(report: ProgrammeReport) -> None:
    savings = next(m for m in report.money if m.code == "savings")

    assert (savings.value, savings.withheld) == (None, "mixed-currencies")
    assert {(p.name, p.value) for p in savings.parts} == {("USD", 120.0), ("KES", 240.0)}


def test_a_country_has_its_own_figures_and_missing_things(cast: Cast, report: ProgrammeReport) -> None:
    firm(cast, "Late Works", agreed_on=timezone.localdate() - timedelta(days=45))
    standings.refresh()

    vietnam, kenya = programme_report(country="VN"), programme_report(country="KE")

    assert report.countries == ("KE", "VN")
    assert [o.n_trained for o in vietnam.outcomes if o.indicator == KPI] == [1]
    assert {m.country for m in vietnam.missing} == {"VN"}
    assert next(m.n for m in kenya.missing if m.code == "missing-baseline") == 7
    assert [m.oldest_on for m in kenya.missing] == sorted(m.oldest_on for m in kenya.missing)


def test_the_report_is_two_queries(report: ProgrammeReport, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(2):
        programme_report(country="KE", language="ar")


def test_what_is_withheld_is_not_drawn(report: ProgrammeReport) -> None:
    drawn = {d.outcome.indicator: d for d in outcomes(report)}

    assert "<circle" in drawn[KPI].spread
    assert drawn["grievances-per-100-workers"].spread == "" == drawn["grievances-per-100-workers"].improved
    people = next(r for r in report.reach if r.code == "people-trained")
    assert "1 women, 0 men" in reach_bar(people)


def test_the_records_of_a_part_that_is_not_there_are_refused(cast: Cast, report: ProgrammeReport) -> None:
    with pytest.raises(Refused):
        records_of("enterprises", user=cast.director, part="improved")


def test_records_stay_within_what_the_reader_may_see(cast: Cast, report: ProgrammeReport) -> None:
    of_officer = [row[1] for row in records_of(KPI, user=cast.officer).all()]
    of_director = [row[1] for row in records_of(KPI, user=cast.director).all(size=2)]

    assert of_officer == [f"Model Works {at}" for at in range(1, 6)]
    assert of_director == [f"Model Works {at}" for at in range(6)]


def test_people_are_named_only_to_those_who_may_know_them(cast: Cast, report: ProgrammeReport) -> None:
    (known,) = records_of("people-trained", user=cast.director).all()
    hidden = list(records_of("people-trained", user=cast.worker).all())

    assert known[1] == "Ana Muster"
    assert all(row[1] == "" for row in hidden)
