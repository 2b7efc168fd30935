"""A figure: a number that carries its unit, its n and its doubt, or a reason why there is none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, TypeAlias

SHARE: Final = "1"
"""Unit of a share or of a relative change: a fraction, 0.39 and not 39."""

REASONS: Final = frozenset(
    {"not-tracked", "no-baseline", "no-later-value", "too-few", "zero-denominator", "too-short", "other-definition"}
)
"""Every reason for which a figure can be withheld; the surfaces own the sentences for them."""


@dataclass(frozen=True, slots=True)
class Measured:
    """A number that was observed.

    value: in `unit`. unit: as shown beside the number; SHARE for a fraction.
    n: how many periods or enterprises stand behind it.
    low, high: 95 % interval in `unit`, None where no honest interval exists.
    source: where the definition or method comes from.
    """

    value: float
    unit: str
    n: int
    low: float | None = None
    high: float | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Withheld:
    """No number, and why: `reason` is a stable code from REASONS; n is how many there were."""

    reason: str
    n: int = 0

    def __post_init__(self) -> None:
        if self.reason not in REASONS:
            raise ValueError(f"{self.reason!r} is no reason to withhold a figure; see REASONS")


Figure: TypeAlias = Measured | Withheld
