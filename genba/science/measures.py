"""How a saving measure is worked out: what it needs, and every value on the way, with units."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

HP_KW: Final = 0.746  # kW a horsepower, as in US energy audits
PSI_PER_BAR: Final = 14.503773773
CFM_PER_L_S: Final = 2.118880003
CUFT_PER_M3: Final = 35.314666721
L_PER_GAL: Final = 3.785411784
LB_PER_KG: Final = 2.204622622
CM_PER_IN: Final = 2.54
M_PER_FT: Final = 0.3048

Given = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Step:
    """One value on the way. `name` ends in its unit where the unit could be doubted; `unit` is what is shown."""

    name: str
    value: float
    unit: str

    @property
    def label(self) -> str:
        """The name in small letters with hyphens, the same in both systems of units: code of its wording."""
        return self.name.lower().replace("_", "-")


@dataclass(frozen=True, slots=True)
class Saved:
    """What a measure saves in a year.

    energy: kWh, or None where the measure saves no energy. heat: whether the energy is heat of a fuel, not electricity.
    demand: kW off the peak, None where it is not known. cost: money a year, None where no price was given.
    """

    steps: tuple[Step, ...]
    energy: float | None = None
    demand: float | None = None
    cost: float | None = None
    is_heat: bool = False


@dataclass(frozen=True)
class Measure:
    """A kind of measure: what it needs, what it may be given with what it takes where it is not, and its function."""

    function: Callable[[Given], Saved]
    needs: tuple[str, ...]
    may: Mapping[str, float | None] = field(default_factory=dict)
    source: str = ""


class Impossible(ValueError):
    """Values that cannot be: `name` is the one to look at, `reason` the code of a sentence."""

    def __init__(self, name: str, reason: str = "not-possible") -> None:
        super().__init__(f"{name}: {reason}")
        self.name, self.reason = name, reason


# metric name → (US name, US value = factor × metric value + shift)
METRIC: Final[Mapping[str, tuple[str, float, float]]] = {
    "leak_rate_l_s": ("leak_rate_scfm", CFM_PER_L_S, 0.0),
    "bag_height_cm": ("bag_height_in", 1 / CM_PER_IN, 0.0),
    "bag_diameter_cm": ("bag_diameter_in", 1 / CM_PER_IN, 0.0),
    "orifice_mm": ("orifice_in", 1 / (10 * CM_PER_IN), 0.0),
    "line_pressure_bar": ("line_pressure_psig", PSI_PER_BAR, 0.0),
    "pressure_a_bar": ("pressure_a_psig", PSI_PER_BAR, 0.0),
    "pressure_b_bar": ("pressure_b_psig", PSI_PER_BAR, 0.0),
    "first_flow_a_l_s": ("first_flow_a_scfm", CFM_PER_L_S, 0.0),
    "second_flow_a_l_s": ("second_flow_a_scfm", CFM_PER_L_S, 0.0),
    "first_flow_b_l_s": ("first_flow_b_scfm", CFM_PER_L_S, 0.0),
    "second_flow_b_l_s": ("second_flow_b_scfm", CFM_PER_L_S, 0.0),
    "air_temperature_C": ("air_temperature_F", 1.8, 32.0),
    "compressor_specific_power_kW_per_l_s": ("compressor_specific_power_kW_per_cfm", 1 / CFM_PER_L_S, 0.0),
    "rated_pressure_bar": ("rated_pressure_psig", PSI_PER_BAR, 0.0),
    "proposed_pressure_bar": ("proposed_pressure_psig", PSI_PER_BAR, 0.0),
    "atm_bar": ("atm_psia", PSI_PER_BAR, 0.0),
    "tank_l": ("tank_gal", 1 / L_PER_GAL, 0.0),
    "p_max_bar": ("p_max_psig", PSI_PER_BAR, 0.0),
    "p_min_bar": ("p_min_psig", PSI_PER_BAR, 0.0),
    "l_min": ("gpm", 1 / L_PER_GAL, 0.0),
    "bucket_l": ("bucket_gal", 1 / L_PER_GAL, 0.0),
    "price_per_m3": ("price", L_PER_GAL / 1000, 0.0),
    "motor_kW": ("motor_hp", 1 / HP_KW, 0.0),
    "motor_shaft_kW": ("motor_bhp", 1 / HP_KW, 0.0),
    "steam_pressure_bar": ("steam_pressure_psig", PSI_PER_BAR, 0.0),
    "steam_flow_kg_h": ("steam_flow_lb_h", LB_PER_KG, 0.0),
    "steam_price_per_t": ("steam_price_per_1000_lb", 1 / LB_PER_KG, 0.0),
    "length_m": ("length_ft", 1 / M_PER_FT, 0.0),
    "pipe_diameter_mm": ("pipe_diameter_in", 1 / (10 * CM_PER_IN), 0.0),
    "insulation_mm": ("insulation_in", 1 / (10 * CM_PER_IN), 0.0),
    "surface_C": ("surface_F", 1.8, 32.0),
    "ambient_C": ("ambient_F", 1.8, 32.0),
    "tank_height_m": ("tank_height_ft", 1 / M_PER_FT, 0.0),
    "tank_diameter_m": ("tank_diameter_ft", 1 / M_PER_FT, 0.0),
    "wind_m_s": ("wind_mph", 2.236936292, 0.0),
}

# US ending of a step's name → (metric ending, metric unit, factor)
SHOWN: Final[Mapping[str, tuple[str, str, float]]] = {
    "_scfm": ("_l_s", "L/s", 1 / CFM_PER_L_S),
    "_scfm_total": ("_l_s_total", "L/s", 1 / CFM_PER_L_S),
    "_scf": ("_m3", "m³", 1 / CUFT_PER_M3),
    "_cuft": ("_m3", "m³", 1 / CUFT_PER_M3),
    "_gal": ("_water_m3", "m³", L_PER_GAL / 1000),
    "_gpm": ("_l_min", "L/min", L_PER_GAL),
    "_psia": ("_bar_abs", "bar", 1 / PSI_PER_BAR),
    "_lb_h": ("_kg_h", "kg/h", 1 / LB_PER_KG),
    "_lb": ("_kg", "kg", 1 / LB_PER_KG),
    "_lb_per_cuft": ("_kg_per_m3", "kg/m³", CUFT_PER_M3 / LB_PER_KG),
    "_in2": ("_cm2", "cm²", CM_PER_IN**2),
}


def in_metric(step: Step) -> Step:
    """The same value with a metric name and unit, where it has a US one."""
    for ending in sorted(SHOWN, key=len, reverse=True):
        if step.name.endswith(ending):
            metric, unit, factor = SHOWN[ending]
            return Step(step.name.removesuffix(ending) + metric, step.value * factor, unit)
    return step


def with_us_names(given: Given) -> dict[str, float]:
    """Values under their US names, whichever they were given in.

    Impossible("…", "given-twice") where a value stands in both.
    """
    found: dict[str, float] = {}
    for name, value in given.items():
        us, factor, shift = METRIC.get(name, (name, 1.0, 0.0))
        if us in found:
            raise Impossible(name, "given-twice")
        found[us] = factor * value + shift
    return found


def priced(energy: float, price: float | None) -> float | None:
    """energy kWh at a price a kWh; None without a price."""
    return None if price is None else energy * price


def share(given: Given, name: str) -> float:
    """A per cent above 0 and up to 100 as a fraction; Impossible where it is not."""
    if not 0 < given[name] <= 100:
        raise Impossible(name)
    return given[name] / 100


def above_zero(given: Given, *names: str) -> None:
    """Impossible with the first of these names that is not above zero."""
    for name in names:
        if given[name] <= 0:
            raise Impossible(name)
