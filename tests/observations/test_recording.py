"""What is accepted as a value, what is met with a question, and what is refused."""

from datetime import date
from typing import Any

import pytest

from genba.audit.models import Event
from genba.kit.refused import Refused, Stale
from genba.observations.actions import observations
from genba.observations.models import Observation
from tests.cast import Cast

MARCH = {"starts_on": date(2026, 3, 1), "ends_on": date(2026, 3, 31)}
APRIL = {"starts_on": date(2026, 4, 1), "ends_on": date(2026, 4, 30)}


def record(cast: Cast, indicator: str = "defect-rate", **facts: Any) -> Observation:
    given: dict[str, Any] = {"numerator": 60, "denominator": 1000, **MARCH} | facts
    return observations.record(by=cast.omar, enterprise=cast.garments, indicator=indicator, **given)


def test_a_value_is_kept_as_an_amount_over_an_amount_with_its_unit_and_period(cast: Cast) -> None:
    made = record(cast)

    assert (made.numerator, made.denominator, made.unit, made.unusual) == (60, 1000, "%", False)
    event = Event.objects.get(noun="observation")
    assert (event.verb, event.by) == ("record", cast.omar.code)


def test_not_tracked_is_an_answer_with_a_reason(cast: Cast) -> None:
    with pytest.raises(Refused, match="why it is not tracked"):
        record(cast, numerator=None, denominator=None)

    made = record(cast, numerator=None, denominator=None, note="The meter is shared with the neighbour")

    assert not made.is_tracked


@pytest.mark.parametrize(
    ("indicator", "facts", "sentence"),
    [
        ("defect-rate", {"numerator": -1}, "cannot be below 0"),
        ("defect-rate", {"denominator": None}, "Write both numbers"),
        ("labour-turnover", {"numerator": 1.5, "denominator": 40}, "must be a whole number"),
        ("labour-turnover", {"numerator": 1, "denominator": 0}, "nothing to divide by"),
        ("no-such-kpi", {}, "no KPI"),
        ("defect-rate", {"starts_on": date(2026, 4, 1)}, "ends before it begins"),
        ("defect-rate", {"starts_on": date(2126, 3, 1), "ends_on": date(2126, 3, 31)}, "not over"),
        ("defect-rate", {"starts_on": date(1447, 9, 1), "ends_on": date(1447, 9, 30)}, "another calendar"),
    ],
)
def test_what_cannot_be_is_refused_even_with_a_reason(
    cast: Cast, indicator: str, facts: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence):
        record(cast, indicator, note="It is so", **facts)

    assert not Observation.objects.exists()


@pytest.mark.parametrize(
    ("indicator", "numerator", "denominator", "sentence"),
    [
        ("on-time-delivery", 34, 31, r"Orders .*\(34\) cannot be more than .*\(31\)"),
        ("defect-rate", 500, 1000, "usual is from 0.0\N{NO-BREAK SPACE}% to 40.0\N{NO-BREAK SPACE}%"),
        ("labour-turnover", 30, 100, "That makes 30.0"),
    ],
)
def test_an_unlikely_value_is_kept_only_with_a_because(
    cast: Cast, indicator: str, numerator: float, denominator: float, sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence) as refusal:
        record(cast, indicator, numerator=numerator, denominator=denominator)

    made = record(cast, indicator, numerator=numerator, denominator=denominator, note="Orders of last month came late")

    assert refusal.value.field == "numerator"
    assert made.unusual and made.note == "Orders of last month came late"


def test_a_leap_from_the_last_value_is_asked_about(cast: Cast) -> None:
    record(cast, numerator=60)

    with pytest.raises(Refused, match=r"the last time it was 6\.0"):
        record(cast, numerator=6, **APRIL)
    made = record(cast, numerator=12, **APRIL)

    assert not made.unusual


def test_the_unit_of_output_stays_for_good(cast: Cast) -> None:
    first = record(cast, "labour-productivity", numerator=5000, denominator=1000)
    cast.garments.output_unit = "dozens"
    cast.garments.save()

    later = record(cast, "labour-productivity", numerator=5100, denominator=1000, **APRIL)
    with pytest.raises(Refused, match="keeps “pieces/h”"):
        record(cast, "labour-productivity", numerator=400, denominator=1000, unit="dozens/h", **APRIL)

    assert (first.unit, later.unit) == ("pieces/h", "pieces/h")


def test_without_a_unit_of_output_the_unit_is_asked_for_first(cast: Cast) -> None:
    with pytest.raises(Refused, match="counts its output"):
        observations.record(by=cast.director, enterprise=cast.metals, indicator="labour-productivity", numerator=5,
                            denominator=1, **MARCH)  # fmt: skip


def test_two_people_who_write_down_one_month_are_both_heard(cast: Cast) -> None:
    first = record(cast)

    with pytest.raises(Stale) as late:
        record(cast, numerator=70)
    put_right = record(cast, numerator=70, note="Counted again", version=late.value.version)
    same_again = record(cast, numerator=70)

    assert late.value.now == {"numerator": 60, "denominator": 1000, "note": ""}
    assert (put_right.pk, put_right.version, put_right.numerator) == (first.pk, 2, 70)
    assert same_again.version == 2
    event = Event.objects.get(verb="correct")
    assert event.changes["numerator"] == [60, 70] and event.reason == "Counted again"


def test_points_add_up_days_and_parts_and_never_the_whole_with_its_parts(cast: Cast, django_assert_num_queries: Any) -> None:
    record(cast, numerator=60)
    record(cast, numerator=10, denominator=500, part="line 1")
    for day in (1, 2):
        for line in ("line 1", "line 2"):
            on = date(2026, 4, day)
            record(cast, numerator=20 + day, denominator=400, part=line, starts_on=on, ends_on=on)
    lost = {"starts_on": date(2026, 5, 1), "ends_on": date(2026, 5, 31), "note": "The book was lost"}
    record(cast, numerator=None, denominator=None, **lost)

    with django_assert_num_queries(1):
        march, april, may = Observation.objects.points([cast.garments.pk])

    assert (march.numerator, march.denominator, march.n) == (60, 1000, 1)
    assert (april.numerator, april.denominator, april.n) == (86, 1600, 4)
    assert (april.starts_on, april.ends_on) == (date(2026, 4, 1), date(2026, 4, 2))
    assert not may.is_tracked and may.note == "The book was lost"
    assert Observation.objects.last_points(cast.garments.pk)["defect-rate"] == april
