"""The page where a trainer makes a collect password, and what it tells the app."""

import base64
import json
import re
import zlib
from typing import Any

from genba.collect.actions import passwords
from genba.web.field.views import collect
from tests.cast import Cast
from tests.collect.collectors import Collector


def test_a_password_is_shown_once_and_opens_the_door(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast.omar)
    answer = client.post("/field/collect/password/")
    page = answer.content.decode()

    (secret,) = re.findall(r"<bdi>((?:[2-9A-Z]{4}-){3}[2-9A-Z]{4})</bdi>", page)

    assert "no-store" in answer["Cache-Control"] and cast.omar.code in page and "http://testserver/collect" in page
    assert secret not in client.get("/field/collect/").content.decode()
    found = passwords.by_basic(cast.omar.code, secret)
    assert found is not None and found.user == cast.omar


def test_the_square_code_sets_the_app_up(cast: Cast) -> None:
    """“JSON, zlib, base64”, as docs.getodk.org/collect-import-export writes it down."""
    said = collect._settings("https://host/collect", "K7WM2P9R", "ABCD-EFGH")

    general = json.loads(zlib.decompress(base64.b64decode(said)))["general"]
    assert (general["server_url"], general["username"], general["password"]) == (
        "https://host/collect",
        "K7WM2P9R",
        "ABCD-EFGH",
    )


def test_withdrawn_on_the_page_it_opens_nothing(cast: Cast, sign_in: Any) -> None:
    phone = Collector(cast.omar)

    page = sign_in(cast.omar).post("/field/collect/password/withdraw/", follow=True).content.decode()

    assert "Make a collect password" in page and phone.ask("GET", "/collect/formList").status_code == 401


def test_nothing_is_made_or_withdrawn_by_a_link(cast: Cast, sign_in: Any) -> None:
    assert sign_in(cast.omar).get("/field/collect/password/").status_code == 405
    assert sign_in(cast.omar).get("/field/collect/password/withdraw/").status_code == 405
    assert sign_in(cast.owner).get("/field/collect/").status_code == 403


def test_staff_without_a_second_factor_make_none(cast: Cast, client: Any) -> None:
    client.force_login(cast.omar)

    assert "/account/2fa/" in client.post("/field/collect/password/")["Location"]
    assert passwords.current(cast.omar) is None
