"""What it takes to be certified is a rule with days: a new one ends the one before, and history stays."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from genba.audit.models import Event
from genba.certification.actions import set_rule
from genba.certification.models import CertificationRule
from genba.kit.refused import Refused
from tests.cast import Cast

TODAY = date.today()
AGO = TODAY - timedelta(days=100)


def rule(cast: Cast, **more: Any) -> CertificationRule:
    facts: dict[str, Any] = {"by": cast.director, "programme": cast.programme, "whose": "trainer", "since_on": AGO,
                             "months_least": 4, "months_most": 9, "asks": {"training_days": 5}}  # fmt: skip
    return set_rule(**{**facts, **more})


def test_a_new_rule_ends_the_one_before_and_each_is_in_force_on_its_days(cast: Cast) -> None:
    old = rule(cast)
    new = rule(cast, since_on=TODAY, fee=Decimal(450), currency="USD", asks={"training_days": 6, "observed_visits": 2})

    old.refresh_from_db()
    assert old.until_on == TODAY
    assert CertificationRule.objects.in_force("trainer") == new
    assert CertificationRule.objects.in_force("trainer", TODAY - timedelta(days=1)) == old
    assert CertificationRule.objects.in_force("trainer", AGO - timedelta(days=1)) is None
    assert CertificationRule.objects.in_force("provider") is None
    assert Event.objects.filter(noun="certificationrule", verb="set").count() == 2


def test_trainers_and_providers_have_rules_of_their_own(cast: Cast) -> None:
    rule(cast)
    rule(cast, whose="provider", asks={"certified_trainers": 2})

    assert CertificationRule.objects.filter(until_on=None).count() == 2


@pytest.mark.parametrize(("wrong", "field"), [
    ({"whose": "brand"}, "whose"), ({"asks": {"certified_trainers": 2}}, "certified_trainers"),
    ({"asks": {"training_days": -1}}, "training_days"), ({"asks": {"training_days": 61}}, "training_days"),
    ({"months_most": 3}, "months_most"), ({"months_least": 61, "months_most": 61}, "months_most"),
    ({"valid_years": 0}, "valid_years"), ({"fee": Decimal(-1), "currency": "USD"}, "fee"),
    ({"fee": Decimal(5)}, "currency"), ({"fee": Decimal(5), "currency": "U$D"}, "currency"),
    ({"since_on": TODAY + timedelta(days=400)}, "since_on"),
])  # fmt: skip
def test_what_cannot_be_a_rule_is_refused_at_its_field(cast: Cast, wrong: dict[str, Any], field: str) -> None:
    with pytest.raises(Refused) as no:
        rule(cast, **wrong)

    assert no.value.field == field
    assert not CertificationRule.objects.exists()


def test_a_rule_begins_after_the_one_in_force(cast: Cast) -> None:
    rule(cast)

    with pytest.raises(Refused, match="a new one begins later") as no:
        rule(cast)

    assert no.value.field == "since_on"


def test_a_fee_that_nobody_said_has_no_currency(cast: Cast) -> None:
    assert rule(cast, currency="USD").currency == ""
    assert rule(cast, since_on=TODAY, fee=Decimal(0), currency="USD").currency == "USD"
