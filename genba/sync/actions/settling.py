"""A record that is stuck: tried again once somebody has changed what held it up, or set aside for a reason."""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from genba.access.models import User
from genba.audit.actions import record
from genba.kit.refused import Refused
from genba.sync.actions.receiving import become_fact
from genba.sync.models import FACTS, Outcome, Receipt


def try_again(*, by: User, receipt: Receipt) -> Outcome:
    """With the authority of its author, as ever; that somebody asked is written down. A fact stays the one it is."""
    with override(receipt.author.language):
        outcome = become_fact(receipt, again=True)
    record("try_again", receipt, by=by, changes={"state": outcome.state})
    return outcome


@transaction.atomic
def set_aside(*, by: User, receipt: Receipt, reason: str) -> Outcome:
    """Nothing more is to become of this record, because …: its device hears it, and it leaves the list of what is stuck. It
    stays as it was received, and can be tried again. Refused without a reason, for a fact, and twice."""
    if not reason.strip():
        raise Refused(_("Say why it is set aside."), field="reason")
    now = Receipt.objects.select_for_update().select_related("author").get(pk=receipt.pk)
    if now.outcomes.filter(state__in=FACTS).exists():
        raise Refused(_("This record has become a fact meanwhile. There is nothing to set aside."))
    latest = now.outcomes.last()
    if latest and latest.decided_by_id:
        raise Refused(_("This record is set aside already."))
    with override(now.author.language):
        said = _("%(name)s set it aside: %(reason)s") % {"name": by.name, "reason": reason.strip()}
    made: Outcome = Outcome.objects.create(receipt=now, state=Outcome.State.REFUSED, said=[said], decided_by=by)
    record("set_aside", now, by=by, reason=reason.strip())
    return made
