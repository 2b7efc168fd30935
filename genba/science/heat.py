"""Heat that leaves: steam leaks, bare pipes and tanks, and what insulation keeps. SI units inside."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Final

from genba.science.measures import LB_PER_KG, M_PER_FT, Given, Impossible, Measure, Saved, Step, above_zero, priced

STEFAN_BOLTZMANN: Final = 5.670374419e-8  # W/(m²·K⁴)
GRAVITY: Final = 9.80665  # m/s²
PRANDTL: Final = 0.71  # of air
NAPIER: Final = 24.24  # lb/h for each psia and square inch of diameter
KJ_PER_KWH: Final = 3600.0
FILM: Final = (
    "Churchill and Chu (1975), Int. J. Heat Mass Transfer 18: 1049–1053 and 1323–1329; Churchill and Bernstein (1977)"
)
CENGEL: Final = "Çengel, Heat Transfer: A Practical Approach, 2nd ed., chapter 3 (cylinder with insulation), problem 3-70"
MANCZYK: Final = (
    "Manczyk, Estimating the Cost of Steam Loss through the Orifice of a Steam Trap (variant of Napier's formula)"
)


def air(kelvin: float) -> tuple[float, float]:
    """Conductivity W/(m·K) and kinematic viscosity m²/s of dry air at one atmosphere, 200 to 1,000 K.

    Source: Sutherland's formulas as in US Standard Atmosphere (1976).
    """
    conductivity = 2.64638e-3 * kelvin**1.5 / (kelvin + 245.4 * 10 ** (-12 / kelvin))
    viscosity = 1.458e-6 * kelvin**1.5 / (kelvin + 110.4)
    return conductivity, viscosity * kelvin / 352.98


def film_coefficient(surface: float, ambient: float, size: float, wind: float, emissivity: float, upright: bool) -> float:
    """W/(m²·K) from a surface to air by radiation and convection. Temperatures in K, wind m/s.

    size: diameter of a lying cylinder, or height of an upright wall, in m. Free and forced convection are joined by the fourth
    power. Source: FILM; the sum of powers as in Morgan (1975), Advances in Heat Transfer 11.
    """
    conductivity, viscosity = air((surface + ambient) / 2)
    rayleigh = 2 * GRAVITY * abs(surface - ambient) / (surface + ambient) * size**3 / viscosity**2 * PRANDTL
    factor = 0.492 if upright else 0.559
    spread = (1 + (factor / PRANDTL) ** (9 / 16)) ** (8 / 27)
    free = ((0.825 if upright else 0.60) + 0.387 * rayleigh ** (1 / 6) / spread) ** 2
    reynolds = wind * size / viscosity
    spread_forced = (1 + (0.4 / PRANDTL) ** (2 / 3)) ** 0.25
    forced = 0.62 * math.sqrt(reynolds) * math.cbrt(PRANDTL) / spread_forced * (1 + (reynolds / 282000) ** 0.625) ** 0.8
    if wind > 0:
        forced += 0.3
    convection = math.sqrt(math.hypot(free**2, forced**2)) * conductivity / size
    radiation = emissivity * STEFAN_BOLTZMANN * (surface**2 + ambient**2) * (surface + ambient)
    return convection + radiation


def balanced(hot: float, ambient: float, resistance: float, coefficient: Callable[[float], float]) -> tuple[float, float]:
    """The outer temperature at which as much heat comes through as leaves, and W for each m² of the outside.

    resistance: from the hot side to the outside, m²·K/W of the outside. Temperatures in K. Bisection: the two sides cross once.
    """
    if resistance == 0:
        return hot, coefficient(hot) * (hot - ambient)
    low, high = min(hot, ambient), max(hot, ambient)
    for _ in range(80):
        middle = (low + high) / 2
        comes, leaves = (hot - middle) / resistance, coefficient(middle) * (middle - ambient)
        if comes > leaves:
            low = middle
        else:
            high = middle
    return middle, (hot - middle) / resistance


def _celsius(fahrenheit: float) -> float:
    return (fahrenheit - 32) / 1.8


def _lost(
    given: Given, size: float, outer: float, resistance: float, emissivity: float, upright: bool
) -> tuple[float, float]:
    """The outer temperature (K) and W/m² of the outside."""
    hot, ambient = _celsius(given["surface_F"]) + 273.15, _celsius(given["ambient_F"]) + 273.15
    fixed = given.get("surface_coefficient")
    wind = given["wind_mph"] * 0.44704

    def coefficient(surface: float) -> float:
        return fixed if fixed is not None else film_coefficient(surface, ambient, outer or size, wind, emissivity, upright)

    return balanced(hot, ambient, resistance, coefficient)


def _insulated(given: Given, before: float, after: float, outside: float) -> Saved:
    """before, after: W lost without and with insulation; outside: K."""
    if after > before:
        raise Impossible("insulation_in", "insulation-adds")
    efficiency, hours = given["system_eff_pct"], given["hours"]
    if not 0 < efficiency <= 100:
        raise Impossible("system_eff_pct")
    energy = (before - after) / 1000 * hours / (efficiency / 100)
    steps = (
        Step("heat_loss_bare_W", before, "W"), Step("heat_loss_insulated_W", after, "W"),
        Step("heat_saved_pct", 100 * (1 - after / before) if before else 0.0, "%"), Step("outside_C", outside - 273.15, "°C"),
        Step("fuel_saved_kWh", energy, "kWh"),
    )  # fmt: skip
    return Saved(steps, energy, None, priced(energy, given.get("price")), is_heat=True)


def _hotter(given: Given) -> None:
    above_zero(given, "insulation_in", "insulation_conductivity")
    if given["surface_F"] <= given["ambient_F"]:
        raise Impossible("surface_F", "not-hotter")


def pipe_insulation(given: Given) -> Saved:
    """A hot pipe with and without insulation: q = ΔT ÷ (ln(r₂/r₁)/(2πkL) + 1/(2πr₂hL)), through the boiler's efficiency.

    Without surface_coefficient (W/m²K) the outer one comes from film_coefficient. Source: CENGEL; FILM.
    """
    _hotter(given)
    above_zero(given, "pipe_diameter_in")
    inner = given["pipe_diameter_in"] * 0.0254 / 2
    outer = inner + given["insulation_in"] * 0.0254
    length = given["length_ft"] * M_PER_FT
    resistance = outer * math.log(outer / inner) / given["insulation_conductivity"]
    _, bare = _lost(given, 2 * inner, 2 * inner, 0.0, given["emissivity"], upright=False)
    outside, kept = _lost(given, 2 * outer, 2 * outer, resistance, given["jacket_emissivity"], upright=False)
    return _insulated(given, bare * 2 * math.pi * inner * length, kept * 2 * math.pi * outer * length, outside)


def tank_insulation(given: Given) -> Saved:
    """An upright hot tank, wall and top, with and without insulation; the floor is left out. Source: CENGEL (plane wall); FILM."""
    _hotter(given)
    above_zero(given, "tank_height_ft", "tank_diameter_ft")
    height, diameter = given["tank_height_ft"] * M_PER_FT, given["tank_diameter_ft"] * M_PER_FT
    thickness = given["insulation_in"] * 0.0254
    area = math.pi * diameter * height + math.pi * diameter**2 / 4
    wide = diameter + 2 * thickness
    outer_area = math.pi * wide * (height + thickness) + math.pi * wide**2 / 4
    _, bare = _lost(given, height, height, 0.0, given["emissivity"], upright=True)
    middle = math.sqrt(area * outer_area)
    resistance = thickness / given["insulation_conductivity"] * outer_area / middle
    outside, kept = _lost(given, height, height, resistance, given["jacket_emissivity"], upright=True)
    return _insulated(given, bare * area, kept * outer_area, outside)


def steam_leak(given: Given) -> Saved:
    """Steam that escapes: 24.24 · psia · inches² in lb/h, or a measured flow; heat through the boiler's efficiency.

    heat_kJ_per_kg is what the boiler puts into a kilogram that is lost: with the latent heat alone, the condensate comes back.
    Source: MANCZYK.
    """
    flow = given.get("steam_flow_lb_h")
    steps: list[Step] = []
    if flow is None:
        if "orifice_in" not in given or "steam_pressure_psig" not in given:
            raise Impossible("steam_flow_lb_h", "flow-or-orifice")
        above_zero(given, "orifice_in", "steam_pressure_psig")
        absolute = given["steam_pressure_psig"] + given["atm_psia"]
        flow = NAPIER * absolute * given["orifice_in"] ** 2
        steps = [Step("absolute_pressure_psia", absolute, "psia")]
    flow *= given["units"]
    if not 0 < given["system_eff_pct"] <= 100:
        raise Impossible("system_eff_pct")
    mass = flow * given["hours"]
    energy = mass / LB_PER_KG * given["heat_kJ_per_kg"] / KJ_PER_KWH / (given["system_eff_pct"] / 100)
    steps += [Step("steam_flow_lb_h", flow, "lb/h"), Step("annual_steam_lb", mass, "lb"), Step("fuel_kWh", energy, "kWh")]
    by_steam = given.get("steam_price_per_1000_lb")
    cost = mass / 1000 * by_steam if by_steam is not None else priced(energy, given.get("price"))
    return Saved(tuple(steps), energy, None, cost, is_heat=True)


INSULATION_MAY: Final = {
    "price": None, "surface_coefficient": None, "system_eff_pct": 80.0, "wind_mph": 0.0, "emissivity": 0.8, "jacket_emissivity": 0.8,
}  # fmt: skip
HOT: Final = ("surface_F", "ambient_F", "insulation_in", "insulation_conductivity", "hours")
STEAM_MAY: Final = {
    "steam_flow_lb_h": None, "orifice_in": None, "steam_pressure_psig": None, "atm_psia": 14.696, "units": 1.0,
    "heat_kJ_per_kg": 2400.0, "system_eff_pct": 80.0, "price": None, "steam_price_per_1000_lb": None,
}  # fmt: skip
HEAT_MEASURES: Final = {
    "pipe-insulation": Measure(pipe_insulation, ("length_ft", "pipe_diameter_in", *HOT), INSULATION_MAY, CENGEL),
    "tank-insulation": Measure(tank_insulation, ("tank_height_ft", "tank_diameter_ft", *HOT), INSULATION_MAY, CENGEL),
    "steam-leak": Measure(steam_leak, ("hours",), STEAM_MAY, MANCZYK),
}
