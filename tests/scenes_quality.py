"""Three years of months of an enterprise, written straight as rows: steady ones, with the slip that a test is about."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import numpy as np
import time_machine

from genba.directory.models import Enterprise
from genba.impact.months import first_day, last_day, month_of
from genba.observations.models import Observation
from genba.quality.models import Finding

TODAY = date(2026, 7, 15)
LAST = month_of(date(2026, 6, 1))  # the last month that is over
KPI = "absenteeism"
DAYS = 2000.0  # days planned in a month; of them about 100 are lost


def today() -> Any:
    return time_machine.travel("2026-07-15T08:00:00Z", tick=False)


def month(name: str) -> date:
    return date.fromisoformat(f"{name}-01")


def steady(n: int = 36, *, seed: int = 1, level: float = 100.0, swing: float = 0.08) -> dict[str, float]:
    """Days lost in each of the last n months, about as many in each, by the same seed in each run."""
    random = np.random.default_rng(seed)
    lost = np.round(level * np.exp(random.normal(0, swing, n))) + 0.5  # half days: no counts, and no last digits
    return {first_day(LAST - n + 1 + place).isoformat()[:7]: float(lost[place]) for place in range(n)}


def write(
    enterprise: Enterprise, lost: Mapping[str, float | None], *, of: float | Mapping[str, float] = DAYS, indicator: str = KPI,
    unit: str = "%", part: str = "", **facts: Any,
) -> None:  # fmt: skip
    """A row for each month; None is "not tracked" with its reason. Days planned move a little unless one says otherwise."""
    rows = []
    for name, numerator in lost.items():
        whole = of[name] if isinstance(of, Mapping) else of + month_of(month(name)) % 7
        tracked = numerator is not None
        rows.append(Observation(
            enterprise=enterprise, indicator=indicator, part=part, starts_on=month(name), ends_on=last_day(month_of(month(name))),
            numerator=numerator, denominator=whole if tracked else None, unit=unit, note="" if tracked else "The clock broke",
            **facts))  # fmt: skip
    Observation.objects.bulk_create(rows)


def put_right(enterprise: Enterprise, name: str, numerator: float, indicator: str = KPI) -> None:
    Observation.objects.filter(enterprise=enterprise, indicator=indicator, starts_on=month(name)).update(numerator=numerator)


def open_of(enterprise: Enterprise, indicator: str = KPI) -> list[tuple[str, str]]:
    """Kind and first month of each open finding, in order."""
    rows = Finding.objects.open().filter(enterprise=enterprise, indicator=indicator).order_by("kind", "starts_on")
    return [(one.kind, one.starts_on.isoformat()[:7]) for one in rows]
