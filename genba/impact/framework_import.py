"""Reads a results framework as offices publish it: a number where there is one, the text beside it where there is none.

Columns: No, Level, Indicator, Country, Period, Target, Actual. What a cell says is never guessed at: "STSG" and "50% for
M1 60% for M2-5" stay text beside a missing number; "35 (60%F)" is 35, of them 60 % women; "11 (30%)" is that too where
the indicator asks for women and men. Whatever else stands beside a number keeps its text.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from genba.directory.places import country_code
from genba.kit.numerals import parse_number
from genba.kit.refused import Refused

COLUMNS = ("No", "Level", "Indicator", "Country", "Period", "Target", "Actual")
BY_SEX = re.compile(r"\(\s*(m\s*/\s*f|f\s*/\s*m)\s*\)|\bby sex\b", re.IGNORECASE)
PERCENT = re.compile(r"^\s*(%|percent|percentage|share|proportion|rate)(?!\w)", re.IGNORECASE)
YES_NO = re.compile(
    r"^\s*(presence|existence|availability) of\b|^\s*(is|are|has|have|does) |\(\s*(y\s*/\s*n|yes\s*/\s*no)\s*\)", re.I
)
SHARE = re.compile(r"^(?P<number>[^()%]+?)\s*\(\s*(?P<share>\d{1,3}(?:[.,]\d+)?)\s*%\s*(?P<who>[A-Za-z]*)\s*\)$")
WOMEN = {"f", "w", "female", "females", "women"}
ANSWERS = {"yes": 1.0, "y": 1.0, "no": 0.0, "n": 0.0, "oui": 1.0, "non": 0.0, "sí": 1.0, "si": 1.0, "نعم": 1.0, "لا": 0.0}


@dataclass(frozen=True, slots=True)
class Said:
    """What a cell says: a number, or text beside a missing one; women's share in percent."""

    number: float | None
    text: str = ""
    female_share: float | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a framework: a line of it in a country (ISO code) and a period."""

    no: str
    level: str
    wording: str
    kind: str
    country: str
    period: str
    target: float | None
    target_text: str
    target_female_share: float | None
    actual: float | None
    actual_text: str
    actual_female_share: float | None


def row_of(cells: Mapping[str, Any], *, kind: str = "") -> Row:
    """A row from its cells by column name (see COLUMNS). `kind` overrules what the wording says.

    Refused, with the column as `field`, where a column that must be filled is empty or a country is not known.
    """
    text = {c: " ".join(str(cells.get(c) if cells.get(c) is not None else "").split()) for c in COLUMNS}
    for column in ("No", "Indicator", "Country", "Period"):
        if not text[column]:
            raise Refused(_("This cell is empty. It must say something."), field=column)
    try:
        country = country_code(text["Country"])
    except Refused as no:
        raise Refused(no.reason, field="Country") from None
    kind = kind or kind_of(text["Indicator"])
    by_sex = bool(BY_SEX.search(text["Indicator"]))
    target, actual = (said(text[c], kind=kind, by_sex=by_sex) for c in ("Target", "Actual"))
    return Row(text["No"], text["Level"], text["Indicator"], kind, country, text["Period"], target.number, target.text,
               target.female_share, actual.number, actual.text, actual.female_share)  # fmt: skip


def kind_of(wording: str) -> str:
    """count, percent or yes-no, from how a line is worded."""
    if YES_NO.search(wording):
        return "yes-no"
    return "percent" if PERCENT.search(wording) else "count"


def said(cell: str, *, kind: str, by_sex: bool) -> Said:
    """What a cell of a line of this kind says. by_sex: a share in brackets without a letter is that of women."""
    text = cell.strip()
    if not text:
        return Said(None)
    if kind == "yes-no" and text.casefold() in ANSWERS:
        return Said(ANSWERS[text.casefold()])
    plain = text.rstrip("%").rstrip() if kind == "percent" else text
    number = plain_number(plain)
    if number is not None:
        return Said(number) if kind != "yes-no" or number in (0, 1) else Said(None, text)
    found = SHARE.match(text)
    if found and (number := plain_number(found["number"])) is not None:
        who, share = found["who"].casefold(), float(found["share"].replace(",", "."))
        if (who in WOMEN or (not who and by_sex)) and share <= 100:
            return Said(number, "", share)
        return Said(number, text)
    return Said(None, text)


def plain_number(text: str) -> float | None:
    """The number a text is, if it is nothing else."""
    try:
        value = parse_number(text)
    except Refused:  # also where it could be two numbers, such as 1,234: then the text is kept
        return None
    return None if value is None else float(value)
