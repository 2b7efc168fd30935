"""Compressed air and water: leaks, pressure, the cost of a compressor, a receiver, taps. Values in US units inside."""

from __future__ import annotations

import math
from typing import Final

from genba.science.measures import HP_KW, Given, Impossible, Measure, Saved, Step, above_zero, priced

ATMOSPHERE: Final = 14.7  # psia at sea level
CUBIC_INCHES: Final = 1728.0  # a cubic foot
GAL_PER_CUFT: Final = 7.48
STANDARD_DENSITY: Final = 0.075  # lb/ft³ of air at 14.7 psia and 70 °F
AIR_GAS: Final = 53.34  # ft·lbf/(lb·°R)
GRAVITY: Final = 32.174  # lb·ft/(lbf·s²)
KAPPA: Final = 1.4  # heat capacities of air
POLYTROPIC: Final = 1.395  # exponent of air in the pressure formula of the source
FAHRENHEIT_ZERO: Final = 459.67
AMO: Final = "ORNL, AMO-Tools-Suite (formulas behind the US DOE's MEASUR), tests at commit 1520832"
DOE_AIR: Final = "US DOE (2004), Compressed Air Tip Sheet 3, Minimize Compressed Air Leaks"


def _leak(given: Given, flow_each: float, *before: Step) -> Saved:
    """A leak of scfm: energy = flow × specific power × hours. Source: AMO."""
    number, hours = given["units"], given["operating_hours"]
    flow = flow_each * number
    kilowatts = flow * given["compressor_specific_power_kW_per_cfm"]
    energy = kilowatts * hours
    price = given.get("electricity_price_per_kWh")
    steps = (
        *before,
        Step("flow_each_scfm", flow_each, "scfm"),
        Step("flow_scfm", flow, "scfm"),
        Step("flow_scfm_total", flow, "scfm"),
        Step("annual_flow_scf", flow * 60 * hours, "ft³"),
        Step("power_kW", kilowatts, "kW"),
        Step("annual_kWh", energy, "kWh"),
    )
    return Saved(steps, energy, kilowatts, priced(energy, price))


def leak_estimate(given: Given) -> Saved:
    """A leak whose flow was measured or estimated, leak_rate_scfm for each of `units` leaks. Source: AMO, estimate method."""
    return _leak(given, given["leak_rate_scfm"])


def leak_bag(given: Given) -> Saved:
    """A leak that fills a round bag (inches) in fill_time_s: flow = bag ÷ time. Source: AMO, bag method."""
    above_zero(given, "fill_time_s")
    bag = math.pi * given["bag_diameter_in"] ** 2 / 4 * given["bag_height_in"] / CUBIC_INCHES
    return _leak(given, bag / given["fill_time_s"] * 60, Step("bag_cuft", bag, "ft³"))


def leak_orifice(given: Given) -> Saved:
    """A round hole under choked flow: m = C·A·p·√(κg/RT)·(2/(κ+1))^((κ+1)/(2(κ−1))), as standard air.

    Impossible where the line is below 1.89 × the atmosphere: the flow is not choked. Source: Shapiro (1953), The Dynamics and
    Thermodynamics of Compressible Fluid Flow, ch. 4; DOE_AIR has its figures with a coefficient of 0.97.
    """
    above_zero(given, "orifice_in", "discharge_coefficient")
    absolute = given["line_pressure_psig"] + given["atm_psia"]
    ratio = (2 / (KAPPA + 1)) ** (KAPPA / (KAPPA - 1))
    if given["atm_psia"] > ratio * absolute:
        raise Impossible("line_pressure_psig", "not-choked")
    area = math.pi * given["orifice_in"] ** 2 / 4
    rankine = given["air_temperature_F"] + FAHRENHEIT_ZERO
    critical = (2 / (KAPPA + 1)) ** ((KAPPA + 1) / (2 * (KAPPA - 1)))
    per_area = absolute * math.sqrt(KAPPA * GRAVITY / (AIR_GAS * rankine)) * critical  # lb/(s·in²)
    mass = given["discharge_coefficient"] * area * per_area
    return _leak(
        given, mass * 60 / STANDARD_DENSITY,
        Step("absolute_pressure_psia", absolute, "psia"), Step("area_in2", area, "in²"), Step("mass_flow_lb_h", mass * 3600, "lb/h"),
    )  # fmt: skip


def leak_decibel(given: Given) -> Saved:
    """An ultrasonic reading between two readings a and b at two pressures: bilinear interpolation. Source: AMO, decibels method."""
    pressures = given["pressure_b_psig"] - given["pressure_a_psig"]
    ratings = given["decibel_rating_b"] - given["decibel_rating_a"]
    if pressures == 0 or ratings == 0:
        raise Impossible("pressure_b_psig" if pressures == 0 else "decibel_rating_b", "same-twice")
    x = (given["line_pressure_psig"] - given["pressure_a_psig"]) / pressures
    y = (given["decibels"] - given["decibel_rating_a"]) / ratings
    flow = (
        (1 - x) * (1 - y) * given["first_flow_a_scfm"] + x * (1 - y) * given["second_flow_a_scfm"]
        + (1 - x) * y * given["first_flow_b_scfm"] + x * y * given["second_flow_b_scfm"]
    )  # fmt: skip
    if flow < 0:
        raise Impossible("decibels", "outside-table")
    return _leak(given, flow)


def pressure_reduction(given: Given) -> Saved:
    """A compressor set to a lower pressure: power ∝ (p/p₀)^((n−1)/n) − 1 with absolute pressures, n = 1.395. Source: AMO.

    annual_kWh and annual_cost are those after the change, as in the source; the saving is the difference.
    """
    rated, proposed, atmosphere = given["rated_pressure_psig"], given["proposed_pressure_psig"], given["atm_psia"]
    above_zero(given, "rated_pressure_psig", "atm_psia")
    if not 0 < proposed <= rated:
        raise Impossible("proposed_pressure_psig", "not-lower")
    exponent = (POLYTROPIC - 1) / POLYTROPIC
    work = [((pressure + atmosphere) / atmosphere) ** exponent - 1 for pressure in (rated, proposed)]
    ratio = work[1] / work[0]
    power, hours, price = given["compressor_power_kW"], given["hours"], given.get("price")
    before, after = power * hours, power * hours * ratio
    steps = [
        Step("power_ratio", ratio, "1"), Step("proposed_power_kW", power * ratio, "kW"),
        Step("baseline_kWh", before, "kWh"), Step("annual_kWh", after, "kWh"),
    ]  # fmt: skip
    if price is not None:
        steps.append(Step("annual_cost", after * price, "money"))
    return Saved(tuple(steps), before - after, power * (1 - ratio), priced(before - after, price))


def compressor_cost(given: Given) -> Saved:
    """What a compressor costs loaded and unloaded; what is saved is the unloaded running. Source: AMO, operating cost."""
    above_zero(given, "motor_eff_loaded_pct", "motor_eff_unloaded_pct")
    if given["loaded_time_pct"] > 100:
        raise Impossible("loaded_time_pct")
    full = given["motor_bhp"] * HP_KW
    unloaded_time = 100 - given["loaded_time_pct"]
    loaded_kw = full / (given["motor_eff_loaded_pct"] / 100)
    unloaded_kw = full * given["bhp_unloaded_pct"] / 100 / (given["motor_eff_unloaded_pct"] / 100)
    loaded = loaded_kw * given["annual_hours"] * given["loaded_time_pct"] / 100
    unloaded = unloaded_kw * given["annual_hours"] * unloaded_time / 100
    price = given["price"]
    steps = (
        Step("unloaded_time_pct", unloaded_time, "%"), Step("loaded_power_kW", loaded_kw, "kW"),
        Step("unloaded_power_kW", unloaded_kw, "kW"), Step("loaded_kWh", loaded, "kWh"), Step("unloaded_kWh", unloaded, "kWh"),
        Step("cost_loaded", loaded * price, "money"), Step("cost_unloaded", unloaded * price, "money"),
        Step("total", (loaded + unloaded) * price, "money"),
    )  # fmt: skip
    return Saved(steps, unloaded, None, unloaded * price)


def receiver(given: Given) -> Saved:
    """The air that a tank gives between two pressures: V·Δp ÷ 14.7 psi, in ft³ of free air. It saves nothing by itself. Source: AMO."""
    if given["p_max_psig"] <= given["p_min_psig"]:
        raise Impossible("p_max_psig", "same-twice")
    volume = given["tank_gal"] / GAL_PER_CUFT
    usable = volume * (given["p_max_psig"] - given["p_min_psig"]) / ATMOSPHERE
    return Saved((Step("tank_cuft", volume, "ft³"), Step("usable_cuft", usable, "ft³")))


def _water(given: Given, flow: float) -> Saved:
    volume = flow * 60 * given["hours"]
    return Saved(
        (Step("flow_gpm", flow, "gpm"), Step("annual_gal", volume, "gal")), None, None, priced(volume, given.get("price"))
    )


def water_metered(given: Given) -> Saved:
    """Water that runs at gpm for the hours, at a price a gallon. Source: AMO, water reduction, metered flow."""
    return _water(given, given["gpm"])


def water_bucket(given: Given) -> Saved:
    """Water that fills a bucket of bucket_gal in fill_s. Source: AMO, water reduction, bucket method."""
    above_zero(given, "fill_s")
    return _water(given, given["bucket_gal"] / given["fill_s"] * 60)


LEAK: Final = ("operating_hours", "compressor_specific_power_kW_per_cfm")
LEAK_MAY: Final = {"units": 1.0, "electricity_price_per_kWh": None}
TABLE: Final = ("pressure_a_psig", "pressure_b_psig", "decibel_rating_a", "decibel_rating_b", "first_flow_a_scfm",
                "second_flow_a_scfm", "first_flow_b_scfm", "second_flow_b_scfm")  # fmt: skip
ORIFICE_MAY: Final = {**LEAK_MAY, "discharge_coefficient": 0.61, "air_temperature_F": 70.0, "atm_psia": ATMOSPHERE}
AIR_MEASURES: Final = {
    "leak-estimate": Measure(leak_estimate, ("leak_rate_scfm", *LEAK), LEAK_MAY, AMO),
    "leak-bag": Measure(leak_bag, ("bag_height_in", "bag_diameter_in", "fill_time_s", *LEAK), LEAK_MAY, AMO),
    "leak-orifice": Measure(leak_orifice, ("orifice_in", "line_pressure_psig", *LEAK), ORIFICE_MAY, DOE_AIR),
    "leak-decibel": Measure(leak_decibel, ("line_pressure_psig", "decibels", *TABLE, *LEAK), LEAK_MAY, AMO),
    "pressure-reduction": Measure(
        pressure_reduction, ("hours", "compressor_power_kW", "rated_pressure_psig", "proposed_pressure_psig"),
        {"atm_psia": ATMOSPHERE, "price": None}, AMO),
    "compressor-cost": Measure(
        compressor_cost, ("motor_bhp", "bhp_unloaded_pct", "annual_hours", "loaded_time_pct", "motor_eff_loaded_pct",
                          "motor_eff_unloaded_pct", "price"), {}, AMO),
    "receiver": Measure(receiver, ("tank_gal", "p_max_psig", "p_min_psig"), {}, AMO),
    "water-metered": Measure(water_metered, ("gpm", "hours"), {"price": None}, AMO),
    "water-bucket": Measure(water_bucket, ("bucket_gal", "fill_s", "hours"), {"price": None}, AMO),
}  # fmt: skip
