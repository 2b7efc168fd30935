"""What a check hands over: one doubt about one series, not yet kept."""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from genba.quality.models import Kind


class Found(NamedTuple):
    """Of an enterprise (key) and KPI (code): which doubt, over which days, the numbers behind it, and what is doubted."""

    enterprise: int
    indicator: str
    kind: Kind
    starts_on: date
    ends_on: date
    data: Mapping[str, Any]
    mark: str

    @property
    def key(self) -> tuple[int, str, str, date]:
        """What there can be one open finding of."""
        return self.enterprise, self.indicator, str(self.kind), self.starts_on


def amounts(numerator: float, denominator: float) -> str:
    """Two amounts as a mark: a confirmation holds while they are these."""
    return f"{numerator:.12g}/{denominator:.12g}"
