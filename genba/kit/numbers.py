"""Numbers, money and days in the reader's language and digits, fast enough for a page of tables.

Patterns and symbols come from Babel once for each language; the writing is ours, because Babel reads its
patterns again for every number. What was written last is kept: a sheet writes the same months and counts again and
again. Languages are codes as Django has them ("en", "fr", "es", "ar").
Rounding is half to even on the decimal digits, as Babel rounds. A minus is the true minus sign (−).
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Final, Literal, TypeAlias

from babel import Locale
from babel.dates import format_date, format_skeleton

from genba.kit.numerals import parse_number

__all__ = ["date", "money", "number", "parse_number", "percent", "quantity", "signed", "signed_percent"]

Number: TypeAlias = int | float | Decimal
Style: TypeAlias = Literal["long", "short", "month", "label"]

NBSP: Final = "\u00a0"
MINUS: Final = "\u2212"
_LOCALES: Final = {"ar": "ar_EG", "en": "en_GB"}
"""Arabic with its own digits; English with the day before the month, as most of its readers here write."""
_ZEROS: Final = {"arab": 0x660, "arabext": 0x6F0, "mymr": 0x1040, "deva": 0x966, "beng": 0x9E6}
_SHAPES: Final = {"long": "yMMMMd", "short": "yMMMd", "month": "yMMMM"}


@dataclass(frozen=True, slots=True)
class Symbols:
    """How a language writes numbers: what to exchange, its digits alone, its signs."""

    exchange: dict[int, str]
    digits: dict[int, str]
    plus: str
    percent: str


@lru_cache(maxsize=64)
def symbols(language: str) -> Symbols:
    """The signs of a language, from Babel; of its digits only those of a known system."""
    locale = _locale(language)
    system = locale.default_numbering_system
    # Where a system says nothing of its own, it writes with the Latin signs.
    signs = {**locale.number_symbols["latn"], **locale.number_symbols.get(system if system in _ZEROS else "latn", {})}
    zero = _ZEROS.get(system, 0x30)
    digits = {} if zero == 0x30 else {0x30 + i: chr(zero + i) for i in range(10)}
    # Arabic signs carry a mark that keeps them before their number in a left-to-right place too.
    mark = "\u061c" if signs["minusSign"].startswith("\u061c") else ""
    exchange = {ord(","): signs["group"], ord("."): signs["decimal"], ord("-"): mark + MINUS, **digits}
    return Symbols(exchange, digits, mark + "+", signs["percentSign"].strip("\u061c\u200e\u200f"))


@lru_cache(maxsize=16_384, typed=True)
def number(value: Number, decimals: int = 0, *, language: str) -> str:
    """A number with thousands and exactly this many decimals: 12,400 · 12 400 · ١٢٬٤٠٠."""
    return _write(value, decimals).translate(symbols(language).exchange)


def signed(value: Number, decimals: int = 0, *, language: str) -> str:
    """A change: + or − before it, nothing before what rounds to zero."""
    return _signed(_write(value, decimals), language)


def percent(share: Number, decimals: int = 0, *, language: str) -> str:
    """A share of 1 as a percentage, with a no-break space before the sign: 0.051 → 5.1 %."""
    text = _write(_hundredfold(share), decimals)
    return f"{text.translate(symbols(language).exchange)}{NBSP}{symbols(language).percent}"


def signed_percent(share: Number, decimals: int = 0, *, language: str) -> str:
    """A relative change as a percentage with its sign: −0.26 → −26 %."""
    text = _signed(_write(_hundredfold(share), decimals), language)
    return f"{text}{NBSP}{symbols(language).percent}"


def quantity(value: Number, unit: str, decimals: int = 0, *, language: str) -> str:
    """A number with its unit after a no-break space; the unit "%" becomes the reader's own sign."""
    sign = symbols(language).percent if unit == "%" else unit
    text = number(value, decimals, language=language)
    return f"{text}{NBSP}{sign}" if sign else text


def money(amount: Number, currency: str, decimals: int = 0, *, language: str) -> str:
    """An amount with the ISO 4217 code of its currency, since a $ names many: 1,250 USD."""
    return f"{number(amount, decimals, language=language)}{NBSP}{currency}"


@lru_cache(maxsize=4_096)
def date(day: datetime.date, style: Style = "long", *, language: str) -> str:
    """A day: long "9 March 2026", short "9 Mar 2026", month "March 2026", label "Mar"."""
    shape = _date_shape(language, style, day.month)
    digits = symbols(language).digits
    return shape.replace("\x01", str(day.day).translate(digits)).replace("\x02", str(day.year).translate(digits))


@lru_cache(maxsize=1024)
def _date_shape(language: str, style: Style, month: int) -> str:
    sample = datetime.date(8888, month, 21)
    locale = _locale(language)
    if style == "label":
        # Not "LLL": Babel keeps what it found for one language in data that all share, and gives it to the next.
        return format_date(sample, "MMM", locale=locale)
    written = (
        format_date(sample, "long", locale=locale)
        if style == "long"
        else format_skeleton(_SHAPES[style], sample, locale=locale)
    )
    return written.replace("8888", "\x02").replace("21", "\x01")


@lru_cache(maxsize=64)
def _locale(language: str) -> Locale:
    code = language.replace("-", "_")
    return Locale.parse(_LOCALES.get(code, code))


def _write(value: Number, decimals: int) -> str:
    text = f"{_exact(value):,.{decimals}f}"
    return text[1:] if text[0] == "-" and not text.strip("-0.,") else text


def _hundredfold(share: Number) -> Decimal:
    return _exact(share).scaleb(2)


def _exact(value: Number) -> Decimal:
    """The decimal number a person sees in the value: 0.145 and not its nearest binary fraction."""
    exact = Decimal(value) if isinstance(value, int | Decimal) else Decimal(repr(float(value)))
    if not exact.is_finite():
        raise ValueError(f"{value} is not a number to show; say why it is missing")
    return exact


def _signed(text: str, language: str) -> str:
    signs = symbols(language)
    rising = text[0] != "-" and text.strip("0.,")
    return (signs.plus if rising else "") + text.translate(signs.exchange)


def is_currency(code: str) -> bool:
    """Whether three letters name a currency, by CLDR."""
    from babel.numbers import is_currency as known

    return bool(known(code))
