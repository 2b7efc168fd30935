"""From the open form to the signed agreement, through the pages."""

from datetime import date, timedelta
from typing import Any

from genba.audit.actions import SYSTEM
from genba.programmes.actions import applications
from genba.programmes.models import Agreement, Application, EligibilityRule, Engagement, Offer
from tests.cast import Cast
from tests.programmes.test_applications import asked, rule
from tests.programmes.test_offers import offer, sign
from tests.scenes_joining import unhurried
from tests.words import words_of

TODAY = date.today()


def typed(**changes: Any) -> dict[str, Any]:
    return unhurried(name="Kijani Bags", country="KE", region="Nairobi", isic="C", women=50, men=36, contact="Ana Beispiel",
                     phone="+254 700 123 456", source="open-call") | changes  # fmt: skip


def test_anybody_applies_without_an_account(cast: Cast, client: Any) -> None:
    door = client.get("/apply/", follow=True)
    answer = client.post(f"/apply/{cast.programme.code}/", typed(), follow=True)

    kept = Application.objects.get()
    assert "Apply to join" in words_of(door)
    assert "Your application has arrived" in words_of(answer)
    assert kept.headcount == 86 and kept.written_by is None


def test_a_form_with_nonsense_keeps_what_was_typed_and_never_runs_it(cast: Cast, client: Any) -> None:
    evil = "<script>alert(1)</script>"
    answer = client.post(f"/apply/{cast.programme.code}/", typed(phone="call me", message=evil))

    assert answer.status_code == 422 and "no telephone number" in words_of(answer)
    assert "Kijani Bags" in answer.content.decode() and evil not in answer.content.decode()
    assert not Application.objects.exists()


def test_one_address_cannot_flood_the_programme(cast: Cast, client: Any) -> None:
    answers = [client.post(f"/apply/{cast.programme.code}/", typed(name=f"Firm {n}")).status_code for n in range(22)]

    assert answers[0] == 302 and answers[-1] == 429
    assert Application.objects.count() == 20


def test_the_list_is_found_by_name_answer_country_and_source(cast: Cast, sign_in: Any) -> None:
    applications.apply(by=SYSTEM, **asked(cast))
    told = applications.apply(by=SYSTEM, **asked(cast, name="Bahari Shoes", source="brand"))
    applications.decline(by=cast.coordinator, application=told, reason="The year is full")
    client = sign_in(cast.coordinator)

    def names(query: str) -> str:
        return words_of(client.get(f"/desk/applications/?{query}"))

    assert "Kijani Bags" in names("q=kijani") and "Bahari Shoes" not in names("q=kijani")
    assert "Bahari Shoes" in names("state=not-taken-on") and "Kijani Bags" not in names("state=not-taken-on")
    assert "Kijani Bags" in names("state=waiting") and "Bahari Shoes" in names("source=brand")
    assert "Nothing found" in names("country=PE")


def test_the_list_asks_the_same_few_questions_however_long(
    cast: Cast, sign_in: Any, django_assert_max_num_queries: Any
) -> None:
    for n in range(60):
        applications.apply(by=SYSTEM, **asked(cast, name=f"Firm {n}"))
    client = sign_in(cast.coordinator)

    with django_assert_max_num_queries(8):
        page = client.get("/desk/applications/")

    assert "Next 50" in words_of(page)


def test_applications_of_another_country_are_not_seen(cast: Cast, sign_in: Any) -> None:
    far = applications.apply(by=SYSTEM, **asked(cast, country="VN"))

    assert sign_in(cast.coordinator).get(f"/desk/applications/{far.code}/").status_code == 404
    assert sign_in(cast.omar).get("/desk/applications/").status_code == 403


def test_a_near_duplicate_is_shown_once_before_it_is_taken_on(cast: Cast, sign_in: Any) -> None:
    kept = applications.apply(by=SYSTEM, **asked(cast, name="Sample Street Garment"))
    client, place = sign_in(cast.coordinator), f"/desk/applications/{kept.code}/take-on/"

    warned = client.post(place, {"provider": cast.provider.pk})
    client.post(place, {"provider": cast.provider.pk, "enterprise": cast.garments.code})

    assert warned.status_code == 422 and "Is it one of these?" in words_of(warned)
    assert Application.objects.get().answer.enterprise == cast.garments


def test_the_page_says_what_does_not_fit_and_keeps_why_it_went_on(cast: Cast, sign_in: Any) -> None:
    rule(cast, least=100)
    kept = applications.apply(by=SYSTEM, **asked(cast))
    client, place = sign_in(cast.coordinator), f"/desk/applications/{kept.code}/take-on/"

    first = client.post(place, {"provider": cast.provider.pk})
    client.post(place, {"provider": cast.provider.pk, "in_spite": "It grows fast"})
    page = client.get(f"/desk/applications/{kept.code}/")

    assert first.status_code == 422 and "Say why you go on all the same" in words_of(first)
    assert "86 people; the programme takes 100 to 300: does not fit." in words_of(page)
    assert "It grows fast" in words_of(page)


def test_a_country_officer_sets_a_rule_for_the_own_country_only(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast.officer)
    facts = {"programme": cast.programme.pk, "since_on": TODAY.isoformat(), "least": 30, "most": 300, "sections": ["C"],
             "regions": "Nairobi\nKiambu"}  # fmt: skip

    refused = client.post("/desk/rules/new/", {**facts, "country": "VN"})
    page = client.post("/desk/rules/new/", {**facts, "country": "KE"}, follow=True)

    assert refused.status_code == 422
    assert EligibilityRule.objects.get().regions == ["Nairobi", "Kiambu"]
    assert "Nairobi; Kiambu" in words_of(page) and "Kip Example" in words_of(page)


def an_offer(cast: Cast, **changes: Any) -> dict[str, Any]:
    return {"programme": cast.programme.pk, "provider": cast.provider.pk, "format": "shared", "currency": "usd",
            "participants": 6, "team": 4, "visits": 3, "offered_on": TODAY.isoformat(),
            "valid_until": (TODAY + timedelta(days=30)).isoformat(), "module_1": "workplace-cooperation", "price_1": "3000",
            "payer_1": "enterprise", "amount_1": "1000", "payer_2": "donor", "amount_2": "2000", **changes}  # fmt: skip


def test_an_offer_is_made_printed_and_signed_and_the_engagement_stands(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast.coordinator)
    client.post(f"/desk/enterprises/{cast.garments.code}/offers/new/", an_offer(cast))
    made = Offer.objects.get()
    signed = {"way": "screen", "enterprise_name": "Lina Sample", "enterprise_role": "Owner", "enterprise_on": TODAY.isoformat(),
              "provider_name": "Maya Muster", "provider_role": "Coordinator", "provider_on": TODAY.isoformat(),
              "may_report": "on"}  # fmt: skip

    before = client.get(f"/desk/offers/{made.code}/offer.pdf")
    page = client.post(f"/desk/offers/{made.code}/sign/", signed, follow=True)
    after = client.get(f"/desk/offers/{made.code}/offer.pdf", headers={"accept-language": "ar"})

    assert before.content.startswith(b"%PDF") and after.content.startswith(b"%PDF")
    assert "Agreement with Sample Street Garments" in words_of(page) and "Lina Sample, Owner" in words_of(page)
    assert Engagement.objects.filter(offer_line__offer=made).count() == 1


def test_shares_that_do_not_add_up_are_said_beside_the_payers(cast: Cast, sign_in: Any) -> None:
    answer = sign_in(cast.coordinator).post(
        f"/desk/enterprises/{cast.garments.code}/offers/new/", an_offer(cast, amount_2="5")
    )

    assert answer.status_code == 422 and "add up to 1005" in words_of(answer)
    assert not Offer.objects.exists()


def test_a_price_a_thousand_times_the_usual_asks_twice(cast: Cast, sign_in: Any) -> None:
    client, place = sign_in(cast.coordinator), f"/desk/enterprises/{cast.garments.code}/offers/new/"
    far = an_offer(cast, price_1="3000000", amount_1="1000000", amount_2="2000000")

    warned = client.post(place, far)
    client.post(place, {**far, "insist": "on"})

    assert warned.status_code == 422 and "far from the usual one" in words_of(warned)
    assert Offer.objects.count() == 1


def test_an_agreement_of_a_day_to_come_is_refused_and_an_offer_is_called_off(cast: Cast, sign_in: Any) -> None:
    made, client = offer(cast), sign_in(cast.coordinator)
    tomorrow = (TODAY + timedelta(days=1)).isoformat()
    signed = {"way": "paper", "enterprise_name": "Lina Sample", "enterprise_role": "Owner", "enterprise_on": tomorrow,
              "provider_name": "Maya", "provider_role": "Coordinator", "provider_on": TODAY.isoformat()}  # fmt: skip

    refused = client.post(f"/desk/offers/{made.code}/sign/", signed)
    page = client.post(f"/desk/offers/{made.code}/cancel/", {"reason": "The owner is ill"}, follow=True)

    assert refused.status_code == 422 and "has not come yet" in words_of(refused)
    assert "The owner is ill" in words_of(page) and not Agreement.objects.exists()


def test_an_offer_of_another_provider_is_not_seen(cast: Cast, sign_in: Any) -> None:
    far = offer(cast, enterprise=cast.metals, provider=cast.rival, trainer=None)

    assert sign_in(cast.coordinator).get(f"/desk/offers/{far.code}/").status_code == 404


def test_who_pays_is_shown_by_module_and_taken_away_as_a_table(cast: Cast, sign_in: Any) -> None:
    sign(cast, offer(cast))
    client = sign_in(cast.coordinator)

    page, table = client.get("/desk/recovery/"), client.get("/desk/recovery/?as=csv&since=nonsense")

    assert "67 %" in words_of(page) and "Rift Training House" in words_of(page)
    assert (
        "workplace-cooperation,Rift Training House,USD,2,2000.00,2000.00,0.00,2000.00,0.00,6000.00,0.6667"
        in table.content.decode()
    )
