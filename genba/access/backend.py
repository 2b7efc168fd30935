"""allauth's way of signing in; the user of a session is read by a prepared query: every page begins with it."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import QuerySet

from genba.access.models import User
from genba.kit.prepared import Prepared

FIELDS = [f.attname for f in User._meta.concrete_fields]


class Backend(AuthenticationBackend):  # type: ignore[misc]
    """As allauth's; only the reading is ours."""

    def get_user(self, user_id: int) -> User | None:
        for row in _user(key=int(user_id)):
            user: User = User.from_db("default", FIELDS, row)
            return user if self.user_can_authenticate(user) else None
        return None


def _build_user(key: int) -> QuerySet[Any, Any]:
    return User.objects.filter(pk=key).values_list(*FIELDS)


_user = Prepared(_build_user, key=918_273_645)
