"""A brand sees what its suppliers agreed to share today, and nothing else; every look is written down."""

from typing import Any

import pytest

from genba.audit.models import Event
from genba.directory.models import Brand
from genba.partnerships import actions as consents
from tests.cast import Cast
from tests.scenes_sheet import at_today, consent, play
from tests.words import words_of

__all__ = ["at_today"]
pytestmark = pytest.mark.usefixtures("at_today")


def test_without_consent_a_brand_sees_nothing_not_even_a_name(cast: Cast, sign_in: Any) -> None:
    play(cast)
    client = sign_in(cast.brand_officer)

    page = client.get("/portal/suppliers/").content.decode()

    assert "Nobody shares anything yet" in page and "Sample Street" not in page
    assert client.get(f"/portal/suppliers/{cast.garments.code}/").status_code == 404


def test_each_consent_opens_its_own_part_only(cast: Cast, sign_in: Any) -> None:
    play(cast)
    (change,) = consent(cast, "change")
    client = sign_in(cast.brand_officer)
    address = f"/portal/suppliers/{cast.garments.code}/"

    numbers = client.get(address).content.decode()
    consents.withdraw(by=cast.owner, consent=change)
    consent(cast, "practices")
    practices = client.get(address).content.decode()

    assert "−39" in numbers and "Workplace cooperation" not in numbers and "ten minutes every working day" not in numbers
    assert "−39" not in practices and "ten minutes every working day" in practices


def test_a_brand_never_sees_levels_people_money_or_typed_text(cast: Cast, sign_in: Any) -> None:
    play(cast)
    consent(cast, "change", "practices", "progress")
    client = sign_in(cast.brand_officer)

    page = words_of(client.get(f"/portal/suppliers/{cast.garments.code}/"))

    assert "Sample Street Garments" in page
    for secret in ("5.1", "8.4", "640", "12,550", "Omar", "Rosa", "Lina", "Mina", "USD", "offcuts", "Sort thread", "86"):
        assert secret not in page, secret


def test_withdrawal_works_at_once(cast: Cast, sign_in: Any) -> None:
    play(cast)
    consent(cast, "change")
    brand = sign_in(cast.brand_officer)
    address = f"/portal/suppliers/{cast.garments.code}/"
    before = brand.get(address).status_code

    owner = sign_in(cast.owner)
    owner.post(f"/enterprises/{cast.garments.code}/sharing/",
               {"brand": cast.brand.code, "covers": "change", "deed": "withdraw"})  # fmt: skip
    brand = sign_in(cast.brand_officer)

    assert before == 200
    assert brand.get(address).status_code == 404
    assert "Sample Street" not in brand.get("/portal/suppliers/").content.decode()


def test_a_consent_ends_on_its_day(cast: Cast, sign_in: Any, at_today: Any) -> None:
    from datetime import date, datetime

    consents.give(by=cast.owner, enterprise=cast.garments, brand=cast.brand, covers="progress", until_on=date(2026, 11, 24))
    address = f"/portal/suppliers/{cast.garments.code}/"

    at_today.move_to(datetime(2026, 11, 23, 12, 0))
    last_day = sign_in(cast.brand_officer).get(address).status_code
    at_today.move_to(datetime(2026, 11, 24, 12, 0))
    after = sign_in(cast.brand_officer).get(address).status_code

    assert (last_day, after) == (200, 404)


def test_another_brand_sees_nothing_of_it(cast: Cast, sign_in: Any) -> None:
    other = Brand.objects.create(name="Other Stores")
    consents.give(by=cast.owner, enterprise=cast.garments, brand=other, covers="progress")

    client = sign_in(cast.brand_officer)

    assert client.get(f"/portal/suppliers/{cast.garments.code}/").status_code == 404


def test_every_look_is_written_down(cast: Cast, sign_in: Any) -> None:
    play(cast)
    consent(cast, "change", "progress")
    client = sign_in(cast.brand_officer)

    client.get("/portal/suppliers/")
    client.get(f"/portal/suppliers/{cast.garments.code}/")

    listed, looked = Event.objects.filter(verb="view-shared").order_by("pk")
    assert (listed.noun, listed.by, listed.changes) == (
        "brand",
        cast.brand_officer.code,
        {"suppliers": [cast.garments.code]},
    )
    assert (looked.noun, looked.code) == ("enterprise", cast.garments.code)
    assert looked.changes == {"brand": "Beispiel Stores", "covers": ["change", "progress"]}


def test_pages_read_the_database_ten_times_at_most(cast: Cast, sign_in: Any, django_assert_max_num_queries: Any) -> None:
    play(cast)
    consent(cast, "change", "progress", "practices")
    client = sign_in(cast.brand_officer)

    with django_assert_max_num_queries(10):
        client.get("/portal/suppliers/")
    with django_assert_max_num_queries(10):
        client.get(f"/portal/suppliers/{cast.garments.code}/")


def test_nobody_but_brand_officers_enters_the_portal(cast: Cast, sign_in: Any) -> None:
    for user in (cast.owner, cast.director, cast.omar):
        assert sign_in(user).get("/portal/suppliers/").status_code == 403
