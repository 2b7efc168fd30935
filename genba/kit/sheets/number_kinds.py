"""How columns of numbers read their cells: any number, whole ones, amounts of money."""

import re
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from genba.kit.sheets.amounts import decide_decimal, typed_number
from genba.kit.sheets.columns import Column, Evidence, Parser
from genba.kit.sheets.wrong import Ambiguous, Wrong

CURRENCY = re.compile(r"[^\W\d_]|[$€£¥₫₹₱₦৳]")


def number(column: Column, _dates: str | None, evidence: Evidence | None) -> Parser:
    """Any number, exact: 0.1 stays 0.1."""
    known: list[str | None] = []

    def typed(text: str) -> Decimal:
        try:
            return typed_number(text, known[0] if known else None)
        except Ambiguous:
            if evidence is None or known:
                raise
            known.append(decide_decimal(evidence()))
            return typed_number(text, known[0])

    def parse(cell: Any) -> Decimal:
        if type(cell) is float:
            return within(_exact(cell), column)
        if isinstance(cell, bool | date | time | timedelta):
            raise Wrong(_("This is no number."), _how())
        return within(typed(cell) if isinstance(cell, str) else Decimal(cell), column)

    return parse


def whole(column: Column, dates: str | None, evidence: Evidence | None) -> Parser:
    """Numbers of things that cannot be halved."""
    any_number = number(column, dates, evidence)

    def parse(cell: Any) -> int:
        try:
            value = any_number(cell)
        except Ambiguous:
            # A whole number has no decimals, so the comma in 1,234 can only stand between thousands.
            value = within(typed_number(str(cell), "."), column)
        if value != value.to_integral_value():
            raise Wrong(_("This must be a whole number."), _("Write it without decimals."))
        return int(value)

    return parse


def money(column: Column, dates: str | None, evidence: Evidence | None) -> Parser:
    """An amount; its currency has a column of its own."""
    any_number = number(column, dates, evidence)

    def parse(cell: Any) -> Decimal:
        if isinstance(cell, str) and CURRENCY.search(cell) and any(c.isdecimal() for c in cell):
            raise Wrong(_("An amount is a number only."), _("Write the currency in its own column."))
        value: Decimal = any_number(cell)
        return value

    return parse


def within(value: Decimal, column: Column) -> Decimal:
    """The number if it lies within what the column allows. Raises Wrong."""
    low, high = column.minimum, column.maximum
    if low is not None and value < low:
        if low == 0:
            raise Wrong(
                _("“%(label)s” cannot be negative.") % {"label": column.label},
                _("Write 0 or more; leave it empty if unknown."),
            )
        raise Wrong(_("This is less than %(least)s.") % {"least": low}, _("Check the number and its unit."))
    if high is not None and value > high:
        raise Wrong(_("This is more than %(most)s.") % {"most": high}, _("Check the number and its unit."))
    return value


def _exact(cell: float) -> Decimal:
    try:
        even = int(cell)
    except (OverflowError, ValueError) as error:
        raise Wrong(_("This is no number."), _how()) from error
    return Decimal(even) if even == cell else Decimal(repr(cell))


def _how() -> str:
    return _("Write digits only, such as 1250 or 12.5; leave it empty if unknown.")
