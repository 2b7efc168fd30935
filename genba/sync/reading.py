"""Records as somebody at the desk reads them: what each is about, and what became of it, never more than they may see elsewhere."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from django.db.models import Count, Q, Subquery, Value
from django.utils.translation import gettext as _

from genba.access.models import User
from genba.access.permissions import Permission
from genba.access.policy import visible
from genba.delivery.models import Visit, Workshop
from genba.kit.days import in_words
from genba.plans.models import Action
from genba.programmes.models import Engagement
from genba.pulses.models import PulseAsk
from genba.sync.models import Device, Disagreement, Receipt

AT_ONCE = 500
# What the body of a record names: the thing that it is about, and how that is called.
NAMED: dict[str, tuple[type[Any], Permission, str, Any]] = {
    "workshop": (Workshop, Permission.WORKSHOP_READ, "place", lambda w: f"{w.place}, {in_words(w.starts_on)}"),
    "engagement": (Engagement, Permission.ENGAGEMENT_READ, "enterprise", lambda e: e.enterprise.name),
    "visit": (Visit, Permission.VISIT_READ, "engagement__enterprise",
              lambda v: f"{v.engagement.enterprise.name}, {in_words(v.visited_on)}"),
    "action": (Action, Permission.PLAN_READ, "engagement__enterprise", lambda a: f"{a.engagement.enterprise.name}, {a.action}"),
    "ask": (PulseAsk, Permission.PULSE_READ, "enterprise", lambda one: one.enterprise.name),
}  # fmt: skip


@dataclass(frozen=True)
class Line:
    """A record and its latest outcome. `about` is empty for what is not within reach; then nothing is said of it either."""

    receipt: Receipt
    about: str
    state: str  # "" before the first outcome
    said: Sequence[str]
    since: datetime
    noun: str  # of the fact, "" where there is none, or none to be seen
    code: str
    is_set_aside: bool


def lines(user: User, receipts: Sequence[Receipt]) -> list[Line]:
    """In their order; one query for each noun that they name, however many they are. Their outcomes are fetched before."""
    named = {noun: _named(user, noun, receipts) for noun in NAMED}
    return [_line(receipt, named) for receipt in receipts]


def _code_of(receipt: Receipt, noun: str) -> str:
    said = receipt.body.get(noun) if isinstance(receipt.body, dict) else None
    return said if isinstance(said, str) else ""


def _named(user: User, noun: str, receipts: Sequence[Receipt]) -> dict[str, str]:
    codes = {code for receipt in receipts if (code := _code_of(receipt, noun))}
    if not codes:
        return {}
    model, permission, load, words = NAMED[noun]
    rows = visible(user, permission, model).filter(code__in=codes)
    if load != "place":
        rows = rows.select_related(load)
    return {row.code: words(row) for row in rows}


def _line(receipt: Receipt, named: dict[str, dict[str, str]]) -> Line:
    tried = list(receipt.outcomes.all())
    latest = tried[-1] if tried else None
    is_aside = any(one.decided_by_id for one in tried) and not (latest and latest.is_fact)
    about = [(noun, code) for noun in NAMED if (code := _code_of(receipt, noun))]
    seen = [named[noun][code] for noun, code in about if code in named[noun]]
    if latest is None:
        return Line(receipt, "; ".join(seen), "", [], receipt.received_at, "", "", False)
    if about and not seen:
        said = [_("It is about something that is not within your reach.")]
        return Line(receipt, "", latest.state, said, latest.decided_at, "", "", is_aside)
    return Line(receipt, "; ".join(seen), latest.state, latest.said, latest.decided_at, latest.noun, latest.code, is_aside)


def in_pieces(rows: Any) -> Iterator[list[Any]]:
    """All rows, five hundred at a time, for a file of any length."""
    rows = rows.iterator(chunk_size=AT_ONCE)
    while some := list(islice(rows, AT_ONCE)):
        yield some


@dataclass(frozen=True)
class Waiting:
    """What of the field waits for somebody, within reach of one reader."""

    devices: int  # with unsent work by their last report
    records: int
    disagreements: int


def waiting(user: User) -> Waiting:
    """One query for all three."""
    read = Permission.DEVICE_READ
    unsent = visible(user, read, Device).filter(Q(unsent__gt=0) | Q(unsent_photos__gt=0), withdrawn_at=None)
    stuck = visible(user, read, Receipt).filter(pk__in=Receipt.objects.stuck().values("pk"))
    disputed = visible(user, read, Disagreement).filter(decided_at=None)
    asked = {"n_devices": _number(unsent), "n_records": _number(stuck), "n_disagreements": _number(disputed)}
    found: dict[str, Any] = User.objects.filter(pk=user.pk).annotate(**asked).values(*asked).get()
    return Waiting(*(found[name] or 0 for name in asked))


def _number(rows: Any) -> Subquery:
    """How many rows, as one part of a query."""
    return Subquery(rows.order_by().annotate(all=Value(1)).values("all").annotate(n=Count("pk")).values("n"))
