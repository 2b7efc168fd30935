"""The owner decides what a brand sees, sees exactly that, and takes it back."""

import re
from typing import Any

import pytest

from genba.partnerships.models import Consent
from tests.cast import Cast
from tests.scenes_sheet import at_today, consent, play

__all__ = ["at_today"]
pytestmark = pytest.mark.usefixtures("at_today")


def shown(page: str) -> str:
    """What stands below the head of the page."""
    return " ".join(re.sub(r"<[^>]*>", " ", page[page.index("<h2>") :]).split())


def test_the_owner_gives_one_kind_until_a_day_and_takes_it_back(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast.owner)
    address = f"/enterprises/{cast.garments.code}/sharing/"
    asked = {"brand": cast.brand.code, "covers": "change"}

    given = client.post(address, {**asked, "deed": "give", "until_on": "2027-03-01"}, follow=True).content.decode()
    standing = Consent.objects.in_force().get()
    taken = client.post(address, {**asked, "deed": "withdraw"}, follow=True).content.decode()

    assert "since 22 November 2026" in given and "until 1 March 2027" in given
    assert (standing.covers, standing.given_by) == ("change", cast.owner)
    assert "They see it" not in taken
    assert not Consent.objects.in_force().exists()


def test_a_last_day_in_the_past_is_met_in_words(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast.owner)

    answer = client.post(f"/enterprises/{cast.garments.code}/sharing/",
                         {"brand": cast.brand.code, "covers": "change", "deed": "give",
                          "until_on": "2026-11-01"})  # fmt: skip

    assert answer.status_code == 422
    assert "The last day must come after today" in answer.content.decode()
    assert not Consent.objects.exists()


def test_the_preview_is_what_the_brand_sees(cast: Cast, sign_in: Any) -> None:
    play(cast)
    consent(cast, "change", "progress")

    preview = sign_in(cast.owner).get(f"/enterprises/{cast.garments.code}/sharing/{cast.brand.code}/").content.decode()
    portal = sign_in(cast.brand_officer).get(f"/portal/suppliers/{cast.garments.code}/").content.decode()

    assert shown(preview) == shown(portal)


def test_looking_at_the_preview_of_everything_shares_nothing(cast: Cast, sign_in: Any) -> None:
    play(cast)

    client = sign_in(cast.owner)
    page = client.get(f"/enterprises/{cast.garments.code}/sharing/{cast.brand.code}/?all=yes").content.decode()

    assert "−39" in page
    assert not Consent.objects.exists()


def test_the_owner_sees_who_looked(cast: Cast, sign_in: Any) -> None:
    consent(cast, "progress")

    sign_in(cast.brand_officer).get(f"/portal/suppliers/{cast.garments.code}/")
    page = sign_in(cast.owner).get("/my-sharing/").content.decode()

    looked = page[page.index("Who looked") :]
    assert "Beispiel Stores" in looked and "22 November 2026" in looked


def test_only_the_owner_decides(cast: Cast, sign_in: Any) -> None:
    address = f"/enterprises/{cast.garments.code}/sharing/"

    assert sign_in(cast.worker).get(address).status_code == 403
    assert sign_in(cast.director).get(address).status_code == 403
    assert sign_in(cast.brand_officer).get(address).status_code == 404
