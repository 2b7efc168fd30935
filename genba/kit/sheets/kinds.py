"""How each kind of column reads its cells. Readers remember what they read: most columns repeat themselves."""

import re
from collections.abc import Callable
from datetime import date, datetime
from functools import lru_cache
from typing import Any

import pycountry
from django.utils.translation import gettext as _
from rapidfuzz import fuzz, process

from genba.kit.refused import Refused
from genba.kit.sheets.amounts import plain_digits
from genba.kit.sheets.columns import Column, Evidence, Kind, Parser, Problem, Reader, in_every_language
from genba.kit.sheets.dates import as_date, decide_order
from genba.kit.sheets.guard import unguard
from genba.kit.sheets.headings import heading_key
from genba.kit.sheets.number_kinds import money, number, whole
from genba.kit.sheets.wrong import Ambiguous, Wrong

REMEMBERED = 4_000
MEASURED = (Kind.NUMBER, Kind.MONEY)
EXACT = 10**15  # Excel keeps fifteen digits
EMAIL = re.compile(r"[^@\s,;<>()\"]+@[^@\s,;<>()\".]+(\.[^@\s,;<>()\".]+)+$")
BETWEEN_DIGITS = re.compile(r"[\s().\-/\u00a0]+")
PHONE = re.compile(r"\+?\d{6,15}")
SHORTENED = re.compile(r"\d[.,]?\d*E\+\d+$", re.IGNORECASE)
YES = {
    "yes",
    "y",
    "true",
    "1",
    "x",
    "✓",
    "✔",
    "oui",
    "o",
    "vrai",
    "si",
    "s",
    "verdadero",
    "sim",
    "نعم",
    "да",
    "ja",
    "co",
}
NO = {"no", "n", "false", "0", "non", "faux", "nao", "falso", "لا", "нет", "nein", "khong"}


def reader_of(column: Column, *, dates: str | None = None, evidence: Evidence | None = None) -> Reader:
    """The function that reads the cells of a column. Empty cells are None, or a Problem where one is required.

    `dates` is the order of day and month where the user said it; `evidence` gives all cells of the column as text
    and is asked once, when a cell has two readings.
    """
    parse = MAKERS[Kind(column.kind)](column, dates, evidence)
    if column.kind in MEASURED:
        memory = Memory(column, parse).__getitem__
        # What a workbook holds as a number with decimals hardly comes twice.
        return lambda cell: read_cell(cell, column, parse) if type(cell) is float else memory(cell)
    if column.kind != Kind.TEXT or column.lookup is not None:
        return Memory(column, parse).__getitem__
    longest = column.max_length or EXACT

    def read(cell: Any) -> Any:
        if type(cell) is str:
            text = cell.strip()
            if text and text[0] != "'" and len(text) <= longest:
                return text
        return read_cell(cell, column, parse)

    return read


class Memory(dict[Any, Any]):
    """What was read before, by cell: a hit costs no call of ours. Zero and one are left out, for True equals 1.0."""

    def __init__(self, column: Column, parse: Parser) -> None:
        super().__init__()
        self._column = column
        self._parse = parse

    def __missing__(self, cell: Any) -> Any:
        value = read_cell(cell, self._column, self._parse)
        if cell not in (0, 1):
            if len(self) >= REMEMBERED:
                self.clear()
            self[cell] = value
        return value


def read_cell(cell: Any, column: Column, parse: Parser) -> Any:
    """One cell without blanks around it and without the guard of an export; a Problem where it cannot be read."""
    if type(cell) is str:
        cell = cell.strip()
        if cell and cell[0] == "'":
            cell = unguard(cell)
    if cell is None or cell == "":
        return _absent(column) if column.required else None
    try:
        return parse(cell)
    except Wrong as wrong:
        return Problem(str(column.label), shown(cell), wrong.problem, wrong.remedy)
    except Refused as refused:
        return Problem(str(column.label), shown(cell), refused.reason, "")


def shown(cell: Any) -> str:
    """A cell as its owner sees it, short enough for a message."""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < EXACT:
        return str(int(cell))
    if isinstance(cell, datetime) and not (cell.hour or cell.minute or cell.second):
        cell = cell.date()
    text = str(cell)
    return text if len(text) <= 200 else text[:199] + "…"


def _absent(column: Column) -> Problem:
    problem = _("“%(label)s” is empty.") % {"label": column.label}
    remedy = _("Fill it in: it is needed for every row.")
    if column.example:
        remedy = _("Fill it in, such as “%(example)s”: it is needed for every row.") % {"example": column.example}
    return Problem(str(column.label), "", problem, remedy)


def _text(column: Column, _dates: str | None, _evidence: Evidence | None) -> Parser:
    lookup, longest = column.lookup, column.max_length

    def parse(cell: Any) -> Any:
        text = cell if type(cell) is str else shown(cell)
        if longest is not None and len(text) > longest:
            raise Wrong(
                _("The text has %(n)s letters; there is room for %(most)s.") % {"n": len(text), "most": longest},
                _("Shorten it."),
            )
        return lookup(text) if lookup else text

    return parse


def _date(_column: Column, dates: str | None, evidence: Evidence | None) -> Parser:
    known: list[str | None] = [dates] if dates else []

    def parse(cell: Any) -> date:
        try:
            return as_date(cell, known[0] if known else None)
        except Ambiguous:
            if evidence is None or known:
                raise
            known.append(decide_order(evidence()))
            return as_date(cell, known[0])

    return parse


def _choice(column: Column, _dates: str | None, _evidence: Evidence | None) -> Parser:
    known = {heading_key(name): value for value, label in column.choices for name in in_every_language(label)}
    known |= {heading_key(value): value for value, _label in column.choices}

    def parse(cell: Any) -> str:
        text = shown(cell)
        value = known.get(heading_key(text))
        if value is not None:
            return value
        labels = [str(label) for _value, label in column.choices]
        near = process.extractOne(text, labels, scorer=fuzz.ratio, score_cutoff=60)
        remedy = _("Did you mean “%(near)s”?") % {"near": near[0]} + " " if near else ""
        raise Wrong(
            _("“%(text)s” is none of the choices.") % {"text": text[:60]},
            remedy + _("Choose one of: %(choices)s.") % {"choices": ", ".join(labels[:20])},
        )

    return parse


def _yes_no(_column: Column, _dates: str | None, _evidence: Evidence | None) -> Parser:
    def parse(cell: Any) -> bool:
        if isinstance(cell, bool):
            return cell
        key = heading_key(plain_digits(shown(cell)))
        if key in YES or key in NO:
            return key in YES
        raise Wrong(_("This is neither yes nor no."), _("Write yes or no."))

    return parse


def _email(_column: Column, _dates: str | None, _evidence: Evidence | None) -> Parser:
    def parse(cell: Any) -> str:
        text = shown(cell)
        if not EMAIL.match(text) or len(text) > 254:
            raise Wrong(_("This is no e-mail address."), _("Write one address, such as name@example.org."))
        name, _at, host = text.rpartition("@")
        return f"{name}@{host.lower()}"

    return parse


def _phone(_column: Column, _dates: str | None, _evidence: Evidence | None) -> Parser:
    def parse(cell: Any) -> str:
        text = plain_digits(shown(cell))
        if "+" in text[1:] and SHORTENED.match(text):
            raise Wrong(
                _("The spreadsheet has shortened this number; its last digits are lost."),
                _("Format the column as text and type the number again."),
            )
        digits = BETWEEN_DIGITS.sub("", text)
        if not PHONE.fullmatch(digits):
            raise Wrong(_("This is no phone number."), _("Write digits only, with + and the country first if known."))
        return digits

    return parse


def _country(column: Column, _dates: str | None, _evidence: Evidence | None) -> Parser:
    lookup = column.lookup or country_code

    def parse(cell: Any) -> Any:
        return lookup(shown(cell))

    return parse


@lru_cache(maxsize=2000)
def country_code(text: str) -> str:
    """The ISO 3166-1 code of a country by its code or English name; a room that knows more names passes its own."""
    try:
        return str(pycountry.countries.lookup(text).alpha_2)
    except LookupError as error:
        names = [country.name for country in pycountry.countries]
        near = process.extractOne(text, names, scorer=fuzz.ratio, score_cutoff=60)
        remedy = _("Did you mean “%(near)s”?") % {"near": near[0]} if near else ""
        raise Wrong(
            _("“%(text)s” is no country that we know.") % {"text": text[:60]},
            remedy or _("Write its English name or its two letters, such as VN."),
        ) from error


MAKERS: dict[Kind, Callable[[Column, str | None, Evidence | None], Parser]] = {
    Kind.TEXT: _text,
    Kind.WHOLE: whole,
    Kind.NUMBER: number,
    Kind.MONEY: money,
    Kind.DATE: _date,
    Kind.CHOICE: _choice,
    Kind.YES_NO: _yes_no,
    Kind.EMAIL: _email,
    Kind.PHONE: _phone,
    Kind.COUNTRY: _country,
}
