"""The own account: what one is here, keys for programs, the language."""

import re
from typing import Any

from django.test import Client

from genba.access.models import Token, User
from tests.cast import Cast


def test_the_account_says_what_one_does_here_and_where(cast: Cast, sign_in: Any) -> None:
    page = sign_in(cast.coordinator).get("/account/").content.decode()

    assert "Provider coordinator" in page and "Rift Training House" in page
    assert "Plans and follows the work of one provider" in page


def test_a_token_is_shown_once_and_stopped_by_its_maker_alone(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast.coordinator)
    grant = cast.coordinator.grants.get()

    made = client.post("/account/tokens/", {"name": "Monthly report", "grant": grant.pk, "days": "90"})
    listed = client.get("/account/").content.decode()
    token = Token.objects.get()

    secret = re.search(r"gnb_[\w-]+", made.content.decode())[0]  # type: ignore[index]
    assert "no-store" in made["Cache-Control"]
    assert "Monthly report" in listed and secret not in listed

    sign_in(cast.director)
    assert client.post(f"/account/tokens/{token.code}/revoke/").status_code == 404
    sign_in(cast.coordinator)
    client.post(f"/account/tokens/{token.code}/revoke/")
    assert "Monthly report" not in client.get("/account/").content.decode()


def test_whoever_may_make_no_token_is_offered_none(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast.owner)

    assert "Make a token" not in client.get("/account/").content.decode()
    assert client.post("/account/tokens/", {}).status_code == 403


def test_the_chosen_language_is_spoken_and_kept(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast.owner)

    client.post("/language/", {"language": "ar", "next": "/account/"})

    assert 'lang="ar" dir="rtl"' in client.get("/account/").content.decode()
    assert User.objects.get(pk=cast.owner.pk).language == "ar"


def test_the_account_of_nobody_is_the_sign_in_page(client: Client, db: None) -> None:
    assert client.get("/account/")["Location"] == "/account/login/?next=/account/"
