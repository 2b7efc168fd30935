"""How long a piece is under way, and how little of this time anybody works on it."""

from typing import Any

from genba.curriculum.tools import Answer, Bars, Cell, Grid, No, Series, said


def value_stream(steps: list[dict[str, Any]], demand: float, hours_per_day: float) -> Answer:
    """Lead time in working days, value-added time in seconds and its share in %, and the step before which most waits.

    steps in their order: `cycle` seconds of work on one piece, `stock` pieces that wait before the step, `wait` minutes of further
    waiting (drying, transport), `adds_value` where the customer would pay for it. demand: pieces a working day; a stock lasts stock ÷
    demand days (Little 1961). Raises No without demand or work. Source: Rother and Shook, Learning to See (1999).
    """
    if demand <= 0:
        raise No("no-demand", field="demand")
    day = 3600 * hours_per_day
    rows = []
    for step in steps:
        waiting = step["stock"] / demand + 60 * step["wait"] / day
        worth = step["cycle"] if step["adds_value"] else 0.0
        rows.append(
            {
                "step": step["step"],
                "waiting_days": waiting,
                "cycle": step["cycle"],
                "stock": step["stock"],
                "value_added": worth,
            }
        )
    work = sum(row["cycle"] for row in rows)
    worth = sum(row["value_added"] for row in rows)
    lead = sum(row["waiting_days"] for row in rows) + work / day
    if lead <= 0:
        raise No("nothing-flows", field="steps")
    longest = max(rows, key=lambda row: row["waiting_days"])
    slowest = max(rows, key=lambda row: row["cycle"])
    takt, share = day / demand, 100 * worth / (lead * day)
    found = {"lead_time": lead, "waiting_time": lead - work / day, "processing_time": work, "value_added_time": worth,
             "value_added_share": share, "longest_wait": longest["step"], "bottleneck": slowest["step"], "takt": takt,
             "stock": sum(row["stock"] for row in rows), "demand": demand, "steps": rows}  # fmt: skip
    says = [said("meaning", lead_time=lead, value_added_time=worth, value_added_share=share),
            said("waits", longest_wait=longest["step"], days=round(longest["waiting_days"], 1))]  # fmt: skip
    if slowest["cycle"] > takt:
        says.append(said("bottleneck-slow", bottleneck=slowest["step"], cycle=slowest["cycle"], takt=round(takt, 1)))
    then = said("next-pace" if slowest["cycle"] > takt else "next-stock")
    return Answer(found, says, then, [_map(rows, longest, takt), _bars(rows)])


def _map(rows: list[dict[str, Any]], longest: dict[str, Any], takt: float) -> Grid:
    waits = [Cell(f"{row['waiting_days']:.1f}", "attention" if row is longest else "") for row in rows]
    cycles = [
        Cell(f"{row['cycle']:g}", "bad" if row["cycle"] > takt else "good" if row["value_added"] else "rest") for row in rows
    ]
    return Grid(
        said("chart-map"), [row["step"] for row in rows], [(said("row-waiting"), waits), (said("row-cycle"), cycles)]
    )


def _bars(rows: list[dict[str, Any]]) -> Bars:
    return Bars(said("chart-waiting"), [row["step"] for row in rows], [Series("", [row["waiting_days"] for row in rows])])
