"""Records arrive: each is kept as it was sent, then becomes a fact, each by itself and once."""

import hashlib
import json
import logging
import traceback
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from pydantic import ValidationError

from genba.access.models import User
from genba.kit.refused import Refused
from genba.sync.actions.replacing import newer_of, put_right, set_aside
from genba.sync.kinds import KINDS
from genba.sync.models import Device, Outcome, Receipt
from genba.sync.records import NeverAFact, Told, Waits

logger = logging.getLogger(__name__)
CLOCK_OFF = timedelta(minutes=10)  # a clock that is further off is told to its owner
LARGEST = 256 * 1024  # characters of one body as JSON
State = Outcome.State


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
    def digest(self) -> str:
        """SHA-256, the same for the same words, however often they are sent."""
        said = [self.kind, self.version, self.author, self.body]
        return hashlib.sha256(json.dumps(said, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


@dataclass(frozen=True)
class Result:
    """What became of one record: its state, the sentences, the fact if there is one."""

    id: UUID
    state: str
    said: Sequence[str] = field(default_factory=tuple)
    field: str = ""
    noun: str = ""
    code: str = ""


def receive(
    *, by: User, device: Device, sent_at: datetime, records: Sequence[Record], is_brought: bool = False
) -> list[Result]:
    """The result of each record, in their order; the same again gives the same.

    All that is new is kept first, in one transaction, before any of it is looked at: a server that dies later has it. Then
    each becomes a fact in a transaction of its own. Refused for a device of somebody else or one that is withdrawn, unless
    somebody else answers for what is on it and `is_brought` by hand.
    """
    if device.user_id != by.pk:
        raise Refused(_("This device belongs to somebody else. Sign out, and open the field app again."))
    if device.withdrawn_at and not is_brought:
        raise Refused(_("This device was withdrawn. Ask your coordinator."), field="withdrawn")
    off = sent_at - timezone.now()
    records = [_without(r) for r in records]
    unkept = {r.id: no for r in records if (no := unfit(by, r))}
    kept = _keep(by, device, off, [r for r in records if r.id not in unkept])
    noes = [unkept.get(r.id) or _another(by, r, kept[r.id]) for r in records]
    fit = {r.id: kept[r.id] for r, no in zip(records, noes, strict=True) if no is None}  # each once, as they were sent
    outcomes = _outcomes(list(fit.values()))
    return [no or shown(outcomes[r.id]) for r, no in zip(records, noes, strict=True)]


def _without(record: Record) -> Record:
    """The record without what its kind never keeps, such as where a photo was taken."""
    kind = KINDS.get(record.kind)
    if kind is None or kind.never_kept.isdisjoint(record.body):
        return record
    return replace(record, body={name: said for name, said in record.body.items() if name not in kind.never_kept})


def unfit(by: User, record: Record) -> Result | None:
    """What cannot even be kept: too large, no text, or of another author, whose leave nobody here can borrow."""
    if record.author != by.code:
        return Result(record.id, State.REFUSED, (_("Somebody else wrote this. It goes when they sign in here."),), "author")
    try:
        text = json.dumps(record.body, ensure_ascii=False, allow_nan=False)
        is_text = r"\u0000" not in text and bool(text.encode())
    except (ValueError, RecursionError):  # no number, half a sign, or without end
        is_text = False
    if not is_text:
        return Result(record.id, State.REFUSED, (_("It holds signs that are no text. Write it once more."),), "body")
    if len(text) > LARGEST:
        return Result(
            record.id, State.REFUSED, (_("This record is too large. Export it and ask your coordinator."),), "body"
        )
    return None


def _keep(by: User, device: Device, off: timedelta, records: Sequence[Record]) -> dict[UUID, Receipt]:
    seconds = round(off.total_seconds()) if abs(off) > CLOCK_OFF else 0
    rows = {
        r.id: Receipt(id=r.id, device=device, author=by, kind=r.kind[:40], version=r.version, made_at=r.made_at,
                      clock_off=max(min(seconds, 2**31 - 1), -(2**31)), body=dict(r.body), digest=r.digest, replaces=r.replaces)
        for r in records
    }  # fmt: skip
    Receipt.objects.bulk_create(rows.values(), ignore_conflicts=True)
    return {row.pk: row for row in Receipt.objects.filter(pk__in=list(rows)).prefetch_related("outcomes")}


def _another(by: User, record: Record, receipt: Receipt) -> Result | None:
    """Refused where the number is that of another record."""
    if receipt.digest == record.digest and receipt.author_id == by.pk:
        return None
    said = _("Another record has this number already. Export this one and ask your coordinator.")
    return Result(record.id, State.REFUSED, (said,), "id")


def _outcomes(receipts: Sequence[Receipt]) -> dict[UUID, Outcome]:
    """What became of each once all were tried: one that comes later may settle one that came before."""
    outcomes = {receipt.pk: become_fact(receipt) for receipt in receipts}
    open_ = [pk for pk, outcome in outcomes.items() if not outcome.is_fact]
    later = Outcome.objects.filter(receipt__in=open_).order_by("pk") if open_ else []
    return outcomes | {outcome.receipt_id: outcome for outcome in later}


def shown(outcome: Outcome) -> Result:
    """An outcome as it is told to the device."""
    return Result(outcome.receipt_id, outcome.state, tuple(outcome.said), outcome.field, outcome.noun, outcome.code)


def become_fact(receipt: Receipt, *, again: bool = False) -> Outcome:
    """The latest outcome of a record; where there is none, or it is no fact and is tried `again`, it is tried now."""
    tried = list(receipt.outcomes.all())
    latest = tried[-1] if tried else None
    if latest and (latest.is_fact or not again):
        return latest
    outcome = _tried(receipt)
    if outcome.pk:
        _wake(receipt, {str(receipt.pk), str(receipt.replaces or ""), outcome.code})
        return outcome
    if latest and (latest.state, latest.said, latest.awaits) == (outcome.state, outcome.said, outcome.awaits):
        return latest
    outcome.save()
    if receipt.replaces:  # what waited for the older one waits for this one now
        _wake(receipt, {str(receipt.replaces)})
    return outcome


def _wake(receipt: Receipt, names: set[str]) -> None:
    """What waits for a record or a thing by one of these names is tried now."""
    for waiting in Receipt.objects.awaiting(names - {""}).exclude(pk=receipt.pk).select_related("author"):
        with override(waiting.author.language):
            become_fact(waiting, again=True)


def _tried(receipt: Receipt) -> Outcome:
    """The outcome, written in one transaction with its fact; one that is not written yet where there is no fact."""

    def no_fact(state: Outcome.State, said: str, where: str | None = "", awaits: str = "") -> Outcome:
        return Outcome(receipt=receipt, state=state, said=[said], field=(where or "")[:200], awaits=awaits[:36])

    try:
        before = put_right(receipt)
        with transaction.atomic():
            return _settle(receipt, before)
    except Waits as wait:
        return no_fact(State.WAITING, wait.reason, awaits=wait.on)
    except NeverAFact as never:
        return no_fact(State.REFUSED, never.reason, never.field)
    except Refused as no:
        return no_fact(State.TO_FIX, no.reason, no.field)
    except ValidationError as no:
        return no_fact(State.TO_FIX, _("“%(field)s” is not as it should be.") % {"field": _place(no)}, _place(no))
    except Http404:
        return no_fact(State.REFUSED, _("It is about something that is not here any more, or not yours to see."))
    except PermissionDenied:
        return no_fact(State.REFUSED, _("Your role does not allow it. If you think it should, ask your coordinator."))
    except Exception as error:  # ours, not theirs: kept, named in the log without its words, and tried again later
        place = traceback.extract_tb(error.__traceback__)[-1]
        logger.error("record %s failed: %s at %s:%s", receipt.pk, type(error).__name__, place.filename, place.lineno)
        return no_fact(State.WAITING, _("It has arrived, but something went wrong with us. You need do nothing."))


def _settle(receipt: Receipt, before: Receipt | None) -> Outcome:
    Receipt.objects.select_for_update().get(pk=receipt.pk)  # the same record in two requests: one after the other
    if done := receipt.outcomes.filter(state__in=[State.ACCEPTED, State.FLAGGED, State.REPLACED]).last():
        return done
    if newer_of(receipt):
        return set_aside(receipt)
    kind = KINDS.get(receipt.kind)
    if kind is None or receipt.version > kind.version:
        raise Waits(_("It has arrived. It was written by a newer app than this server knows; it waits until then."))
    body = kind.shape.model_validate(receipt.body)
    made_at = receipt.made_at - timedelta(seconds=receipt.clock_off)
    fact = kind.become(Told(receipt.author, made_at, receipt, body, before))
    flags = [*fact.flags, *_flags(receipt, body, before)]
    return Outcome.objects.create(receipt=receipt, state=State.FLAGGED if flags else State.ACCEPTED, said=flags,
                                  noun=fact.noun, code=fact.code)  # fmt: skip


def _flags(receipt: Receipt, body: Any, before: Receipt | None) -> list[str]:
    flags = []
    if before:
        flags.append(_("What it puts right was kept already. Please look at what stands here now."))
    if receipt.clock_off:
        flags.append(_("The clock of this device was wrong when it was sent. Please set it."))
    if strange := sorted(body.model_extra or {}):
        flags.append(
            _("Some of it is not understood here yet, and is kept: %(names)s.") % {"names": ", ".join(strange)[:150]}
        )
    return flags


def _place(no: ValidationError) -> str:
    return ".".join(str(part) for part in no.errors()[0]["loc"]) or "body"
