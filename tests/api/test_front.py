"""Who is let in, how often, and how the API says no."""

import json
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from genba.access.actions import tokens, users
from genba.api import keys
from genba.audit.actions import SYSTEM
from tests.cast import Cast

LIST = "/api/v1/enterprises"


def problem_of(answer: Any) -> dict[str, Any]:
    assert answer["Content-Type"].startswith("application/problem+json")
    found: dict[str, Any] = json.loads(answer.content)
    assert found["status"] == answer.status_code and found["title"]
    return found


@pytest.mark.django_db
@pytest.mark.parametrize("header", [None, "Bearer gnb_wrong", "Bearer", "Basic bWF5YTp4", "Token x"])
def test_without_a_good_token_nobody_is_let_in(client: Any, header: str | None) -> None:
    answer = client.get(LIST, headers={"Authorization": header} if header else None)

    assert answer.status_code == 401
    assert answer["WWW-Authenticate"] == "Bearer"
    assert "Bearer gnb_" in problem_of(answer)["detail"]


def test_a_wrong_token_is_not_saved_by_a_session(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast.coordinator)

    assert client.get(LIST).status_code == 200
    assert client.get(LIST, headers={"Authorization": "Bearer gnb_wrong"}).status_code == 401


def test_a_session_writes_only_with_the_token_of_its_page(cast: Cast) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(cast.coordinator)
    session = strict.session
    session["second_factor_is_set"] = True
    session.save()
    body = json.dumps({"name": "Thika Bakers", "country": "KE", "provider": cast.provider.code})

    refused = strict.post(LIST, body, content_type="application/json")
    strict.get("/enter/")
    mark = strict.cookies["csrftoken"].value
    allowed = strict.post(LIST, body, content_type="application/json", headers={"X-CSRFToken": mark})

    assert refused.status_code == 403
    assert allowed.status_code == 201


def test_staff_without_a_second_factor_are_not_let_in_by_their_session(cast: Cast, client: Any) -> None:
    client.force_login(cast.coordinator)

    assert client.get(LIST).status_code == 403


def test_a_token_reaches_no_further_than_its_grant(cast: Cast, program: Any) -> None:
    maya = program(cast.coordinator)
    users.give(by=SYSTEM, user=cast.coordinator, role="programme-director", scope_kind="everywhere")

    found = maya.get("/enterprises").json()

    assert [e["name"] for e in found["items"]] == ["Sample Street Garments"]
    assert maya.get(f"/enterprises/{cast.metals.code}").status_code == 404
    assert maya.get("/figures").status_code == 403


def test_a_token_that_was_revoked_is_no_token(cast: Cast) -> None:
    token, secret = tokens.make(by=cast.coordinator, grant=cast.coordinator.grants.get(), name="Test", days=30)
    client = Client(HTTP_AUTHORIZATION=f"Bearer {secret}")

    before = client.get(LIST).status_code
    tokens.revoke(by=cast.coordinator, token=token)

    assert (before, client.get(LIST).status_code) == (200, 401)


def test_who_asks_too_often_is_told_when_to_come_again(cast: Cast, program: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keys, "REQUESTS_PER_MINUTE", 2)
    monkeypatch.setattr(keys.time, "time", lambda: 1_800_000_010.0)
    maya, dana = program(cast.coordinator), program(cast.director)
    cache.clear()

    told = [maya.get("/enterprises").status_code for _ in range(3)]
    late = maya.get("/enterprises")

    assert told == [200, 200, 429]
    assert 0 < int(late["Retry-After"]) <= 60 and problem_of(late)
    assert dana.get("/enterprises").status_code == 200


def test_a_field_that_does_not_exist_is_named(cast: Cast, program: Any) -> None:
    answer = program(cast.coordinator).post("/enterprises", {"name": "Thika Bakers", "country": "KE", "colour": "red"})

    said = problem_of(answer)
    assert answer.status_code == 422
    assert said["errors"] == [{"field": "colour", "detail": "There is no field of this name."}]


def test_every_fault_is_told_at_once_with_its_place(cast: Cast, program: Any) -> None:
    answer = program(cast.coordinator).post("/enterprises", {
        "country": "Kenya", "workforce": [{"role": "worker", "sex": "female", "people": -1}]})  # fmt: skip

    assert {e["field"] for e in problem_of(answer)["errors"]} == {"name", "country", "workforce.0.people"}


@pytest.mark.parametrize("body", ["{", "[]", '"text"', "", "null", '{"name": "\\u0000", "country": "KE"}'])
def test_what_is_no_such_thing_is_a_clear_no(cast: Cast, program: Any, body: str) -> None:
    answer = program(cast.coordinator).post("/enterprises", body)

    assert answer.status_code in (400, 422)
    assert problem_of(answer)


@pytest.mark.parametrize(
    "path", ["/enterprises/ZZZZZZZZ", "/enterprises/ZZZZZZZZ/sheet", "/modules/nothing", "/visits/ZZZZZZZZ"]
)
def test_what_does_not_exist_is_not_found(cast: Cast, program: Any, path: str) -> None:
    answer = program(cast.coordinator).get(path)

    assert answer.status_code == 404
    assert problem_of(answer)


def test_a_no_is_said_in_the_language_of_who_asks(cast: Cast, program: Any) -> None:
    answer = program(cast.coordinator).get("/enterprises/ZZZZZZZZ", **{"Accept-Language": "fr"})

    assert answer.status_code == 404
    assert problem_of(answer)["title"] != "We cannot find this"


def test_what_is_the_same_is_not_sent_again(cast: Cast, program: Any) -> None:
    maya = program(cast.coordinator)
    first = maya.get(f"/enterprises/{cast.garments.code}")

    again = maya.get(f"/enterprises/{cast.garments.code}", **{"If-None-Match": first["ETag"]})
    changed = maya.patch(f"/enterprises/{cast.garments.code}", {"version": 1, "city": "Mombasa"})
    after = maya.get(f"/enterprises/{cast.garments.code}", **{"If-None-Match": first["ETag"]})

    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")
    assert changed.status_code == 200
    assert (after.status_code, after.json()["city"]) == (200, "Mombasa")
    assert "private" in first["Cache-Control"] and "Authorization" in first["Vary"]


def test_an_edit_of_what_is_no_longer_so_fails_on_its_condition(cast: Cast, program: Any) -> None:
    maya = program(cast.coordinator)
    path = f"/enterprises/{cast.garments.code}"
    tag = maya.get(path)["ETag"]

    first = maya.patch(path, {"version": 1, "city": "Mombasa"}, **{"If-Match": tag})
    second = maya.patch(path, {"version": 2, "city": "Kisumu"}, **{"If-Match": tag})

    assert (first.status_code, second.status_code) == (200, 412)
    assert maya.get(path).json()["city"] == "Mombasa"


def test_the_second_of_two_editors_hears_what_it_says_now(cast: Cast, program: Any) -> None:
    maya = program(cast.coordinator)
    path = f"/enterprises/{cast.garments.code}"

    maya.patch(path, {"version": 1, "city": "Mombasa"})
    late = maya.patch(path, {"version": 1, "city": "Kisumu"})

    said = problem_of(late)
    assert late.status_code == 409
    assert (said["version"], said["current"]) == (2, {"city": "Mombasa"})
