"""What reviewing brings to the figures: how many of the reports that were decided on had to go back."""

from collections.abc import Sequence

import numpy as np
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from genba.delivery.models import Visit
from genba.impact.brought import Brings
from genba.impact.expressions import Expression, ShareOfRows
from genba.impact.indicators.definition import BY_ENTERPRISE, indicator
from genba.impact.months import fetched
from genba.impact.rows import Tables
from genba.impact.tables import takings
from genba.impact.tables.cutting import Cuts
from genba.kit.columns import Table, in_order
from genba.review.models import Review

RETURNED, DECIDED = Review.Kind.RETURNED, (Review.Kind.APPROVED, Review.Kind.RETURNED)
NOT_DECIDED = "not-decided"


def read_decided(enterprises: Sequence[int] | None, engagements: Table, cuts: Cuts) -> Table:
    """Every report of a visit. is_decided: somebody approved or returned it; is_returned: somebody returned it, at any time."""
    rows = Visit.objects.all()
    if enterprises is not None:
        rows = rows.filter(engagement__enterprise_id__in=list(enterprises))
    said = Review.objects.filter(visit=OuterRef("pk"))
    found = fetched(
        rows.order_by("pk").annotate(
            is_decided=Exists(said.filter(kind__in=DECIDED)), is_returned=Exists(said.filter(kind=RETURNED))
        ).values_list("engagement_id", "is_decided", "is_returned", "pk")
    )  # fmt: skip
    table, known = takings.of(engagements, [row[0] for row in found])
    for at, name in ((1, "is_decided"), (2, "is_returned")):
        table[name] = np.array([bool(row[at]) for row in found], dtype=bool)[known]
    table["visit"] = np.array([row[3] for row in found], dtype=np.int64)[known]
    return in_order(table, ("enterprise", "visit"))


@indicator("reports-returned", _("Reports returned at least once"), level="reach", by=BY_ENTERPRISE)
def reports_returned(facts: Tables) -> Expression:
    """Reports of visits that a reviewer returned at least once with what was to be put right, out of all reports that were
    approved or returned. A report that was put right and approved afterwards still counts as returned.

    Numerator: reports that were returned, each once
    Denominator: reports that were approved or returned
    Source: reviews of reports
    SDG: 17.18
    """
    return ShareOfRows(facts.rows("decided-reports"), "is_returned", "is_decided", NOT_DECIDED)


# Every review leaves an event of the visit itself, which leads to its enterprise already.
BRINGS = Brings(indicators=(reports_returned,), tables={"decided-reports": read_decided})
