"""What people type, paste or send for a tool, made into the JSON that it takes.

Numbers in any digits, with decimal commas or points; tables pasted from a spreadsheet, with headings in any of our languages
or without; a file in place of a paste. What could be read in two ways is refused with its row, never guessed.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from genba.curriculum.tools import NotUsable, Problem
from genba.curriculum.tools import problems as p
from genba.curriculum.tools.inputs import Choice, Day, Group, Input, Listed, Lists, Number, Table, Text, YesNo
from genba.kit.numerals import parse_number
from genba.kit.refused import Refused
from genba.kit.sheets.dates import as_date
from genba.kit.sheets.wrong import Wrong

Cells = Sequence[Sequence[Any]]
YES = frozenset(["yes", "y", "true", "1", "x", "✓", "oui", "si", "نعم"])
NO = frozenset(["no", "n", "false", "0", "non", "لا"])
TOTALS = frozenset(["total", "totals", "sum", "totaux", "somme", "suma", "totales", "المجموع", "الإجمالي"])
LOOKS_LIKE_TOTALS = p.N_("This looks like a row of totals. Take it out.")
TOO_MANY_CELLS = p.N_("There are %(n)s columns; %(most)s are expected: %(known)s.")
LACKS_COLUMN = p.N_("There is no column “%(column)s”. The first row may name the columns.")


def read_typed(inputs: Iterable[Input], typed: Mapping[str, str], sent: Mapping[str, Cells]) -> dict[str, Any]:
    """JSON by the names of inputs, from fields (a group's as "spec.lower") and from tables that were sent as files.

    Raises NotUsable with everything that cannot be read at all; limits are the tool's own to judge.
    """
    found, wrong = {}, []
    for one in inputs:
        try:
            value = _value(one, one.name, typed, sent)
        except NotUsable as fault:
            wrong += [replace(problem, field=one.name) for problem in fault.problems]
            continue
        if value not in (None, "", {}, []):
            found[one.name] = value
    if wrong:
        raise NotUsable(wrong)
    return found


def _value(one: Input, name: str, typed: Mapping[str, str], sent: Mapping[str, Cells]) -> Any:
    if isinstance(one, Group):
        return _group(one, name, typed)
    if isinstance(one, Table | Lists) and name in sent:
        return _table(one, sent[name]) if isinstance(one, Table) else _lists(one, sent[name])
    text = typed.get(name, "")
    if isinstance(one, Table):
        return _table(one, cells_of(text))
    if isinstance(one, Lists):
        return _lists(one, cells_of(text, also=r"[\s;]+"))
    if isinstance(one, Listed) and name in sent:
        return _listed(one, [cell for row in sent[name] for cell in row])
    return cell_value(one, text)


def _group(one: Group, name: str, typed: Mapping[str, str]) -> dict[str, Any]:
    found, wrong = {}, []
    for part in one.fields:
        try:
            value = cell_value(part, typed.get(f"{name}.{part.name}", ""))
        except NotUsable as fault:
            wrong += [replace(problem, column=part.name) for problem in fault.problems]
            continue
        if value is not None:
            found[part.name] = value
    if wrong:
        raise NotUsable(wrong)
    return found


def cells_of(text: str, also: str = "") -> list[list[str]]:
    """Lines and cells of a paste: by tabs as spreadsheets copy, else semicolons, else commas that are not decimal.

    also: a pattern that separates cells where there is no tab, for lists of numbers.
    """
    lines = [line for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n") if line.strip()]
    if also:
        return [line.split("\t") if "\t" in line else re.split(also, line.strip()) for line in lines]
    if any("\t" in line for line in lines):
        return [line.split("\t") for line in lines]
    if any(";" in line for line in lines):
        return [line.split(";") for line in lines]
    return [line.split(",") for line in lines]


def cell_value(one: Input, cell: Any) -> Any:
    """One cell as the JSON that its input takes; None where it is blank."""
    if cell is None or (isinstance(cell, str) and not cell.strip()):
        return None
    if isinstance(one, Number):
        return _number(cell)
    if isinstance(one, Choice):
        return _choice(one, str(cell).strip())
    if isinstance(one, YesNo):
        return _yes_no(cell)
    if isinstance(one, Day):
        return _day(cell)
    if isinstance(one, Text):
        return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell).strip()
    if isinstance(one, Listed):
        return _listed(
            one, re.split(r"[\n\t;]+|,\s+|\s+(?=\S)" if isinstance(one.item, Number) else r"[\n\t;,]+", str(cell))
        )
    return _json(one, str(cell))


def _number(cell: Any) -> float | int:
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return cell
    try:
        found = parse_number(str(cell).replace("%", ""))
    except Refused as no:
        raise NotUsable([Problem(no.reason.replace("%", "%%"))]) from None
    if found is None:
        raise NotUsable([Problem(p.MISSING)])
    return int(found) if found == found.to_integral_value() else float(found)


def _choice(one: Choice, text: str) -> str:
    wanted = _key(text)
    for option in one.options:
        if wanted in {_key(option.code), *map(_key, option.labels.values())}:
            return option.code
    return text  # the tool says which are known


def _yes_no(cell: Any) -> bool:
    if isinstance(cell, bool):
        return cell
    text = _key(str(cell))
    if text in YES or text in NO:
        return text in YES
    raise NotUsable([Problem(p.NOT_YES_NO)])


def _day(cell: Any) -> str:
    if isinstance(cell, date | datetime):
        return cell.isoformat()[:10]
    try:
        return as_date(cell).isoformat()
    except (Refused, Wrong, ValueError, LookupError):
        raise NotUsable([Problem(p.NOT_A_DAY, {"value": str(cell)[:40]})]) from None


def _json(one: Input, text: str) -> Any:
    """A cell that holds more than one value, such as limits by kind of shift: written as JSON or as "D=3, N=2"."""
    try:
        return json.loads(text)
    except ValueError:
        pairs = [part.split("=", 1) for part in re.split(r"[;,]", text) if part.strip()]
        if all(len(pair) == 2 for pair in pairs):
            return {key.strip(): _number(value) for key, value in pairs}
    raise NotUsable([Problem(p.NOT_A_GROUP)])


def _listed(one: Listed, parts: Sequence[Any]) -> list[Any]:
    found, wrong = [], []
    for row, part in enumerate([part for part in parts if part is not None and str(part).strip()], 1):
        try:
            found.append(cell_value(one.item, part))
        except NotUsable as fault:
            wrong += [replace(problem, row=row) for problem in fault.problems]
    if wrong:
        raise NotUsable(wrong)
    return found


def _lists(one: Lists, rows: Cells) -> list[list[Any]]:
    found, wrong = [], []
    for number, row in enumerate(rows, 1):
        cells = [cell for cell in row if cell is not None and str(cell).strip()]
        if number == 1 and cells and all(isinstance(c, str) and not any(map(str.isdecimal, c)) for c in cells):
            continue  # headings
        try:
            found.append([cell_value(one.item, cell) for cell in cells])
        except NotUsable as fault:
            wrong += [replace(problem, row=number) for problem in fault.problems]
    if wrong:
        raise NotUsable(wrong)
    return [line for line in found if line]


def _table(one: Table, rows: Cells) -> list[dict[str, Any]]:
    rows = [row for row in rows if any(cell is not None and str(cell).strip() for cell in row)]
    if not rows:
        return []
    names = _headings(one, rows[0])
    body, first = (rows[1:], 2) if names else (rows, 1)
    names = names or [column.name for column in one.columns]
    known = {column.name: column for column in one.columns}
    _check_columns(one, names, body)
    found, wrong = [], []
    for number, cells in enumerate(body, first):
        if _is_totals(cells):
            wrong.append(Problem(LOOKS_LIKE_TOTALS, row=number - first + 1))
            continue
        row: dict[str, Any] = {}
        for name, cell in zip(names, cells, strict=False):
            try:
                value = cell_value(known[name], cell) if name in known else _free(cell)
                if name and value is not None:
                    row[name] = value
            except NotUsable as fault:
                wrong += [replace(problem, row=number - first + 1, column=name) for problem in fault.problems]
        found.append(row)
    if wrong:
        raise NotUsable(wrong)
    return found


def _headings(one: Table, cells: Sequence[Any]) -> list[str]:
    """The names of columns where most cells of the first row name one of ours; [] where it is a row like all others."""
    by_key = {_key(word): column.name for column in one.columns for word in (column.name, *column.labels.values())}
    found = [by_key.get(_key(str(cell or "")), "") for cell in cells]
    named = [name for name in found if name]
    words = [str(cell) for cell in cells if cell is not None and str(cell).strip()]
    is_all_words = all(isinstance(_free(word), str) for word in words)  # “Press 2” is a name, 2 is not
    if not named or (len(named) * 2 < len(words) and not (one.others and is_all_words)):
        return []
    return [name or (_plain(str(cell or "")) if one.others else "") for name, cell in zip(found, cells, strict=True)]


def _check_columns(one: Table, names: list[str], body: Cells) -> None:
    needed = [
        column for column in one.columns if not column.optional and column.default is None and column.name not in names
    ]
    if needed:
        raise NotUsable([Problem(LACKS_COLUMN, {"column": column.name}) for column in needed])
    for number, cells in enumerate(body, 1):
        if len([cell for cell in cells[len(names) :] if cell is not None and str(cell).strip()]):
            known = ", ".join(column.name for column in one.columns)
            raise NotUsable([Problem(TOO_MANY_CELLS, {"n": len(cells), "most": len(names), "known": known}, row=number)])


def _is_totals(cells: Sequence[Any]) -> bool:
    return any(isinstance(cell, str) and _key(cell).rstrip(":") in TOTALS for cell in cells[:2])


def _free(cell: Any) -> Any:
    """A cell of a further column: a number where it is one, else its text."""
    if cell is None or (isinstance(cell, str) and not cell.strip()):
        return None
    try:
        return _number(cell)
    except NotUsable:
        return str(cell).strip()


def _key(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text).casefold()
    return " ".join("".join(c for c in folded if not unicodedata.combining(c)).replace("_", " ").replace("-", " ").split())


def _plain(text: str) -> str:
    return "_".join(_key(text).split())[:60]
