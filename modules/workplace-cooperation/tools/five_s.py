"""A walk through one area by the five steps, and how it went since the last walks."""

from itertools import pairwise
from typing import Any

from genba.curriculum.tools import Answer, Lines, No, Radar, Series, said

STEPS = ("sort", "set", "shine", "standard", "sustain")
MOST = 5  # points for one question
SIGN = 0.5  # points: a change smaller than this on a scale of five is not called one


def five_s(audits: list[dict[str, Any]]) -> Answer:
    """Scores of each step from 0 to 5 by walk: the total in per cent of what is possible, the weakest step, and the trend.

    audits: oldest first, each with a `day` and the mean of its answers for each of the five steps. The total of a walk is
    the sum of its five scores ÷ 25. The trend is the last total less the first, in percentage points; it is withheld with a
    single walk.
    """
    days = [audit["day"] for audit in audits]
    for row, (earlier, later) in enumerate(pairwise(days), 2):
        if later <= earlier:
            raise No("not-in-order", field="audits", row=row, column="day")
    totals = [100 * sum(audit[step] for step in STEPS) / (MOST * len(STEPS)) for audit in audits]
    last, first = audits[-1], audits[0]
    weakest = min(STEPS, key=lambda step: last[step])
    has_trend = len(audits) > 1
    change = totals[-1] - totals[0] if has_trend else None
    better = [step for step in STEPS if last[step] - first[step] >= SIGN]
    lines = [Series(said("now"), [last[step] for step in STEPS])]
    charts: list[Any] = [
        Radar(said("chart-radar"), [said(step) for step in STEPS],
              [Series(said("first-walk"), [first[step] for step in STEPS], "before"), *lines] if has_trend else lines, MOST)
    ]  # fmt: skip
    if has_trend:
        charts.append(
            Lines(said("chart-trend"), [day.isoformat() for day in days], [Series("", totals)], unit="%", from_zero=True)
        )
    return Answer(
        {"total": totals[-1], "totals": totals, "weakest": weakest, "weakest_score": last[weakest], "change": change,
         "improved_steps": len(better) if has_trend else None},
        [said("meaning", total=totals[-1], weakest_score=last[weakest]), *([said("trend", change=change)] if has_trend else [])],
        said(f"next-{weakest}"), charts, {} if has_trend else {"change": said("one-walk"), "improved_steps": said("one-walk")},
    )  # fmt: skip
