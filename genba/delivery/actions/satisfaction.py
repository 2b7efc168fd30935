"""How people found a class: open it for answers, count them, close it."""

from collections.abc import Mapping
from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from genba.access.models import User
from genba.audit.actions import record
from genba.curriculum import Module
from genba.delivery.models import SatisfactionCount, SatisfactionSurvey, Workshop
from genba.kit.refused import Refused
from genba.programmes.curricula import module_of

DAYS_OPEN = 14  # after the last day of the class
SCORES = range(1, 6)


class Full(Refused):
    """There are more answers than people on the list of the class."""


class TooLate(Refused):
    """The result is shown, and cannot be added to any more."""


@transaction.atomic
def open_survey(*, by: User, workshop: Workshop, on: date | None = None) -> SatisfactionSurvey:
    """From a day (default: today) until two weeks after the class the people of a class may answer; what was opened stays as it is.

    Refused before the class begins, later than those two weeks, and where the module asks nothing.
    """
    today, last = on or timezone.localdate(), workshop.ends_on + timedelta(days=DAYS_OPEN)
    if not module_of(workshop.module).satisfaction:
        raise Refused(_("This module has no questions about the class."))
    if today < workshop.starts_on:
        raise Refused(_("The class has not begun yet."))
    if today > last:
        raise Refused(_("The class is too long ago. People could answer until %(day)s.") % {"day": last.isoformat()})
    made, is_new = SatisfactionSurvey.objects.get_or_create(
        workshop=workshop, defaults={"opened_on": today, "closes_on": last, "opened_by": by}
    )
    if is_new:
        record("open_survey", workshop, by=by, changes={"closes_on": last.isoformat()})
    return made


@transaction.atomic
def answer(*, survey: SatisfactionSurvey, scores: Mapping[str, int]) -> None:
    """One person's answers, added to the counts. Nothing else is kept, so there is no `by` and no event in the trail.

    scores: 1 to 5 by code of the question; a question may be left out. Refused when it is closed, without any score,
    for a score that there is not, and when as many answered as were on the roster.
    """
    now = SatisfactionSurvey.objects.select_for_update(of=("self",)).select_related("workshop").get(pk=survey.pk)
    if not now.is_open:
        raise Refused(_("This is closed. Thank you all the same."))
    if not scores:
        raise Refused(_("Choose at least one answer."))
    _check(module_of(now.workshop.module), scores.keys(), scores.values())
    for question, score in sorted(scores.items()):
        _room(now, question, 1)
        row, _made = SatisfactionCount.objects.get_or_create(survey=now, question=question, score=score,
                                                             way=SatisfactionCount.Way.SCREEN)  # fmt: skip
        SatisfactionCount.objects.filter(pk=row.pk).update(answers=F("answers") + 1)


@transaction.atomic
def tally(
    *, by: User, survey: SatisfactionSurvey, counts: Mapping[tuple[str, int], int], on: date | None = None
) -> None:  # fmt: skip
    """What was counted from paper forms, by question and score; it takes the place of an earlier tally.

    Refused when it is closed, for a question or score that there is not, for a count below nought, and for more answers
    than people on the roster.
    """
    now = SatisfactionSurvey.objects.select_for_update(of=("self",)).select_related("workshop").get(pk=survey.pk)
    if not now.is_open_on(on or timezone.localdate()):
        raise Refused(_("This is closed: its result is shown already. Paper forms are counted before."))
    _check(module_of(now.workshop.module), {q for q, _score in counts}, {s for _question, s in counts})
    if min(counts.values(), default=0) < 0:
        raise Refused(_("A count cannot be below nought."))
    _take_the_place(now, counts)
    record("tally", now.workshop, by=by, changes={"answers": sum(counts.values())})


@transaction.atomic
def gather(
    *, by: User, survey: SatisfactionSurvey, way: str, counts: Mapping[tuple[str, int], int], people: int, on: date,
    instead_of: Mapping[tuple[str, int], int] | None = None,
) -> None:  # fmt: skip
    """What many people answered on one device on a day, added up there: `screen` adds to what is here, `paper` takes the
    place of the earlier tally. instead_of: counts of the same device that are here already, and are wrong.

    Until it is closed, as answers are; afterwards only what was answered before, of as many people as a result is shown
    for: fewer, and the difference between two looks would tell who said what. Refused also for a question or score that
    there is not, a count below nought, more answers than people, and, as `Full`, more than the roster has.
    """
    now = SatisfactionSurvey.objects.select_for_update(of=("self",)).select_related("workshop").get(pk=survey.pk)
    if not now.is_open and (on > (now.closed_on or now.closes_on) or people < settings.SMALL_GROUP):
        raise TooLate(_("The result is shown already. So few answers cannot be added: it would tell who said what."))
    _check(module_of(now.workshop.module), {q for q, _score in counts}, {s for _question, s in counts})
    if min(counts.values(), default=0) < 0:
        raise Refused(_("A count cannot be below nought."), field="counts")
    if not any(counts.values()):
        raise Refused(_("Choose at least one answer."), field="counts")
    for question in sorted({q for q, _score in counts}):
        if _sum(counts, question) > people:
            raise Refused(_("There are more answers than people."), field="people")
    if way == SatisfactionCount.Way.PAPER:
        _take_the_place(now, counts)
    else:
        _add(now, counts, instead_of or {})
    record("gather", now.workshop, by=by, changes={"way": way, "answers": sum(counts.values())})


@transaction.atomic
def close(*, by: User, survey: SatisfactionSurvey, on: date | None = None) -> SatisfactionSurvey:
    """No more answers; from now on the result is shown. Refused when it is closed already."""
    now = SatisfactionSurvey.objects.select_for_update(of=("self",)).select_related("workshop").get(pk=survey.pk)
    if now.closed_on is not None:
        raise Refused(_("This is closed already."))
    now.closed_on, now.closed_by = on or timezone.localdate(), by
    now.save(update_fields=["closed_on", "closed_by"])
    record("close_survey", now.workshop, by=by)
    return now


def _check(module: Module, questions: object, scores: object) -> None:
    known = {q.code for q in module.satisfaction}
    if strangers := sorted(set(questions) - known):  # type: ignore[call-overload]
        raise Refused(_("This class is not asked “%(code)s”.") % {"code": strangers[0][:60]})
    if not set(scores) <= set(SCORES):  # type: ignore[call-overload]
        raise Refused(_("An answer is from 1 to 5."))


def _room(survey: SatisfactionSurvey, question: str, more: int) -> None:
    """There cannot be more answers than people: somebody would have answered twice."""
    people = survey.workshop.participants.count()
    there = survey.counts.filter(question=question).aggregate(n=Sum("answers"))["n"] or 0
    if there + more > people:
        raise Full(_("As many have answered as are on the list of the class: %(n)s.") % {"n": people})


def _sum(counts: Mapping[tuple[str, int], int], question: str) -> int:
    return sum(n for (q, _score), n in counts.items() if q == question)


def _take_the_place(survey: SatisfactionSurvey, counts: Mapping[tuple[str, int], int]) -> None:
    """The tally of paper forms is now this one."""
    survey.counts.filter(way=SatisfactionCount.Way.PAPER).delete()
    for question in {q for q, _score in counts}:
        _room(survey, question, _sum(counts, question))
    SatisfactionCount.objects.bulk_create(
        SatisfactionCount(survey=survey, question=question, score=score, way=SatisfactionCount.Way.PAPER, answers=n)
        for (question, score), n in sorted(counts.items())
        if n
    )


def _add(
    survey: SatisfactionSurvey, counts: Mapping[tuple[str, int], int], instead_of: Mapping[tuple[str, int], int]
) -> None:
    """Added to the answers by screen, less what they stand instead of."""
    for question in {q for q, _score in counts}:
        _room(survey, question, _sum(counts, question) - _sum(instead_of, question))
    for question, score in sorted(counts.keys() | instead_of.keys()):
        more = counts.get((question, score), 0) - instead_of.get((question, score), 0)
        if not more:
            continue
        row, _made = SatisfactionCount.objects.get_or_create(survey=survey, question=question, score=score,
                                                             way=SatisfactionCount.Way.SCREEN)  # fmt: skip
        SatisfactionCount.objects.filter(pk=row.pk).update(answers=F("answers") + more)
