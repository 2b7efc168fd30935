"""A factory half-way through its module: measured, trained, visited twice, with a plan that begins to save.

The days are fixed; whoever plays the scene stands on TODAY (see `at_today`). Figures by hand, from the numbers below:

- defect rate: 1,042 of 12,400 pieces from January to March (8.4 %), 640 of 12,550 from August to October (5.1 %)
- absenteeism: 338 of 5,450 days (6.2 %), 306 of 5,480 days (5.6 %), July not tracked
- labour productivity, counted by two lines and added up: 71,040 pieces in 37,000 hours (1.92), 86,163 in 37,300 (2.31)
"""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
import time_machine

from genba.delivery.actions import workshops
from genba.delivery.models import Visit
from genba.observations.actions import baselines, observations
from genba.partnerships.models import Consent
from genba.plans import actions as plans
from genba.plans.models import Action
from tests.cast import Cast

TODAY = date(2026, 11, 22)
CLASS = (date(2026, 4, 14), date(2026, 4, 15))
DEFECTS = {1: (332, 4100), 2: (361, 4150), 3: (349, 4150), 4: (320, 4000), 5: (291, 4100), 6: (272, 4120), 7: (251, 4050),
           8: (233, 4160), 9: (216, 4150), 10: (191, 4240)}  # fmt: skip
ABSENCE = {1: (108, 1800), 2: (122, 1800), 3: (108, 1850), 4: (110, 1750), 5: (106, 1800), 6: (118, 1790), 7: None,
           8: (104, 1820), 9: (100, 1820), 10: (102, 1840)}  # fmt: skip
OUTPUT = {1: (23400, 12300), 2: (23640, 12300), 3: (24000, 12400), 4: (23500, 12300), 5: (24800, 12350), 6: (25900, 12350),
          7: (26700, 12300), 8: (27800, 12400), 9: (28760, 12450), 10: (29603, 12450)}  # fmt: skip
ON_TIME = {m: (8 + (m > 4), 12) for m in range(1, 11)}
SUGGESTIONS = {m: (m, 86) for m in range(1, 11)}
LEAVERS = {m: (3 if m < 5 else 2, 86) for m in range(1, 11)}
BEFORE = {"daily-meeting": "absent", "suggestion-scheme": "absent", "charter": "on-paper", "accident-book": "practised"}
AFTER = {"daily-meeting": "practised", "suggestion-scheme": "practised", "charter": "practised", "no-harassment": "on-paper"}


@pytest.fixture
def at_today() -> Any:
    """The clock of the scene."""
    with time_machine.travel(datetime(2026, 11, 22, 9, 0), tick=True) as clock:
        yield clock


def play(cast: Cast) -> dict[str, Action]:
    """Let it all happen; gives back the actions of the plan by a short name."""
    measure(cast)
    take_part(cast)
    return plan(cast)


def measure(cast: Cast) -> None:
    """Six KPIs, January to October; the first measure on 12 March is that of February."""
    for indicator, months in (("defect-rate", DEFECTS), ("absenteeism", ABSENCE), ("on-time-delivery", ON_TIME),
                              ("suggestions-per-worker", SUGGESTIONS), ("labour-turnover", LEAVERS)):  # fmt: skip
        for month, sums in months.items():
            _observe(cast, indicator, month, sums)
    for month, (pieces, hours) in OUTPUT.items():
        _observe(cast, "labour-productivity", month, (pieces - 9000, hours - 5000), part="line 1")
        _observe(cast, "labour-productivity", month, (9000, 5000), part="line 2")
    seen = {code: baselines.Seen(state) for code, state in BEFORE.items()}
    baselines.take_baseline(
        by=cast.omar, engagement=cast.engagement, taken_on=date(2026, 3, 12), starts_on=date(2026, 2, 1),
        ends_on=date(2026, 2, 28), practices=seen,
        values=[baselines.Answer("energy-intensity", note="the meter is there, nobody writes it down")],
    )  # fmt: skip


def _observe(cast: Cast, indicator: str, month: int, sums: tuple[float, float] | None, part: str = "") -> None:
    first = date(2026, month, 1)
    last = date(2026, month + 1, 1).toordinal() - 1
    numerator, denominator = sums or (None, None)
    observations.record(
        by=cast.omar, enterprise=cast.garments, indicator=indicator, starts_on=first, ends_on=date.fromordinal(last),
        numerator=numerator, denominator=denominator, part=part, note="as counted" if sums else "the clerk was ill",
    )  # fmt: skip


def take_part(cast: Cast) -> None:
    """The class of two days, and two of three visits."""
    workshops.plan(by=cast.coordinator, programme=cast.programme, provider=cast.provider, trainer=cast.omar,
                   module="workplace-cooperation", place="Nairobi", days=CLASS, engagements=[cast.engagement],
                   people=[cast.lina, cast.rosa], insist=True)  # fmt: skip
    for number, day in ((1, date(2026, 6, 9)), (2, date(2026, 8, 18))):
        visit = Visit.objects.create(engagement=cast.engagement, number=number, visited_on=day, trainer=cast.omar,
                                     met="Lina Sample", advice="Count every day.")  # fmt: skip
    seen = {code: baselines.Seen(state) for code, state in AFTER.items()}
    baselines.check_practices(by=cast.omar, engagement=cast.engagement, checked_on=visit.visited_on, practices=seen,
                              visit=visit)  # fmt: skip


def plan(cast: Cast) -> dict[str, Action]:
    """Five actions: two with a measured saving, one with an expected one, one late, one dropped."""

    def propose(name: str, problem: str, owner: str, due_on: date, expected: int | None = None, **more: Any) -> Action:
        return plans.propose(by=cast.owner, engagement=cast.engagement, problem=problem, action=name, owner=owner,
                             due_on=due_on, expected_saving=Decimal(expected) if expected else None, currency="USD",
                             proposed_on=date(2026, 4, 20), **more)  # fmt: skip

    visit = cast.engagement.visits.get(number=1)
    made = {
        "seam": propose("Find defects at the seam", "Defects are found too late", "Rosa Vidu", date(2026, 7, 1), 300),
        "tools": propose("A place for each tool", "Tools are looked for", "Mina Ejemplo", date(2026, 6, 1), 100,
                         cost=Decimal(280)),
        "thread": propose("Sort thread by colour", "Thread is tangled", "Rosa Vidu", date(2026, 12, 11), 104),
        "press": propose("Sell the old press", "It stands in the way", "Lina Sample", date(2026, 12, 20), 500,
                         saving_kind="once"),
        "cutting": propose("Cutting plan that nests sizes", "Offcuts are thrown away", "Lina Sample", date(2026, 11, 20)),
        "music": propose("Buy a radio", "It is too quiet", "Tadi Contoh", date(2026, 8, 1), 50),
    }  # fmt: skip
    for name, kind, day in (("seam", "started", date(2026, 5, 2)), ("seam", "done", date(2026, 6, 30)),
                            ("tools", "done", date(2026, 6, 3)), ("thread", "started", date(2026, 6, 9)),
                            ("press", "done", date(2026, 9, 1)), ("cutting", "started", date(2026, 9, 2))):  # fmt: skip
        plans.decide(action=made[name], by=cast.owner, kind=kind, on=day)
    plans.decide(action=made["tools"], by=cast.omar, kind="verified", visit=visit)
    plans.decide(action=made["music"], by=cast.owner, kind="dropped", on=date(2026, 5, 1), reason="nobody wants it")
    plans.record_saving(
        action=made["seam"], by=cast.owner, actual=Decimal(342), method="134 fewer pieces a month at 2.55 USD"
    )
    plans.record_saving(action=made["tools"], by=cast.owner, actual=Decimal(164), method="55 walks a day, by stopwatch")
    plans.record_saving(action=made["press"], by=cast.owner, actual=Decimal(450), method="the bill")
    return made


def consent(cast: Cast, *covers: str) -> list[Consent]:
    """What the owner lets the brand see."""
    from genba.partnerships import actions

    return [actions.give(by=cast.owner, enterprise=cast.garments, brand=cast.brand, covers=c) for c in covers]
