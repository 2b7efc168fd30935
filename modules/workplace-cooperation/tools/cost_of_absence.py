"""What absence costs: the wages of absent days, substitutes, and the work that nobody did."""

from genba.curriculum.tools import Answer, Bars, No, Series, said


def cost_of_absence(
    days_lost: float, daily_wage: float, replacement_share: float, replacement_wage: float, daily_margin: float
) -> Answer:
    """What a month of absence costs, in the money of the wages.

    `replacement_share` is the per cent of lost days that a substitute covered; the others lose the daily
    margin, the value a worker adds in a day above wage and material. No where the share is above 100 %.
    """
    if replacement_share > 100:
        raise No("covered-too-many", field="replacement_share")
    covered = days_lost * replacement_share / 100
    parts = {
        "wages_paid": days_lost * daily_wage,
        "replacement_cost": covered * replacement_wage,
        "margin_lost": (days_lost - covered) * daily_margin,
    }
    total = sum(parts.values())
    bars = Bars(
        said("chart"), [said(f"part-{name.replace('_', '-')}") for name in parts], [Series("", list(parts.values()))]
    )
    return Answer({**parts, "total_cost": total}, [said("meaning", total_cost=total, days_lost=days_lost)],
                  said("next-step"), [bars])  # fmt: skip
