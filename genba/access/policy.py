"""The one policy. A list and a check can never disagree, because the check is the list.

Every model that people see says once, as `hangs`, how its rows hang below each kind of scope. `visible` turns the
grants of a user into rows; `can` asks whether a row is among them.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.contrib.auth.models import AnonymousUser
from django.db.models import Model, Q, QuerySet

from genba.access.models import Grant, User
from genba.access.permissions import Permission

M = TypeVar("M", bound=Model)
Anyone = User | AnonymousUser
Reach = str | Callable[[list[Any]], Q] | None


@dataclass(frozen=True)
class Hangs:
    """How the rows of a model hang below each kind of scope.

    Each value is the lookup that leads to the scope's key ("enterprise__country_id"), or a function from keys to a
    condition, or None where a scope of that kind reaches no row. `read` is the permission that makes rows visible.
    """

    read: Permission
    country: Reach = None
    provider: Reach = None
    enterprise: Reach = None
    brand: Reach = None
    sponsor: Reach = None
    self: Reach = None

    def condition(self, kind: str, keys: list[Any]) -> Q | None:
        reach: Reach = getattr(self, kind)
        if reach is None:
            return None
        if callable(reach):
            return reach(keys)
        return Q(**{reach: keys[0]}) if len(keys) == 1 else Q(**{f"{reach}__in": keys})


def grants(user: Anyone, permission: Permission) -> tuple[Grant, ...]:
    """The user's grants in force that hold the permission."""
    if not isinstance(user, User) or not user.is_active:
        return ()
    return tuple(g for g in user.held if permission in g.permissions)


def standing(user: Anyone) -> tuple[Any, ...]:
    """What decides which rows a user sees. Users of the same standing see the same: all coordinators of one provider."""
    if not isinstance(user, User) or not user.is_active:
        return ()
    own = user.pk if any(g.scope_kind == "self" for g in user.held) else None
    return own, *sorted((g.role, g.scope_kind, g.scope_id) for g in user.held)


def allowed(user: Anyone, permission: Permission) -> bool:
    """Whether the user holds the permission in any scope at all."""
    return bool(grants(user, permission))


def reach(user: Anyone, permission: Permission) -> dict[str, list[Any]] | None:
    """The keys within reach by kind of scope; None when everything is."""
    keys: dict[str, list[Any]] = defaultdict(list)
    for grant in grants(user, permission):
        if grant.scope_kind == "everywhere":
            return None
        if grant.scope_kind == "self":
            keys["self"] = [user.pk]
        else:
            keys[grant.scope_kind].append(grant.scope_id if grant.scope_kind == "country" else int(grant.scope_id))
    return keys


def condition(user: Anyone, permission: Permission, hangs: Hangs) -> Q | None:
    """The condition that keeps the rows within reach: Q() for all of them, None for none."""
    within = reach(user, permission)
    if within is None:
        return Q()
    parts = [q for kind, keys in within.items() if (q := hangs.condition(kind, keys)) is not None]
    return None if not parts else _any(parts)


def _any(parts: Iterable[Q]) -> Q:
    whole = Q()
    for part in parts:
        whole |= part
    return whole


def visible(user: Anyone, permission: Permission, model: type[M]) -> QuerySet[M]:
    """The rows of a model to which the user may do this."""
    rows: QuerySet[M] = model._default_manager.all()
    hangs: Hangs = model.hangs  # type: ignore[attr-defined]
    kept = condition(user, permission, hangs)
    if kept is None:
        return rows.none()
    return rows.filter(kept) if kept else rows


def can(user: Anyone, permission: Permission, thing: Model) -> bool:
    """Whether the user may do this to this thing."""
    return visible(user, permission, type(thing)).filter(pk=thing.pk).exists()
