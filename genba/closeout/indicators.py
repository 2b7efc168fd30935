"""What the end of a module and the time after it bring to the figures: completions, and practices that lasted."""

from collections.abc import Sequence

import numpy as np
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from genba.closeout.models import Completion, FollowUp, StillPractised
from genba.impact.brought import Brings
from genba.impact.expressions import Expression, PartOf, Share
from genba.impact.indicators.definition import BY_ENTERPRISE, indicator
from genba.impact.months import fetched
from genba.impact.rows import Tables, beside
from genba.impact.tables import takings
from genba.impact.tables.cutting import Cuts
from genba.kit.columns import Table, in_order

YES, UNKNOWN = StillPractised.Answer.YES, StillPractised.Answer.UNKNOWN
SIX, TWELVE = "practised-after-6-months", "practised-after-12-months"
MONTHS = {SIX: 6, TWELVE: 12}  # after completion, by figure


def read_completions(enterprises: Sequence[int] | None, engagements: Table, cuts: Cuts) -> Table:
    """Engagements whose completion was confirmed and not taken back."""
    rows = Completion.objects.in_force()
    if enterprises is not None:
        rows = rows.filter(engagement__enterprise_id__in=list(enterprises))
    found = fetched(rows.order_by("engagement_id").values_list("engagement_id"))
    table, known = takings.of(takings.standing(engagements), [key for (key,) in found])
    table["is_completed"] = np.ones(int(known.sum()), dtype=bool)
    return in_order(table, ("enterprise", "engagement"))


def read_follow_ups(enterprises: Sequence[int] | None, engagements: Table, cuts: Cuts) -> Table:
    """Follow-ups that were done. months: after completion; asked: practices somebody knew about; still: those of them that
    are still practised; unknown: those that nobody knew about."""
    rows = FollowUp.objects.done()
    if enterprises is not None:
        rows = rows.filter(completion__engagement__enterprise_id__in=list(enterprises))
    is_unknown = Q(answers__answer=UNKNOWN)
    found = fetched(
        rows.order_by("pk").annotate(
            asked=Count("answers", filter=~is_unknown), still=Count("answers", filter=Q(answers__answer=YES)),
            unknown=Count("answers", filter=is_unknown),
        ).values_list("completion__engagement_id", "months", "asked", "still", "unknown", "pk")
    )  # fmt: skip
    table, known = takings.of(takings.standing(engagements), [row[0] for row in found])
    for at, name in enumerate(("months", "asked", "still", "unknown", "follow_up"), start=1):
        table[name] = np.array([row[at] for row in found], dtype=np.int64)[known]
    return in_order(table, ("enterprise", "follow_up"))


@indicator("modules-completed", _("Completed a module"), level="reach", by=BY_ENTERPRISE)
def modules_completed(facts: Tables) -> Expression:
    """Enterprises in training whose completion of a module was confirmed, out of all enterprises in training.

    Numerator: different enterprises in training with a completion that was not taken back
    Denominator: different enterprises in training
    Source: confirmed completions
    SDG: 8.3
    """
    return Share(beside(facts.trained, facts.rows("completions"), "is_completed"), "is_completed")


@indicator(SIX, _("Practices still there after 6 months"), level="change", by=BY_ENTERPRISE)
def practised_after_6_months(facts: Tables) -> Expression:
    """Practices that were practised when the module ended and still are at the follow-up six months later, out of those that
    somebody knew about. “Now and then” is not counted as practised.

    Numerator: practices still practised, over all follow-ups after six months
    Denominator: practices that were practised at the end and that somebody knew about
    Source: follow-ups on site or by phone
    SDG: 8.8
    """
    return _lasting(facts, MONTHS[SIX])


@indicator(TWELVE, _("Practices still there after 12 months"), level="change", by=BY_ENTERPRISE)
def practised_after_12_months(facts: Tables) -> Expression:
    """Practices that were practised when the module ended and still are at the follow-up twelve months later, out of those
    that somebody knew about. “Now and then” is not counted as practised.

    Numerator: practices still practised, over all follow-ups after twelve months
    Denominator: practices that were practised at the end and that somebody knew about
    Source: follow-ups on site or by phone
    SDG: 8.8
    """
    return _lasting(facts, MONTHS[TWELVE])


def _lasting(facts: Tables, months: int) -> Expression:
    rows = facts.rows("follow-ups")
    return PartOf(rows.where(rows["months"] == months), "still", "asked", unknown="unknown")


BRINGS = Brings(
    indicators=(modules_completed, practised_after_6_months, practised_after_12_months),
    tables={"completions": read_completions, "follow-ups": read_follow_ups},
    leads={
        "completion": lambda codes: Completion.objects.filter(code__in=codes).values_list("engagement__enterprise_id", flat=True),
        "followup": lambda codes: FollowUp.objects.filter(code__in=codes)
        .values_list("completion__engagement__enterprise_id", flat=True),
    },
)  # fmt: skip
