"""What kinds of records there are, what the body of each holds, and what turns it into a fact. A kind is a file in `kinds/`."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from genba.access.models import User
from genba.sync.models import Receipt


class Body(BaseModel):
    """What a record says. A field that we do not know is from a newer app: kept, and told, never a reason to refuse."""

    model_config = ConfigDict(extra="allow", frozen=True)

    answers: dict[str, str] = Field(default_factory=dict, max_length=500)  # what else a form asked: kept with the record


@dataclass
class Fact:
    """What a record became: the thing, and what somebody should look at."""

    noun: str
    code: str
    flags: list[str] = field(default_factory=list)


class Waits(Exception):
    """It cannot become a fact yet, for a reason that the device could not know; somebody at the desk can change that.

    `on`: the number of the record, or the code of the thing, that it waits for. It is tried again as soon as another record
    becomes a fact by that name, and every ten minutes as all that wait.
    """

    def __init__(self, reason: str, *, on: str = "") -> None:
        super().__init__(reason)
        self.reason, self.on = str(reason), on


class NeverAFact(Exception):
    """Nobody here can make it a fact, whatever they change; in a sentence, and about which part of it."""

    def __init__(self, reason: str, field: str = "") -> None:
        super().__init__(reason)
        self.reason, self.field = str(reason), field


@dataclass(frozen=True)
class Told:
    """A record in the hands of its kind: who says it, when it was made by our clock, and what it says. `before`: the record
    that it puts right, where that one is a fact already."""

    by: User
    made_at: datetime
    receipt: Receipt
    body: Any
    before: Receipt | None = None

    def by_our_clock(self, at: datetime) -> datetime:
        """An instant by the clock of the device, as it was by ours."""
        return at - timedelta(seconds=self.receipt.clock_off)


@dataclass(frozen=True)
class Kind:
    """`version`: the highest shape of the body that is understood here; an older one still is.

    never_kept: fields of the body that are taken off before anything is kept.
    """

    slug: str
    version: int
    shape: type[Body]
    become: Callable[[Told], Fact]
    never_kept: frozenset[str] = frozenset()
