"""How well the work is told: whether reports of visits come in time."""

from django.utils.translation import gettext_lazy as _

from genba.impact.expressions import Expression, ShareOfRows
from genba.impact.indicators.definition import BY_ENTERPRISE, indicator
from genba.impact.rows import Tables

TIME_NOT_KEPT = "time-not-kept"


@indicator("reports-on-time", _("Reports on time"), level="reach", by=BY_ENTERPRISE)
def reports_on_time(facts: Tables) -> Expression:
    """Reports of visits that came to the programme no later than 7 days after the day of the visit, out of all reports of which
    it is known when they came. What waited on a device without a network came when it was sent.

    Numerator: reports that came no later than 7 days after the day of the visit, as that day stands now
    Denominator: reports of visits of which the time when they came was kept
    Source: reports of visits
    SDG: 17.18
    """
    return ShareOfRows(facts.rows("reports"), "is_in_time", "is_known", TIME_NOT_KEPT)
