"""Greenhouse gas of what an enterprise burns, buys and moves: units, scopes, and which year's factor is used."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

SOURCE: Final = "WRI and WBCSD (2004), GHG Protocol Corporate Standard; WRI (2015), Scope 2 Guidance (location-based method)"
NET_CALORIFIC: Final = (
    "IPCC (2006), Guidelines for National Greenhouse Gas Inventories, vol. 2, table 1.2 (net calorific values)"
)
BIOGENIC_CO2: Final = 112000 / (1e6 / 3.6)  # kg CO₂ a kWh of wood or charcoal: IPCC 2006, vol. 2, table 2.2 (112,000 kg/TJ)
LATER_YEARS: Final = 3  # a factor may be this much younger than the activity; older ones are taken, and their year is shown


@dataclass(frozen=True, slots=True)
class Carrier:
    """What emits. per: the unit of its factor. kg_kwh: kWh (net) in a kilogram; litre_kg: kg in a litre; m3_kwh: kWh in a m³.

    gross: net ÷ gross calorific value, for bills in gross kWh. Sources: NET_CALORIFIC; densities and gross values are the usual
    ones of IEA (2005), Energy Statistics Manual, annex 1.
    """

    scope: int
    per: str
    kg_kwh: float = 0.0
    litre_kg: float = 0.0
    m3_kwh: float = 0.0
    gross: float = 1.0
    is_biogenic: bool = False


def _fuel(
    tj_gg: float, litre_kg: float = 0.0, m3_kwh: float = 0.0, gross: float = 0.95, is_biogenic: bool = False
) -> Carrier:
    return Carrier(1, "kWh", tj_gg / 3.6, litre_kg, m3_kwh, gross, is_biogenic)


CARRIERS: Final[dict[str, Carrier]] = {
    "electricity": Carrier(2, "kWh"),
    "heat": Carrier(2, "kWh"),
    "natural-gas": _fuel(48.0, m3_kwh=0.75 * 48.0 / 3.6, gross=0.90),
    "lpg": _fuel(47.3, litre_kg=0.54, gross=0.92),
    "diesel": _fuel(43.0, litre_kg=0.84),
    "diesel-vehicles": _fuel(43.0, litre_kg=0.84),
    "petrol-vehicles": _fuel(44.3, litre_kg=0.74),
    "kerosene": _fuel(43.8, litre_kg=0.80),
    "fuel-oil": _fuel(40.4, litre_kg=0.94),
    "coal": _fuel(25.8),
    "lignite": _fuel(11.9),
    "wood": _fuel(15.6, is_biogenic=True),
    "charcoal": _fuel(29.5, is_biogenic=True),
    **{code: Carrier(1, "kg") for code in ("r-134a", "r-410a", "r-404a", "r-407c", "r-32", "r-22")},
    **{code: Carrier(3, "tkm") for code in ("truck-freight", "van-freight", "rail-freight", "sea-freight")},
    **{code: Carrier(3, "pkm") for code in ("flight-short", "flight-long", "bus")},
    "car": Carrier(3, "km"),
}
ENERGY: Final = {"kWh": 1.0, "MWh": 1000.0, "MJ": 1 / 3.6, "GJ": 1000 / 3.6}
MASS: Final = {"kg": 1.0, "g": 0.001, "t": 1000.0}
VOLUME: Final = {"L": 1.0, "m3": 1000.0}


def in_unit_of_factor(code: str, amount: float, unit: str) -> float | None:
    """The amount in the unit of the carrier's factor; None where the unit cannot be converted."""
    carrier = CARRIERS[code]
    if carrier.per == "kg":
        return amount * MASS[unit] if unit in MASS else None
    if carrier.per != "kWh":
        return amount if unit == carrier.per else None
    if unit in ENERGY:
        return amount * ENERGY[unit]
    if unit == "kWh_gross" and carrier.scope == 1:
        return amount * carrier.gross
    if unit in MASS and carrier.kg_kwh:
        return amount * MASS[unit] * carrier.kg_kwh
    if unit in VOLUME and carrier.m3_kwh:
        return amount * VOLUME[unit] / 1000 * carrier.m3_kwh
    if unit in VOLUME and carrier.litre_kg:
        return amount * VOLUME[unit] * carrier.litre_kg * carrier.kg_kwh
    return None


def year_of_factor(years: Sequence[int], wanted: int) -> int | None:
    """The year of the factor to use: the latest up to the wanted one, else the next within LATER_YEARS; None where there is none."""
    earlier = [year for year in years if year <= wanted]
    later = [year for year in years if wanted < year <= wanted + LATER_YEARS]
    return max(earlier) if earlier else min(later) if later else None
