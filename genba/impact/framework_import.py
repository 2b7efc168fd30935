"""Reads a results framework as offices publish it: a number where there is one, the text beside it where there is none.

Columns: No, Level, Indicator, Country, Period, Target, Actual. What a cell says is never guessed at: "STSG" and "50% for
M1 60% for M2-5" stay text beside a missing number; "35 (60%F)" is 35, of them 60 % women; "11 (30%)" is that too where
the indicator asks for women and men. Whatever else stands beside a number keeps its text.

Beside these a row may say a baseline with its time and source, a note, which tier its level is, and of whom it is: then it
is a part of the line in that country and period.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _

from genba.directory.places import country_code
from genba.impact.framework_parts import PARTS
from genba.kit.names import name_key
from genba.kit.numerals import parse_number
from genba.kit.refused import Refused
from genba.kit.sheets.columns import in_every_language

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
    part: tuple[str, str] | None = None  # dimension and part; None: of all
    baseline: Mapping[str, Any] | None = None  # as `put_baseline` takes it
    note: str = ""
    tier: str = ""


def row_of(cells: Mapping[str, Any], *, kind: str = "", more: Mapping[str, Any] | None = None) -> Row:
    """A row from its cells by column name (see COLUMNS). `kind` overrules what the wording says.

    more: of_whom, baseline, baseline_of, baseline_source, note, tier, as far as the file has them. Refused, with the column
    as `field`, where a column that must be filled is empty, a country or part is not known, or a part is told in words.
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
    told = {name: " ".join(str(fact or "").split()) for name, fact in (more or {}).items()}
    part = part_named(told.get("of_whom", ""))
    if part:
        _check_numbers(Target=target, Actual=actual)
    return Row(text["No"], text["Level"], text["Indicator"], kind, country, text["Period"], target.number, target.text,
               target.female_share, actual.number, actual.text, actual.female_share, part,
               _baseline(told, kind=kind, by_sex=by_sex), told.get("note", ""), told.get("tier", ""))  # fmt: skip


def _baseline(told: Mapping[str, str], *, kind: str, by_sex: bool) -> dict[str, Any] | None:
    if not told.get("baseline"):
        return None
    number = said(told["baseline"], kind=kind, by_sex=by_sex)
    return {"value": number.number, "text": number.text, "female_share": number.female_share,
            "told_of": told.get("baseline_of", ""), "source": told.get("baseline_source", "")}  # fmt: skip


def _check_numbers(**cells: Said) -> None:
    for column, cell in cells.items():
        if cell.text or cell.female_share is not None:
            raise Refused(_("A part of a line is told in a number. Words go into the row of the whole."), field=column)


def part_named(text: str) -> tuple[str, str] | None:
    """Dimension and part of what a cell says: female, women, "size: small", or their names in a language of the product;
    None where it says nothing or all. Refused for whatever else."""
    key = name_key(text)
    if key in ("", "all", "total", "everybody"):
        return None
    known = _names_of_parts()
    if key not in known:
        raise Refused(_("“%(text)s” is no part we know. There are: %(known)s.")
                      % {"text": text[:40], "known": ", ".join(f"{d}:{p}" for d in PARTS for p in PARTS[d] if d != "sector")},
                      field="of_whom")  # fmt: skip
    return known[key]


@lru_cache(maxsize=1)
def _names_of_parts() -> dict[str, tuple[str, str]]:
    """Every way a part may be written, folded. What two dimensions call alike needs the dimension before it."""
    names: dict[str, set[tuple[str, str]]] = {}
    for dimension, parts in PARTS.items():
        for part, label in parts.items():
            for name in (f"{dimension} {part}", *(() if dimension == "sector" else (part,)), *in_every_language(label)):
                names.setdefault(name_key(name), set()).add((dimension, part))
    return {name: next(iter(found)) for name, found in names.items() if len(found) == 1}


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
