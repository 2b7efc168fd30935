"""Twelve countries take part in the demonstration, and their figures could be true."""

from datetime import timedelta

import pytest
from django.utils import timezone

from genba.audit.actions import SYSTEM
from genba.delivery.models import Attendance, Workshop
from genba.demonstration.abroad import go_abroad
from genba.demonstration.lands import KPIS, LANDS
from genba.demonstration.money import SOURCE, UNITS, WITHOUT, write_rates_down
from genba.demonstration.story import load_story
from genba.directory.models import Enterprise
from genba.directory.places import currency_of
from genba.impact import changes, standings
from genba.impact.models import ExchangeRate, KpiChange
from genba.impact.rates import waiting
from genba.impact.standings import SMALL_GROUP, lines
from genba.observations.models import Observation
from genba.programmes.actions import programmes
from genba.programmes.curricula import curriculum
from genba.programmes.models import Engagement

SHOWN = ("enterprises", "enterprises-trained", "people-trained", "workforce-reached", "satisfaction", "practices-adopted")


@pytest.mark.django_db
def test_twelve_countries_take_part_and_no_small_group_hides_one_of_them() -> None:
    load_story(stories=False)

    for code in SHOWN:
        found = lines(code=code, by="country")
        assert not [line.part for line in found if line.withheld == SMALL_GROUP], code
    countries = lines(code="enterprises", by="country")
    assert {line.part for line in countries} == {land.code for land in LANDS} | {"KE", "VN", "PE"}
    assert len(countries) == 12 and all(line.value and line.value >= 5 for line in countries)
    assert sum(line.value or 0 for line in countries) == lines(code="enterprises")[0].value
    assert all(0.7 < (line.value or 0) <= 1 for line in lines(code="satisfaction", by="country"))
    for module, kpis in KPIS.items():
        for kpi in kpis:
            (line,) = lines(code=kpi.code, module=module)
            assert line.withheld == "" and line.detail["n_reporting"] >= 5
            assert line.detail["n_reporting"] < line.detail["n_trained"]  # a few count no more
    (saved,) = lines(code="savings-at-rate")
    assert saved.withheld == "" and {one.currency for one in waiting()} == {WITHOUT}


@pytest.mark.django_db
def test_savings_of_many_currencies_stand_in_one_and_those_of_one_wait_for_its_rate() -> None:
    today = timezone.localdate()
    programme = programmes.begin(by=SYSTEM, name="Harbour Programme", began_on=today - timedelta(days=700))
    go_abroad(programme, programme.began_on, today)

    write_rates_down(SYSTEM, today)
    standings.refresh()

    (told,), (found,) = (lines(code=code, inside=True) for code in ("savings", "savings-at-rate"))
    (waits,) = waiting()
    assert told.withheld == "mixed-currencies" and found.withheld == ""
    assert found.value is not None and 12 * 40 < found.value < 12 * 400
    assert found.detail["n"] > found.detail["left_out"]["no-rate"] == waits.n > 0
    assert (waits.currency, list(found.detail["without_rate"])) == (WITHOUT, [WITHOUT])
    assert {used[0] for used in found.detail["rates"]} == UNITS.keys() - {WITHOUT}
    assert {currency_of(land.code) for land in LANDS} == UNITS.keys()
    assert set(ExchangeRate.objects.values_list("source", flat=True)) == {SOURCE} and "demonstration" in SOURCE
    values = [line.value for line in lines(code="savings-at-rate", by="country", inside=True) if line.value]
    assert len(values) == len(LANDS) - 1 and max(values) < 3 * min(values)  # whatever money it is counted in


@pytest.mark.django_db
def test_abroad_most_get_better_some_worse_and_what_is_counted_is_possible() -> None:
    today = timezone.localdate()
    programme = programmes.begin(by=SYSTEM, name="Harbour Programme", began_on=today - timedelta(days=700))

    go_abroad(programme, programme.began_on, today)
    changes.refresh()

    said = dict.fromkeys(("better", "worse"), 0)
    for verdict in KpiChange.objects.values_list("verdict", flat=True):
        said[verdict] = said.get(verdict, 0) + 1
    assert said["better"] > said["worse"] > 0
    assert said["better"] > Engagement.objects.count()
    names = list(Enterprise.objects.values_list("name", flat=True))
    assert len(set(names)) == len(names) == sum(sum(land.classes) for land in LANDS)
    known = {kpi.code: kpi for kpi in curriculum().indicators}
    for seen in Observation.objects.exclude(denominator=None):
        assert seen.numerator is not None and seen.denominator
        value = known[seen.indicator].scale * seen.numerator / seen.denominator
        assert known[seen.indicator].is_plausible(value) or seen.note
    assert Workshop.objects.count() == sum(len(land.classes) for land in LANDS)
    missed, marked = Attendance.objects.filter(minutes=0).count(), Attendance.objects.count()
    assert 0 < missed < marked / 8
