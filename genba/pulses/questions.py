"""The questions of a pulse: the yes-or-no columns of the tool that works it out, in the reader's language."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from genba.curriculum import UnknownName
from genba.curriculum.tools import Answer, No, Tool
from genba.curriculum.tools.inputs import Table, YesNo
from genba.directory.places import SECTION_NAMES, country_name, section_of
from genba.kit.refused import Refused
from genba.programmes.curricula import curriculum
from genba.pulses.models import PulseAsk

MODULE, TOOL, ROWS = "crisis-response", "pulse", "answers"


@dataclass(frozen=True)
class Question:
    code: str
    text: str


def pulse_tool() -> Tool:
    """The tool that asks and works out. Refused where the crisis module was taken out of `modules/`."""
    try:
        return curriculum().module(MODULE).tool(TOOL)
    except UnknownName:
        raise Refused(_("The crisis module is not here: without it there are no questions to send.")) from None


def questions(language: str = "") -> tuple[Question, ...]:
    """What is asked, in order."""
    spoken = language or get_language() or "en"
    tables = (one for one in pulse_tool().inputs if isinstance(one, Table) and one.name == ROWS)
    return tuple(Question(c.name, c.labels.in_(spoken)) for table in tables for c in table.columns if isinstance(c, YesNo))


def given_of(asks: Iterable[PulseAsk], language: str = "") -> dict[str, Any]:
    """What the tool takes: a row for each answer, without a name; where and what kind of business, from the directory."""
    spoken = language or get_language() or "en"
    codes = [question.code for question in questions(spoken)]
    return {ROWS: [_row(ask, codes, spoken) for ask in asks]}


def worked_out(given: dict[str, Any]) -> Answer:
    """What the answers say. Raises No where there are too few."""
    if not given[ROWS]:
        raise No("too-few", field=ROWS)
    return pulse_tool().run(given)


def _row(ask: PulseAsk, codes: list[str], language: str) -> dict[str, Any]:
    kind = SECTION_NAMES.get(section_of(ask.enterprise.isic))
    place = {"country": country_name(ask.enterprise.country_id, language), "sector": str(kind) if kind else _("not stated")}
    return {**place, **{code: ask.answers[code] for code in codes if code in ask.answers}}
