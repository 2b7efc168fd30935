"""What is missing in the records: for those who have to see to it."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from genba.impact.expressions import Expression, Many
from genba.impact.indicators.definition import indicator
from genba.impact.rows import Tables, beside

BASELINE_DUE_DAYS: Final = 30
VALUES_DUE_DAYS: Final = 120


@indicator("missing-baseline", _("No baseline yet"), level="missing", unit=_("agreements"))
def missing_baseline(facts: Tables) -> Expression:
    """Agreements of more than 30 days ago without a baseline.

    Numerator: agreements that stand
    Denominator: none
    Source: agreements, baselines
    SDG: none
    """
    rows = facts.rows("takings")
    return Many(rows.where(~rows["has_baseline"] & (rows["agreed"] < facts.long_ago(BASELINE_DUE_DAYS))), "agreed")


@indicator("missing-attendance", _("Attendance not marked"), level="missing", unit=_("workshops"))
def missing_attendance(facts: Tables) -> Expression:
    """Workshops whose last day has passed and for which nobody marked who was there.

    Numerator: workshops
    Denominator: none
    Source: days of classes, attendance lists
    SDG: none
    """
    return Many(facts.rows("unmarked"), "ended")


@indicator("missing-values", _("No figure since the training"), level="missing", unit=_("agreements"))
def missing_values(facts: Tables) -> Expression:
    """Agreements whose first class was more than 120 days ago, with figures before it and none after.

    Numerator: agreements that stand
    Denominator: none
    Source: recorded values of KPIs
    SDG: none
    """
    rows = facts.trained
    rows = rows.where(rows["trained"] < facts.long_ago(VALUES_DUE_DAYS))
    rows = beside(rows, facts.rows("measured"), "before", "after")
    return Many(rows.where(rows["before"] & ~rows["after"]), "trained")
