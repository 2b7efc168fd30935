"""A device without a network, as tests hold it in the hand: it makes records and sends them."""

from datetime import UTC, datetime, timedelta
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
        self, kind: str, body: dict[str, Any], *, id: UUID | None = None, version: int = 1, author: str = ""
    ) -> Record:
        return Record(id=id or uuid4(), kind=kind, version=version, author=author or self.user.code, made_at=MADE + self.off,
                      body=body)  # fmt: skip

    def send(self, *records: Record) -> list[Result]:
        return receiving.receive(by=self.user, device=self.device, sent_at=timezone.now() + self.off, records=records)
