"""How the domain says no. One middleware shows it to people, one handler to machines; no view catches it."""

from collections.abc import Mapping
from typing import Any


class Refused(Exception):
    """The domain says no, in a sentence a person can act on.

    `field` names the form field the sentence belongs to, where there is one.
    """

    def __init__(self, reason: str, *, field: str | None = None) -> None:
        super().__init__(reason)
        self.reason = str(reason)
        self.field = field


class Stale(Refused):
    """Somebody else changed the thing meanwhile. Carries what it is now, so that both can be shown."""

    def __init__(self, reason: str, *, version: int, now: Mapping[str, Any]) -> None:
        super().__init__(reason)
        self.version = version
        self.now = dict(now)
