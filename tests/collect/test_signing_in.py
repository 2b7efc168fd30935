"""Who comes in, written from the text of the Authentication API (docs.getodk.org/openrosa-authentication) and RFC 2617."""

import base64
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client

from genba.access.actions import users
from genba.audit.models import Event
from genba.collect import digest
from genba.collect.actions import passwords
from genba.collect.models import CollectPassword
from genba.kit.refused import Refused
from genba.sync.actions import devices
from genba.sync.models import Device
from tests.cast import PASSWORD, Cast
from tests.collect.collectors import Collector, nonce_of, said

LIST = "/collect/formList"


def knows(phone: Collector) -> Collector:
    """It has a nonce."""
    phone.nonce = nonce_of(phone.client.get(LIST))
    return phone


def basic(name: str, secret: str) -> dict[str, str]:
    return {"Authorization": "Basic " + base64.b64encode(f"{name}:{secret}".encode()).decode()}


def test_the_example_of_the_specification_is_computed_as_there() -> None:
    """“username "Mufasa", password "Circle Of Life"” … “= 6629fae49393a05397450978507c4ef1”"""
    ha1 = digest.md5("Mufasa", "testrealm@host.com", "Circle Of Life")
    said = {"uri": "/dir/index.html", "nonce": "dcd98b7102dd2f0e8b11d0f600bfb0c093", "nc": "00000001", "cnonce": "0a4f113b",
            "qop": "auth", "response": "6629fae49393a05397450978507c4ef1"}  # fmt: skip

    assert ha1 == "939e7578ed9e3c518a452acee763bce9" and digest.is_right(said, "GET", ha1)


def test_a_stranger_is_challenged(client: Client) -> None:
    """“algorithm: server MUST omit or specify "MD5"” … “domain: server MUST specify” … “qop: server MAY request any”"""
    answer = client.get(LIST)

    challenge = answer["WWW-Authenticate"]
    assert answer.status_code == 401 and answer["X-OpenRosa-Version"] == "1.0" and said(answer)
    assert challenge.startswith("Digest ") and 'domain="/collect/"' in challenge and "algorithm=MD5" in challenge
    assert 'qop="auth"' in challenge and "Basic" not in challenge and nonce_of(answer) != nonce_of(client.get(LIST))


def test_basic_is_offered_and_taken_only_where_nobody_listens(cast: Cast, client: Client) -> None:
    """“Basic Authentication MUST NOT be performed over a non-secure (HTTP) connection.”"""
    phone = Collector(cast.omar)
    headers = basic(cast.omar.code, phone.secret)

    assert client.get(LIST, headers=headers).status_code == 401
    assert client.get(LIST, headers=headers, secure=True).status_code == 200
    assert "Basic realm=" in client.get(LIST, secure=True)["WWW-Authenticate"]
    assert client.get(LIST, headers=basic(cast.omar.code, "wrong"), secure=True).status_code == 401
    assert client.get(LIST, headers={"Authorization": "Basic %%%"}, secure=True).status_code == 401


def test_the_password_of_the_account_opens_nothing_here(cast: Cast, client: Client) -> None:
    for name in (cast.omar.code, "omar@example.org"):
        assert client.get(LIST, headers=basic(name, PASSWORD), secure=True).status_code == 401


def test_a_session_opens_nothing_here(cast: Cast, sign_in: Any) -> None:
    assert sign_in(cast.omar).get(LIST).status_code == 401


def test_the_same_proof_twice_is_good_once_and_a_new_nonce_follows(cast: Cast) -> None:
    """RFC 2617: “If the same nc value is seen twice, then the request is a replay.”"""
    phone = knows(Collector(cast.omar))
    proof = phone.proof("GET", LIST)
    assert phone.sent("GET", LIST, proof).status_code == 200

    again = phone.sent("GET", LIST, proof)

    assert again.status_code == 401 and "stale=TRUE" in again["WWW-Authenticate"]
    assert phone.sent("GET", LIST, phone.proof("GET", LIST)).status_code == 200  # the nonce is good for other counts


def test_an_old_nonce_is_stale_and_a_wrong_password_with_it_is_just_wrong(cast: Cast, in_april: Any) -> None:
    """“stale: device MUST make every effort to not prompt the user … if this is TRUE”"""
    phone = knows(Collector(cast.omar))
    in_april.shift(digest.NONCE_SECONDS + 5)

    right = phone.sent("GET", LIST, phone.proof("GET", LIST))
    wrong = phone.sent("GET", LIST, phone.proof("GET", LIST, secret="wrong"))

    assert "stale=TRUE" in right["WWW-Authenticate"] and "stale" not in wrong["WWW-Authenticate"]
    assert phone.ask("GET", LIST).status_code == 200  # as an app does it: once more, by itself


def test_a_nonce_that_we_did_not_make_is_no_nonce(cast: Cast) -> None:
    phone = knows(Collector(cast.omar))
    phone.nonce = "made-up:1tPqZ0:abc"

    assert "stale=TRUE" in phone.sent("GET", LIST, phone.proof("GET", LIST))["WWW-Authenticate"]


def test_a_proof_for_one_address_or_method_opens_no_other(cast: Cast) -> None:
    phone = knows(Collector(cast.omar))

    assert phone.sent("GET", "/collect/forms/x/form.xml", phone.proof("GET", LIST)).status_code == 400
    assert phone.sent("GET", LIST, phone.proof("POST", LIST)).status_code == 401
    assert phone.sent("GET", f"{LIST}?{urlencode({'deviceID': 'collect:9 x'})}",
                      phone.proof("GET", f"{LIST}?{urlencode({'deviceID': 'collect:9 x'})}")).status_code == 200  # fmt: skip


@pytest.mark.parametrize(
    "broken", ["Digest", "Digest username", 'Digest username="x"', "Bearer gnb_x", "Digest ,,,=", "Digest \x7f"]
)
def test_what_is_no_proof_is_challenged(client: Client, db: None, broken: str) -> None:
    assert client.get(LIST, headers={"Authorization": broken}).status_code == 401


@pytest.mark.parametrize("other", ["auth-int", "", "none"])
def test_only_the_subset_of_the_specification_is_spoken(cast: Cast, other: str) -> None:
    phone = knows(Collector(cast.omar))

    assert phone.sent("GET", LIST, phone.proof("GET", LIST).replace("qop=auth", f"qop={other}")).status_code == 401


def test_after_five_wrong_passwords_the_name_rests(cast: Cast, in_april: Any) -> None:
    phone, other = knows(Collector(cast.omar)), Collector(cast.coordinator)
    for _ in range(5):
        assert phone.sent("GET", LIST, phone.proof("GET", LIST, secret="guess")).status_code == 401

    resting = phone.sent("GET", LIST, phone.proof("GET", LIST))

    assert resting.status_code == 429 and "five minutes" in said(resting)
    assert other.ask("GET", LIST).status_code == 200
    in_april.shift(passwords.PAUSE_SECONDS + 1)
    assert phone.ask("GET", LIST).status_code == 200


def test_a_new_password_ends_the_old_one_and_withdrawing_ends_it_too(cast: Cast) -> None:
    old = Collector(cast.omar)
    new = Collector(cast.omar)
    assert old.ask("GET", LIST).status_code == 401 and new.ask("GET", LIST).status_code == 200

    passwords.withdraw(by=cast.omar)

    assert new.ask("GET", LIST).status_code == 401 and passwords.current(cast.omar) is None
    assert list(Event.objects.filter(noun="collectpassword").values_list("verb", flat=True).order_by("pk")) == [
        "make", "withdraw", "make", "withdraw"]  # fmt: skip


def test_it_ends_after_a_year_and_with_its_user(cast: Cast, in_april: Any) -> None:
    phone, other = Collector(cast.omar), Collector(cast.coordinator)
    cast.coordinator.is_active = False
    cast.coordinator.save()
    assert other.ask("GET", LIST).status_code == 401

    in_april.shift(366 * 86400)

    assert phone.ask("GET", LIST).status_code == 401


def test_a_role_that_ended_fetches_nothing_with_its_password(cast: Cast) -> None:
    phone = Collector(cast.omar)
    for grant in cast.omar.grants.all():
        users.take(by=cast.director, grant=grant)

    assert phone.ask("GET", LIST).status_code == 403


def test_who_sends_no_records_gets_no_password(cast: Cast) -> None:
    for user in (cast.owner, cast.auditor, cast.brand_officer):
        with pytest.raises(Refused):
            passwords.make(by=user)


def test_a_phone_that_was_withdrawn_as_lost_is_shut_out_whatever_it_calls_itself(cast: Cast) -> None:
    """“The deviceID is advisory information only … Anyone can claim to have a given IMEI”"""
    phone = Collector(cast.omar)
    assert phone.ask("GET", LIST).status_code == 200 and phone.ask("GET", LIST).status_code == 200
    device = Device.objects.get(user=cast.omar)

    devices.withdraw(by=cast.coordinator, device=device)

    assert phone.ask("GET", LIST).status_code == 401
    phone.device = "collect:another"
    assert phone.ask("GET", LIST).status_code == 401 and passwords.current(cast.omar) is None
    assert Collector(cast.omar).ask("GET", LIST).status_code == 200  # the next phone, with a new password


def test_a_password_serves_a_few_phones_and_no_crowd(cast: Cast) -> None:
    phone = Collector(cast.omar)
    for n in range(21):
        phone.device = f"collect:{n}"
        last = phone.ask("GET", LIST)

    assert last.status_code == 403 and Device.objects.count() == 20


def test_what_is_kept_of_a_password_opens_nothing_by_itself(cast: Cast) -> None:
    phone = Collector(cast.omar)
    row = CollectPassword.objects.get()

    assert phone.secret not in row.sealed and row.sealed != digest.ha1(cast.omar.code, phone.secret)
    assert digest.seal(row.sealed, row.code) == digest.ha1(cast.omar.code, phone.secret)
