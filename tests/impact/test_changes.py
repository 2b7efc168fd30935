"""What changed in an enterprise is worked out from its own months, before the first class and after it."""

from datetime import date

import pytest

from genba.curriculum import Indicator
from genba.impact import changes
from genba.impact.before_after import before_after
from genba.impact.models import KpiChange
from genba.observations.models import Observation
from genba.programmes.actions import engagements
from genba.programmes.curricula import curriculum
from genba.science.figures import Measured, Withheld
from tests.cast import Cast
from tests.scenes_impact import AFTER, BEFORE, CLASS_DAY, change, count, firm, train


def only(engagement: object, indicator: str) -> KpiChange:
    return KpiChange.objects.get(engagement=engagement, indicator=indicator)


def test_a_change_is_the_ratio_of_sums_after_against_before(cast: Cast) -> None:
    train(cast, cast.engagement)
    count(cast.garments, "absenteeism", BEFORE[:2], 100, 1000)
    count(cast.garments, "absenteeism", BEFORE[2:], 10, 1000)
    count(cast.garments, "absenteeism", AFTER, 49, 1000)

    changes.refresh()

    row = only(cast.engagement, "absenteeism")
    assert (row.before_numerator, row.before_denominator, row.before_n) == (210, 3000, 3)
    assert (row.before_from, row.before_to) == (date(2025, 12, 1), date(2026, 2, 28))
    assert (row.after_from, row.after_to, row.after_n) == (date(2026, 4, 1), date(2026, 6, 30), 3)
    assert row.relative == pytest.approx((147 - 210) / 210)
    assert (row.verdict, row.withheld, row.trained_on) == ("better", "", CLASS_DAY)


def test_the_month_of_the_class_belongs_to_neither_side(cast: Cast) -> None:
    train(cast, cast.engagement)
    change(cast.engagement, "absenteeism", 50, 40)
    count(cast.garments, "absenteeism", ("2026-03",), 900, 1000)

    changes.refresh()

    assert only(cast.engagement, "absenteeism").relative == pytest.approx(-0.2)


def test_without_a_class_a_change_is_withheld(cast: Cast) -> None:
    change(cast.engagement, "absenteeism", 50, 40)

    changes.refresh()

    row = only(cast.engagement, "absenteeism")
    assert (row.verdict, row.withheld, row.relative, row.trained_on) == ("unknown", "no-training", None, None)


@pytest.mark.parametrize(
    ("before", "after", "reason"),
    [((), AFTER, "no-baseline"), (BEFORE, (), "no-later-value")],
)
def test_a_missing_side_is_named(cast: Cast, before: tuple[str, ...], after: tuple[str, ...], reason: str) -> None:
    train(cast, cast.engagement)
    count(cast.garments, "absenteeism", before, 50, 1000)
    count(cast.garments, "absenteeism", after, 50, 1000)

    changes.refresh()

    assert only(cast.engagement, "absenteeism").withheld == reason


def test_too_few_days_say_nothing(cast: Cast) -> None:
    train(cast, cast.engagement)
    change(cast.engagement, "absenteeism", 1, 2, of=30)  # 90 days of three months, under the 200 of the module

    changes.refresh()

    assert only(cast.engagement, "absenteeism").withheld == "too-few"


def test_lines_add_up_unless_the_whole_is_known(cast: Cast) -> None:
    train(cast, cast.engagement)
    for line in ("line 1", "line 2"):
        count(cast.garments, "absenteeism", BEFORE, 30, 500, part=line)
        count(cast.garments, "absenteeism", AFTER, 400, 500, part=line)
    count(cast.garments, "absenteeism", AFTER, 30, 1000)

    changes.refresh()

    row = only(cast.engagement, "absenteeism")
    assert (row.before_numerator, row.before_denominator) == (180, 3000)
    assert (row.after_numerator, row.after_denominator) == (90, 3000)


def test_working_out_twice_gives_the_same_rows_once(cast: Cast) -> None:
    train(cast, cast.engagement)
    change(cast.engagement, "absenteeism", 50, 40)

    first = changes.refresh()
    second = changes.refresh([cast.engagement.pk])

    assert first == second == 1 == KpiChange.objects.count()


def test_an_engagement_that_ended_early_has_no_change(cast: Cast) -> None:
    train(cast, cast.engagement)
    change(cast.engagement, "absenteeism", 50, 40)
    changes.refresh()
    engagements.withdraw(by=cast.director, engagement=cast.engagement, withdrawn_on=date(2026, 5, 1), reason="Sold")

    changes.refresh(enterprise_ids=[cast.garments.pk])

    assert not KpiChange.objects.exists()


def test_a_module_taken_again_is_measured_from_its_own_class(cast: Cast) -> None:
    from decimal import Decimal

    second = engagements.open_engagement(
        by=cast.director, programme=cast.programme, enterprise=cast.garments, module="workplace-cooperation",
        provider=cast.provider, trainer=cast.omar, agreed_on=date(2026, 5, 4), price=Decimal(0),
    )  # fmt: skip
    train(cast, cast.engagement)
    train(cast, second, on=date(2026, 5, 20))
    count(cast.garments, "absenteeism", BEFORE, 100, 1000)
    count(cast.garments, "absenteeism", ("2026-04",), 80, 1000)
    count(cast.garments, "absenteeism", ("2026-06",), 40, 1000)

    changes.refresh()

    assert only(cast.engagement, "absenteeism").relative == pytest.approx((120 / 2000 - 0.1) / 0.1)
    assert only(second, "absenteeism").before_numerator == 280
    assert only(second, "absenteeism").relative == pytest.approx((0.04 - 280 / 3000) / (280 / 3000))


def test_many_at_once_say_what_the_sheet_of_one_says(cast: Cast) -> None:
    kpis: dict[str, Indicator] = {k.code: k for k in curriculum().module("workplace-cooperation").kpis}
    takings = [cast.engagement, *(firm(cast, f"Model Works {i}") for i in range(4))]
    train(cast, *takings[:4])
    for place, taking in enumerate(takings):
        for at, code in enumerate(kpis):
            count(taking.enterprise, code, (BEFORE + AFTER)[at % 3 :: 1 + place % 2], 3 * place + at, 40000)

    changes.refresh()

    assert KpiChange.objects.count() == len(takings) * len(kpis)
    for row in KpiChange.objects.select_related("engagement"):
        points = Observation.objects.points([row.engagement.enterprise_id])
        single = before_after(kpis[row.indicator], [p for p in points if p.indicator == row.indicator], row.trained_on)
        if row.trained_on is None:
            assert row.withheld == "no-training"
        elif isinstance(single.change.relative, Measured):
            assert row.relative == pytest.approx(single.change.relative.value)
            assert row.verdict == single.change.verdict
        else:
            assert isinstance(single.change.relative, Withheld)
            assert (row.relative, row.withheld) == (None, single.change.relative.reason)
