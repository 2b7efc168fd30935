"""Records arrive: each is kept as it was sent, then becomes a fact, each by itself and once.

A phone sends a few at a time and hears at once what became of each. Many together (a file, a program, a phone after weeks),
and those for whom nobody has time because a thousand phones come at once, are looked at, kept and answered in one go, and
become facts right afterwards, by whoever drains the outbox.
"""

import logging
import re
import traceback
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from threading import BoundedSemaphore
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from pydantic import ValidationError

from genba.access.models import User
from genba.kit.outbox import later
from genba.kit.refused import Refused
from genba.sync.actions import keeping
from genba.sync.actions.keeping import Kept, Record, Result
from genba.sync.actions.replacing import newer_of, put_right, set_aside
from genba.sync.kinds import KINDS
from genba.sync.models import FACTS, Device, Outcome, Receipt
from genba.sync.records import NeverAFact, Told, Waits

__all__ = ["Record", "Result", "become_fact", "receive", "results"]
logger = logging.getLogger(__name__)
AT_ONCE = 25  # so many become facts while their sender waits for the answer
TURN = BoundedSemaphore()  # of one sender at a time, in each process of the server
A_MOMENT = 0.02  # seconds to wait for it
NO_TEXT = re.compile(r"(?<!\\)(?:\\\\)*\\u0000")  # in JSON: a sign that no database keeps
LARGEST = 256 * 1024  # characters of one body as JSON
WORK_THROUGH = "sync.work-through"
State = Outcome.State


def receive(
    *, by: User, device: Device, sent_at: datetime, records: Sequence[Record], is_brought: bool = False
) -> list[Result]:
    """The result of each record, in their order; the same again gives the same.

    All that is new is kept first, in one transaction, before any of it becomes anything: a server that dies later has it.
    Then each becomes a fact in a transaction of its own: here, or later where they are many or others are at it. Refused for
    a device of somebody else or one that is withdrawn, unless somebody else answers for what is on it and `is_brought` by hand.
    """
    if device.user_id != by.pk:
        raise Refused(_("This device belongs to somebody else. Sign out, and open the field app again."))
    if device.withdrawn_at and not is_brought:
        raise Refused(_("This device was withdrawn. Ask your coordinator."), field="withdrawn")
    records = [_without(record) for record in records]
    unkept = [unfit(by, record) for record in records]
    fit = {record.id: record for record, no in zip(records, unkept, strict=True) if no is None}
    kept = keeping.known(fit)
    new = {key: record for key, record in fit.items() if key not in kept}
    with _a_turn(len(new) + len(_unseen(by, kept, fit))) as is_now:
        kept |= _keep(by, device, sent_at - timezone.now(), new, is_later=not is_now)
        unseen = _unseen(by, kept, fit)
        told = {key: one.result for key, one in kept.items() if one.result}
        told |= _facts(by, unseen) if is_now else _put_off(unseen)
        if is_now and unseen:  # one that came now may have settled one that was told before
            told |= _told_since(key for key, one in told.items() if one.state not in FACTS)
    return [no or _mixed_up(by, r, kept[r.id]) or told[r.id] for r, no in zip(records, unkept, strict=True)]


def _told_since(keys: Iterable[UUID]) -> dict[UUID, Result]:
    found = keeping.known(list(keys))
    return {key: one.result for key, one in found.items() if one.result}


def _unseen(by: User, kept: Mapping[UUID, Kept], sent: Iterable[UUID]) -> list[UUID]:
    """Those of this author that nobody looked into yet, in the order in which they were sent."""
    return [key for key in sent if key in kept and not kept[key].result and kept[key].author_id == by.pk]


@contextmanager
def _a_turn(count: int) -> Iterator[bool]:
    """Whether so many can become facts before the answer: few, and nobody else's at this moment. Phones never take all the
    hands of a server; pages are asked for as well."""
    is_now = count <= AT_ONCE and (not count or TURN.acquire(timeout=A_MOMENT))
    try:
        yield is_now
    finally:
        if is_now and count:
            TURN.release()


def results(*, by: User, ids: Sequence[UUID]) -> list[Result]:
    """What became of records that this user sent before. One that is missing here has not arrived: it is to be sent."""
    kept = keeping.known(ids)
    here = [key for key in ids if key in kept and kept[key].author_id == by.pk]
    put_off = _put_off(here)
    return [kept[key].result or put_off[key] for key in here]


def _without(record: Record) -> Record:
    """The record without what its kind never keeps, such as where a photo was taken."""
    kind = KINDS.get(record.kind)
    if kind is None or kind.never_kept.isdisjoint(record.body):
        return record
    return replace(record, body={name: said for name, said in record.body.items() if name not in kind.never_kept})


def unfit(by: User, record: Record) -> Result | None:
    """What cannot even be kept: too large, no text, or of another author, whose leave nobody here can borrow."""
    if record.author != by.code:
        return _refused(record, _("Somebody else wrote this. It goes when they sign in here."), "author")
    if not 1900 < record.made_at.year < 2200:
        return _refused(record, _("It was made on no day that we know. Set the clock, and write it once more."), "made_at")
    try:
        is_text = not (r"\u0000" in record.text and NO_TEXT.search(record.text)) and bool(record.digest)
    except (ValueError, RecursionError):  # no number, half a sign, or without end
        is_text = False
    if not is_text:
        return _refused(record, _("It holds signs that are no text. Write it once more."), "body")
    if len(record.text) > LARGEST:
        return _refused(record, _("This record is too large. Export it and ask your coordinator."), "body")
    return None


def _mixed_up(by: User, record: Record, kept: Kept) -> Result | None:
    """Two that bear one number and say different things are never taken for each other."""
    if (kept.author_id, kept.digest) == (by.pk, record.digest):
        return None
    return _refused(record, _("Another record has this number already. Export this one and ask your coordinator."), "id")


def _refused(record: Record, said: str, field: str) -> Result:
    return Result(record.id, State.REFUSED, (said,), field)


def _put_off(ids: Sequence[UUID]) -> dict[UUID, Result]:
    said = (_("It has arrived and is being worked through."),)
    return {key: Result(key, State.WAITING, said) for key in ids}


def _keep(by: User, device: Device, off: timedelta, new: Mapping[UUID, Record], *, is_later: bool) -> dict[UUID, Kept]:
    """New ones, kept. With those that are looked into later goes a task, and the outcome of each that its kind cannot read."""
    if not new:
        return {}
    misshapen = {key: no for key, record in new.items() if (no := _misshapen(record))} if is_later else {}
    with transaction.atomic():
        at, here = keeping.keep(by, device, off, new.values())
        if is_later:
            ours = [key for key in misshapen if not here[key].result and not _mixed_up(by, new[key], here[key])]
            Outcome.objects.bulk_create([misshapen[key] for key in ours])
            here |= {key: here[key]._replace(result=shown(misshapen[key])) for key in ours}
            later(WORK_THROUGH, by_id=by.pk, device=device.pk, since=at.isoformat(), count=len(new))
    return here


def _misshapen(record: Record) -> Outcome | None:
    """The outcome of a record that no later hour can make a fact, for its own kind cannot read it."""
    kind = KINDS.get(record.kind)
    if kind is None or record.version > kind.version:
        return None
    try:
        kind.shape.model_validate(record.body)
    except ValidationError as no:
        return _ill_written(no, record.id)
    except Exception:  # whatever else it is, it comes up again where it is told and logged
        return None
    return None


def _facts(by: User, ids: Sequence[UUID]) -> dict[UUID, Result]:
    """What becomes of a few records of this author, now."""
    receipts = Receipt.objects.in_bulk(ids) if ids else {}
    told = {}
    for key in ids:
        receipts[key].author = by
        told[key] = shown(_tried_now(receipts[key], None))
    return told


def shown(outcome: Outcome) -> Result:
    """An outcome as it is told to the device."""
    return Result(outcome.receipt_id, outcome.state, tuple(outcome.said), outcome.field, outcome.noun, outcome.code)


def become_fact(receipt: Receipt, *, again: bool = False) -> Outcome:
    """The latest outcome of a record; where there is none, or it is no fact and is tried `again`, it is tried now."""
    latest: Outcome | None = receipt.outcomes.last()
    if latest and (latest.is_fact or not again):
        return latest
    return _tried_now(receipt, latest)


def _tried_now(receipt: Receipt, latest: Outcome | None) -> Outcome:
    """Its outcome now, written down; nothing is written where it waits for what it waited for before."""
    outcome = _tried(receipt)
    if outcome.pk:
        _wake(receipt, {str(receipt.pk), str(receipt.replaces or ""), outcome.code})
        return outcome
    if latest and (latest.state, latest.said, latest.awaits) == (outcome.state, outcome.said, outcome.awaits):
        return latest
    try:
        outcome.save()
    except DatabaseError as error:  # it is kept; what it says is true now, and is found out again later
        logger.error("outcome of record %s is not kept: %s", receipt.pk, type(error).__name__)
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
        return _ill_written(no, receipt.pk)
    except Http404:
        return no_fact(State.REFUSED, _("It is about something that is not here any more, or not yours to see."))
    except PermissionDenied:
        return no_fact(State.REFUSED, _("Your role does not allow it. If you think it should, ask your coordinator."))
    except Exception as error:  # ours, not theirs: kept, named in the log without its words, and tried again later
        place = traceback.extract_tb(error.__traceback__)[-1]
        logger.error("record %s failed: %s at %s:%s", receipt.pk, type(error).__name__, place.filename, place.lineno)
        return no_fact(State.WAITING, _("It has arrived, but something went wrong with us. You need do nothing."))


def _settle(receipt: Receipt, before: Receipt | None) -> Outcome:
    if connection.features.has_select_for_update:  # the same in two requests: in turn, as all writers are without it
        list(Receipt.objects.select_for_update().filter(pk=receipt.pk).values_list("pk"))
    if done := receipt.outcomes.filter(state__in=[*FACTS, State.REPLACED]).last():
        return done
    if newer_of(receipt):
        return set_aside(receipt)
    kind = KINDS.get(receipt.kind)
    if kind is None or receipt.version > kind.version:
        raise Waits(_("It has arrived. It was written by a newer app than this server knows; it waits until then."))
    body = kind.shape.model_validate(receipt.body)
    fact = kind.become(Told(receipt.author, receipt.made_at_by_us, receipt, body, before))
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


def _ill_written(no: ValidationError, key: UUID) -> Outcome:
    place = ".".join(str(part) for part in no.errors(include_url=False, include_input=False)[0]["loc"]) or "body"
    said = _("“%(field)s” is not as it should be.") % {"field": place}
    return Outcome(receipt_id=key, state=State.TO_FIX, said=[said], field=place[:200])
