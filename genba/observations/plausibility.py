"""Whether a value can be, and whether it is likely: asked by the form while the trainer is there, and by the action."""

from dataclasses import dataclass
from typing import Literal, Protocol

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from genba.curriculum.indicators import Indicator, Quantity
from genba.kit import numbers

LEAP = 5  # times the last value, up or down: probably a slip of a nought or of a unit
Place = Literal["numerator", "denominator", "note"]


class Counted(Protocol):
    """An amount over an amount, as it was counted before."""

    @property
    def numerator(self) -> float | None: ...
    @property
    def denominator(self) -> float | None: ...


@dataclass(frozen=True)
class Doubt:
    """A sentence about one of the two amounts. A doubt that can be `insisted` on goes away with a reason."""

    place: Place
    sentence: str
    can_be_insisted: bool


def half_a_ratio() -> str:
    return _("Write both numbers, or choose “not tracked”.")


def impossible(indicator: Indicator, numerator: float, denominator: float) -> Doubt | None:
    """What no reason can make right: an amount below its least, a fraction of a person, something out of nothing."""
    pairs: tuple[tuple[Place, float, Quantity], ...] = (
        ("numerator", numerator, indicator.numerator), ("denominator", denominator, indicator.denominator),
    )  # fmt: skip
    for place, amount, quantity in pairs:
        if amount < quantity.minimum:
            name = quantity.labels.in_(_language())
            least = numbers.number(quantity.minimum, language=_language())
            return Doubt(place, _("%(name)s cannot be below %(least)s.") % {"name": name, "least": least}, False)
        if quantity.whole and amount != int(amount):
            name = quantity.labels.in_(_language())
            return Doubt(place, _("%(name)s must be a whole number.") % {"name": name}, False)
    if denominator == 0 and numerator > 0 and not indicator.bounded:
        name = indicator.denominator.labels.in_(_language())
        return Doubt("denominator", _("%(name)s is nought, so there is nothing to divide by.") % {"name": name}, False)
    return None


def doubts(
    indicator: Indicator, numerator: float, denominator: float, *, last: Counted | None = None, output_unit: str = ""
) -> list[Doubt]:
    """What is unlikely about a possible value: more than the whole, out of the usual range, far from the last value."""
    if indicator.bounded and numerator > denominator:
        return [Doubt("numerator", _("%(part)s (%(n)s) cannot be more than %(whole)s (%(of)s).") % {
            "part": indicator.numerator.labels.in_(_language()), "n": plain(numerator),
            "whole": indicator.denominator.labels.in_(_language()), "of": plain(denominator)}, True)]  # fmt: skip
    if denominator == 0:
        return []
    value = indicator.scale * numerator / denominator
    found = []
    if not indicator.is_plausible(value):
        low, high = (_value(indicator, end, output_unit) for end in indicator.plausible)
        found.append(_("That makes %(value)s; usual is from %(low)s to %(high)s.")
                     % {"value": _value(indicator, value, output_unit), "low": low, "high": high})  # fmt: skip
    if last and last.numerator and last.denominator and value > 0:
        before = indicator.scale * last.numerator / last.denominator
        if max(value, before) > LEAP * min(value, before) * (1 + 1e-9):  # exactly five times is no leap
            both = {"value": _value(indicator, value, output_unit), "before": _value(indicator, before, output_unit)}
            found.append(_("That makes %(value)s; the last time it was %(before)s.") % both)
    return [Doubt("numerator", sentence, True) for sentence in found]


def _language() -> str:
    return get_language() or "en"


def plain(amount: float) -> str:
    """An amount in a sentence, in the language and digits of whoever reads it."""
    return numbers.number(amount, 0 if amount == int(amount) else 2, language=_language())


def _value(indicator: Indicator, value: float, output_unit: str) -> str:
    unit = indicator.unit_in(_language(), output_unit)
    decimals = 0 if abs(value) >= 1000 else indicator.decimals
    return numbers.quantity(value, unit, decimals, language=_language())
