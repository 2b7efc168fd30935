"""How far somebody who brings a file may reach: the same policy as everywhere; the system itself reaches everything."""

from typing import Any, TypeVar

from django.db.models import Model, QuerySet

from genba.access import policy
from genba.access.models import User
from genba.access.permissions import Permission
from genba.audit.actions import System

M = TypeVar("M", bound=Model)


def rows_within(by: User | System, permission: Permission, model: type[M]) -> QuerySet[M]:
    """The rows of a model to which whoever brings the file may do this."""
    if isinstance(by, User):
        return policy.visible(by, permission, model)
    return model._default_manager.all()


def those_within(by: User | System, permission: Permission, kind: str) -> set[Any] | None:
    """The keys of a kind of scope ("country", "provider") within reach; None when all are."""
    within = policy.reach(by, permission) if isinstance(by, User) else None
    return None if within is None else set(within.get(kind, []))
