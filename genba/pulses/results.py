"""What a pulse says to somebody: how many answered, what breaks first, who said no to it, and who was not heard yet."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from genba.access.permissions import Permission
from genba.access.policy import Anyone, visible
from genba.curriculum.tools import Answer, No
from genba.pulses.models import Pulse, PulseAsk
from genba.pulses.questions import given_of, pulse_tool, worked_out

SHOWN = 50  # enterprises of a list: nobody calls more in a day


@dataclass(frozen=True)
class Results:
    """Of the enterprises within somebody's reach. Either `answer` or `no` stands, with what was given to the tool."""

    asked: int
    answered: int
    given: dict[str, Any]
    answer: Answer | None
    no: No | None
    in_need: tuple[PulseAsk, ...]  # said no to what breaks first; where that is not known, no to anything
    unheard: tuple[PulseAsk, ...]

    @property
    def worst(self) -> str:
        """The question with the fewest yes; "" where too few answered."""
        return str(self.answer.values["worst"]) if self.answer else ""


def asks_of(user: Anyone, pulse: Pulse) -> QuerySet[Any]:
    """Who was asked, within reach, with the enterprise."""
    rows: QuerySet[Any] = visible(user, Permission.PULSE_READ, PulseAsk)
    return rows.filter(pulse=pulse).select_related("enterprise").order_by("enterprise__name_key", "pk")


def results_of(user: Anyone, pulse: Pulse, language: str = "") -> Results:
    """Three questions to the database, however many were asked."""
    rows = asks_of(user, pulse)
    answered = list(rows.exclude(answered_on=None))
    unheard = tuple(rows.filter(answered_on=None)[:SHOWN])
    given = given_of(answered, language)
    answer, no = None, None
    try:
        answer = worked_out(given)
    except No as one:
        no = one
    worst = str(answer.values["worst"]) if answer else ""
    needing = tuple(ask for ask in answered if (ask.answers.get(worst) is False if worst else False in ask.answers.values()))
    asked = rows.count()
    return Results(asked, len(answered), given, answer, no, needing[:SHOWN], unheard)


def title_of(results: Results, language: str) -> str:
    """What breaks first, as the question was asked."""
    return pulse_tool().sentences[results.worst].in_(language) if results.worst else ""
