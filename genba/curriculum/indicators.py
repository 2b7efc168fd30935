"""What is measured: an indicator is a numerator over a denominator, never a bare percentage."""

import math
from dataclasses import dataclass
from datetime import date
from typing import Literal

from genba.curriculum.texts import Texts

Direction = Literal["down", "up", "neutral"]
DIRECTIONS: tuple[Direction, ...] = ("down", "up", "neutral")
OUTPUT_UNIT = "{output}"


class NoValue(ValueError, ArithmeticError):
    """A ratio that cannot be formed; the message says why, in a sentence."""


@dataclass(frozen=True)
class Quantity:
    """Something that is counted or measured on the floor: days lost, hours worked, pieces inspected."""

    name: str
    labels: Texts
    unit: str
    unit_labels: Texts
    whole: bool = False
    minimum: float = 0.0
    parameter: str = ""


@dataclass(frozen=True)
class Sufficiency:
    """How much data a figure needs before it may be shown as a change."""

    denominator: float
    months: int


@dataclass(frozen=True)
class Indicator:
    """One KPI: `scale` × numerator ÷ denominator, in `unit`, over one `period`."""

    code: str
    core: bool
    labels: Texts
    definitions: Texts
    unit: str
    unit_labels: Texts
    direction: Direction
    scale: float
    numerator: Quantity
    denominator: Quantity
    bounded: bool
    plausible: tuple[float, float]
    sufficiency: Sufficiency
    period: str
    source: str
    decimals: int
    own_output_unit: bool
    since: date | None = None  # from this day on it is counted as defined here; before, it was by another definition
    formerly: tuple[str, ...] = ()  # codes it had before

    def value(self, numerator: float, denominator: float) -> float:
        """The indicator's value in `unit`.

        Both arguments are sums over the same periods, in the units of the two quantities.
        Raises NoValue (a ValueError) with a sentence where no honest figure exists: a denominator of
        nothing, a quantity below its minimum, or a part that is larger than its whole.
        """
        for amount, quantity in ((numerator, self.numerator), (denominator, self.denominator)):
            if not math.isfinite(amount):
                raise NoValue(f"{quantity.labels.in_('en')} must be a number.")
            if amount < quantity.minimum:
                raise NoValue(f"{quantity.labels.in_('en')} cannot be below {quantity.minimum:g}.")
        if denominator == 0:
            raise NoValue(f"{self.denominator.labels.in_('en')} is zero, so there is nothing to divide by.")
        if self.bounded and numerator > denominator:
            raise NoValue(f"{self.numerator.labels.in_('en')} cannot be more than {self.denominator.labels.in_('en')}.")
        return self.scale * numerator / denominator

    def is_plausible(self, value: float) -> bool:
        """Whether a value in `unit` can be accepted without the trainer giving a reason."""
        low, high = self.plausible
        return low <= value <= high

    def is_sufficient(self, *, denominator: float, months: int) -> bool:
        """Whether this much data may carry a statement about the indicator."""
        return denominator >= self.sufficiency.denominator and months >= self.sufficiency.months

    def improved(self, before: float, after: float) -> bool | None:
        """Whether `after` is better than `before`; None where the direction says nothing."""
        if self.direction == "neutral":
            return None
        return after < before if self.direction == "down" else after > before

    def unit_in(self, language: str, output_unit: str = "") -> str:
        """The unit as a reader sees it; `output_unit` is the enterprise's own where it keeps one."""
        label = self.unit_labels.in_(language)
        if not self.own_output_unit or not output_unit:
            return label
        return self.unit.replace(OUTPUT_UNIT, output_unit)
