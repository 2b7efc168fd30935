"""Numbers as people type them: local digits, commas and points, blanks between thousands, signs behind."""

import re
import unicodedata
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache

from django.utils.translation import gettext as _

from genba.kit.sheets.wrong import Ambiguous, Wrong

LONGEST = 40
BLANKS = re.compile(r"[\s\u00a0\u202f\u2009'’_]+")
MINUSES = str.maketrans({"−": "-", "–": "-", "—": "-", "﹣": "-", "-": "-", "٫": ".", "٬": "’", "،": ",", "٪": "%"})
NUMBER = re.compile(r"[+-]?(\d[\d.,]*|[.,]\d+)(?:[eE]([+-]?\d{1,2}))?$")
GROUPED = {",": re.compile(r"\d{1,3}(,\d{2,3})*,\d{3}$"), ".": re.compile(r"\d{1,3}(\.\d{3})+$")}
ONE_GROUP = re.compile(r"[1-9]\d{0,2}([.,])\d{3}$")


@lru_cache(maxsize=8192)
def plain_digits(text: str) -> str:
    """The text with the digits of every script written 0–9, without marks of direction and outer blanks."""
    if text.isascii():
        return text.strip()
    digits = "".join(str(unicodedata.digit(c)) if c.isdecimal() else c for c in text)
    return "".join(c for c in digits if unicodedata.category(c) != "Cf").strip()


def parse_number(text: str, *, decimal: str | None = None) -> Decimal:
    """A number as typed. `decimal` is "." or "," where the sign is known.

    Raises Ambiguous for "1,234" (one comma, three digits) where it is not, and Wrong for what is no number.
    """
    bare = BLANKS.sub("", plain_digits(text).translate(MINUSES))
    if bare.startswith("(") and bare.endswith(")"):
        bare = "-" + bare[1:-1]
    if bare.endswith("-") and not bare.startswith("-"):
        bare = "-" + bare[:-1]
    if bare.endswith("%"):
        raise Wrong(_("This is a percentage."), _("Write the number without the sign, in the unit of the column."))
    found = NUMBER.match(bare) if len(bare) <= LONGEST else None
    if not found:
        raise Wrong(_("This is no number."), _("Write digits only, such as 1250 or 12.5; leave it empty if unknown."))
    sign = "-" if bare.startswith("-") else ""
    exponent = f"E{found[2]}" if found[2] else ""
    return Decimal(sign + _point(found[1], decimal) + exponent)


def decide_decimal(texts: Iterable[str]) -> str | None:
    """Which sign stands before the decimals in a column, from the numbers that can only be read one way."""
    seen = set()
    for text in texts:
        bare = BLANKS.sub("", plain_digits(text).translate(MINUSES)).lstrip("+-(").rstrip(")-")
        if not NUMBER.match(bare) or ONE_GROUP.match(bare):
            continue
        last = max(bare.rfind(","), bare.rfind("."))
        if last < 0:
            continue
        sign = bare[last]
        other = "." if sign == "," else ","
        seen.add(sign if bare.count(sign) == 1 else other)
    return seen.pop() if len(seen) == 1 else None


def _point(digits: str, decimal: str | None) -> str:
    """The digits with a point before the decimals and nothing between thousands."""
    if "," not in digits and (decimal != "," or "." not in digits):
        if digits.count(".") > 1:
            return _ungroup(digits, ".")
        return digits
    if "," in digits and "." in digits:
        sign = "," if digits.rfind(",") > digits.rfind(".") else "."
    elif decimal is not None:
        sign = decimal
    elif digits.count(",") > 1:
        sign = "."
    elif ONE_GROUP.match(digits):
        whole, part = digits.split(",")
        raise Ambiguous(
            _("This can be %(one)s or %(other)s.") % {"one": whole + part, "other": f"{whole}.{part}"},
            _("Write it without a sign between thousands, and with a point before decimals."),
        )
    else:
        sign = ","
    grouping = "." if sign == "," else ","
    whole, mark, part = digits.rpartition(sign) if sign in digits else (digits, "", "")
    if grouping in part or sign in whole:
        raise Wrong(
            _("This is no number."),
            _("Write it without a sign between thousands, and with a point before decimals."),
        )
    if grouping in whole:
        whole = _ungroup(whole, grouping)
    return f"{whole or '0'}.{part}" if mark and part else whole


def _ungroup(digits: str, grouping: str) -> str:
    if not GROUPED[grouping].match(digits):
        raise Wrong(
            _("This is no number."),
            _("Write it without a sign between thousands, and with a point before decimals."),
        )
    return digits.replace(grouping, "")
