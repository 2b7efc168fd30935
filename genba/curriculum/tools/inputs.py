"""The inputs of a tool: each kind reads a JSON value into what the function takes, or says what is wrong with it, and
describes itself as JSON Schema."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, ClassVar

from genba.curriculum.texts import Texts
from genba.curriculum.tools import problems as p
from genba.curriculum.tools.problems import NotUsable, Problem

MOST_ROWS = 20_000
MOST_LETTERS = 200


@dataclass(frozen=True, kw_only=True)
class Input:
    """What all kinds have: the JSON name, the words beside it, and what stands in for it when it is left out."""

    name: str
    labels: Texts
    hints: Texts | None = None
    optional: bool = False
    default: Any = None
    kind: ClassVar[str] = ""

    def read(self, value: Any) -> Any:
        """The value as the function takes it; NotUsable where it is wrong. None and "" stand for nothing."""
        if value is None or value == "":
            if self.default is not None:
                return self.default
            if self.optional:
                return None
            raise NotUsable([Problem(p.MISSING)])
        return self._read(value)

    def _read(self, value: Any) -> Any:
        raise NotImplementedError

    def schema(self, language: str = "en") -> dict[str, Any]:
        """This input as JSON Schema (draft 2020-12)."""
        about: dict[str, Any] = {"title": self.labels.in_(language)}
        if self.hints:
            about["description"] = self.hints.in_(language)
        if self.default is not None:
            about["default"] = self.default
        return {**self._schema(language), **about}

    def _schema(self, language: str) -> dict[str, Any]:
        raise NotImplementedError


@dataclass(frozen=True, kw_only=True)
class Number(Input):
    """A number in `unit`, within limits."""

    unit: str = ""
    unit_labels: Texts | None = None
    minimum: float | None = None
    maximum: float | None = None
    whole: bool = False
    parameter: str = ""  # the dated value that a page offers, such as the usual hours of a week in the country
    kind = "number"

    def unit_in(self, language: str) -> str:
        return self.unit_labels.in_(language) if self.unit_labels else self.unit

    def _read(self, value: Any) -> float | int:
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
            raise NotUsable([Problem(p.NOT_A_NUMBER, {"value": _short(value)})])
        if self.minimum is not None and value < self.minimum:
            raise NotUsable([Problem(p.TOO_LOW, {"value": f"{value:g}", "least": f"{self.minimum:g}"})])
        if self.maximum is not None and value > self.maximum:
            raise NotUsable([Problem(p.TOO_HIGH, {"value": f"{value:g}", "most": f"{self.maximum:g}"})])
        if self.whole and value != int(value):
            raise NotUsable([Problem(p.NOT_WHOLE, {"value": f"{value:g}"})])
        return int(value) if self.whole else float(value)

    def _schema(self, language: str) -> dict[str, Any]:
        limits = {"minimum": self.minimum, "maximum": self.maximum, "x-unit": self.unit or None}
        return {"type": "integer" if self.whole else "number", **{k: v for k, v in limits.items() if v is not None}}


@dataclass(frozen=True)
class Option:
    """One value of a choice."""

    code: str
    labels: Texts


@dataclass(frozen=True, kw_only=True)
class Choice(Input):
    """One of a few values by their codes."""

    options: tuple[Option, ...]
    kind = "choice"

    def _read(self, value: Any) -> str:
        codes = [option.code for option in self.options]
        if value not in codes:
            raise NotUsable([Problem(p.NOT_KNOWN, {"value": _short(value), "known": ", ".join(codes)})])
        return str(value)

    def _schema(self, language: str) -> dict[str, Any]:
        return {"type": "string", "enum": [option.code for option in self.options]}


@dataclass(frozen=True, kw_only=True)
class YesNo(Input):
    """True or false."""

    kind = "yes-no"

    def _read(self, value: Any) -> bool:
        if not isinstance(value, bool):
            raise NotUsable([Problem(p.NOT_YES_NO)])
        return value

    def _schema(self, language: str) -> dict[str, Any]:
        return {"type": "boolean"}


@dataclass(frozen=True, kw_only=True)
class Text(Input):
    """A short text, such as a name."""

    most: int = MOST_LETTERS
    kind = "text"

    def _read(self, value: Any) -> str:
        text = f"{value:g}" if isinstance(value, int | float) and not isinstance(value, bool) else value
        if not isinstance(text, str) or len(text) > self.most:
            raise NotUsable([Problem(p.NOT_A_TEXT, {"most": self.most})])
        return " ".join(text.split())

    def _schema(self, language: str) -> dict[str, Any]:
        return {"type": "string", "maxLength": self.most}


@dataclass(frozen=True, kw_only=True)
class Day(Input):
    """A day of the common calendar, as 2026-01-31."""

    kind = "day"

    def _read(self, value: Any) -> date:
        try:
            return value if type(value) is date else date.fromisoformat(str(value))
        except ValueError:
            raise NotUsable([Problem(p.NOT_A_DAY, {"value": _short(value)})]) from None

    def _schema(self, language: str) -> dict[str, Any]:
        return {"type": "string", "format": "date"}


@dataclass(frozen=True, kw_only=True)
class Listed(Input):
    """A list whose items are all of one kind: numbers, or codes such as the tasks that come before."""

    item: Input
    least: int = 0
    most: int = MOST_ROWS
    kind = "list"

    def _read(self, value: Any) -> list[Any]:
        items = _items(value, self.least, self.most)
        return _each([(n, "", self.item, item) for n, item in enumerate(items, 1)])

    def _schema(self, language: str) -> dict[str, Any]:
        return {"type": "array", "items": self.item.schema(language), "minItems": self.least, "maxItems": self.most}


@dataclass(frozen=True, kw_only=True)
class Lists(Input):
    """A list of lists of numbers, such as subgroups: one line each; blanks within a line are left out."""

    item: Input
    least: int = 0
    most: int = MOST_ROWS
    width_least: int = 1
    width_most: int = 100
    kind = "lists"

    def _read(self, value: Any) -> list[list[Any]]:
        found, wrong = [], []
        for n, one_line in enumerate(_items(value, self.least, self.most), 1):
            line = one_line if isinstance(one_line, list | tuple) else [one_line]  # single values: one a line
            try:
                kept = [item for item in _items(line, 0, MOST_ROWS) if item is not None and item != ""]
                _items(kept, self.width_least, self.width_most)
                found.append([self.item.read(item) for item in kept])
            except NotUsable as fault:
                wrong += [replace(one, row=n) for one in fault.problems]
        if wrong:
            raise NotUsable(wrong)
        return found

    def _schema(self, language: str) -> dict[str, Any]:
        line = {
            "type": "array",
            "items": self.item.schema(language),
            "minItems": self.width_least,
            "maxItems": self.width_most,
        }
        return {"type": "array", "items": line, "minItems": self.least, "maxItems": self.most}


@dataclass(frozen=True, kw_only=True)
class Group(Input):
    """Values under fixed names: {"lower": 1, "upper": 2}."""

    fields: tuple[Input, ...]
    kind = "group"

    def _read(self, value: Any) -> dict[str, Any]:
        if not isinstance(value, Mapping):
            raise NotUsable([Problem(p.NOT_A_GROUP)])
        return read_all(self.fields, value, column=True)

    def _schema(self, language: str) -> dict[str, Any]:
        return schema_of(self.fields, language)


@dataclass(frozen=True, kw_only=True)
class Table(Input):
    """Rows with named columns, as from a spreadsheet: a list of mappings.

    keyed: JSON has {first column: second} instead, or {first: {others}} with more than two; both are read.
    others: further columns are kept as they stand, numbers as numbers (the attributes of people).
    """

    columns: tuple[Input, ...]
    least: int = 1
    most: int = MOST_ROWS
    keyed: bool = False
    others: bool = False
    kind = "table"

    def _read(self, value: Any) -> Any:
        rows = _items(self.as_rows(value), self.least, self.most)
        found, wrong = [], []
        for n, row in enumerate(rows, 1):
            try:
                if not isinstance(row, Mapping):
                    raise NotUsable([Problem(p.NOT_A_TABLE)])
                found.append(read_all(self.columns, row, column=True, others=self.others))
            except NotUsable as fault:
                wrong += [replace(one, row=n) for one in fault.problems]
        if not wrong and self.keyed:
            wrong = self._doubles(found)
        if wrong:
            raise NotUsable(wrong)
        return self._as_mapping(found) if self.keyed else found

    def as_rows(self, value: Any) -> Any:
        """Rows as mappings, whichever way they came; anything else as it is."""
        if not self.keyed or not isinstance(value, Mapping):
            return value
        key, *rest = (column.name for column in self.columns)
        if len(rest) == 1:
            return [{key: name, rest[0]: amount} for name, amount in value.items()]
        return [{key: name, **row} if isinstance(row, Mapping) else row for name, row in value.items()]

    def _as_mapping(self, rows: list[dict[str, Any]]) -> dict[str, Any]:
        key, *rest = (column.name for column in self.columns)
        if len(rest) == 1:
            return {row[key]: row[rest[0]] for row in rows}
        return {row[key]: {name: value for name, value in row.items() if name != key} for row in rows}

    def _doubles(self, rows: list[dict[str, Any]]) -> list[Problem]:
        key, seen, wrong = self.columns[0].name, set(), []
        for n, row in enumerate(rows, 1):
            if row[key] in seen:
                wrong.append(Problem(p.DOUBLE_KEY, {"key": row[key]}, row=n, column=key))
            seen.add(row[key])
        return wrong

    def _schema(self, language: str) -> dict[str, Any]:
        row = schema_of(self.columns, language, others=self.others)
        if not self.keyed:
            return {"type": "array", "items": row, "minItems": self.least, "maxItems": self.most}
        inner = self.columns[1].schema(language) if len(self.columns) == 2 else schema_of(self.columns[1:], language)
        return {"type": "object", "additionalProperties": inner, "minProperties": self.least, "maxProperties": self.most}


def read_all(
    inputs: Sequence[Input], given: Mapping[str, Any], *, column: bool = False, others: bool = False
) -> dict[str, Any]:
    """Every input read from its name; unknown names are refused. `column`: problems name a column, not a field."""
    found, wrong = {}, []
    known = [one.name for one in inputs]
    for key in given:
        if key not in known and not others:
            wrong.append(_within(Problem(p.UNKNOWN_KEY, {"key": key, "known": ", ".join(known)}), key, column))
    for one in inputs:
        try:
            found[one.name] = one.read(given.get(one.name))
        except NotUsable as fault:
            wrong += [_within(problem, one.name, column) for problem in fault.problems]
    if wrong:
        raise NotUsable(wrong)
    return {**{key: value for key, value in given.items() if key not in known}, **found} if others else found


def schema_of(inputs: Sequence[Input], language: str = "en", *, others: bool = False) -> dict[str, Any]:
    """Inputs under their names as a JSON Schema object."""
    needed = [one.name for one in inputs if not one.optional and one.default is None]
    whole = {
        "type": "object",
        "properties": {one.name: one.schema(language) for one in inputs},
        "additionalProperties": others,
    }
    return {**whole, "required": needed} if needed else whole


def _within(problem: Problem, name: str, column: bool) -> Problem:
    if column:
        return replace(problem, column=".".join(filter(None, (name, problem.column))))
    return replace(problem, field=name)


def _items(value: Any, least: int, most: int) -> list[Any]:
    if not isinstance(value, list | tuple):
        raise NotUsable([Problem(p.NOT_A_LIST)])
    if len(value) < least:
        raise NotUsable([Problem(p.TOO_FEW, {"n": len(value), "least": least})])
    if len(value) > most:
        raise NotUsable([Problem(p.TOO_MANY, {"n": len(value), "most": most})])
    return list(value)


def _each(parts: Sequence[tuple[int, str, Input, Any]]) -> list[Any]:
    found, wrong = [], []
    for row, column, one, value in parts:
        try:
            found.append(one.read(value))
        except NotUsable as fault:
            wrong += [replace(problem, row=row, column=column) for problem in fault.problems]
    if wrong:
        raise NotUsable(wrong)
    return found


def _short(value: Any) -> str:
    return str(value)[:40]
