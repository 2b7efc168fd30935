"""A program that asks: a token of one grant, and a client that sends it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from genba.access.actions import tokens
from genba.access.models import User

BASE = "/api/v1"


class Program:
    """Speaks JSON with the token of a user."""

    def __init__(self, secret: str) -> None:
        self.client = Client(HTTP_AUTHORIZATION=f"Bearer {secret}")

    def get(self, path: str, query: dict[str, Any] | None = None, **headers: Any) -> Any:
        return self.client.get(BASE + path, query or {}, headers=headers or None)

    def send(self, method: str, path: str, body: Any, **headers: Any) -> Any:
        return self.client.generic(
            method, BASE + path, _json(body), content_type="application/json", headers=headers or None
        )

    def post(self, path: str, body: Any, **headers: Any) -> Any:
        return self.send("POST", path, body, **headers)

    def patch(self, path: str, body: Any, **headers: Any) -> Any:
        return self.send("PATCH", path, body, **headers)

    def put(self, path: str, body: Any, **headers: Any) -> Any:
        return self.send("PUT", path, body, **headers)


def _json(body: Any) -> str:
    import json

    return body if isinstance(body, str) else json.dumps(body, default=str)


@pytest.fixture
def program() -> Callable[[User], Program]:
    """Makes the program of somebody who may make tokens."""
    cache.clear()

    def make(user: User) -> Program:
        _token, secret = tokens.make(by=user, grant=user.grants.get(), name="Test", days=30)
        return Program(secret)

    return make
