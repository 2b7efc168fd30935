"""How people found a class: they answered one after another on a shared phone, or on paper that was counted.

The device adds up and sends counts only: no answer of one person, no order, no hour. A class with no open survey gets one, if
it could have been opened that day. More answers than people wait for the list with who walked in.
"""

from collections.abc import Mapping
from datetime import date
from typing import Literal

from django.utils import timezone
from django.utils.translation import gettext as _
from pydantic import Field

from genba.access.doors import find
from genba.access.permissions import Permission
from genba.delivery.actions import satisfaction
from genba.delivery.actions.satisfaction import Full, TooLate
from genba.delivery.models import SatisfactionCount, SatisfactionSurvey, Workshop
from genba.kit.refused import Refused
from genba.programmes.curricula import module_of
from genba.sync.oddities import Noticed
from genba.sync.records import Fact, NeverAFact, Told, Waits

MOST = 500  # people in one room
Score = Literal["1", "2", "3", "4", "5"]
Counts = Mapping[tuple[str, int], int]


class SatisfactionBody(Noticed):
    """`counts`: by code of the question, how many gave each score. `people`: how many answered at least one question."""

    workshop: str = Field(max_length=8)
    way: Literal["screen", "paper"]
    counts: dict[str, dict[Score, int]] = Field(max_length=50)
    people: int = Field(ge=1, le=MOST)


def become(told: Told) -> Fact:
    """The counts of the class with these in them."""
    body: SatisfactionBody = told.body
    workshop: Workshop = find(told.by, Permission.ATTENDANCE_MARK, Workshop, body.workshop)
    fact = Fact("workshop", workshop.code)
    on = _day(told, workshop)
    counts = _known(workshop, body, fact)
    survey = SatisfactionSurvey.objects.filter(workshop=workshop).first() or _opened(told, workshop, on)
    paper = survey.counts.filter(way=SatisfactionCount.Way.PAPER).exists()
    if not survey.is_open:
        fact.flags.append(_("The questions were closed before this arrived. The result has changed."))
    try:
        satisfaction.gather(by=told.by, survey=survey, way=body.way, counts=counts, people=body.people, on=on,
                            instead_of=_taken_before(told))  # fmt: skip
    except Full as full:
        raise Waits(full.reason + " " + _("These wait until the list is complete."), on=workshop.code) from None
    except TooLate as late:
        raise NeverAFact(late.reason) from None
    if body.way == "paper" and paper and not told.before:
        fact.flags.append(_("There was an earlier tally of paper forms; this one took its place."))
    return fact


def _day(told: Told, workshop: Workshop) -> date:
    """The day on which they answered; today, where the clock of the device says that it was before the class or is to come."""
    said, today = timezone.localdate(told.made_at), timezone.localdate()
    return said if workshop.starts_on <= said <= today else today


def _opened(told: Told, workshop: Workshop, on: date) -> SatisfactionSurvey:
    """The survey, opened as of that day. Waits for a class that was moved to a later day; never, where it is too late."""
    try:
        return satisfaction.open_survey(by=told.by, workshop=workshop, on=on)
    except Refused as no:
        if on < workshop.starts_on:
            raise Waits(no.reason, on=workshop.code) from None
        raise NeverAFact(no.reason) from None


def _known(workshop: Workshop, body: SatisfactionBody, fact: Fact) -> Counts:
    """The counts of the questions that the class is asked today; others, from before the module was changed, are told."""
    asked = {question.code for question in module_of(workshop.module).satisfaction}
    if strangers := sorted(body.counts.keys() - asked):
        if not asked & body.counts.keys():
            raise Refused(_("This class is not asked “%(code)s”.") % {"code": strangers[0][:60]}, field="counts")
        fact.flags.append(_("This class is not asked “%(code)s” any more; those answers are not counted.")
                          % {"code": ", ".join(strangers)[:150]})  # fmt: skip
    return {(q, int(score)): n for q, scores in body.counts.items() if q in asked for score, n in scores.items()}


def _taken_before(told: Told) -> Counts:
    """What the record that this one puts right has added, where it is a fact: it is taken out again."""
    if told.before is None or told.before.body["way"] != "screen" or told.body.way != "screen":
        return {}
    return {(q, int(score)): n for q, scores in told.before.body["counts"].items() for score, n in scores.items()}
