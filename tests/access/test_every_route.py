"""Every address says who may come in, and nobody comes in by an address that forgot to."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from genba.access.permissions import Permission
from genba.access.roles import ROLES
from genba.api.front import front
from tests.cast import Cast

# The sign-in library guards its own pages; each of them stands below /account/ and is about oneself.
LIBRARY = "allauth."
GIVEN = {"code": "ZZZZZZZZ", "slug": "nothing", "lesson": "nothing", "calculator": "nothing", "country": "KE", "period": "2026",
         "line": "1", "person": "ZZZZZZZZ", "other": "ZZZZZZZZ", "merge": "ZZZZZZZZ", "session": "2026-01-01-morning",
         "key": "2026-01-01-morning", "role": "trainer", "uidb36": "1", "format": "pdf", "engagement": "ZZZZZZZZ",
         "absence": "ZZZZZZZZ", "secret": "nothing", "token": "nothing", "noun": "visit", "kind": "report", "whose": "trainer",
         "record": "ZZZZZZZZ"}  # fmt: skip


def routes(
    patterns: Any, before: str = "", names: dict[str, Any] | None = None
) -> Iterator[tuple[str, dict[str, Any], Any]]:
    """Every address with the names of what is filled in, and the function behind it."""
    for one in patterns:
        filled = {**(names or {}), **one.pattern.converters}
        if isinstance(one, URLResolver):
            yield from routes(one.url_patterns, before + str(one.pattern), filled)
        elif isinstance(one, URLPattern):
            yield before + str(one.pattern), filled, one.callback


def operations() -> dict[Any, list[Any]]:
    """What each operation of the API declares, by its address."""
    said: dict[str, list[Any]] = {}
    for prefix, router in front._routers:
        for path, view in router.path_operations.items():
            address = "api/v1/" + re.sub(r"{([\w:]+)}", r"<\1>", f"{prefix}{path}".strip("/"))
            said.setdefault(address, []).extend(getattr(one.view_func, "access", None) for one in view.operations)
    return said


def declared(path: str, view: Any) -> list[Any]:
    """What a view declares; an address of the API declares for each of its operations."""
    return API.get(path) or [getattr(view, "access", None)]


ALL = [(path, names, view) for path, names, view in routes(get_resolver().url_patterns)]
API = operations()  # known only once all addresses are
OURS = [(path, names, view) for path, names, view in ALL if not view.__module__.startswith(LIBRARY)]


def test_the_walk_sees_the_whole_house() -> None:
    surfaces = {path.partition("/")[0] for path, _names, _view in ALL}

    assert {"desk", "field", "portal", "modules", "account", "api"} <= surfaces
    assert len(OURS) > 60


@pytest.mark.parametrize(("path", "names", "view"), OURS, ids=[path or "/" for path, _names, _view in OURS])
def test_every_address_declares_who_may_come_in(path: str, names: dict[str, Any], view: Any) -> None:
    for access in declared(path, view):
        assert access in ("public", "signed-in") or isinstance(access, Permission), path


def test_pages_of_the_sign_in_library_stand_below_the_account() -> None:
    theirs = [path for path, _names, view in ALL if view.__module__.startswith(LIBRARY)]

    assert theirs and all(path.startswith("account/") for path in theirs)


@pytest.mark.django_db
def test_a_stranger_is_sent_to_the_door_by_every_address_that_is_not_public(client: Any) -> None:
    let_in = {}
    for path, names, view in OURS:
        if "public" in declared(path, view):
            continue
        answer = client.get(address(path, names))
        is_at_the_door = answer.status_code == 302 and "/account/login/" in answer["Location"]
        if not is_at_the_door and answer.status_code not in (401, 404, 405):
            let_in[path] = answer.status_code

    assert let_in == {}


@pytest.mark.parametrize("permission", Permission)
def test_every_permission_is_held_by_some_role_and_asked_for_somewhere(permission: Permission) -> None:
    assert any(permission in role.permissions for role in ROLES.values())


def test_whoever_lacks_a_permission_is_turned_away_from_every_page_that_asks_for_it(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast.brand_officer)
    held = ROLES["brand-officer"].permissions

    let_in = {}
    for path, names, view in OURS:
        if any(said in held or not isinstance(said, Permission) for said in declared(path, view)):
            continue
        answer = client.get(address(path, names))
        if answer.status_code not in (401, 403, 404, 405):  # 401: where no session opens the door
            let_in[path] = answer.status_code

    assert let_in == {}


def address(path: str, names: dict[str, Any]) -> str:
    """An address with its places filled in."""
    for name in names:
        for mark in (f"<{name}>", *(f"<{kind}:{name}>" for kind in ("str", "slug", "int", "path"))):
            path = path.replace(mark, GIVEN.get(name, "1"))
    return "/" + path
