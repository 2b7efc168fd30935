"""Addresses by name, for pages that write a hundred of them."""

import re
from functools import lru_cache
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, get_script_prefix, reverse

from genba.web.base.language import parted

PLAIN = re.compile(r"[A-Za-z0-9_-]+")
HOLE = "the-{}-goes-here"


def address(name: str, /, **parts: Any) -> str:
    """The address of a page. Django works out its shape once; codes and slugs, which are most parts, are put into it."""
    shape = shape_of(get_script_prefix(), name, *parts)
    if shape and all(isinstance(part, str) and PLAIN.fullmatch(part) for part in parts.values()):
        return shape.format(**parts)
    return reverse(name, kwargs=parts)


def lasting(request: HttpRequest, name: str, /, **parts: Any) -> str:
    """The whole address of a page without a language in front: printed, scanned or subscribed to, it speaks to each reader
    in their own."""
    return request.build_absolute_uri(parted(reverse(name, kwargs=parts))[1])


@lru_cache(maxsize=5000)
def shape_of(_stands: str, name: str, *parts: str) -> str:
    """ "/desk/enterprises/{code}/", below where the site stands; "" where a part is no text, such as a number: Django has to judge it."""
    try:
        found = reverse(name, kwargs={part: HOLE.format(part) for part in parts})
    except NoReverseMatch:
        return ""
    shape = found.replace("{", "{{").replace("}", "}}")
    for part in parts:
        shape = shape.replace(HOLE.format(part), f"{{{part}}}")
    return shape
