"""What a column tells about a number that alone has two readings; the reading itself is in kit/numerals."""

import re
import unicodedata
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache

from django.utils.translation import gettext as _

from genba.kit.numerals import parse_number
from genba.kit.sheets.wrong import Ambiguous, Wrong

MOST_DIGITS = 30
WRITTEN = re.compile(r"[+-]?[\d., '’\u00a0\u202f]+$")
TWO_READINGS = re.compile(r"[+-]?[1-9]\d{0,2}([.,])\d{3}$")
SCIENTIFIC = re.compile(r"[+-]?\d+([.,]\d+)?[eE][+-]?\d{1,2}$")


def plain_digits(text: str) -> str:
    """The text with the digits of every script written 0–9, without marks of direction and outer blanks."""
    return text.strip() if text.isascii() else _translated(text)


@lru_cache(maxsize=8192)
def _translated(text: str) -> str:
    digits = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)
    return "".join(c for c in digits if unicodedata.category(c) != "Cf").strip()


def typed_number(text: str, decimal: str | None = None) -> Decimal:
    """A number as typed. `decimal` is the sign before decimals, "." or ",", where it is known.

    Raises Ambiguous for 1,234 and 1.234 where it is not, Wrong for a percentage, and Refused for what is no number.
    """
    plain = plain_digits(text)
    if plain.startswith("(") and plain.endswith(")"):
        plain = "-" + plain[1:-1]
    if SCIENTIFIC.match(plain):
        return Decimal(plain.replace(",", "."))
    if plain.endswith(("%", "٪")):
        raise Wrong(_("This is a percentage."), _("Write the number without the sign, in the unit of the column."))
    if found := TWO_READINGS.match(plain):
        mark = found[1]
        if decimal is None:
            raise _two_readings(plain, mark)
        return Decimal(plain.replace(mark, "." if mark == decimal else ""))
    value = parse_number(plain, max_digits=MOST_DIGITS)
    if value is None:
        raise Wrong(_("This is no number."), "")
    return value


def decide_decimal(texts: Iterable[str]) -> str | None:
    """Which sign stands before the decimals in a column, from the numbers that can only be read one way."""
    seen = set()
    for text in texts:
        plain = plain_digits(text)
        last = max(plain.rfind(","), plain.rfind("."))
        if last < 0 or not WRITTEN.match(plain) or TWO_READINGS.match(plain):
            continue
        other = "." if plain[last] == "," else ","
        seen.add(plain[last] if plain.count(plain[last]) == 1 else other)
    return seen.pop() if len(seen) == 1 else None


def _two_readings(plain: str, mark: str) -> Ambiguous:
    return Ambiguous(
        _("This can be %(one)s or %(other)s.") % {"one": plain.replace(mark, ""), "other": plain.replace(mark, ".")},
        _("Write it without a sign between thousands, and with a point before decimals."),
    )
