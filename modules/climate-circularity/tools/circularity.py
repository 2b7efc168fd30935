"""How circular a product is: the Material Circularity Indicator, and what would raise it most."""

from dataclasses import replace
from typing import Any

from genba.curriculum.tools import Answer, Bars, Flow, No, Series, said
from genba.science.circularity import Material
from genba.science.circularity import circularity as indicator

SHARES = ("recycled", "reused", "biological", "to_recycling", "to_reuse", "to_compost")
EFFICIENCIES = ("input_efficiency", "output_efficiency")
LOW, HIGH = 0.4, 0.7


def circularity(
    materials: list[dict[str, Any]],
    lifetime: float | None,
    average_lifetime: float | None,
    intensity: float | None,
    average_intensity: float | None,
) -> Answer:
    """MCI of a product from its materials (mass in kg, shares in %), its life in years and its use against the usual.

    mci = max(0, 1 − LFI·0.9/X), X = lifetime/average_lifetime × intensity/average_intensity; a pair left out counts as usual (1).
    levers: by how much mci would rise with ten points of each share more, where there is room. See genba/science/circularity.py.
    No where shares of a material come to more than 100 %, where all is weightless, or where only one of a pair is given.
    """
    found = [_material(row, n) for n, row in enumerate(materials, 1)]
    if sum(one.mass for one in found) <= 0:
        raise No("no-mass", field="materials", column="mass")
    life = _pair(lifetime, average_lifetime, "average_lifetime", "lifetime")
    use = _pair(intensity, average_intensity, "average_intensity", "intensity")
    result = indicator(found, life, use)
    levers = _levers(found, life, use, result.mci)
    values: dict[str, Any] = {
        "mci": result.mci, "linear_flow_index": result.linear_flow, "utility": result.utility, "utility_factor": 0.9 / result.utility,
        "mass": result.mass, "virgin": result.virgin, "waste": result.waste, "landfill": result.dumped,
        "loss_of_input_recycling": result.lost_before, "loss_of_output_recycling": result.lost_after,
        "virgin_percent": 100 * result.virgin / result.mass, "waste_percent": 100 * result.waste / result.mass,
        "levers": [{"lever": f"lever-{name}", "rise": rise} for name, rise in levers],
    }  # fmt: skip
    circular = result.mass - result.virgin
    kept = max(0.0, result.mass - result.dumped)
    flow = Flow(
        said("chart-flow"), [(said("part-virgin"), result.virgin), (said("part-circular"), circular)],
        [(said("part-kept"), kept, "good"), (said("part-dumped"), result.dumped, "loss")], unit="kg",
    )  # fmt: skip
    charts: list[Any] = [flow]
    if levers:
        charts.append(
            Bars(
                said("chart-levers"),
                [said(f"lever-{name}") for name, _ in levers],
                [Series("", [rise for _, rise in levers])],
            )
        )
    says = [said("low" if result.mci < LOW else "high" if result.mci >= HIGH else "middle", mci=result.mci),
            said("meaning", virgin_percent=values["virgin_percent"], waste_percent=values["waste_percent"])]  # fmt: skip
    then = said(f"next-{levers[0][0]}") if levers else said("next-keep")
    return Answer(values, says, then, charts)


def _material(row: dict[str, Any], n: int) -> Material:
    shares = {name: (row.get(name) or 0.0) / 100 for name in SHARES}
    for names in (SHARES[:3], SHARES[3:]):
        if sum(shares[name] for name in names) > 1 + 1e-9:
            raise No("above-hundred", field="materials", row=n, column=names[0], name=row["material"])
    given = {name: 1.0 if row.get(name) is None else row[name] / 100 for name in EFFICIENCIES}
    return Material(mass=row["mass"], **shares, **given)


def _pair(value: float | None, usual: float | None, usual_field: str, field: str) -> float:
    if (value is None) != (usual is None):
        raise No("half-a-pair", field=usual_field if usual is None else field)
    return 1.0 if value is None or usual is None else value / usual


def _levers(materials: list[Material], life: float, use: float, mci: float) -> list[tuple[str, float]]:
    found = []
    for name, others in (("recycled", SHARES[:3]), ("to_recycling", SHARES[3:]), ("to_reuse", SHARES[3:])):
        more = [replace(one, **{name: getattr(one, name) + min(0.1, 1 - sum(getattr(one, other) for other in others))})
                for one in materials]  # fmt: skip
        found.append((name.replace("_", "-"), indicator(more, life, use).mci - mci))
    found.append(("life", indicator(materials, life * 1.1, use).mci - mci))
    return sorted(((name, rise) for name, rise in found if rise > 1e-9), key=lambda one: -one[1])
