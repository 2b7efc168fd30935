"""An offer, signed by both sides, becomes engagements; what cannot be is met with a sentence."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genba.kit.refused import Refused
from genba.programmes.actions import offers
from genba.programmes.actions.engagements import Share
from genba.programmes.actions.offers import Promises, Signed, spread
from genba.programmes.models import Agreement, Engagement, Offer
from genba.reports.recovery import cost_recovery
from tests.cast import Cast

TODAY = date.today()
MODULE = "workplace-cooperation"


def offer(cast: Cast, **changes: Any) -> Offer:
    facts: Any = {
        "by": cast.coordinator, "programme": cast.programme, "enterprise": cast.garments, "provider": cast.provider,
        "trainer": cast.omar, "format": "shared", "prices": {MODULE: Decimal(3000)}, "currency": "USD",
        "promises": Promises(6, 4, 3), "offered_on": TODAY - timedelta(days=3), "valid_until": TODAY + timedelta(days=30),
        "shares": [Share("enterprise", Decimal(1000)), Share("donor", Decimal(2000), "Harbour Fund")], **changes,
    }  # fmt: skip
    return offers.make(**facts)


def sign(cast: Cast, made: Offer, **changes: Any) -> Agreement:
    facts: Any = {"way": "paper", "for_enterprise": Signed("Lina Sample", "Owner", TODAY - timedelta(days=1)),
                  "for_provider": Signed("Maya Muster", "Coordinator", TODAY), "may_report": True, "may_study": False,
                  **changes}  # fmt: skip
    return offers.sign(by=cast.coordinator, offer=made, **facts)


def test_signing_opens_the_engagement_with_its_shares(cast: Cast) -> None:
    made = offer(cast)

    agreement = sign(cast, made)

    opened = Engagement.objects.get(offer_line__offer=made)
    assert agreement.agreed_on == opened.agreed_on == TODAY and opened.price == 3000
    assert [(c.payer, c.amount) for c in opened.contributions.order_by("pk")] == [("enterprise", 1000), ("donor", 2000)]
    assert {s.side: s.name for s in agreement.signatures.all()} == {"enterprise": "Lina Sample", "provider": "Maya Muster"}
    assert agreement.may_report and not agreement.may_study


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"shares": [Share("enterprise", Decimal(10))]}, "add up to 10"),
        ({"currency": "XQQ"}, "no currency"),
        ({"prices": {}}, "at least one module"),
        ({"offered_on": TODAY + timedelta(days=1)}, "has not come yet"),
        ({"valid_until": TODAY - timedelta(days=9)}, "end before"),
        ({"promises": Promises(3, 5, 1)}, "at most 3"),
        ({"prices": {MODULE: Decimal(3_000_000)}, "shares": ()}, "Usually this module costs"),
    ],
)
def test_an_offer_that_cannot_be_is_met_with_a_sentence(cast: Cast, changes: Any, said: str) -> None:
    with pytest.raises(Refused, match=said):
        offer(cast, **changes)

    assert not Offer.objects.exists()


def test_an_unusual_price_is_kept_when_somebody_insists(cast: Cast) -> None:
    made = offer(cast, prices={MODULE: Decimal(3_000_000)}, shares=(), insist=True)

    assert made.lines.get().price == 3_000_000


@pytest.mark.parametrize(
    ("signed", "said"),
    [
        (Signed("Lina Sample", "Owner", TODAY + timedelta(days=1)), "has not come yet"),
        (Signed("Lina Sample", "Owner", TODAY - timedelta(days=9)), "before it was offered"),
        (Signed(" ", "Owner", TODAY), "who signed"),
        (Signed("Lina Sample", "", TODAY), "which function"),
    ],
)
def test_a_signature_that_cannot_be_is_met_with_a_sentence(cast: Cast, signed: Signed, said: str) -> None:
    made = offer(cast)

    with pytest.raises(Refused, match=said):
        sign(cast, made, for_enterprise=signed)

    assert not Agreement.objects.exists()


def test_an_offer_that_ran_out_is_not_signed(cast: Cast) -> None:
    made = offer(cast, offered_on=TODAY - timedelta(days=9), valid_until=TODAY - timedelta(days=2))

    with pytest.raises(Refused, match="ran out"):
        sign(cast, made)


def test_an_offer_is_signed_or_called_off_but_never_both(cast: Cast) -> None:
    signed, called_off = offer(cast), offer(cast)
    sign(cast, signed)
    offers.cancel(by=cast.coordinator, offer=called_off, reason="The owner is ill")

    with pytest.raises(Refused, match="is signed since"):
        offers.cancel(by=cast.coordinator, offer=signed, reason="Late")
    with pytest.raises(Refused, match="called off"):
        sign(cast, called_off)


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=3), st.integers(0, 100))
def test_shares_spread_over_modules_lose_no_cent(cents: list[int], percent: int) -> None:
    total = sum(cents)
    first = total * percent // 100
    prices, amounts = [Decimal(c) / 100 for c in cents], [Decimal(first) / 100, Decimal(total - first) / 100]

    table = spread(prices, amounts)

    assert [sum(row) for row in table] == prices
    assert [sum(column) for column in zip(*table, strict=True)] == amounts
    assert min(min(row) for row in table) >= 0


def test_cost_recovery_is_the_part_that_others_than_donors_pay(cast: Cast) -> None:
    sign(cast, offer(cast))

    found = cost_recovery(cast.coordinator)

    (line,) = found.lines
    assert (line.n, line.total, line.currency) == (2, 6000, "USD") and line.covered == pytest.approx(4000 / 6000)
    assert line.paid == {"enterprise": 2000, "brand": 2000, "donor": 2000} and found.silent == 0
    assert cost_recovery(cast.coordinator, since=TODAY).lines[0].total == 3000
    assert not cost_recovery(cast.brand_officer).lines
