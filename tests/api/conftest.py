"""A program that asks with a token of one grant, and a page of our own that asks with its session."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client

from genba.access.actions import tokens
from genba.access.models import User
from tests.scenes_sheet import at_today

__all__ = ["at_today"]
BASE = "/api/v1"


class Program:
    """Speaks JSON with the API."""

    def __init__(self, client: Client) -> None:
        self.client = client

    def get(self, path: str, query: dict[str, Any] | None = None, **headers: Any) -> Any:
        return self.client.get(BASE + path, query or {}, headers=headers or None)

    def send(self, method: str, path: str, body: Any, **headers: Any) -> Any:
        text = body if isinstance(body, str) else json.dumps(body, default=str)
        return self.client.generic(method, BASE + path, text, content_type="application/json", headers=headers or None)

    def post(self, path: str, body: Any, **headers: Any) -> Any:
        return self.send("POST", path, body, **headers)

    def patch(self, path: str, body: Any, **headers: Any) -> Any:
        return self.send("PATCH", path, body, **headers)

    def put(self, path: str, body: Any, **headers: Any) -> Any:
        return self.send("PUT", path, body, **headers)


@pytest.fixture(autouse=True)
def a_fresh_minute(at_today: Any) -> None:
    """It is the day of the scene, and nobody has asked for anything yet."""
    caches["process"].clear()


@pytest.fixture
def program() -> Callable[[User], Program]:
    """Makes the program of somebody who may make tokens."""

    def make(user: User) -> Program:
        _token, secret = tokens.make(by=user, grant=user.grants.get(), name="Test", days=30)
        return Program(Client(HTTP_AUTHORIZATION=f"Bearer {secret}"))

    return make


@pytest.fixture
def page() -> Callable[[User], Program]:
    """Makes a page of our own, of somebody who is signed in: trainers and owners make no tokens."""

    def make(user: User) -> Program:
        client = Client()
        client.force_login(user)
        session = client.session
        session["second_factor_is_set"] = True
        session.save()
        return Program(client)

    return make
