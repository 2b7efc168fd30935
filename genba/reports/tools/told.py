"""An answer of a tool, told: frozen, in one language, without HTML."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import ngettext

from genba.curriculum.tools import Answer, Chart, Result, Tool
from genba.curriculum.tools.inputs import Choice, Group, Input, Number
from genba.kit import numbers
from genba.reports.tools.words import Speaker, amount, result_text

SHOWN_ROWS = 200  # of a table on page and paper; workbook and JSON have them all


@dataclass(frozen=True, slots=True)
class Figure:
    """One result: its label and text with unit; or no text and why there is none."""

    name: str
    label: str
    text: str
    why: str
    is_first: bool


@dataclass(frozen=True, slots=True)
class Listing:
    """A table of results: headings, rows as text, which columns are numbers, and how many rows there are in all."""

    name: str
    label: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: tuple[int, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Told:
    """Everything that a tool says, in the order in which it is read."""

    title: str
    summary: str
    language: str
    meaning: tuple[str, ...]
    then: str
    figures: tuple[Figure, ...]
    tables: tuple[Listing, ...]
    charts: tuple[Chart, ...]
    given: tuple[tuple[str, str], ...]
    source: str

    @property
    def first(self) -> tuple[Figure, ...]:
        """The figures that are shown large; the very first one where none was chosen."""
        chosen = tuple(f for f in self.figures if f.is_first and f.text)
        return chosen or tuple(f for f in self.figures if f.text)[:1]


def told(tool: Tool, given: Mapping[str, Any], answer: Answer, language: str) -> Told:
    """What the tool says to these inputs, in the language that is active."""
    speaker = Speaker(tool, language)
    figures, tables = [], []
    for result in tool.results:
        value = answer.value(result.name)
        if result.kind == "table":
            if value:
                tables.append(_listing(result, value, tool, language))
            continue
        why = speaker.say(answer.withheld.get(result.name)) if value is None else ""
        if value is not None or why:
            figures.append(Figure(result.name, result.labels.in_(language), result_text(result, value, tool, language, answer.values), why,
                                  result.first))  # fmt: skip
    return Told(
        tool.labels.in_(language), tool.summaries.in_(language), language, tuple(speaker.say(one) for one in answer.says),
        speaker.say(answer.then), tuple(figures), tuple(tables), tuple(speaker.draw(one) for one in answer.charts),
        tuple(_given(tool.inputs, given, language)), tool.source,
    )  # fmt: skip


def _listing(result: Result, rows: Any, tool: Tool, language: str) -> Listing:
    if isinstance(rows, Mapping):  # {name: facts}: the name is the first column
        key = result.columns[0].name
        rows = [{key: name, **(facts if isinstance(facts, Mapping) else {result.columns[-1].name: facts})}
                for name, facts in rows.items()]  # fmt: skip
    headings = tuple(_heading(column, language) for column in result.columns)
    numeric = tuple(n for n, column in enumerate(result.columns) if column.kind == "number")
    shown = tuple(
        tuple(result_text(c, row.get(c.name), tool, language, row) for c in result.columns) for row in rows[:SHOWN_ROWS]
    )
    return Listing(result.name, result.labels.in_(language), headings, shown, numeric, len(rows))


def _heading(column: Result, language: str) -> str:
    unit = column.unit_in(language)
    return f"{column.labels.in_(language)} ({unit})" if unit else column.labels.in_(language)


def _given(inputs: Sequence[Input], given: Mapping[str, Any], language: str) -> list[tuple[str, str]]:
    """What was typed, in words: one line for each input that was filled; of tables how many rows."""
    lines = []
    for one in inputs:
        value = given.get(one.name)
        if value is None or value == "":
            continue
        label = one.labels.in_(language)
        if isinstance(one, Group) and isinstance(value, Mapping):
            lines += [(f"{label}: {name}", text) for name, text in _given(one.fields, value, language)]
        elif isinstance(value, list | tuple | Mapping):
            n = numbers.number(len(value), language=language)
            lines.append((label, ngettext("%(n)s row", "%(n)s rows", len(value)) % {"n": n}))
        else:
            lines.append((label, _plain(one, value, language)))
    return lines


def _plain(one: Input, value: Any, language: str) -> str:
    if isinstance(one, Choice):
        return next((o.labels.in_(language) for o in one.options if o.code == value), str(value))
    return amount(value, language, one.unit_in(language) if isinstance(one, Number) else "")
