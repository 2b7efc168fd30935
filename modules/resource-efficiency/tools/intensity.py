"""How much energy, water or material a unit of output takes, and how much of it is used without making anything."""

from typing import Any

import numpy as np

from genba.curriculum.tools import Answer, Level, Lines, No, Series, said
from genba.science.regression import Singular, fit

LEAST_FIT = 6  # periods below which the base load is not told
CLEAR = 0.5  # R² below which it is not told either
BEST = 4  # the best quarter of the periods is what the enterprise can do already


def intensity(periods: list[dict[str, Any]], unit: str, price: float | None) -> Answer:
    """Quantity ÷ output over all periods (sums, never a mean of ratios), by period, and the base load by a line through them.

    periods: period (name), quantity (in `unit`), output, and a further driver where there is one. price: money a unit.
    intensity: Σ quantity ÷ Σ output. best: that of the best quarter of periods, by their sums; potential: what all periods would
    have saved at it. base_load: quantity a period with no output, with per_output and per_driver, by least squares; withheld below
    6 periods or below R² 0.5, and with a negative base. No where there is no output or the driver is given in some rows only.
    """
    quantity = np.array([row["quantity"] for row in periods], dtype=float)
    output = np.array([row["output"] for row in periods], dtype=float)
    if output.sum() <= 0:
        raise No("no-output", field="periods", column="output")
    drivers = [row.get("driver") for row in periods]
    if any(one is None for one in drivers) and any(one is not None for one in drivers):
        raise No("driver-missing", field="periods", row=drivers.index(None) + 1, column="driver")
    total = float(quantity.sum() / output.sum())
    each = [float(q / o) if o > 0 else None for q, o in zip(quantity, output, strict=True)]
    values: dict[str, Any] = {
        "unit": unit, "intensity": total, "quantity_total": float(quantity.sum()), "output_total": float(output.sum()), "each": each,
        "electricity_total": float(quantity.sum()) if unit == "kWh" else None,
    }  # fmt: skip
    best, potential = _best(quantity, output, each)
    values |= {
        "best": best,
        "potential": potential,
        "potential_cost": None if price is None or potential is None else potential * price,
    }
    lines, reason = _line(quantity, output, drivers)
    values |= lines
    withheld = {name: said(reason) for name in ("base_load", "per_output", "base_percent") if values[name] is None}
    if best is None:
        withheld |= {"best": said("too-few-best"), "potential": said("too-few-best"), "potential_cost": said("too-few-best")}
    elif price is None:
        withheld["potential_cost"] = said("no-price")
    if unit != "kWh":
        withheld["electricity_total"] = said("not-electricity")
    says = [said("meaning", intensity=total, unit=unit)]
    if potential:
        says.append(said("meaning-best", best=best, potential=potential, unit=unit))
    if values["base_percent"] is not None:
        says.append(said("meaning-base", base_percent=values["base_percent"]))
    lines_drawn = [Series("", each)]
    levels = [
        Level(said("level-all"), total, "center"),
        *([Level(said("level-best"), best, "target")] if best is not None else []),
    ]
    chart = Lines(said("chart"), [row["period"] for row in periods], lines_drawn, levels, from_zero=True)
    is_high = values["base_percent"] is not None and values["base_percent"] >= 25
    return Answer(
        values, says, said("next-base" if is_high else "next-best" if potential else "next-count"), [chart], withheld
    )


def _best(quantity: Any, output: Any, each: list[float | None]) -> tuple[float | None, float | None]:
    ranked = sorted((one, place) for place, one in enumerate(each) if one is not None)
    if len(ranked) < BEST:
        return None, None
    chosen = [place for _, place in ranked[: max(1, len(ranked) // BEST)]]
    best = float(quantity[chosen].sum() / output[chosen].sum())
    return best, max(0.0, float(quantity.sum() - best * output.sum()))


def _line(quantity: Any, output: Any, drivers: list[float | None]) -> tuple[dict[str, Any], str]:
    names = ["base_load", "per_output", "per_driver"]
    columns = [np.ones(len(quantity)), output]
    if drivers[0] is not None:
        columns.append(np.array(drivers, dtype=float))
    none: dict[str, Any] = {**dict.fromkeys(names), "base_percent": None, "r_squared": None}
    if len(quantity) < LEAST_FIT:
        return none, "too-few-line"
    try:
        found = fit(np.column_stack(columns), quantity, names[: len(columns)])
    except Singular as fault:
        field = "output" if fault.column == "per_output" else "driver"
        if field == "driver":
            raise No("singular", field="periods", column=field) from None
        return none, "same-output"
    none["r_squared"] = found.r_squared
    if found.r_squared < CLEAR:
        return none, "unclear"
    if found.coefficients[0] < 0:
        return none, "negative-base"
    values = {name: float(value) for name, value in zip(names, found.coefficients, strict=False)}
    share = 100 * values["base_load"] * len(quantity) / float(quantity.sum())
    return {**none, **values, "base_percent": share}, ""
