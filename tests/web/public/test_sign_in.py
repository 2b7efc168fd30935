"""Signing in: with a password and a second factor, or with a card; and what strangers cannot do."""

import re
import time
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail
from django.test import Client

from genba.access.actions import passes
from tests.cast import PASSWORD, Cast

MAYA = {"login": "maya@example.org", "password": PASSWORD}


def figures(secret: str) -> str:
    """What the app on a phone shows for this secret now (RFC 6238)."""
    return str(format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time())))))


def set_up_second_factor(client: Client) -> str:
    """Scan and confirm; gives the secret back."""
    page = client.get("/account/2fa/totp/activate/").content.decode()
    secret = re.search(r'id="secret"[^>]*value="(\w+)"', page)[1]  # type: ignore[index]
    client.post("/account/2fa/totp/activate/", {"code": figures(secret)})
    return secret


def test_staff_are_led_to_the_second_factor_and_see_nothing_before(cast: Cast, client: Client) -> None:
    client.post("/account/login/", MAYA)

    for address in ("/desk/enterprises/", "/account/", "/account/tokens/"):
        assert client.get(address)["Location"] == "/account/2fa/totp/activate/"
    assert client.get("/api/v1/enterprises").status_code == 403
    page = client.get("/account/2fa/totp/activate/").content.decode()
    assert "data:image/svg+xml;base64," in page

    set_up_second_factor(client)
    assert client.get("/desk/enterprises/").status_code == 200


def test_the_second_time_the_figures_of_the_phone_are_asked_for(cast: Cast, client: Client) -> None:
    client.post("/account/login/", MAYA)
    secret = set_up_second_factor(client)
    client.post("/account/logout/")

    asked = client.post("/account/login/", MAYA, follow=True)
    before = client.get("/desk/enterprises/")
    wrong = client.post("/account/2fa/authenticate/", {"code": "000000"})
    time_now = time.time()
    later = str(format_hotp_value(hotp_value(secret, int(time_now // 30) + 1)))  # used figures work only once
    right = client.post("/account/2fa/authenticate/", {"code": later})

    assert asked.request["PATH_INFO"] == "/account/2fa/authenticate/"
    assert before.status_code == 302 and "login" in before["Location"]
    assert wrong.status_code == 200 and "Incorrect code" in wrong.content.decode()
    assert right["Location"] == "/desk/review/"


def test_a_recovery_code_opens_once(cast: Cast, client: Client) -> None:
    client.post("/account/login/", MAYA)
    set_up_second_factor(client)
    code = re.search(r"<code>(\w+)</code>", client.get("/account/2fa/recovery-codes/").content.decode())[1]  # type: ignore[index]

    answers = []
    for _ in range(2):
        client.post("/account/logout/")
        client.post("/account/login/", MAYA)
        answers.append(client.post("/account/2fa/authenticate/", {"code": code}).status_code)

    assert answers == [302, 200]


def test_taking_the_app_away_leads_staff_to_set_up_another(cast: Cast, client: Client) -> None:
    client.post("/account/login/", MAYA)
    set_up_second_factor(client)
    client.get("/desk/enterprises/")

    client.post("/account/2fa/totp/deactivate/")

    assert client.get("/desk/enterprises/")["Location"] == "/account/2fa/totp/activate/"


def test_an_owner_signs_in_with_a_password_alone(cast: Cast, client: Client) -> None:
    client.post("/account/login/", {"login": "lina@example.org", "password": PASSWORD})

    assert client.get("/account/").status_code == 200


def test_a_card_and_its_pin_open_the_own_enterprise(cast: Cast, client: Client) -> None:
    code = passes.issue(by=cast.omar, user=cast.worker, pin="2749").code
    before = client.get(f"/enter/?code={code}")
    old_session = client.session.session_key

    wrong = client.post("/enter/", {"code": code, "pin": "0000"})
    right = client.post("/enter/", {"code": code, "pin": "2749"})

    assert f'value="{code}"' in before.content.decode()
    assert wrong.status_code == 422 and "not right" in wrong.content.decode()
    assert right.status_code == 302
    assert client.session.session_key != old_session
    assert client.get("/account/").status_code == 200


def test_a_forgotten_password_is_chosen_anew_by_a_link_that_works_once(cast: Cast, client: Client) -> None:
    client.post("/account/password/reset/", {"email": "lina@example.org"})
    link = re.search(r"http://testserver(/\S+)", mail.outbox[0].body)[1]  # type: ignore[index]

    form = client.get(link, follow=True)
    chosen = {"password1": "quiet river moves stones", "password2": "quiet river moves stones"}
    done = client.post(form.request["PATH_INFO"], chosen, follow=True)
    again = Client().get(link)

    assert "Your new password is kept" in done.content.decode()
    assert "does not work any more" in again.content.decode()
    assert client.post("/account/login/", {"login": "lina@example.org", "password": chosen["password1"]}).status_code == 302


def test_nobody_learns_who_has_an_account(cast: Cast, client: Client) -> None:
    known = client.post("/account/password/reset/", {"email": "lina@example.org"}, follow=True)
    unknown = client.post("/account/password/reset/", {"email": "nobody@example.org"}, follow=True)
    wrong = [client.post("/account/login/", {"login": who, "password": "a wrong password"}).content.decode()
             for who in ("lina@example.org", "nobody@example.org")]  # fmt: skip

    def told(page: str) -> str:
        return re.sub(r'(value|content)="[^"]*"', "", page)

    assert told(known.content.decode()) == told(unknown.content.decode())
    assert told(wrong[0]) == told(wrong[1])


def test_guessing_a_password_is_stopped_even_before_the_right_one(cast: Cast, client: Client) -> None:
    for _ in range(5):
        client.post("/account/login/", {"login": "lina@example.org", "password": "a wrong password"})

    answer = client.post("/account/login/", {"login": "lina@example.org", "password": PASSWORD})

    assert answer.status_code == 200
    assert "_auth_user_id" not in client.session


def test_guessing_cards_from_one_place_is_stopped(cast: Cast, client: Client) -> None:
    answers = [client.post("/enter/", {"code": f"ABCDEF{n:02d}", "pin": "2749"}).status_code for n in range(31)]

    assert answers[0] == 422
    assert answers[-1] == 429


@pytest.mark.parametrize("evil", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"])
def test_sign_in_and_language_lead_to_no_other_site(cast: Cast, client: Client, evil: str) -> None:
    after_language = client.post("/language/", {"language": "fr", "next": evil})
    after_login = client.post("/account/login/", {"login": "lina@example.org", "password": PASSWORD, "next": evil})

    assert after_language["Location"] == "/"
    assert "evil" not in after_login["Location"] and "alert" not in after_login["Location"]


FORMS = ["/account/login/", "/enter/", "/language/", "/account/logout/", "/account/password/reset/", "/account/tokens/"]


@pytest.mark.parametrize("address", FORMS)
def test_a_form_of_another_site_does_nothing(cast: Cast, address: str) -> None:
    stranger = Client(enforce_csrf_checks=True)

    assert stranger.post(address, {**MAYA, "code": "A", "pin": "1", "language": "fr"}).status_code == 403


def test_signing_in_changes_the_session(cast: Cast, client: Client) -> None:
    client.get("/account/login/")
    session = client.session
    session["planted"] = "by somebody else"
    session.save()
    before = session.session_key

    client.post("/account/login/", {"login": "lina@example.org", "password": PASSWORD})

    assert client.session.session_key != before


def test_nobody_makes_an_account_for_themselves(client: Client, db: None) -> None:
    answer = client.post("/account/signup/", {"email": "new@example.org", "password1": PASSWORD, "password2": PASSWORD})

    assert "Accounts come from the programme" in answer.content.decode()


@pytest.mark.parametrize("address", ["/", "/account/login/", "/enter/", "/modules/", "/nowhere/"])
def test_every_page_carries_what_protects_it(client: Client, db: None, address: str) -> None:
    answer = client.get(address)

    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy and "unsafe" not in policy
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "same-origin"


def test_no_log_holds_who_signed_in(cast: Cast, client: Client, caplog: Any) -> None:
    code = passes.issue(by=cast.omar, user=cast.worker, pin="2749").code

    client.post("/account/login/", {"login": "lina@example.org", "password": "a wrong password"})
    client.post("/account/password/reset/", {"email": "lina@example.org"})
    client.post("/enter/", {"code": code, "pin": "0000"})
    client.get("/nowhere/?who=lina@example.org")

    assert not [word for word in ("lina", "Lina", code, PASSWORD, "2749") if word in caplog.text]
