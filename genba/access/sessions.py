"""Django's own store of sessions in the database, read by a prepared query: every page begins with it."""

from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils import timezone

from genba.kit.prepared import Prepared


class SessionStore(db.SessionStore):
    """As Django's; only the reading is ours."""

    def _get_session_from_db(self) -> Session | None:
        key = self.session_key or ""
        for data, expires in _session(key=key):
            if expires > timezone.now():
                return Session(session_key=key, session_data=data, expire_date=expires)
        self._session_key = None
        return None


def _build_session(key: str) -> QuerySet[Any, Any]:
    return Session.objects.filter(session_key=key).values_list("session_data", "expire_date")


_session = Prepared(_build_session, key="8f1c0e7a-no-session")
