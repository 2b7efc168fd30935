"""KPI values and practices, as records of several kinds hold them, and what becomes of a value that the pages would ask about."""

from collections.abc import Callable, Sequence
from typing import Literal, TypeVar

from django.utils.translation import gettext as _
from pydantic import Field

from genba.kit.refused import Stale
from genba.observations.actions.baselines import Answer
from genba.observations.actions.checks import Unlikely
from genba.sync.records import Body, Fact

TEXT = r"^[^\x00]*$"
Made = TypeVar("Made")


class ValueBody(Body):
    """An amount over an amount, or neither: not tracked."""

    indicator: str = Field(max_length=60)
    numerator: float | None = Field(None, ge=0, le=1e15, allow_inf_nan=False)
    denominator: float | None = Field(None, ge=0, le=1e15, allow_inf_nan=False)
    note: str = Field("", max_length=300, pattern=TEXT)
    version: int | None = None


class PracticeBody(Body):
    practice: str = Field(max_length=60)
    state: Literal["absent", "on-paper", "practised"]
    evidence: str = Field("", max_length=300, pattern=TEXT)


def unasked(
    values: Sequence[ValueBody], fact: Fact, act: Callable[[list[Answer]], Made], disagree: Callable[[Answer], None] | None = None
) -> Made:  # fmt: skip
    """What the action makes of the values. Where it would ask whether one is right, nobody is there to ask: the doubt becomes
    its note and a flag. Where it would show that somebody else wrote down another meanwhile, that one stands, and the value is
    handed to `disagree`."""
    left = {value.indicator: value for value in values}
    notes = {value.indicator: value.note for value in values}

    def answer(value: ValueBody) -> Answer:
        return Answer(value.indicator, value.numerator, value.denominator, notes[value.indicator], value.version)

    while True:
        try:
            return act([answer(value) for value in left.values()])
        except Unlikely as doubt:
            indicator = (doubt.field or "").rpartition("-")[0]
            if notes.get(indicator, " "):
                raise
            notes[indicator] = _("Written down without a network: nobody was asked whether it is right.")
            fact.flags.append(doubt.doubt.sentence)
        except Stale as stale:
            value = left.pop((stale.field or "").rpartition("-")[0], None)
            if value is None or disagree is None:
                raise
            disagree(answer(value))
