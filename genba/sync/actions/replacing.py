"""A record that puts right another: of the two, only the newer one becomes a fact, whichever arrives first."""

from collections.abc import Iterator

from django.db import transaction
from django.utils.translation import gettext as _

from genba.sync.models import Outcome, Receipt
from genba.sync.records import NeverAFact

LONGEST = 50  # records, each of which puts right the one before


def put_right(receipt: Receipt) -> Receipt | None:
    """Set aside the record that this one puts right, and those that it put right before; give back the first of them that
    nothing can set aside, for it is a fact already.

    NeverAFact for a record of somebody else or of another kind. Where it is not here yet, nothing: `newer_of` meets it then.
    """
    for older in older_of(receipt):
        with transaction.atomic():
            before = Receipt.objects.select_for_update().get(pk=older.pk)
            if before.author_id != receipt.author_id:
                raise NeverAFact(_("It puts right a record of somebody else. Only they can do that."), "replaces")
            if before.kind != receipt.kind:
                raise NeverAFact(_("It puts right a record of another kind. Write it as one of its own."), "replaces")
            if before.fact():
                return before
            set_aside(before)
    return None


def older_of(receipt: Receipt) -> Iterator[Receipt]:
    """The record that this one puts right, the one that that one put right, and so on, as far as they are here."""
    seen = {receipt.pk}
    while receipt.replaces and receipt.replaces not in seen and len(seen) < LONGEST:
        older = Receipt.objects.filter(pk=receipt.replaces).first()
        if older is None:
            return
        yield older
        seen.add(older.pk)
        receipt = older


def set_aside(receipt: Receipt) -> Outcome:
    """Its last outcome: put right by another. Written once."""
    done = receipt.outcomes.filter(state=Outcome.State.REPLACED).first()
    said = [_("You put this right in another record, and that one counts.")]
    return done or Outcome.objects.create(receipt=receipt, state=Outcome.State.REPLACED, said=said)


def newer_of(receipt: Receipt) -> Receipt | None:
    """The record that puts this one right, if it is here: the latest by the same author, of the same kind."""
    rows = Receipt.objects.filter(replaces=receipt.pk, author_id=receipt.author_id, kind=receipt.kind)
    own = [pk for pk in (receipt.pk, receipt.replaces) if pk]  # itself, or two that put each other right: no order at all
    newer: Receipt | None = rows.exclude(pk__in=own).order_by("received_at", "pk").last()
    return newer


def newest_of(receipt: Receipt) -> Receipt:
    """The end of the chain: the record that puts right the one that puts this right, and so on."""
    for _step in range(LONGEST):
        newer = newer_of(receipt)
        if newer is None:
            break
        receipt = newer
    return receipt
