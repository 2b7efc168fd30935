"""What we expect of a column, and what was wrong in a cell."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import Any

from django.utils.translation import get_language, override
from django.utils.translation.trans_real import get_languages


class Kind(StrEnum):
    """How a cell is read."""

    TEXT = "text"
    WHOLE = "whole"
    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    CHOICE = "choice"
    YES_NO = "yes_no"
    EMAIL = "email"
    PHONE = "phone"
    COUNTRY = "country"


@dataclass(frozen=True, slots=True)
class Problem:
    """One cell that cannot be taken as it is: where it stands, what is wrong, what to do. Row 0 is the whole file."""

    column: str
    value: str
    problem: str
    remedy: str
    sheet: str = ""
    row: int = 0

    def at(self, sheet: str, row: int) -> "Problem":
        """The same problem with its place."""
        return replace(self, sheet=sheet, row=row)

    def __str__(self) -> str:
        return f"{self.problem} {self.remedy}".strip()


Value = Any  # str | int | Decimal | date | bool | None, by the kind of the column
Reader = Callable[[Any], "Value | Problem"]
Parser = Callable[[Any], Any]  # raises Wrong or Refused
Evidence = Callable[[], Iterable[str]]  # all cells of a column as text


@dataclass(frozen=True)
class Column:
    """A column of a table that people fill in. `label` and `help` may be lazy translations.

    `choices` are pairs of what is stored and what people read. `lookup` turns the text of a cell into the value and
    raises Refused where it cannot: countries, codes of a classification, codes of rows we have.
    """

    name: str
    label: Any
    kind: Kind | str = Kind.TEXT
    required: bool = False
    help: Any = ""
    example: Any = ""
    choices: tuple[tuple[str, Any], ...] = ()
    aliases: tuple[str, ...] = ()
    minimum: int | Decimal | None = None
    maximum: int | Decimal | None = None
    max_length: int | None = None
    lookup: Callable[[str], Any] | None = None

    def read(self, cell: Any, *, dates: str | None = None) -> "Value | Problem":
        """The value of one cell, or what is wrong with it. For many rows use `reader_of`, which remembers."""
        from genba.kit.sheets.kinds import reader_of

        return reader_of(self, dates=dates)(cell)

    def names(self) -> tuple[str, ...]:
        """Every way its heading may be written: name, label in each language of the product, aliases."""
        return (self.name, *in_every_language(self.label), *self.aliases)


def in_every_language(text: Any) -> tuple[str, ...]:
    """A lazy text in each language of the product, the reader's own first."""
    if isinstance(text, str):
        return (text,)
    seen = [str(text)]
    current = get_language()
    for code in get_languages():
        if code != current:
            with override(code):
                seen.append(str(text))
    return tuple(dict.fromkeys(seen))
