"""Whoever tries many codes in a minute has to wait. Counted for one address, in the memory of each process."""

import time

from allauth.core.ratelimit import respond_429
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse

WRONG_PER_MINUTE = 20  # the right codes of a whole cohort may be looked up one after the other: none of them is wrong


def too_many(request: HttpRequest, noun: str) -> HttpResponse | None:
    """The answer to somebody who guesses, else None."""
    if caches["process"].get(_key(request, noun), 0) < WRONG_PER_MINUTE:
        return None
    answer: HttpResponse = respond_429(request)
    return answer


def wrong(request: HttpRequest, noun: str) -> None:
    """Count a code that leads nowhere."""
    counts, key = caches["process"], _key(request, noun)
    counts.add(key, 0, 60)
    counts.incr(key)


def _key(request: HttpRequest, noun: str) -> str:
    return f"{noun}:{request.META.get('REMOTE_ADDR', '')}:{int(time.time() // 60)}"
