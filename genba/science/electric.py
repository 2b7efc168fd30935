"""Electricity: power of one and three phases, demand, lighting, motors, speed of fans and pumps, power factor."""

from __future__ import annotations

import math
from typing import Final

from genba.science.air import AMO
from genba.science.measures import HP_KW, Given, Impossible, Measure, Saved, Step, above_zero, priced, share

DOE_MOTOR: Final = "US DOE (2014), Premium Efficiency Motor Selection and Application Guide, chapter on energy savings"
AFFINITY: Final = "US DOE and Hydraulic Institute (2006), Improving Pumping System Performance, affinity laws"


def electricity(given: Given) -> Saved:
    """What a multimeter says: kW = V·A·cosφ/1000, × √3 with three phases (volts between phases). Source: AMO, multimeter."""
    if given["phases"] not in (1, 3):
        raise Impossible("phases")
    if not 0 < given["power_factor"] <= 1:
        raise Impossible("power_factor")
    factor = math.sqrt(3) if given["phases"] == 3 else 1.0
    apparent = given["volts"] * given["amps"] * factor / 1000
    power = apparent * given["power_factor"]
    energy = power * given["hours"]
    steps = (Step("apparent_power_kVA", apparent, "kVA"), Step("power_kW", power, "kW"), Step("annual_kWh", energy, "kWh"))
    return Saved(steps, energy, power, priced(energy, given.get("price")))


def demand(given: Given) -> Saved:
    """A lower peak: kW off the bill × the price of a kW and month × the months it holds. It saves no energy. By definition."""
    less = given["peak_before_kW"] - given["peak_after_kW"]
    if less < 0:
        raise Impossible("peak_after_kW", "not-lower")
    return Saved((Step("demand_saved_kW", less, "kW"),), None, less, less * given["demand_price"] * given["months"])


def lighting(given: Given) -> Saved:
    """Lamps of fewer watts, or fewer hours: (n·W before − n·W after) ÷ 1000 × hours. By definition; watts with ballast or driver."""
    before = given["lamps"] * given["watts_before"] / 1000
    after = given["lamps_after"] if "lamps_after" in given else given["lamps"]
    power = after * given["watts_after"] / 1000
    hours = given["hours"]
    later = given.get("hours_after", hours)
    saved = before * hours - power * later
    if saved < 0:
        raise Impossible("watts_after", "not-lower")
    steps = (
        Step("power_before_kW", before, "kW"), Step("power_after_kW", power, "kW"),
        Step("before_kWh", before * hours, "kWh"), Step("after_kWh", power * later, "kWh"),
    )  # fmt: skip
    return Saved(steps, saved, before - power, priced(saved, given.get("price")))


def motor(given: Given) -> Saved:
    """A motor of better efficiency: hp·0.746·load·(1/η before − 1/η after). Source: DOE_MOTOR."""
    old, new = share(given, "eff_before_pct"), share(given, "eff_after_pct")
    if new < old:
        raise Impossible("eff_after_pct", "not-better")
    shaft = given["motor_hp"] * HP_KW * given["load_pct"] / 100
    power = shaft * (1 / old - 1 / new)
    steps = (
        Step("shaft_power_kW", shaft, "kW"), Step("power_before_kW", shaft / old, "kW"), Step("power_after_kW", shaft / new, "kW"),
    )  # fmt: skip
    energy = power * given["hours"]
    return Saved(steps, energy, power, priced(energy, given.get("price")))


def speed(given: Given) -> Saved:
    """A fan or pump that turns slower instead of being throttled: power ∝ speed^exponent ÷ efficiency of the drive.

    The exponent is 3 by the affinity laws; with a static head it is nearer to 2. Source: AFFINITY.
    """
    if not 1 <= given["exponent"] <= 3:
        raise Impossible("exponent")
    ratio, drive = share(given, "speed_pct"), share(given, "drive_eff_pct")
    before = given["fan_power_kW"]
    after = before * ratio ** given["exponent"] / drive
    if after > before:
        raise Impossible("speed_pct", "not-lower")
    steps = (
        Step("power_ratio", ratio ** given["exponent"], "1"), Step("power_before_kW", before, "kW"), Step("power_after_kW", after, "kW"),
    )  # fmt: skip
    energy = (before - after) * given["hours"]
    return Saved(steps, energy, before - after, priced(energy, given.get("price")))


def power_factor(given: Given) -> Saved:
    """Capacitors: kvar = √(S² − P²) − P·tan(arccos target). The saving is the billed kVA. Source: AMO, power factor.

    Where the utility bills kVA, demand_price is per kVA and month. It saves next to no energy in the enterprise itself.
    """
    target, real = given["target_power_factor"], given["real_power_kW"]
    above_zero(given, "real_power_kW")
    apparent = given.get("apparent_power_kVA") or 0.0
    if apparent < real:
        raise Impossible("apparent_power_kVA", "power-above-apparent")
    if not real / apparent <= target <= 1:
        raise Impossible("target_power_factor", "not-better")
    reactive = math.sqrt(apparent**2 - real**2)
    later = real * math.tan(math.acos(target))
    saved = apparent - real / target
    steps = (
        Step("power_factor", real / apparent, "1"), Step("reactive_power_kVAr", reactive, "kVAr"),
        Step("proposed_reactive_power_kVAr", later, "kVAr"), Step("capacitance_kVAr", reactive - later, "kVAr"),
        Step("proposed_apparent_power_kVA", real / target, "kVA"), Step("demand_saved_kVA", saved, "kVA"),
    )  # fmt: skip
    price = given.get("demand_price")
    return Saved(steps, None, None, None if price is None else saved * price * given["months"])


PRICE: Final = {"price": None}
ELECTRIC_MEASURES: Final = {
    "electricity": Measure(electricity, ("volts", "amps", "power_factor", "phases", "hours"), PRICE, AMO),
    "demand": Measure(demand, ("peak_before_kW", "peak_after_kW", "demand_price"), {"months": 12.0}, "By definition of the bill."),
    "lighting": Measure(
        lighting, ("lamps", "watts_before", "watts_after", "hours"), {**PRICE, "lamps_after": None, "hours_after": None},
        "By definition: kWh = kW × h."),
    "motor": Measure(motor, ("motor_hp", "load_pct", "eff_before_pct", "eff_after_pct", "hours"), PRICE, DOE_MOTOR),
    "speed": Measure(speed, ("fan_power_kW", "speed_pct", "hours"), {**PRICE, "exponent": 3.0, "drive_eff_pct": 97.0}, AFFINITY),
    "power-factor": Measure(
        power_factor, ("apparent_power_kVA", "real_power_kW", "target_power_factor"), {"demand_price": None, "months": 12.0}, AMO),
}  # fmt: skip
