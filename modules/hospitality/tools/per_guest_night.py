"""What a guest-night takes, and what the empty house takes anyway."""

from typing import Any

import numpy as np

from genba.curriculum.tools import Answer, Lines, No, Said, Series, said

LEAST_MONTHS = 6
LEAST_SPREAD = 0.1  # standard deviation of guest-nights over their mean


def per_guest_night(months: list[dict[str, Any]]) -> Answer:
    """Energy (kWh), water (litres) and linen (kg) per guest-night, food waste (g) per meal: sums over the months that have
    both, never means of months. With six months or more a least-squares line energy = base + each x nights tells what the
    empty house takes in a month (kWh) and what one more night adds (kWh).

    No where nobody slept; single figures are withheld where they were not measured, where the months are too few or too much
    alike, and where the line makes no sense (a base or slope below nought).
    """
    nights = sum(month["guest_nights"] for month in months)
    if nights == 0:
        raise No("no-nights", field="months")
    withheld: dict[str, Said] = {}
    values: dict[str, Any] = {
        "energy_per_night": _ratio(months, "energy_kwh", "guest_nights", 1), "nights_total": None, "energy_total": None,
        "water_per_night": _ratio(months, "water_m3", "guest_nights", 1000),
        "linen_per_night": _ratio(months, "linen_kg", "guest_nights", 1),
        "food_waste_per_cover": _ratio(months, "food_waste_kg", "covers", 1000),
        "by_month": [{"month": m["month"], "energy_per_night": _ratio([m], "energy_kwh", "guest_nights", 1),
                      "water_per_night": _ratio([m], "water_m3", "guest_nights", 1000)} for m in months],
    }  # fmt: skip
    withheld |= {name: said("not-measured") for name, value in values.items() if value is None}
    measured = [m for m in months if m["energy_kwh"] is not None]
    if values["energy_per_night"] is not None:
        values |= {
            "energy_total": sum(m["energy_kwh"] for m in measured),
            "nights_total": sum(m["guest_nights"] for m in measured),
        }
        withheld = {name: why for name, why in withheld.items() if name not in ("energy_total", "nights_total")}
    why = _base_load(values, measured)
    if why:
        withheld |= dict.fromkeys(("base_energy", "energy_each_night", "base_share"), said(why))
        values |= dict.fromkeys(("base_energy", "energy_each_night", "base_share"))
    told = [(name, code) for name, code in (("energy_per_night", "meaning-energy"), ("water_per_night", "meaning-water"),
                                            ("base_share", "meaning-base")) if values.get(name) is not None]  # fmt: skip
    is_base = (values["base_share"] or 0) >= 50
    monthly = [row["energy_per_night"] for row in values["by_month"]]
    charts = (
        [Lines(said("chart"), [m["month"] for m in months], [Series("", monthly)], from_zero=True)] if any(monthly) else []
    )
    return Answer(values, [said(code, **{name: values[name]}) for name, code in told],
                  said("next-base" if is_base else "next-night"), charts, withheld)  # fmt: skip


def _ratio(months: list[dict[str, Any]], top: str, bottom: str, scale: float) -> float | None:
    both = [m for m in months if m[top] is not None and m[bottom] is not None]
    whole = sum(m[bottom] for m in both)
    return scale * sum(m[top] for m in both) / whole if whole else None


def _base_load(values: dict[str, Any], months: list[dict[str, Any]]) -> str:
    """Puts the line into the values; the code of a sentence where there is none."""
    if len(months) < LEAST_MONTHS:
        return "few-months"
    nights = np.array([m["guest_nights"] for m in months], dtype=float)
    energy = np.array([m["energy_kwh"] for m in months], dtype=float)
    if nights.std() < LEAST_SPREAD * nights.mean():
        return "nights-alike"
    each, base = (float(v) for v in np.polyfit(nights, energy, 1))
    if each <= 0 or base < 0:
        return "no-line"
    values |= {"base_energy": base, "energy_each_night": each, "base_share": 100 * base * len(months) / float(energy.sum())}
    return ""
