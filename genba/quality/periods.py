"""The periods of a finding: those that somebody may put right, with what is recorded of each."""

from datetime import date
from typing import NamedTuple

from django.db.models import Q

from genba.impact.months import last_day, month_of
from genba.observations.models import Observation
from genba.quality.models import Finding, Kind

MOST = 60


class Period(NamedTuple):
    """One value of the series. version: 0 where nothing is recorded yet. Amounts are None there and where it is not tracked."""

    starts_on: date
    ends_on: date
    part: str
    version: int = 0
    numerator: float | None = None
    denominator: float | None = None


def periods_of(finding: Finding) -> list[Period]:
    """Of missing months those without a word; of all others the values that were recorded for its days, the latest first."""
    if finding.kind == Kind.MISSING:
        firsts = [date.fromisoformat(f"{name}-01") for name in finding.data["months"]]
        return [Period(one, last_day(month_of(one)), "") for one in firsts]
    rows = Observation.objects.filter(Q(starts_on__lte=finding.ends_on, ends_on__gte=finding.starts_on),
                                      enterprise=finding.enterprise_id, indicator=finding.indicator)  # fmt: skip
    return [Period(row.starts_on, row.ends_on, row.part, row.version, row.numerator, row.denominator)
            for row in rows.order_by("-starts_on", "-ends_on", "part")[:MOST]]  # fmt: skip
