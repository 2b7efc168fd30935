"""What an asked enterprise answered in a pulse: {"answers": {question: yes or no}, "most_needed": …}."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from django.utils.translation import gettext as _

from genba.access.models import User
from genba.access.permissions import Permission
from genba.kit.days import in_words
from genba.pulses.actions import answering
from genba.pulses.models import PulseAsk
from genba.pulses.questions import questions
from genba.sync.models import Disagreement
from genba.sync.sides.side import Look, Said, Side


def looks(rows: Sequence[Disagreement]) -> Mapping[int, Look]:
    """One query."""
    found = PulseAsk.objects.filter(code__in={row.of for row in rows}).select_related("enterprise", "pulse")
    asks = {ask.code: ask for ask in found}
    return {
        row.pk: Look(ask.enterprise.name, in_words(ask.pulse.asked_on), {"answers": ask.answers, "most_needed": ask.most_needed})
        if (ask := asks.get(row.of))
        else Look(row.of, "", None)
        for row in rows
    }  # fmt: skip


def says(version: Said) -> str:
    """Each question with yes or no, in the order of the pulse, then what is needed most."""
    if version is None:
        return _("not said")
    given = version["answers"]
    said = [f"{one.text} {_('Yes') if given[one.code] else _('No')}" for one in questions() if one.code in given]
    return " · ".join([*said, version["most_needed"]] if version.get("most_needed") else said)


def take(by: User, row: Disagreement, reason: str) -> None:
    """The answers of the device, as if somebody had asked once more by telephone. Refused once the pulse is closed."""
    ask, mine = PulseAsk.objects.get(code=row.of), cast(dict[str, Any], row.mine)
    answering.answer(by=by, ask=ask, answers=mine["answers"], most_needed=mine["most_needed"], way=PulseAsk.Way.PHONE)


SIDE = Side(Permission.PULSE_ANSWER, looks, says, take)
