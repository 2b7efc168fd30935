"""What of a changeover needs a standing machine, and what could be done before or after."""

from typing import Any

from genba.curriculum.tools import Answer, Bars, No, Series, said

HOUR = 60


def changeover(steps: list[dict[str, Any]], per_month: float, hour_value: float | None) -> Answer:
    """How long the machine stands today, and once steps that need no standing machine are done outside and others are shortened.

    steps: minutes, `now` and `could` internal (machine stands) or external (it runs), `shorter` minutes that simplifying saves.
    per_month: changeovers; hour_value: money that an hour of the machine is worth. Saved hours and money a month. Raises No where
    nothing takes time or a step would be shortened by more than it takes. Source: Shingo, A Revolution in Manufacturing (1985).
    """
    rows = []
    for row, step in enumerate(steps, 1):
        if step["shorter"] > step["minutes"]:
            raise No("shorter-than-nothing", field="steps", row=row, column="shorter", step=step["step"])
        could = step["could"] or step["now"]
        before = step["minutes"] if step["now"] == "internal" else 0.0
        after = step["minutes"] - step["shorter"] if could == "internal" else 0.0
        rows.append(
            {
                "step": step["step"],
                "before": before,
                "after": after,
                "moved": step["now"] == "internal" and could == "external",
            }
        )
    before, after = sum(row["before"] for row in rows), sum(row["after"] for row in rows)
    if before <= 0:
        raise No("never-stands", field="steps")
    saved, moved = before - after, sum(row["before"] for row in rows if row["moved"])
    hours = saved * per_month / HOUR
    found: dict[str, Any] = {
        "internal_now": before, "external_now": sum(step["minutes"] for step in steps) - before, "internal_after": after,
        "saved": saved, "saved_share": 100 * saved / before, "moved_outside": moved, "shortened": saved - moved, "hours_per_month": hours,
        "money_per_month": None if hour_value is None else hours * hour_value, "standing_minutes": before * per_month,
        "changeovers": per_month, "steps": rows,
    }  # fmt: skip
    largest = max(rows, key=lambda row: row["after"])
    says = [said("meaning", internal_now=before, internal_after=after, saved_share=found["saved_share"]),
            said("time-won", hours_per_month=hours)] if saved > 0 else [said("no-idea", internal_now=before)]  # fmt: skip
    then = said("next-move") if moved > 0 else said("next-largest", step=largest["step"])
    chart = Bars(said("chart"), [row["step"] for row in rows],
                 [Series(said("today"), [row["before"] for row in rows], "before"), Series(said("after"), [row["after"] for row in rows])],
                 unit="min")  # fmt: skip
    withheld = {} if hour_value is not None else {"money_per_month": said("no-hour-value")}
    return Answer(found, says, then, [chart], withheld)
