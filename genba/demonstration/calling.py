"""The pulse of the demonstration: heavy rain in Kenya, who answered, and two who were called."""

from datetime import date, timedelta

from genba.access.models import User
from genba.directory.actions.enterprises import country_row
from genba.pulses import actions
from genba.pulses.models import Pulse, PulseAsk
from genba.pulses.questions import questions

# Of each that answered: the questions to which it said no, and what would help.
SAID: tuple[tuple[frozenset[str], str], ...] = (
    (frozenset({"transport"}), ""),
    (frozenset({"transport", "inputs"}), "A lorry for cloth from the port"),
    (frozenset(), ""),
    (frozenset({"transport", "cash"}), "Two weeks more to pay the rent"),
    (frozenset({"staffed"}), ""),
    (frozenset({"transport"}), ""),
)


def ask_after_the_rain(director: User, caller: User, today: date) -> Pulse:
    """Six enterprises of Kenya answer, two of them by telephone; the first of them and the others were not heard yet."""
    made = actions.ask_everyone(by=director, reason="Heavy rain cut the road to the port on Monday.",
                                closes_on=today + timedelta(days=3), country=country_row("KE"))  # fmt: skip
    known = [question.code for question in questions("en")]
    asks = PulseAsk.objects.filter(pulse=made).select_related("pulse", "enterprise").order_by("pk")[1 : len(SAID) + 1]
    for ask, (lacking, needed) in zip(asks, SAID, strict=False):
        called = bool(needed)
        actions.answer(by=caller if called else None, ask=ask, answers={code: code not in lacking for code in known},
                       most_needed=needed, way=PulseAsk.Way.PHONE if called else PulseAsk.Way.LINK)  # fmt: skip
    return made
