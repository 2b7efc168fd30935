"""Money of the countries abroad: what a dollar is in each, and the rates that the office wrote down, of all but one."""

from datetime import date
from decimal import Decimal

from genba.access.models import User
from genba.audit.actions import System
from genba.demonstration.months import months_up_to
from genba.impact.actions import rates
from genba.impact.actions.rates import Said

SOURCE = "Invented rates of the demonstration, of no bank"
MONTHS = 6  # written down at the end of each
# Units of the currency for one dollar at the end of the latest month, and by which part they grew each month until then.
UNITS: dict[str, tuple[float, float]] = {
    "GHS": (11.8, 0.006), "IDR": (16_450, 0.002), "TND": (2.95, -0.001), "COP": (4_020, -0.004), "ETB": (142, 0.012),
    "PKR": (281, 0.001), "MAD": (9.2, -0.002), "BOB": (6.91, 0.0), "EGP": (48.6, 0.003),
}  # fmt: skip
WITHOUT = "ETB"  # nobody sent its rates yet, so that something waits


def in_local(dollars: int, currency: str) -> Decimal:
    """So many dollars in the money of a country, as people say it: two figures, then noughts."""
    return Decimal(int(float(f"{dollars * UNITS[currency][0]:.2g}")))


def write_rates_down(by: User | System, today: date) -> None:
    """The rates of the latest months, of every currency abroad but one."""
    days = [last for _first, last in months_up_to(today, MONTHS)]
    said = [Said(currency, day, _rate(now, growth, MONTHS - 1 - place))
            for currency, (now, growth) in UNITS.items() if currency != WITHOUT
            for place, day in enumerate(days)]  # fmt: skip
    rates.enter(by=by, said=said, source=SOURCE)


def _rate(now: float, growth: float, back: int) -> Decimal:
    """As it was so many months before the latest, to four figures."""
    return Decimal(f"{now / (1 + growth) ** back:.4g}")
