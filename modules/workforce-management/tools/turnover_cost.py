"""What it costs when people leave, part by part."""

from typing import Any

from genba.curriculum.tools import Answer, Bars, No, Said, Series, said

PART_LESS = 0.25  # the share of leavers less by which a saving is told: an example, no forecast
FEW = 30  # people below which a rate of a short time is chance


def turnover_cost(
    headcount_start: float, headcount_end: float, months: float, quits: float, other_leavers: float, costs: dict[str, float],
    fixed_cost: float, avoidable_share: float,
) -> Answer:  # fmt: skip
    """Rates of leaving in per cent and what leaving costs in money, with its parts.

    Rate: leavers ÷ mean of the people at the start and the end (separation method); annual_rate: × 12 ÷ months. costs: of one
    leaver, see _parts. avoidable_cost: without fixed cost, for the share of leavers that could have been kept.
    No where there were no people, nobody left or no cost is given.
    """
    average, leavers = (headcount_start + headcount_end) / 2, quits + other_leavers
    if average == 0:
        raise No("nobody", field="headcount_start")
    if leavers == 0:
        raise No("nobody-left", field="quits")
    parts = _parts(costs)
    each = sum(parts.values())
    if each == 0 and fixed_cost == 0:
        raise No("no-cost", field="costs")
    total, avoidable = leavers * each + fixed_cost, leavers * each * avoidable_share / 100
    rates = {
        "turnover_rate": 100 * leavers / average, "quit_rate": 100 * quits / average,
        "annual_rate": 100 * leavers / average * 12 / months, "leavers": leavers, "quits": quits, "month_quits": quits if months == 1 else None, "average_headcount": average,
    }  # fmt: skip
    found: dict[str, Any] = {
        "rates": {name: rates[name] for name in ("turnover_rate", "quit_rate", "annual_rate")}, "costs": {**parts, "each": each, "total": total},
        **rates, "cost_per_leaver": each, "total_cost": total, "avoidable_cost": avoidable, "monthly_saving": PART_LESS * leavers * each / months,
        "breakdown": [{"part": f"part-{name}", "each": amount, "total": leavers * amount, "share": 100 * amount / each if each else None}
                      for name, amount in parts.items()],
    }  # fmt: skip
    largest = max(parts, key=lambda name: parts[name])
    found["largest_part"] = f"part-{largest}"
    says = _says(found, months)
    bars = Bars(
        said("chart"),
        [said(f"part-{name}") for name in parts],
        [Series("", [leavers * amount for amount in parts.values()])],
    )
    withheld = {} if months == 1 else {"month_quits": said("month-only")}
    return Answer(found, says, said("next-hire" if largest in ("training", "learning") else "next-ask"), [bars], withheld)


def _parts(costs: dict[str, float]) -> dict[str, float]:
    """What one leaver costs, in money, by part.

    `separation` (payments, papers), `recruitment` (notices, talks, tests), `vacancy_days` × `day_margin` (what a day of work
    brings above wage and material), `training_days` × `daily_wage` (paid while learning, nothing made yet) with `trainer_days` ×
    `trainer_wage`, and `weeks_to_full` × 6 days × (100 − `start_speed`) % ÷ 2 × `day_margin`, since speed rises in a straight
    line. After O’Connell and Kung, “The cost of employee turnover”, Industrial Management 49(1), 2007.
    """
    return {
        "separation": costs["separation"],
        "recruitment": costs["recruitment"],
        "vacancy": costs["vacancy_days"] * costs["day_margin"],
        "training": costs["training_days"] * costs["daily_wage"] + costs["trainer_days"] * costs["trainer_wage"],
        "learning": costs["weeks_to_full"] * 6 * (100 - costs["start_speed"]) / 200 * costs["day_margin"],
    }


def _says(found: dict[str, Any], months: float) -> list[Said]:
    says = [
        said("meaning", leavers=found["leavers"], total_cost=found["total_cost"], cost_per_leaver=found["cost_per_leaver"]),
        said("rate", turnover_rate=found["turnover_rate"], quit_rate=found["quit_rate"]),
    ]
    if months < 3 or found["average_headcount"] < FEW:
        says.append(said("short"))
    return [*says, said("saving", monthly_saving=found["monthly_saving"])]
