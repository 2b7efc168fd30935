"""Where materials, water and energy go, what is lost on the way, and what the loss really costs."""

from typing import Any

from genba.curriculum.tools import Answer, Bars, No, Series, said
from genba.curriculum.tools import Flow as Drawing
from genba.science import material_flow as science
from genba.science.material_flow import Balance, Costs, Flow

MASS_FIRST = ("kg", "m3", "kWh")


def flows(
    inputs: list[dict[str, Any]],
    outputs: list[dict[str, Any]],
    losses: list[dict[str, Any]] | None,
    system_cost: float,
    waste_cost: float,
    tolerance: float,
) -> Answer:
    """A balance of input = output + losses for each of kg, m³ and kWh, and the cost of the losses by ISO 14051.

    inputs: name, amount, unit, price (money a unit). outputs, losses: name, amount, unit; a loss may say which input it was
    (`of`), else it costs the mean of its unit. system_cost: wages, machines, rent; waste_cost: what getting rid of it costs.
    tolerance: % of the input that may stay unexplained. Joint costs go by the share of losses in what came out of the main unit
    (kg before m³ before kWh); what is unexplained stays with the products. The cost is withheld where a price is missing or more comes out than went in.
    No where a unit comes out that nothing went in with, where nothing went in, or where a loss names an input that is not there.
    """
    into, out = _read(inputs), _read(outputs)
    lost = _read(losses or [])
    names = {flow.name for flow in into}
    for row, flow in enumerate(lost, 1):
        if flow.of and flow.of not in names:
            raise No("no-such-input", field="losses", row=row, column="of", name=flow.of)
    try:
        found = science.balances(into, out, lost)
    except science.WithoutInput as fault:
        flow = (out if fault.field == "outputs" else lost)[fault.place]
        raise No(
            "unit-without-input", field=fault.field, row=fault.place + 1, column="unit", name=flow.name, unit=flow.unit
        ) from None
    if not found:
        raise No("nothing-comes-out", field="outputs")
    main = min(found, key=lambda one: MASS_FIRST.index(one.unit))
    if main.into <= 0:
        raise No("nothing-goes-in", field="inputs", unit=main.unit)
    return _answer(found, main, into, out, lost, system_cost, waste_cost, tolerance / 100)


def _read(table: list[dict[str, Any]]) -> list[Flow]:
    return [Flow(row["name"], row["amount"], row["unit"], row.get("price"), row.get("of") or "") for row in table]


def _answer(
    found: list[Balance], main: Balance, into: list[Flow], out: list[Flow], lost: list[Flow], system: float, waste: float, room: float
) -> Answer:  # fmt: skip
    rows = [{"unit": one.unit, "input": one.into, "output": one.out, "loss": one.lost, "unexplained": one.unexplained,
             "unexplained_percent": 100 * one.unexplained_share, "closes": abs(one.unexplained_share) <= room} for one in found]  # fmt: skip
    too_much = any(one.unexplained_share < -room for one in found)
    both = None if too_much else science.costs(into, lost, main.loss_share, main.unit, system, waste)
    values: dict[str, Any] = {
        "balance": rows, "closes": all(row["closes"] for row in rows), "unit": main.unit, "input": main.into, "output": main.out,
        "loss": main.lost, "loss_percent": 100 * main.loss_share, "unexplained": main.unexplained,
        "unexplained_percent": 100 * main.unexplained_share,
    }  # fmt: skip
    values |= _costs(both)
    code = "more-out" if too_much else "price-missing"
    withheld = {
        name: said(code) for name in ("loss_cost", "product_cost", "total_cost", "loss_cost_percent") if values[name] is None
    }
    return Answer(
        values, _says(values, main, both), _then(values, too_much, both), _charts(into, out, lost, main, both), withheld
    )


def _costs(both: tuple[Costs, Costs] | None) -> dict[str, Any]:
    if both is None:
        return {"costs": None, "loss_cost": None, "product_cost": None, "total_cost": None, "loss_cost_percent": None}
    losses, products = both
    total = losses.total + products.total
    parts = ("material", "energy", "system", "waste")
    return {
        "costs": [{"part": f"part-{part}", "loss": getattr(losses, part), "product": getattr(products, part)} for part in parts],
        "loss_cost": losses.total, "product_cost": products.total, "total_cost": total,
        "loss_cost_percent": 100 * losses.total / total if total else 0.0,
    }  # fmt: skip


def _says(values: dict[str, Any], main: Balance, both: tuple[Costs, Costs] | None) -> list[Any]:
    says = []
    if both is not None:
        says.append(said("meaning-cost", loss_cost=values["loss_cost"], loss_cost_percent=values["loss_cost_percent"]))
    says.append(said("meaning-loss", loss_percent=values["loss_percent"], unit=main.unit))
    if not values["closes"]:
        says.append(said("meaning-open", unexplained_percent=values["unexplained_percent"]))
    return says


def _then(values: dict[str, Any], too_much: bool, both: tuple[Costs, Costs] | None) -> Any:
    if too_much or not values["closes"]:
        return said("next-measure")
    if both is None:
        return said("next-price")
    largest = max(values["costs"], key=lambda row: row["loss"])["part"]
    return said("next-waste" if largest == "part-waste" else "next-loss")


def _charts(
    into: list[Flow], out: list[Flow], lost: list[Flow], main: Balance, both: tuple[Costs, Costs] | None
) -> list[Any]:
    here = [(flow.name, flow.base) for flow in into if flow.dimension == main.unit and flow.base > 0]
    there: list[Any] = [(flow.name, flow.base, "good") for flow in out if flow.dimension == main.unit and flow.base > 0]
    there += [(flow.name, flow.base, "loss") for flow in lost if flow.dimension == main.unit and flow.base > 0]
    if main.unexplained > 0:
        there.append((said("unexplained"), main.unexplained, "rest"))
    charts: list[Any] = [Drawing(said("chart-flow"), here, there, unit="m³" if main.unit == "m3" else main.unit)]
    if both is not None:
        losses = both[0]
        places = [said(f"part-{part}") for part in ("material", "energy", "system", "waste")]
        charts.append(
            Bars(said("chart-cost"), places, [Series("", [losses.material, losses.energy, losses.system, losses.waste])])
        )
    return charts
