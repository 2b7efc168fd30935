"""What actions save: unlikely amounts are asked about, a check holds for one amount, a shared saving counts once."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from genba.kit.refused import Refused
from genba.plans import actions
from genba.plans.models import Action
from genba.reports.plan_table import plan_rows, sums_of
from genba.reports.sheet import enterprise_sheet
from tests.cast import Cast
from tests.plans.test_the_improvement_plan import proposed, seen


def done(cast: Cast, **facts: Any) -> Action:
    action = proposed(cast, **facts)
    actions.decide(action=action, by=cast.owner, kind="done", on=date(2026, 3, 20))
    return action


def test_a_saving_of_two_actions_counts_once_a_worked_example(cast: Cast) -> None:
    # Less rework, 100 a month: by checks at the seam (A) and by better light (B), the same hours. A new lamp saves 30 once.
    a = done(cast, action="Check at the seam", expected_saving=Decimal(100))
    b = done(cast, action="Better light", expected_saving=Decimal(100))
    done(cast, action="New lamp", expected_saving=Decimal(30), saving_kind="once")
    actions.record_saving(action=a, by=cast.owner, actual=Decimal(80), method="hours of rework")
    actions.record_saving(action=b, by=cast.owner, actual=Decimal(80), method="hours of rework")

    actions.count_in(action=b, by=cast.owner, other=a)

    # Expected 100 × 12 + 30, actual 80 × 12: B adds nothing.
    (total,) = Action.objects.filter(engagement=cast.engagement).savings()
    assert (total.expected, total.n_expected) == (Decimal(1230), 2)
    assert (total.actual, total.n_actual, total.n) == (Decimal(960), 1, 3)
    (on_sheet,) = enterprise_sheet(cast.garments, language="en").savings
    assert (on_sheet.expected, on_sheet.actual, on_sheet.n_actual) == (Decimal(1230), Decimal(960), 1)
    (in_table,) = sums_of(plan_rows(cast.engagement, "en"))
    assert (in_table.expected, in_table.actual) == (Decimal(1230), Decimal(960))
    assert Action.objects.saving("actual_saving").get() == a


def test_where_the_holder_was_dropped_or_says_nothing_a_saving_counts_itself(cast: Cast) -> None:
    silent = done(cast, action="Check at the seam", expected_saving=None)
    inside = done(cast, action="Better light", expected_saving=Decimal(100))
    actions.count_in(action=inside, by=cast.owner, other=silent)

    (while_silent,) = Action.objects.savings()
    actions.edit(action=silent, by=cast.owner, version=1, changes={"expected_saving": Decimal(90)})
    (stated,) = Action.objects.savings()
    actions.decide(action=silent, by=cast.owner, kind="dropped", on=date(2026, 3, 21), reason="too dear")
    (dropped,) = Action.objects.savings()

    assert [while_silent.expected, stated.expected, dropped.expected] == [Decimal(1200), Decimal(1080), Decimal(1200)]


def test_counting_in_circles_chains_or_elsewhere_is_refused(cast: Cast) -> None:
    a, b, c = (proposed(cast, action=name) for name in ("A", "B", "C"))
    actions.count_in(action=a, by=cast.owner, other=b)
    dollars = proposed(cast, currency="USD")

    for action, other, sentence in ((a, a, "in itself"), (c, a, "itself counted"), (b, c, "has to count itself"),
                                    (c, dollars, "another currency")):  # fmt: skip
        with pytest.raises(Refused, match=sentence):
            actions.count_in(action=action, by=cast.owner, other=other)


def test_a_saving_a_thousand_times_too_large_is_asked_about_and_the_reason_kept(cast: Cast) -> None:
    proposed(cast, expected_saving=Decimal(90))
    proposed(cast, expected_saving=Decimal(110))

    with pytest.raises(Refused, match="noughts too many") as no:
        proposed(cast, expected_saving=Decimal(100_000))
    insisted = proposed(cast, expected_saving=Decimal(100_000), because="a new order that needs it")

    assert no.value.field == "because" and Action.objects.count() == 3
    assert insisted.because == "a new order that needs it"


def test_the_first_saving_is_held_against_what_the_module_costs(cast: Cast) -> None:
    # The module costs 3,000 USD; 100,000 USD every month cannot be meant.
    with pytest.raises(Refused, match="whole module costs"):
        proposed(cast, expected_saving=Decimal(100_000), currency="USD")

    assert proposed(cast, expected_saving=Decimal(1_000), currency="USD")


def test_a_measured_saving_is_asked_about_too_and_a_reason_holds_for_one_amount(cast: Cast) -> None:
    done(cast, expected_saving=Decimal(100))
    action = done(cast, expected_saving=Decimal(100))
    big: dict[str, Any] = {"action": action, "by": cast.owner, "method": "bills"}

    with pytest.raises(Refused, match="noughts too many"):
        actions.record_saving(**big, actual=Decimal(90_000))
    actions.record_saving(**big, actual=Decimal(90_000), because="a whole line stood still before")
    with pytest.raises(Refused, match="noughts too many"):
        actions.record_saving(**big, actual=Decimal(95_000))


@pytest.mark.parametrize(("currency", "field"), [("EUR", "because"), ("QQQ", "currency"), ("shillings", "currency")])
def test_a_strange_currency_is_asked_about(cast: Cast, currency: str, field: str) -> None:
    with pytest.raises(Refused) as no:
        proposed(cast, currency=currency)

    assert no.value.field == field


def test_a_currency_is_insisted_on_once(cast: Cast) -> None:
    proposed(cast, currency="EUR", because="the buyer pays in euro")

    assert proposed(cast, currency="eur").currency == "EUR"


def test_a_check_needs_a_saving_and_a_visit_to_this_enterprise(cast: Cast) -> None:
    action, visit = done(cast), seen(cast)

    with pytest.raises(Refused, match="none to check"):
        actions.verify_saving(action=action, by=cast.omar, visit=visit)
    actions.record_saving(action=action, by=cast.owner, actual=Decimal(80), method="bills")
    actions.verify_saving(action=action, by=cast.omar, visit=visit)
    actions.verify_saving(action=action, by=cast.omar, visit=visit)

    assert action.saving_checks.get().amount == Decimal(80)
    assert Action.objects.get().saving_by == cast.owner


def test_an_area_is_one_of_the_module_or_that_of_the_practice(cast: Cast) -> None:
    with pytest.raises(Refused) as no:
        proposed(cast, area="Dancing")

    action = proposed(cast, practice="daily-meeting")
    assert no.value.field == "area" and action.area in actions.plan.areas_of(cast.engagement)
