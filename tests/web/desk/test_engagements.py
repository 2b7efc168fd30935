"""A coordinator opens an engagement, sees where it is, and ends it early."""

from decimal import Decimal
from typing import Any

from genba.access.actions import users
from genba.audit.actions import SYSTEM
from genba.programmes.models import Engagement
from tests.cast import Cast
from tests.scenes_classes import a_class


def agreement(cast: Cast, **changes: Any) -> dict[str, Any]:
    return {
        "programme": cast.programme.pk,
        "module": "workplace-cooperation",
        "provider": cast.provider.pk,
        "trainer": cast.omar.pk,
        "agreed_on": "2026-03-02",
        "price": "3 000",
        "currency": "usd",
        "payer_1": "enterprise",
        "amount_1": "1000",
        "payer_2": "brand",
        "name_2": "Beispiel Stores",
        "amount_2": "2,000.00",
        **changes,
    }


def test_a_coordinator_opens_an_engagement_with_who_pays_what(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast.coordinator)

    answer = client.post(
        f"/desk/enterprises/{cast.garments.code}/engagements/new/", agreement(cast, in_kind_1="on"), follow=True
    )

    page = answer.content.decode()
    made = Engagement.objects.get(agreed_on="2026-03-02")
    assert (made.price, made.currency, made.trainer) == (Decimal(3000), "USD", cast.omar)
    assert made.code in page and "Beispiel Stores" in page and "in kind" in page and "2 March 2026" in page


def test_shares_that_do_not_add_up_are_refused_and_nothing_typed_is_lost(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast.coordinator)

    answer = client.post(f"/desk/enterprises/{cast.garments.code}/engagements/new/", agreement(cast, amount_2="1500"))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "The shares add up to 2500, the price is 3000" in page
    assert 'value="Beispiel Stores"' in page and 'value="1500"' in page
    assert Engagement.objects.filter(enterprise=cast.garments).count() == 1


def test_a_payer_without_an_amount_and_an_unknown_currency_are_named(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast.coordinator)
    typed = agreement(cast, amount_1="", currency="XYQ", price="-4")

    page = client.post(f"/desk/enterprises/{cast.garments.code}/engagements/new/", typed).content.decode()

    assert "How much does this payer give?" in page
    assert "“XYQ” is no currency" in page
    assert "not below nought" in page


def test_days_of_another_calendar_or_to_come_are_met_with_a_sentence(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast.coordinator)
    address = f"/desk/enterprises/{cast.garments.code}/engagements/new/"

    buddhist = client.post(address, agreement(cast, agreed_on="2569-03-02")).content.decode()
    hijri = client.post(address, agreement(cast, agreed_on="1447-09-02")).content.decode()
    tomorrow = client.post(address, agreement(cast, agreed_on="2099-01-01")).content.decode()

    assert "looks like a Buddhist year. Write the Gregorian one: 2026." in buddhist
    assert "looks like a Hijri year" in hijri
    assert "a day that has not come yet" in tomorrow


def test_only_providers_and_trainers_within_reach_are_offered(cast: Cast, sign_in: Any) -> None:
    rivals = users.add(by=SYSTEM, name="Rival Trainer", email="rival@example.org")
    users.give(by=SYSTEM, user=rivals, role="trainer", scope_kind="self")
    cast.metals.servings.update(trainer=rivals)
    client = sign_in(cast.coordinator)
    address = f"/desk/enterprises/{cast.garments.code}/engagements/new/"

    page = client.get(address).content.decode()
    forced = client.post(address, agreement(cast, provider=cast.rival.pk))

    assert "Rift Training House" in page and "Omar Muster" in page and "Eva Beispiel" in page
    assert "Delta Advisers" not in page and "Rival Trainer" not in page
    assert forced.status_code == 422


def test_the_page_of_an_engagement_says_where_it_is(cast: Cast, sign_in: Any, django_assert_max_num_queries: Any) -> None:
    room = a_class(cast)
    client = sign_in(cast.coordinator)

    with django_assert_max_num_queries(22):
        page = client.get(f"/desk/engagements/{cast.engagement.code}/").content.decode()

    assert '<li class="done">Agreed' in page
    assert '<li aria-current="step">First measure' in page
    assert '<li class="done">Class <small>14 Apr 2026' in page
    assert "Visit 3" in page and "Last measure" in page
    assert f"/desk/workshops/{room.workshop.code}/" in page


def test_the_enterprise_page_lists_its_modules_for_those_who_may_know(cast: Cast, sign_in: Any) -> None:
    page = sign_in(cast.coordinator).get(f"/desk/enterprises/{cast.garments.code}/").content.decode()
    workers = sign_in(cast.worker).get(f"/desk/enterprises/{cast.garments.code}/").content.decode()

    assert f"/desk/engagements/{cast.engagement.code}/" in page and "Open an engagement" in page
    assert cast.engagement.code not in workers and "Open an engagement" not in workers


def test_an_enterprise_leaves_with_a_day_and_a_reason(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast.coordinator)
    address = f"/desk/engagements/{cast.engagement.code}/withdraw/"

    too_early = client.post(address, {"withdrawn_on": "2026-01-01", "reason": "sold"})
    not_yet = client.post(address, {"withdrawn_on": "2099-01-01", "reason": "sold"})
    left = client.post(address, {"withdrawn_on": "2026-05-04", "reason": "The owner sold it."}, follow=True)

    assert too_early.status_code == 422 and "before it agreed" in too_early.content.decode()
    assert "a day that has not come yet" in not_yet.content.decode()
    assert "Left on 4 May 2026" in left.content.decode() and "The owner sold it." in left.content.decode()


def test_an_engagement_of_another_provider_is_not_found(cast: Cast, sign_in: Any) -> None:
    cast.engagement.provider = cast.rival
    cast.engagement.save()

    answer = sign_in(cast.coordinator).get(f"/desk/engagements/{cast.engagement.code}/")

    assert answer.status_code == 404


def test_a_trainer_sees_an_engagement_but_may_not_end_it(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast.omar)

    assert client.get(f"/desk/engagements/{cast.engagement.code}/").status_code == 200
    assert client.get(f"/desk/engagements/{cast.engagement.code}/withdraw/").status_code == 403
