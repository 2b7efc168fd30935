"""The wage bill: told by few, read by few, and by it a saving that cannot be right is noticed."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from genba.audit.models import Event
from genba.directory.actions import payrolls
from genba.directory.models import Payroll
from genba.kit.refused import Refused
from genba.plans.models import Action
from genba.programmes.actions import estimates
from tests.cast import Cast
from tests.plans.test_the_improvement_plan import proposed
from tests.words import words_of

TODAY = date.today()
TYPED = {"amount": "900000", "currency": "kes", "people": "86", "paid_on": TODAY.isoformat(), "source": "Pay book"}


def told(cast: Cast, **changes: Any) -> Payroll:
    facts: Any = {"by": cast.owner, "enterprise": cast.garments, "paid_on": TODAY, "amount": Decimal(900_000),
                  "currency": "KES", "people": 86, "source": "Pay book", **changes}  # fmt: skip
    return payrolls.tell(**facts)


def test_the_owner_tells_it_and_the_coordinator_reads_it(cast: Cast, sign_in: Any) -> None:
    page = sign_in(cast.owner).post(f"/desk/enterprises/{cast.garments.code}/payroll/tell/", TYPED, follow=True)

    seen = words_of(sign_in(cast.coordinator).get(f"/desk/enterprises/{cast.garments.code}/payroll/"))
    assert "The wage bill is kept" in words_of(page) and "900,000" in seen and "Pay book; Lina Sample" in seen
    assert "900" not in str(Event.objects.get(verb="tell_payroll").changes)


def test_workers_team_members_brands_and_other_providers_never_see_it(cast: Cast, sign_in: Any) -> None:
    told(cast)
    path = f"/desk/enterprises/{cast.garments.code}/payroll/"

    seen = {who: sign_in(getattr(cast, who)).get(path).status_code for who in ("worker", "team_member", "brand_officer")}

    assert set(seen.values()) <= {403, 404}
    assert sign_in(cast.owner).get(f"/desk/enterprises/{cast.metals.code}/payroll/").status_code == 404
    assert sign_in(cast.auditor).post(f"{path}tell/", TYPED).status_code == 403


@pytest.mark.parametrize(
    ("typed", "said"),
    [({"amount": "0"}, "more than nought"), ({"currency": "QQQ"}, "no currency"), ({"people": "0"}, "greater than or equal"),
     ({"paid_on": (TODAY + timedelta(days=2)).isoformat()}, "not come yet"), ({"source": " "}, "required"),
     ({"amount": "a lot"}, "number")],
)  # fmt: skip
def test_a_wage_bill_that_cannot_be_is_met_with_a_sentence_and_nothing_typed_is_lost(
    cast: Cast, sign_in: Any, typed: Any, said: str
) -> None:
    answer = sign_in(cast.owner).post(f"/desk/enterprises/{cast.garments.code}/payroll/tell/", {**TYPED, **typed})

    assert answer.status_code == 422 and said in words_of(answer)
    assert "source" in typed or "Pay book" in answer.content.decode()
    assert not Payroll.objects.exists()


def test_the_same_day_again_takes_the_place_of_the_first(cast: Cast) -> None:
    told(cast)
    told(cast, amount=Decimal(950_000))

    assert Payroll.objects.get().amount == 950_000


def test_a_saving_above_the_wages_of_a_year_is_asked_about_without_telling_them(cast: Cast) -> None:
    told(cast)  # 10,800,000 a year
    assert proposed(cast, expected_saving=Decimal(800_000))

    with pytest.raises(Refused, match="very much for an enterprise of this size") as no:
        proposed(cast, expected_saving=Decimal(901_000))
    insisted = proposed(cast, expected_saving=Decimal(901_000), because="a second line")

    assert no.value.field == "because" and "10,800,000" not in no.value.reason and "wage" not in no.value.reason
    assert insisted.because == "a second line" and Action.objects.count() == 2


def test_without_a_wage_bill_the_output_of_a_year_is_the_most_and_another_currency_says_nothing(cast: Cast) -> None:
    told(cast, currency="USD", amount=Decimal(9000))
    estimates.tell(by=cast.coordinator, enterprise=cast.garments, source="Books", currency="KES",
                   output_value=Decimal(1_200_000))  # fmt: skip

    assert proposed(cast, expected_saving=Decimal(90_000))
    with pytest.raises(Refused, match="of this size"):
        proposed(cast, expected_saving=Decimal(101_000))
