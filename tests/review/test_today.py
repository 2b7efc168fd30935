"""The top of the morning: what happens today, what is to be answered, and the first thing that the reader must do."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from genba.delivery.actions import planned_visits
from genba.directory.models import EnterpriseDouble
from genba.impact.actions import visits
from genba.impact.actions.visits import Found
from genba.kit.days import in_words
from genba.programmes.actions import offers
from genba.programmes.actions.offers import Promises
from genba.programmes.models import Offer
from tests.cast import Cast
from tests.scenes_field import MODULE, has_baseline, has_class
from tests.words import words_of


def offer(cast: Cast, *, holds: int) -> Offer:
    today = timezone.localdate()
    return offers.make(
        by=cast.coordinator, programme=cast.programme, enterprise=cast.garments, provider=cast.provider, trainer=cast.omar,
        format="shared", prices={MODULE: Decimal(3000)}, currency="USD", promises=Promises(6, 4, 3),
        offered_on=today - timedelta(days=30), valid_until=today + timedelta(days=holds), shares=[],
    )  # fmt: skip


def test_classes_and_visits_of_today_stand_at_the_top(cast: Cast, sign_in: Any) -> None:
    today = timezone.localdate()
    has_baseline(cast)
    planned_visits.plan(by=cast.coordinator, wish=planned_visits.Wish(cast.engagement, today))
    has_class(cast, today)

    page = words_of(sign_in(cast.coordinator).get("/desk/review/"))

    assert page.index("Classes of today") < page.index("Visits of today") < page.index("To read")
    assert "Harbour Hall Workplace cooperation" in page and "See the class" in page


def test_an_offer_that_runs_out_is_asked_about_until_somebody_says_what_became_of_it(cast: Cast, sign_in: Any) -> None:
    made = offer(cast, holds=3)
    offer(cast, holds=20)
    client = sign_in(cast.coordinator)

    before = words_of(client.get("/desk/review/"))
    offers.cancel(by=cast.coordinator, offer=made, reason="They chose another year")
    after = words_of(client.get("/desk/review/"))

    assert "Begin here : Offers that run out Sample Street Garments it holds until" in before.replace("here:", "here :")
    assert f"it holds until {in_words(timezone.localdate() + timedelta(days=20))}" not in before
    assert "Offers that run out" not in after


def test_a_likely_double_waits_for_whoever_may_decide_and_nobody_else(cast: Cast, sign_in: Any) -> None:
    one, other = sorted((cast.garments, cast.metals), key=lambda e: e.pk)
    EnterpriseDouble.objects.create(one=one, other=other, score=0.95)

    mine = words_of(sign_in(cast.coordinator).get("/desk/review/"))
    read = words_of(sign_in(cast.auditor).get("/desk/review/"))

    assert "Enterprises that are likely one" in mine and "Other Side Metals" in mine
    assert "Enterprises that are likely one" not in read


def test_when_all_visits_are_made_the_coordinator_is_asked_to_look_and_confirm(cast: Cast, sign_in: Any) -> None:
    ended = timezone.localdate() - timedelta(days=120)
    has_class(cast, ended)
    client = sign_in(cast.coordinator)
    nothing = Found(ended, ended)
    asked = words_of(client.get("/desk/review/"))
    for number in range(1, 4):
        visits.report(by=cast.omar, engagement=cast.engagement, visited_on=ended + timedelta(days=20 * number), advice="Go on.",
                      found=nothing)  # fmt: skip

    page = client.get("/desk/review/")

    assert "is the module complete?" not in asked
    assert (
        "3 visits made" in words_of(page)
        and f"/desk/engagements/{cast.engagement.code}/completion/" in page.content.decode()
    )


def test_a_country_officer_sees_what_waits_in_their_country_alone(cast: Cast, sign_in: Any) -> None:
    offer(cast, holds=3)
    offers.make(by=cast.director, programme=cast.programme, enterprise=cast.metals, provider=cast.rival, trainer=None, format="shared",
                prices={MODULE: Decimal(3000)}, currency="USD", promises=Promises(6, 4, 3),
                offered_on=date(2026, 1, 5), valid_until=date(2026, 2, 5), shares=[])  # fmt: skip

    kenya = words_of(sign_in(cast.officer).get("/desk/review/"))
    everywhere = words_of(sign_in(cast.director).get("/desk/review/"))

    assert "Sample Street Garments" in kenya and "Other Side Metals" not in kenya
    assert "Other Side Metals it ran out on 5 February 2026" in everywhere
