"""What lasted: the share of practices that are still practised at follow-ups, with n."""

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery

from genba.closeout.models import Completion, FollowUp, StillPractised
from genba.science.figures import Figure, Measured, Withheld

YES, UNKNOWN = StillPractised.Answer.YES, StillPractised.Answer.UNKNOWN


def alumni(rows: QuerySet[Completion]) -> QuerySet[Completion]:
    """Completions that stand, each with the months of its last follow-up done, the day of the next one due, and of how
    many practices asked about (`n_asked`, known answers only) how many are still practised (`n_still`)."""
    of_this = FollowUp.objects.filter(completion=OuterRef("pk"))
    last = of_this.filter(done_on__isnull=False).order_by("-months")
    answers = StillPractised.objects.filter(
        follow_up__completion=OuterRef("pk"), follow_up__months=OuterRef("last_months")
    ).order_by().values("follow_up__completion")  # fmt: skip
    return rows.filter(taken_back_on=None).annotate(
        last_months=Subquery(last.values("months")[:1]), last_done_on=Subquery(last.values("done_on")[:1]),
        next_due_on=Subquery(of_this.filter(done_on=None).order_by("due_on").values("due_on")[:1]),
    ).annotate(
        n_asked=Subquery(answers.annotate(n=Count("pk", filter=~Q(answer=UNKNOWN))).values("n")),
        n_still=Subquery(answers.annotate(n=Count("pk", filter=Q(answer=YES))).values("n")),
    )  # fmt: skip


def still_practised(rows: QuerySet[Completion], months: int) -> tuple[Figure, int]:
    """Of the practices practised at the end, the share still practised after so many months; and in how many enterprises
    somebody asked. "Nobody knows" is no answer: it is counted on neither side."""
    answers = StillPractised.objects.filter(follow_up__completion__in=rows, follow_up__months=months).exclude(answer=UNKNOWN)
    found = answers.order_by().aggregate(
        n=Count("pk"), yes=Count("pk", filter=Q(answer=YES)),
        firms=Count(F("follow_up__completion__engagement__enterprise_id"), distinct=True),
    )  # fmt: skip
    if not found["n"]:
        return Withheld("no-later-value", 0), 0
    return Measured(found["yes"] / found["n"], "", found["n"]), found["firms"]
