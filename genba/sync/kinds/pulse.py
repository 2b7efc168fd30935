"""The ten questions of a pulse, asked on site and written down without a network.

Where the enterprise answered by itself meanwhile, its own word stands, and both are kept as a disagreement.
"""

from typing import Any

from django.utils.translation import gettext as _
from pydantic import Field

from genba.access.doors import find
from genba.access.permissions import Permission
from genba.pulses.actions import answering
from genba.pulses.models import PulseAsk
from genba.sync.kinds.values import TEXT
from genba.sync.models import Disagreement
from genba.sync.records import Body, Fact, Told, Waits


class PulseBody(Body):
    ask: str  # the code of the asked enterprise
    yes: dict[str, bool] = Field(max_length=50)  # by question
    most_needed: str = Field("", max_length=1000, pattern=TEXT)


def become(told: Told) -> Fact:
    """The answers, as if somebody had asked by telephone."""
    body: PulseBody = told.body
    ask: PulseAsk = find(told.by, Permission.PULSE_ANSWER, PulseAsk, body.ask, load="pulse,enterprise")
    fact = Fact("pulse-ask", ask.code)
    mine: dict[str, Any] = {"answers": body.yes, "most_needed": body.most_needed}
    theirs: dict[str, Any] = {"answers": ask.answers, "most_needed": ask.most_needed}
    if ask.answered_on:
        if mine != theirs:
            Disagreement.objects.create(receipt=told.receipt, noun="pulse-ask", of=ask.code, about="answers", theirs=theirs,
                                        mine=mine)  # fmt: skip
            fact.flags.append(_("It answered otherwise meanwhile. Both are kept; look and decide."))
        return fact
    if not ask.pulse.is_open:
        raise Waits(_("This pulse is closed. The answers are kept; your coordinator decides."))
    answering.answer(by=told.by, ask=ask, answers=body.yes, most_needed=body.most_needed, way=PulseAsk.Way.PHONE)
    return fact
