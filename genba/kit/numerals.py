"""Reading a number as people type it: any digits, commas or points, and never a guess."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _

from genba.kit.refused import Refused

_BLANKS: Final = re.compile(r"[\s\u00a0\u202f\u2009']+")
_MARKS: Final = dict.fromkeys(map(ord, "\u200e\u200f\u061c\ufeff"))
_SAME: Final = {
    0x066B: ".",
    0x066C: "'",
    0x2019: "'",
    0x2212: "-",
    0x2010: "-",
    0x2011: "-",
    0xFF0D: "-",
    0xFF0B: "+",
}
_SHAPE: Final = re.compile(r"([+-]?)([0-9][0-9.,']*|[.,][0-9]+)")


def parse_number(text: str, *, max_digits: int = 18) -> Decimal | None:
    """The number in a text, None where the text is empty.

    Reads the digits of every script, blanks, commas, points, ’ and the Arabic ٬ between thousands, and a
    point, a comma or ٫ before decimals. Refuses what is no number, and what could be two numbers: "1.234" and
    "1,234" are a thousand and more in one country and a little over one in the next.
    """
    shown = text.strip()
    plain = _plain(shown)
    if not plain:
        return None
    match = _SHAPE.fullmatch(plain)
    if match is None:
        raise Refused(_("“%(text)s” is not a number. Write digits only, for example 1250 or 12.5.") % {"text": shown})
    sign, body = match.groups()
    if sum(c.isdigit() for c in body) > max_digits:
        raise Refused(_("“%(text)s” has too many digits. Check the number.") % {"text": shown})
    arabic = "\u066b" in shown
    whole, decimals = _halves(body, shown, decided=arabic)
    return Decimal(f"{sign}{whole or '0'}.{decimals or '0'}") if decimals else Decimal(f"{sign}{whole}")


def _plain(text: str) -> str:
    """ASCII digits and signs; blanks between digits become ', the mark of thousands, those around go."""
    told = text.translate(_MARKS).translate(_SAME).strip()
    digits = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in told)
    return _BLANKS.sub("'", re.sub(r"^([+-])\s+", r"\1", digits))


def _halves(body: str, shown: str, *, decided: bool) -> tuple[str, str]:
    """The digits before and after the decimal mark; refuses two meanings and groups that are not of three."""
    points, commas = body.count("."), body.count(",")
    last = max(body.rfind("."), body.rfind(","))
    if points and commas:
        mark = body[last]
        if body.count(mark) > 1:
            raise _unreadable(shown)
        return _whole(body[:last], shown, "," if mark == "." else "."), _decimals(body[last + 1 :], shown)
    if points + commas > 1:
        return _whole(body, shown, "." if points else ","), ""
    if points + commas == 0:
        return _whole(body, shown, ""), ""
    before, after = body[:last], body[last + 1 :]
    if not decided and "'" not in before and len(after) == 3 and 1 <= len(before) <= 3 and before.strip("0"):
        raise Refused(
            _("“%(text)s” can be read in two ways: write %(whole)s or %(fraction)s.")
            % {"text": shown, "whole": before + after, "fraction": f"{before}.{after}0"}
        )
    return _whole(before, shown, ""), _decimals(after, shown)


def _whole(text: str, shown: str, mark: str) -> str:
    """Digits without their marks of thousands; where there are any, the groups after the first have three."""
    parts = re.split(r"[.,']", text)
    others = set(text) - set("0123456789'") - {mark}
    grouped = len(parts) > 1 and (not 1 <= len(parts[0]) <= 3 or any(len(part) != 3 for part in parts[1:]))
    if others or grouped or (mark and "'" in text):
        raise _unreadable(shown)
    return "".join(parts)


def _decimals(text: str, shown: str) -> str:
    if not text.isdecimal():
        raise _unreadable(shown)
    return text


def _unreadable(shown: str) -> Refused:
    return Refused(
        _("“%(text)s” is not written as a number we know. Write it without blanks, for example 12500.5.") % {"text": shown}
    )
