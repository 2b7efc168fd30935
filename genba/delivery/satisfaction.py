"""The result of a survey: for each question the share of 4 and 5 on five, with n and distribution, or why it is not shown."""

from collections import Counter
from dataclasses import dataclass

from django.conf import settings

from genba.curriculum import SatisfactionQuestion
from genba.delivery.actions.satisfaction import SCORES
from genba.delivery.models import SatisfactionSurvey
from genba.programmes.curricula import module_of
from genba.science.figures import SHARE, Figure, Measured, Withheld
from genba.science.intervals import WILSON, wilson

SATISFIED = (4, 5)


@dataclass(frozen=True)
class Answered:
    """One question. satisfied: share of 4 and 5 of all its answers, with its Wilson interval. n: answers.
    distribution: answers by score from 1 to 5, None where the result is withheld."""

    question: SatisfactionQuestion
    satisfied: Figure
    n: int
    distribution: tuple[int, ...] | None


def result_of(survey: SatisfactionSurvey) -> list[Answered]:
    """Empty while it can still be answered. Below settings.SMALL_GROUP answers a question is withheld as "too-few"."""
    if survey.is_open:
        return []
    counts: Counter[tuple[str, int]] = Counter()
    for question, score, answers in survey.counts.values_list("question", "score", "answers"):
        counts[question, score] += answers
    return [_answered(q, tuple(counts[q.code, s] for s in SCORES)) for q in module_of(survey.workshop.module).satisfaction]


def _answered(question: SatisfactionQuestion, distribution: tuple[int, ...]) -> Answered:
    n = sum(distribution)
    if n < max(settings.SMALL_GROUP, 1):
        return Answered(question, Withheld("too-few", n), n, None)
    satisfied = sum(distribution[score - 1] for score in SATISFIED)
    low, high = wilson(satisfied, n)
    return Answered(question, Measured(satisfied / n, SHARE, n, low, high, WILSON), n, distribution)
