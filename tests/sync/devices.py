"""A device without a network, as tests hold it in the hand: it makes records and sends them."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.utils import timezone

from genba.access.models import User
from genba.sync.actions import devices, receiving
from genba.sync.actions.receiving import Record, Result
from genba.sync.models import Device

MADE = datetime(2026, 4, 14, 9, 0, tzinfo=UTC)


class Phone:
    """A device of somebody. `off`: how far its clock is ahead."""

    def __init__(self, user: User, off: timedelta = timedelta(0)) -> None:
        self.user, self.off = user, off
        self.device: Device = devices.register(by=user, name="Android, Chrome")

    def record(
        self, kind: str, body: dict[str, Any], *, id: UUID | None = None, version: int = 1, author: str = "",
        made_at: datetime | None = None, replaces: UUID | None = None,
    ) -> Record:  # fmt: skip
        """`made_at`: by a clock that is right; by itself at noon of the day that it is about."""
        made = (made_at or _noon_of(body)) + self.off
        return Record(id=id or uuid4(), kind=kind, version=version, author=author or self.user.code, made_at=made,
                      body=body, replaces=replaces)  # fmt: skip

    def send(self, *records: Record) -> list[Result]:
        return receiving.receive(by=self.user, device=self.device, sent_at=timezone.now() + self.off, records=records)


def _noon_of(body: dict[str, Any]) -> datetime:
    """Noon in Nairobi of the day of a visit; anything else is made on the first day of the class."""
    try:
        return datetime.combine(date.fromisoformat(body["visited_on"]), time(9), UTC)
    except (KeyError, TypeError, ValueError):
        return MADE
