"""Records are kept as they were sent, once, before anybody looks into them. Five hundred cost little more than one."""

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection
from django.utils import timezone

from genba.access.models import User
from genba.kit import bulk
from genba.sync.models import Device, Outcome, Receipt

CLOCK_OFF = timedelta(minutes=10)  # a clock that is further off is told to its owner
A_MOMENT = timedelta(microseconds=1)
RECEIPT = (
    "id",
    "device_id",
    "author_id",
    "kind",
    "version",
    "made_at",
    "clock_off",
    "received_at",
    "body",
    "digest",
    "replaces",
)
OUTCOME = ("id", "receipt_id", "state", "said", "field", "noun", "code")
AS_JSON = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode


@dataclass(frozen=True)
class Record:
    """One record as a device sends it. `author`: the code of the user who made it."""

    id: UUID
    kind: str
    version: int
    author: str
    made_at: datetime
    body: Mapping[str, Any]
    replaces: UUID | None = None

    @cached_property
    def text(self) -> str:
        """The body as JSON, the same for the same words. ValueError or RecursionError for what is no JSON."""
        return AS_JSON(self.body)

    @cached_property
    def digest(self) -> str:
        """SHA-256, the same for the same words, however often they are sent."""
        return hashlib.sha256(f"{self.kind}\0{self.version}\0{self.author}\0{self.text}".encode()).hexdigest()


@dataclass(frozen=True)
class Result:
    """What became of one record: its state, the sentences, the fact if there is one."""

    id: UUID
    state: str
    said: Sequence[str] = field(default_factory=tuple)
    field: str = ""
    noun: str = ""
    code: str = ""


class Kept(NamedTuple):
    """A record that is here: whose, of which words, and what became of it so far; None where nobody looked yet."""

    author_id: int
    digest: str
    result: Result | None


def known(ids: Collection[UUID]) -> dict[UUID, Kept]:
    """Those that are here, each with its latest outcome. No body is read for it."""
    sent = {_key(one): one for one in ids}
    rows = bulk.find(Receipt, ("id", "author_id", "digest"), "id", sent)
    told: dict[Any, Result] = {}
    for _pk, key, state, said, *place in sorted(bulk.find(Outcome, OUTCOME, "receipt_id", [key for key, *_ in rows])):
        told[key] = Result(sent[key], state, tuple(json.loads(said)), *place)
    return {sent[key]: Kept(author, digest, told.get(key)) for key, author, digest in rows}


def keep(by: User, device: Device, off: timedelta, records: Collection[Record]) -> tuple[datetime, dict[UUID, Kept]]:
    """Put into the table what is not there yet; what another request put there first stays. When, and what is there now.

    Call it inside a transaction. `off`: how far the clock of the device is ahead of ours. Each is received a microsecond
    after the one before it, so that they stay in the order in which they were sent, whatever that clock says.
    """
    now = timezone.now()
    ahead = round(off.total_seconds()) if abs(off) > CLOCK_OFF else 0
    ahead = max(min(ahead, 2**31 - 1), -(2**31))
    instant = connection.ops.adapt_datetimefield_value
    went_in = bulk.insert_new(Receipt, RECEIPT, [
        (_key(r.id), device.pk, by.pk, r.kind[:40], r.version, instant(r.made_at), ahead, instant(now + n * A_MOMENT), r.text, r.digest,
         r.replaces and _key(r.replaces))
        for n, r in enumerate(records)
    ])  # fmt: skip
    kept = {r.id: Kept(by.pk, r.digest, None) for r in records if _key(r.id) in went_in}
    return now, kept | known([r.id for r in records if r.id not in kept])


def _key(number: UUID) -> Any:
    """As the database keeps it."""
    return number if connection.features.has_native_uuid_field else number.hex
