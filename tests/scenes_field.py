"""What trainers type in the field, for the tests of its pages."""

from datetime import date
from typing import Any

from genba.delivery.models import Participation, Session, Workshop
from genba.observations.actions import baselines
from genba.observations.actions.baselines import Answer, Seen
from genba.programmes.curricula import module_of
from tests.cast import Cast

MODULE = "workplace-cooperation"
AMOUNTS = {
    "absenteeism": ("80", "2,000.5"), "labour-turnover": ("3", "86"), "labour-productivity": ("41 000", "15 200"),
    "defect-rate": ("٧١", "١١٨٠"), "on-time-delivery": ("22", "31"), "accident-frequency": ("1", "15200"),
    "suggestions-per-worker": ("6", "86"), "suggestion-implementation-rate": ("2", "6"),
    "grievances-per-100-workers": ("2", "86"),
}  # fmt: skip


def typed_baseline(**changes: Any) -> dict[str, Any]:
    """A whole baseline form: nine KPIs counted, energy not tracked, every practice answered."""
    data: dict[str, Any] = {"taken_on": "2026-02-10", "period": "2026-01", "note": ""}
    for code, (above, below) in AMOUNTS.items():
        data |= {f"{code}-answer": "counted", f"{code}-numerator": above, f"{code}-denominator": below}
    data |= {"energy-intensity-answer": "not-tracked", "energy-intensity-reason": "Meter shared with the neighbour"}
    data |= {f"practice-{p.code}": "absent" for p in module_of(MODULE).practices}
    return data | changes


def has_baseline(cast: Cast) -> None:
    """The baseline of the cast's engagement, taken through its action: rework 71 of 1,180 in January."""
    baselines.take_baseline(
        by=cast.omar, engagement=cast.engagement, taken_on=date(2026, 2, 10), starts_on=date(2026, 1, 1),
        ends_on=date(2026, 1, 31), values=[Answer("defect-rate", 71, 1180), Answer("on-time-delivery", 22, 31)],
        practices={"charter": Seen("on-paper")},
    )  # fmt: skip


def has_class(cast: Cast, *days: date) -> Workshop:
    """A class of the cast's engagement on these days, a session each morning."""
    workshop = Workshop.objects.create(
        programme=cast.programme, provider=cast.provider, country_id="KE", trainer=cast.omar, module=MODULE,
        place="Harbour Hall", starts_on=days[0], ends_on=days[-1],
    )  # fmt: skip
    Participation.objects.create(workshop=workshop, engagement=cast.engagement)
    Session.objects.bulk_create(Session(workshop=workshop, held_on=day, part="morning") for day in days)
    return workshop
