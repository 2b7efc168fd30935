"""An enterprise answers, or answers again as long as the pulse is open: the last word counts."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from genba.access.models import User
from genba.audit.actions import SYSTEM, record
from genba.kit.days import in_words
from genba.kit.refused import Refused
from genba.pulses.models import MOST_LETTERS, PulseAsk
from genba.pulses.questions import questions


@transaction.atomic
def answer(
    *, by: User | None, ask: PulseAsk, answers: Mapping[str, bool], most_needed: str = "", way: str = PulseAsk.Way.LINK
) -> PulseAsk:
    """Keep the answers; `by` nobody: through the link of the mail.

    Refused after the last day, for a question that was not asked, and where no question is answered.
    """
    row: PulseAsk = PulseAsk.objects.select_for_update(of=("self",)).select_related("pulse", "enterprise").get(pk=ask.pk)
    if not row.pulse.is_open:
        raise Refused(
            _("This is closed since %(day)s. Call your provider if you need help.") % {"day": in_words(row.pulse.closes_on)}
        )
    known = {question.code for question in questions()}
    for code in answers:
        if code not in known:
            raise Refused(_("There is no question “%(code)s”. Those asked are: %(known)s.")
                          % {"code": code[:60], "known": ", ".join(sorted(known))}, field="answers")  # fmt: skip
    if not answers:
        raise Refused(_("Answer at least one question."))
    needed = " ".join(most_needed.split())
    if len(needed) > MOST_LETTERS:
        raise Refused(_("Write at most %(n)s letters.") % {"n": MOST_LETTERS}, field="most_needed")
    row.answers, row.most_needed, row.way = dict(answers), needed, way
    row.answered_on, row.answered_by = timezone.localdate(), by
    row.save(update_fields=["answers", "most_needed", "way", "answered_on", "answered_by"])
    record("answer", row, by=by or SYSTEM, changes={"questions": len(answers), "way": way})
    return row
