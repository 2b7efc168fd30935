"""The owner reads what is offered and says yes on the screen; the provider signs next."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from genba.programmes.actions import engagements, estimates, offers
from genba.programmes.models import Acceptance, Agreement, Engagement
from genba.reports.sheet import enterprise_sheet
from tests.cast import Cast
from tests.programmes.test_offers import offer
from tests.words import words_of

TODAY = date.today()
YES = {"name": "Lina Sample", "role": "Owner", "may_report": "on"}


def test_the_owner_reads_prices_payers_promises_and_what_could_be_saved(cast: Cast, sign_in: Any) -> None:
    made = offer(cast)
    estimates.tell(by=cast.coordinator, enterprise=cast.garments, source="Pay book", currency="USD", absent_days=Decimal(400),
                   daily_wage=Decimal(10))  # fmt: skip
    estimates.assume(by=cast.director, programme=cast.programme, loss="absence", low=Decimal(5), middle=Decimal(10),
                     high=Decimal(20), since_on=TODAY)  # fmt: skip
    owner = sign_in(cast.owner)

    listed, page = words_of(owner.get("/my-offers/")), words_of(owner.get(f"/offers/{made.code}/"))

    assert "Waits for your answer until" in listed
    assert "3,000" in page and "Harbour Fund" in page and "People the enterprise sends 6" in page
    assert "4,000" in page and "200" in page and "800" in page and "A range, not a promise" in page
    assert owner.get(f"/desk/offers/{made.code}/offer.pdf")["Content-Type"] == "application/pdf"


def test_the_owner_accepts_and_the_provider_signs_next(cast: Cast, sign_in: Any) -> None:
    made = offer(cast)
    done = sign_in(cast.owner).post(f"/offers/{made.code}/accept/", YES, follow=True)
    coordinator = sign_in(cast.coordinator)

    morning = coordinator.get("/desk/review/")
    asked = words_of(coordinator.get(f"/desk/offers/{made.code}/sign/"))
    coordinator.post(f"/desk/offers/{made.code}/sign/",
                     {"provider_name": "Maya Muster", "provider_role": "Coordinator", "provider_on": TODAY})  # fmt: skip

    assert "Sign for the provider" in words_of(morning) and "accepted on" in words_of(morning)
    assert "The provider signs next" in words_of(done) and "Lina Sample (Owner) accepted it on" in asked
    agreement = Agreement.objects.get(offer=made)
    assert agreement.way == "screen" and agreement.may_report and not agreement.may_study
    assert {s.side: (s.name, s.signed_on) for s in agreement.signatures.all()} == {
        "enterprise": ("Lina Sample", TODAY), "provider": ("Maya Muster", TODAY)}  # fmt: skip
    assert Engagement.objects.filter(offer_line__offer=made).count() == 1


@pytest.mark.parametrize(
    ("typed", "said"), [({"name": ""}, "required"), ({"role": " "}, "required"), ({"name": "x" * 200}, "150")]
)
def test_what_was_typed_stays_when_it_cannot_be(cast: Cast, sign_in: Any, typed: Any, said: str) -> None:
    made = offer(cast)

    answer = sign_in(cast.owner).post(f"/offers/{made.code}/accept/", {**YES, "role": "Owner and tailor", **typed})

    assert answer.status_code == 422 and said in words_of(answer)
    assert "role" in typed or "Owner and tailor" in answer.content.decode()
    assert not Acceptance.objects.exists()


def test_an_offer_is_accepted_once_and_not_after_it_ran_out_or_was_called_off(cast: Cast, sign_in: Any) -> None:
    owner, once = sign_in(cast.owner), offer(cast)
    late = offer(cast, offered_on=TODAY - timedelta(days=9), valid_until=TODAY - timedelta(days=2))
    called_off = offer(cast)
    offers.cancel(by=cast.coordinator, offer=called_off, reason="The owner is ill")
    owner.post(f"/offers/{once.code}/accept/", YES)

    for made, said in ((once, "Accepted by"), (late, "It ran out"), (called_off, "Called off")):
        answer = owner.post(f"/offers/{made.code}/accept/", YES)
        assert said in words_of(answer) and "I accept the offer" not in words_of(answer)

    assert Acceptance.objects.count() == 1


def test_nobody_but_the_owner_accepts_and_only_the_own_offer(cast: Cast, sign_in: Any) -> None:
    made, far = offer(cast), offer(cast, enterprise=cast.metals, provider=cast.rival)

    seen = {who: sign_in(getattr(cast, who)).post(f"/offers/{made.code}/accept/", YES).status_code
            for who in ("coordinator", "director", "team_member", "worker", "omar", "brand_officer")}  # fmt: skip

    assert set(seen.values()) <= {403, 404}
    assert sign_in(cast.owner).post(f"/offers/{far.code}/accept/", YES).status_code == 404
    assert not Acceptance.objects.exists()


def test_the_sheet_says_that_an_offer_waits_where_no_module_is_under_way(cast: Cast, sign_in: Any) -> None:
    engagements.withdraw(by=cast.coordinator, engagement=cast.engagement, withdrawn_on=TODAY, reason="A fire")
    made = offer(cast)
    owner = sign_in(cast.owner)

    page = owner.get("/enterprise/")
    owner.post(f"/offers/{made.code}/accept/", YES)

    assert "Read the offer and answer it" in words_of(page) and f"/offers/{made.code}/" in page.content.decode()
    step = enterprise_sheet(cast.garments, language="en").next_step
    assert step.kind == "offer" and step.title == "The provider signs the agreement"


def test_the_list_of_offers_asks_the_same_few_questions_however_long(
    cast: Cast, sign_in: Any, django_assert_max_num_queries: Any
) -> None:
    for _n in range(55):
        offer(cast)
    owner = sign_in(cast.owner)

    with django_assert_max_num_queries(8):
        page = owner.get("/my-offers/")

    assert "Next 50" in words_of(page)
