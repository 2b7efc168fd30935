"""What an enterprise loses in a year by its own figures, and which part of it a programme takes to be achievable.

The losses are plain products. The achievable part is no law of nature: it is an assumption of the programme (low, middle
and high), with an author and a day, to be replaced by what its own enterprises achieve. No default is given here.
"""

from __future__ import annotations

from dataclasses import dataclass

HUNDRED = 100.0


@dataclass(frozen=True, slots=True)
class Assumed:
    """The part of a loss, in per cent, that is taken to be achievable in a year. 0 <= low <= middle <= high <= 100."""

    low: float
    middle: float
    high: float

    def __post_init__(self) -> None:
        if not 0 <= self.low <= self.middle <= self.high <= HUNDRED:
            raise ValueError("an assumption goes from low over middle to high, within 0 and 100 per cent")


@dataclass(frozen=True, slots=True)
class Achievable:
    """A range in money a year. `loss` is what it is a part of."""

    loss: float
    low: float
    middle: float
    high: float


def absence_loss(days: float, daily_wage: float) -> float:
    """Money a year: days of absence of all people in a year (days) times the wage of a day (money a day)."""
    return _product(days, daily_wage)


def rework_loss(percent: float, output_value: float) -> float:
    """Money a year: the part of the output that is faulty or done again (%, 0 to 100) of its value (money a year).

    An upper bound where faulty pieces are repaired for less than they are worth.
    """
    if percent > HUNDRED:
        raise ValueError("no more than 100 per cent of the output can be faulty")
    return _product(percent / HUNDRED, output_value)


def energy_loss(bill: float) -> float:
    """Money a year: the whole bill (money a year); the achievable part of it is what could be saved."""
    return _product(1.0, bill)


def achievable(loss: float, part: Assumed) -> Achievable:
    """The achievable part of a loss (money a year)."""
    return Achievable(loss, *(loss * share / HUNDRED for share in (part.low, part.middle, part.high)))


def _product(quantity: float, price: float) -> float:
    if quantity < 0 or price < 0:
        raise ValueError("no quantity and no price is below nought")
    return quantity * price
