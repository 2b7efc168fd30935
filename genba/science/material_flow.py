"""Material flows of a place of work: what goes in, what comes out, what is lost, and what the loss costs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

SOURCE: Final = "ISO 14051:2011, Environmental management – Material flow cost accounting – General framework"
# unit → (its dimension, amount of the dimension's unit in it)
UNITS: Final = {
    "g": ("kg", 0.001), "kg": ("kg", 1.0), "t": ("kg", 1000.0), "L": ("m3", 0.001), "m3": ("m3", 1.0),
    "MJ": ("kWh", 1 / 3.6), "kWh": ("kWh", 1.0), "MWh": ("kWh", 1000.0), "money": ("money", 1.0),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Flow:
    """One flow. amount in `unit`; price: money a unit; of: the input that an output or a loss was (“” for a mixture)."""

    name: str
    amount: float
    unit: str
    price: float | None = None
    of: str = ""

    @property
    def dimension(self) -> str:
        return UNITS[self.unit][0]

    @property
    def base(self) -> float:
        """The amount in kg, m³, kWh or money."""
        return self.amount * UNITS[self.unit][1]

    @property
    def cost(self) -> float | None:
        """What it cost; the amount itself where the unit is money, None where no price is known."""
        if self.unit == "money":
            return self.amount
        return None if self.price is None else self.amount * self.price


@dataclass(frozen=True, slots=True)
class Balance:
    """What is known of one dimension: kg, m3 or kWh."""

    unit: str
    into: float
    out: float
    lost: float

    @property
    def unexplained(self) -> float:
        return self.into - self.out - self.lost

    @property
    def unexplained_share(self) -> float:
        """Of what went in, a fraction; 0 where nothing went in."""
        return self.unexplained / self.into if self.into else 0.0

    @property
    def loss_share(self) -> float:
        """Known losses of all that came out, a fraction: the key by which joint costs are divided."""
        return self.lost / (self.out + self.lost) if self.out + self.lost else 0.0


@dataclass(frozen=True, slots=True)
class Costs:
    """Costs of what was lost or of what was sold, in one money."""

    material: float
    energy: float
    system: float
    waste: float

    @property
    def total(self) -> float:
        return self.material + self.energy + self.system + self.waste


class WithoutInput(ValueError):
    """Something comes out in a dimension in which nothing went in. `place` counts from 0 in the table of its `field`."""

    def __init__(self, field: str, place: int) -> None:
        super().__init__(field)
        self.field, self.place = field, place


def balances(into: Sequence[Flow], out: Sequence[Flow], lost: Sequence[Flow]) -> list[Balance]:
    """One balance for each of kg, m³ and kWh in which something comes out or is lost; input = output + losses. Source: SOURCE.

    Raises WithoutInput where a flow comes out in a unit that nothing went in with.
    """
    known = {flow.dimension for flow in into}
    for field, flows in (("outputs", out), ("losses", lost)):
        for place, flow in enumerate(flows):
            if flow.dimension != "money" and flow.dimension not in known:
                raise WithoutInput(field, place)
    found = []
    for unit in ("kg", "m3", "kWh"):
        sums = [sum(flow.base for flow in flows if flow.dimension == unit) for flows in (into, out, lost)]
        if sums[1] or sums[2]:
            found.append(Balance(unit, *sums))
    return found


def price_of(flow: Flow, into: Sequence[Flow]) -> float | None:
    """Money for a base unit of what this flow is made of: its own input where named, else the mean of its dimension.

    None where an input that counts has no price.
    """
    parts = [one for one in into if one.name == flow.of] or [one for one in into if one.dimension == flow.dimension]
    if any(one.cost is None for one in parts):
        return None
    amount = sum(one.base for one in parts)
    return sum(one.cost or 0.0 for one in parts) / amount if amount else None


def costs(
    into: Sequence[Flow], lost: Sequence[Flow], key: float, main: str, system: float, waste: float
) -> tuple[Costs, Costs] | None:
    """Costs of the losses and of the products; None where the price of something that was lost or went in is unknown.

    key: share of joint costs that the losses bear (their share of mass in the main dimension). Materials go by their own price;
    energy inputs that are not in the main dimension and the system costs go by the key; waste handling is all the losses'.
    Source: SOURCE.
    """
    if any(flow.cost is None for flow in into):
        return None
    energy = sum(flow.cost or 0.0 for flow in into if flow.dimension == "kWh" and main != "kWh")
    joint = system + sum(flow.amount for flow in into if flow.unit == "money")
    material = sum(
        flow.cost or 0.0 for flow in into if flow.unit != "money" and not (flow.dimension == "kWh" and main != "kWh")
    )
    material_lost = 0.0
    for flow in lost:
        if flow.dimension == "money" or (flow.dimension == "kWh" and main != "kWh"):
            continue
        price = price_of(flow, into)
        if price is None:
            return None
        material_lost += price * flow.base
    waste_all = waste + sum(flow.amount for flow in lost if flow.unit == "money")
    losses = Costs(material_lost, energy * key, joint * key, waste_all)
    products = Costs(material - material_lost, energy * (1 - key), joint * (1 - key), 0.0)
    return losses, products
