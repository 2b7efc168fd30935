"""A visit that was written down without a network becomes the visit that the pages would have kept."""

from datetime import date
from typing import Any

import pytest

from genba.delivery.models import Visit
from genba.observations.models import Observation, PracticeCheck
from genba.plans import actions as plans
from genba.plans.models import Action
from genba.programmes.actions import engagements, locks
from genba.sync.actions.receiving import become_fact
from genba.sync.models import Receipt
from tests.cast import Cast
from tests.scenes_field import has_baseline
from tests.sync.devices import Phone

pytestmark = pytest.mark.django_db


@pytest.fixture
def phone(cast: Cast) -> Phone:
    has_baseline(cast)
    return Phone(cast.omar)


def a_visit(cast: Cast, **more: Any) -> dict[str, Any]:
    period = {"starts_on": "2026-02-01", "ends_on": "2026-02-28"}
    return {"engagement": cast.engagement.code, "visited_on": "2026-03-12", "advice": "Mark the aisle.", **period, **more}


def test_advice_values_practices_and_the_plan_arrive_together(cast: Cast, phone: Phone) -> None:
    line = plans.propose(by=cast.omar, engagement=cast.engagement, problem="Threads", action="Sweep", owner="Rosa",
                         due_on=date(2026, 3, 30), proposed_on=date(2026, 3, 2))  # fmt: skip
    body = a_visit(
        cast, met="Lina", next_steps="Look again", values=[{"indicator": "defect-rate", "numerator": 66, "denominator": 1175}],
        practices=[{"practice": "charter", "state": "practised", "evidence": "On the wall"}],
        decisions=[{"action": line.code, "kind": "started"}],
    )  # fmt: skip

    (told,) = phone.send(phone.record("visit", body))

    made = Visit.objects.get(code=told.code)
    assert (told.state, made.met, made.trainer, made.number) == ("accepted", "Lina", cast.omar, 1)
    assert Observation.objects.get(visit=made).numerator == 66
    assert PracticeCheck.objects.get(visit=made).state == "practised"
    assert Action.objects.get().decisions.filter(visit=made, kind="started").exists()


def test_a_value_that_the_pages_would_ask_about_is_kept_and_flagged(cast: Cast, phone: Phone) -> None:
    odd = [{"indicator": "defect-rate", "numerator": 900, "denominator": 1000}]

    (told,) = phone.send(phone.record("visit", a_visit(cast, values=odd)))

    kept = Observation.objects.get(visit__code=told.code)
    assert told.state == "flagged" and told.said and kept.unusual and "nobody was asked" in kept.note


def test_what_is_impossible_needs_fixing_and_the_fixed_one_is_kept_once(cast: Cast, phone: Phone) -> None:
    wrong = phone.record(
        "visit", a_visit(cast, values=[{"indicator": "on-time-delivery", "numerator": 2.5, "denominator": 31}])
    )
    (told,) = phone.send(wrong)
    assert told.state == "to-fix" and told.field == "on-time-delivery-numerator" and not Visit.objects.exists()

    right = phone.record(
        "visit", a_visit(cast, values=[{"indicator": "on-time-delivery", "numerator": 24, "denominator": 31}])
    )
    again = phone.send(right, wrong, right)

    assert [one.state for one in again] == ["accepted", "to-fix", "accepted"] and Visit.objects.count() == 1


def test_two_visits_of_one_day_are_both_kept_and_flagged(cast: Cast, phone: Phone) -> None:
    told = phone.send(phone.record("visit", a_visit(cast)), phone.record("visit", a_visit(cast, advice="Mark both aisles.")))

    assert [one.state for one in told] == ["accepted", "flagged"] and Visit.objects.count() == 2


@pytest.mark.parametrize("wrong", [{"values": [{"indicator": "defect-rate", "numerator": 1, "denominator": 9}], "ends_on": None},
                                   {"advice": " "}, {"visited_on": "2026-01-01"}, {"visited_on": "2150-01-01"},
                                   {"decisions": [{"action": "ZZZZZZZZ", "kind": "done"}]},
                                   {"values": [{"indicator": "no-such", "numerator": 1, "denominator": 2}]}])  # fmt: skip
def test_whatever_the_pages_refuse_needs_fixing_on_the_device(cast: Cast, phone: Phone, wrong: dict[str, Any]) -> None:
    (told,) = phone.send(phone.record("visit", a_visit(cast, **wrong)))

    assert told.state == "to-fix" and told.said[0] and not Visit.objects.exists()


def test_a_locked_month_keeps_the_visit_until_it_is_open(cast: Cast, phone: Phone) -> None:
    locked = locks.lock(by=cast.director, month=date(2026, 3, 1), provider=cast.provider)
    (told,) = phone.send(phone.record("visit", a_visit(cast)))
    assert told.state == "waiting" and "locked" in told.said[0]

    locked.delete()

    assert become_fact(Receipt.objects.get(), again=True).noun == "visit" and Visit.objects.count() == 1


def test_an_enterprise_that_left_meanwhile_keeps_a_visit_of_before(cast: Cast, phone: Phone) -> None:
    engagements.withdraw(by=cast.coordinator, engagement=cast.engagement, withdrawn_on=date(2026, 3, 20), reason="Sold")

    (told,) = phone.send(phone.record("visit", a_visit(cast)))

    assert told.state == "accepted"
