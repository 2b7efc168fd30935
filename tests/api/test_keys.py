"""Who is let in by a token or a session, and how often."""

import json
from typing import Any

import pytest
from django.test import Client

from genba.access.actions import tokens, users
from genba.api import keys
from genba.audit.actions import SYSTEM
from genba.directory.models import Enterprise
from tests.api.answers import problem_of
from tests.cast import Cast

LIST = "/api/v1/enterprises"


@pytest.mark.django_db
@pytest.mark.parametrize("header", [None, "Bearer gnb_wrong", "Bearer", "Basic bWF5YTp4", "Token x"])
def test_without_a_good_token_nobody_is_let_in(client: Any, header: str | None) -> None:
    answer = client.get(LIST, headers={"Authorization": header} if header else None)

    assert "Bearer gnb_" in problem_of(answer, 401)["detail"]
    assert answer["WWW-Authenticate"] == "Bearer"


def test_a_wrong_token_is_not_saved_by_a_session(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast.coordinator)

    assert client.get(LIST).status_code == 200
    assert client.get(LIST, headers={"Authorization": "Bearer gnb_wrong"}).status_code == 401


def test_a_token_acts_for_its_own_user_whoever_is_signed_in(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast.director)
    _token, secret = tokens.make(by=cast.coordinator, grant=cast.coordinator.grants.get(), name="Test", days=30)

    found = client.get(LIST, headers={"Authorization": f"Bearer {secret}"}).json()["items"]

    assert [firm["code"] for firm in found] == [cast.garments.code]


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

    assert "X-CSRFToken" in problem_of(refused, 403)["detail"]
    assert allowed.status_code == 201
    assert Enterprise.objects.filter(name="Thika Bakers").count() == 1


def test_a_token_needs_no_token_of_a_page(cast: Cast) -> None:
    _token, secret = tokens.make(by=cast.coordinator, grant=cast.coordinator.grants.get(), name="Test", days=30)
    strict = Client(enforce_csrf_checks=True, HTTP_AUTHORIZATION=f"Bearer {secret}")

    answer = strict.post(LIST, json.dumps({"name": "Thika Bakers", "country": "KE", "provider": cast.provider.code}),
                         content_type="application/json")  # fmt: skip

    assert answer.status_code == 201


def test_staff_without_a_second_factor_are_not_let_in_by_their_session(cast: Cast, client: Any) -> None:
    client.force_login(cast.coordinator)

    problem_of(client.get(LIST), 403)


def test_who_asks_too_often_is_told_when_to_come_again(
    cast: Cast, program: Any, at_today: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keys, "REQUESTS_PER_MINUTE", 2)
    maya, dana = program(cast.coordinator), program(cast.director)

    told = [maya.get("/enterprises").status_code for _ in range(3)]
    late = maya.get("/enterprises")
    wait = int(late["Retry-After"])
    others = dana.get("/enterprises").status_code
    at_today.shift(wait)
    later = maya.get("/enterprises").status_code

    assert told == [200, 200, 429]
    assert "Retry-After" in problem_of(late, 429)["detail"] and 0 < wait <= 60
    assert (others, later) == (200, 200)
