"""What a yearly saving is worth: simple payback, net present value and internal rate of return."""

from __future__ import annotations

import math
from typing import Final

SOURCE: Final = "Fuller and Petersen (1996), Life-Cycle Costing Manual, NIST Handbook 135, chapter 6"
HIGHEST_RATE: Final = 1e6  # per year: a return above a million times a year is not told


def payback(investment: float, yearly: float) -> float | None:
    """Years until equal savings have paid the investment back, without interest; None where nothing is saved.

    investment and yearly in one money. Source: SOURCE.
    """
    years = investment / yearly if yearly > 0 else math.inf
    return years if math.isfinite(years) else None


def present_value(yearly: float, years: int, rate: float) -> float:
    """What `yearly` at the end of each of `years` is worth today, at a rate a year as a fraction. Source: SOURCE."""
    return yearly * years if rate == 0 else yearly * (1 - (1 + rate) ** -years) / rate


def net_present_value(investment: float, yearly: float, years: int, rate: float) -> float:
    """Present value of the savings less the investment, in their money. Source: SOURCE."""
    return present_value(yearly, years, rate) - investment


def internal_rate(investment: float, yearly: float, years: int) -> float | None:
    """The rate a year, as a fraction, at which the net present value is zero.

    None where there is none above −100 %: no investment, nothing saved, or no year. Found by bisection, as the value falls
    steadily with the rate. Source: SOURCE.
    """
    if investment <= 0 or yearly <= 0 or years < 1:
        return None
    low, high = -1 + 1e-9, 1.0
    while net_present_value(investment, yearly, years, high) > 0:
        high *= 2
        if high > HIGHEST_RATE:
            return None
    for _ in range(200):
        middle = (low + high) / 2
        if net_present_value(investment, yearly, years, middle) > 0:
            low = middle
        else:
            high = middle
    return (low + high) / 2
