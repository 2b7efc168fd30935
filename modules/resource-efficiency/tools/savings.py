"""What a measure saves in a year in energy, demand, money and CO₂e, and whether it pays."""

from typing import Any

from genba.curriculum.tools import Answer, Bars, Lines, No, Series, said
from genba.science import cashflow
from genba.science import savings as science
from genba.science.measures import Impossible, Saved, Step, in_metric

PAIRS = (("power_before_kW", "power_after_kW", "kW"), ("baseline_kWh", "annual_kWh", "kWh"), ("before_kWh", "after_kWh", "kWh"),
         ("heat_loss_bare_W", "heat_loss_insulated_W", "W"))  # fmt: skip
TWIN = "flow_scfm_total"  # another name of flow_scfm, for who knows it by that
QUICK, LONG = 1.0, 4.0  # years of payback: below, begin now; above, look for something cheaper


def savings(
    kind: str,
    units: str,
    given: dict[str, float] | None,
    investment: float | None,
    lifetime: int | None,
    discount_rate: float | None,
    emission_factor: float | None,
) -> Answer:
    """The saving of one measure.

    kind: which formula (see genba/science/savings.py for formulas and sources). given: its values, whose names say their units;
    US and metric names are both taken. investment: money. lifetime: years. discount_rate: % a year. emission_factor: kg CO₂e a
    kWh of what is saved. Every value on the way is among the values in US and in metric units; `steps` has them in `units`.
    No where a value is missing, is not of the kind, or cannot be.
    """
    found = _saved(kind, units, given or {})
    steps = [in_metric(step) if units == "metric" else step for step in found.steps]
    values: dict[str, Any] = {one.name: one.value for step in found.steps for one in (step, in_metric(step))}
    co2e = found.energy * emission_factor if found.energy is not None and emission_factor is not None else None
    values |= {
        "energy": found.energy, "demand": found.demand, "cost": found.cost, "co2e": co2e,
        "saving_month": None if found.cost is None else found.cost / 12,
        "source": science.MEASURES[kind].source,
        "steps": [{"what": f"step-{first.label}", "name": step.name, "value": step.value, "unit": step.unit}
                  for first, step in zip(found.steps, steps, strict=True) if first.name != TWIN],
    }  # fmt: skip
    if found.cost is not None:
        values.setdefault("annual_cost", found.cost)
    money, withheld = _pays(found, investment, lifetime, discount_rate)
    values |= money
    withheld |= {name: said(code) for name, code in (("energy", "no-energy"), ("demand", "no-demand"), ("cost", "no-price"),
                                                     ("saving_month", "no-price"), ("co2e", "no-factor")) if values[name] is None}  # fmt: skip
    return Answer(
        values, _says(values, found), _then(values, found), _charts(found.steps, values, investment, lifetime), withheld
    )


def _saved(kind: str, units: str, given: dict[str, float]) -> Saved:
    try:
        return science.saved(kind, given, units == "metric")
    except science.Missing as fault:
        more = [name for name in science.names_of(kind, units == "metric")[1] if name not in given]
        raise No("needs", field="given", names=fault.names, more=more or ["nothing-more"]) from None
    except science.Unknown as fault:
        place = list(given).index(fault.name) + 1
        raise No("not-of-kind", field="given", row=place, name=fault.name, known=fault.known) from None
    except Impossible as fault:
        row = next((n for n, name in enumerate(given, 1) if name == fault.name), None)
        raise No(fault.reason, field="given", row=row, column=fault.name, name=fault.name) from None


def _pays(
    found: Saved, investment: float | None, lifetime: int | None, rate: float | None
) -> tuple[dict[str, Any], dict[str, Any]]:
    money: dict[str, Any] = {"payback": None, "npv": None, "irr": None}
    if found.cost is None or investment is None:
        return money, dict.fromkeys(money, said("no-price" if found.cost is None else "no-investment"))
    money["payback"] = cashflow.payback(investment, found.cost)
    withheld = {} if money["payback"] is not None else {"payback": said("never-pays")}
    if lifetime is None:
        return money, {**withheld, "npv": said("no-lifetime"), "irr": said("no-lifetime")}
    rate_found = cashflow.internal_rate(investment, found.cost, lifetime)
    money["irr"] = None if rate_found is None else 100 * rate_found
    if rate_found is None:
        withheld["irr"] = said("no-return")
    if rate is None:
        withheld["npv"] = said("no-rate")
    else:
        money["npv"] = cashflow.net_present_value(investment, found.cost, lifetime, rate / 100)
    return money, withheld


def _says(values: dict[str, Any], found: Saved) -> list[Any]:
    energy, cost = values["energy"], values["cost"]
    if energy is not None and cost is not None:
        says = [said("meaning-both", energy=energy, cost=cost)]
    elif energy is not None:
        says = [said("meaning-energy", energy=energy)]
    elif cost is not None:
        says = [said("meaning-cost", cost=cost)]
    else:
        says = [said("meaning-none")]
    if values["payback"] is not None:
        says.append(said("meaning-payback", payback=values["payback"]))
    if values["npv"] is not None and values["npv"] < 0:
        says.append(said("meaning-loss", npv=values["npv"]))
    if found.is_heat:
        says.append(said("heat-note"))
    return says


def _then(values: dict[str, Any], found: Saved) -> Any:
    if found.energy is None and found.cost is None:
        return said("next-use")
    if values["payback"] is None:
        return said("next-price")
    if values["npv"] is not None and values["npv"] < 0:
        return said("next-cheaper")
    return said("next-now" if values["payback"] <= QUICK else "next-plan" if values["payback"] <= LONG else "next-cheaper")


def _charts(steps: tuple[Step, ...], values: dict[str, Any], investment: float | None, lifetime: int | None) -> list[Any]:
    by_name = {step.name: step.value for step in steps}
    charts: list[Any] = []
    for before, after, unit in PAIRS:
        if before in by_name and after in by_name and not charts:
            places = [said("before"), said("after")]
            charts.append(
                Bars(said("chart-before-after"), places, [Series("", [by_name[before], by_name[after]])], unit=unit)
            )
    if investment is not None and lifetime is not None and values["cost"] is not None:
        sums = [year * values["cost"] - investment for year in range(lifetime + 1)]
        charts.append(
            Lines(said("chart-cash"), [str(year) for year in range(lifetime + 1)], [Series("", sums)], from_zero=True)
        )
    return charts
