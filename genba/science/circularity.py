"""How circular a product's materials are: the Material Circularity Indicator."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

SOURCE: Final = "Ellen MacArthur Foundation and ANSYS Granta (2019), Circularity Indicators: An Approach to Measuring Circularity, Methodology"
UTILITY: Final = 0.9  # F(X) = 0.9 ÷ X, so that a fully linear product of average use has 0.1


@dataclass(frozen=True, slots=True)
class Material:
    """A material of a product. mass in kg; the others are fractions.

    recycled, reused, biological: shares of the input that are recycled, reused, or grown sustainably. to_recycling, to_reuse,
    to_compost: shares of the mass that are collected for them at the end. input_efficiency, output_efficiency: of the recycling
    that made the input, and of that which takes the product.
    """

    mass: float
    recycled: float = 0.0
    reused: float = 0.0
    biological: float = 0.0
    to_recycling: float = 0.0
    to_reuse: float = 0.0
    to_compost: float = 0.0
    input_efficiency: float = 1.0
    output_efficiency: float = 1.0

    @property
    def virgin(self) -> float:
        """V = M(1 − F_R − F_U − F_S), kg. Equation 1.1 of SOURCE."""
        return self.mass * (1 - self.recycled - self.reused - self.biological)

    @property
    def dumped(self) -> float:
        """W₀ = M(1 − C_R − C_U − C_C), kg."""
        return self.mass * (1 - self.to_recycling - self.to_reuse - self.to_compost)

    @property
    def lost_after(self) -> float:
        """W_C = M(1 − E_C)C_R, kg: lost when the product is recycled."""
        return self.mass * (1 - self.output_efficiency) * self.to_recycling

    @property
    def lost_before(self) -> float:
        """W_F = M(1 − E_F)F_R ÷ E_F, kg: lost when the recycled input was made."""
        return self.mass * (1 - self.input_efficiency) * self.recycled / self.input_efficiency


@dataclass(frozen=True, slots=True)
class Circularity:
    """Masses in kg; linear_flow and mci from 0 to 1; utility X, 1 for a product of average life and use."""

    mass: float
    virgin: float
    dumped: float
    lost_before: float
    lost_after: float
    utility: float

    @property
    def waste(self) -> float:
        """W = W₀ + (W_F + W_C)/2, kg: each loss in recycling belongs half to each of its two products."""
        return self.dumped + (self.lost_before + self.lost_after) / 2

    @property
    def linear_flow(self) -> float:
        """LFI = (V + W) ÷ (2M + (W_F − W_C)/2)."""
        return (self.virgin + self.waste) / (2 * self.mass + (self.lost_before - self.lost_after) / 2)

    @property
    def mci(self) -> float:
        """max(0, 1 − LFI·0.9/X)."""
        return max(0.0, 1 - self.linear_flow * UTILITY / self.utility)


def circularity(materials: Sequence[Material], life: float, use: float) -> Circularity:
    """The indicator of a product made of these materials; life = L/L_average, use = U/U_average, both above zero. Source: SOURCE."""
    return Circularity(
        sum(one.mass for one in materials), sum(one.virgin for one in materials), sum(one.dumped for one in materials),
        sum(one.lost_before for one in materials), sum(one.lost_after for one in materials), life * use,
    )  # fmt: skip
