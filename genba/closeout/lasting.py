"""What lasted: the share of practices that are still practised at follow-ups, with n."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from genba.closeout.models import Completion, FollowUp, StillPractised
from genba.directory.models import Enterprise
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


def narrowed(rows: QuerySet[Completion], asked: Mapping[str, str]) -> QuerySet[Completion]:
    """Completions that stand, by `module`, `country`, name (`q`), and `followed`: due, six or twelve; "" asks for all."""
    rows = rows.filter(taken_back_on=None)
    if asked["module"]:
        rows = rows.filter(engagement__module=asked["module"])
    if asked["country"]:
        rows = rows.filter(engagement__enterprise__country_id=asked["country"])
    if asked["q"]:
        firms: Any = Enterprise.objects
        rows = rows.filter(engagement__enterprise__in=firms.matching(asked["q"]))
    if asked["followed"] == "due":
        due = {"follow_ups__done_on": None, "follow_ups__due_on__lte": timezone.localdate()}
        rows = rows.filter(pk__in=Completion.objects.filter(**due).values("pk"))
    elif asked["followed"]:
        done = {"follow_ups__months": 6 if asked["followed"] == "six" else 12, "follow_ups__done_on__isnull": False}
        rows = rows.filter(pk__in=Completion.objects.filter(**done).values("pk"))
    return rows


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
