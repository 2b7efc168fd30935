"""Who asks: a program with a token, or a page of our own with its session. And how often."""

import time
from typing import Any

from django.core.cache import caches
from django.http import HttpRequest
from ninja.security import APIKeyCookie, HttpBearer
from ninja.throttling import BaseThrottle

from genba.access.actions import tokens

A_MINUTE = 60
REQUESTS_PER_MINUTE = 600


class Token(HttpBearer):
    """Authorization: Bearer gnb_… The user is narrowed to the one grant of the token."""

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        user = tokens.check(token.strip())
        if user:
            request.user = user
            request.throttled_as = f"token:{tokens.digest_of(token.strip())[:32]}"  # type: ignore[attr-defined]
        return user


class Session(APIKeyCookie):
    """The session of somebody who is signed in, from our own pages: anything but reading needs the CSRF token."""

    param_name = "sessionid"

    def __call__(self, request: HttpRequest) -> Any:
        # A wrong token is no token: it never falls back to who happens to be signed in.
        return None if "Authorization" in request.headers else super().__call__(request)

    def authenticate(self, request: HttpRequest, key: str | None) -> Any:
        if not request.user.is_authenticated:
            return None
        request.throttled_as = f"user:{request.user.pk}"  # type: ignore[attr-defined]
        return request.user


class PerMinute(BaseThrottle):
    """So many requests in each minute of the clock, for each token or user, at each process of the server.

    Counted in the memory of the process: reading must not wait until somebody has finished writing to the database.
    """

    def allow_request(self, request: HttpRequest) -> bool:
        who = getattr(request, "throttled_as", "")
        if not who:
            return True
        counts, key = caches["process"], f"api:{who}:{int(time.time() // A_MINUTE)}"
        counts.add(key, 0, A_MINUTE)
        return counts.incr(key) <= REQUESTS_PER_MINUTE

    def wait(self) -> float:
        return A_MINUTE - time.time() % A_MINUTE
