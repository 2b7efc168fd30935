"""What is wrong with the inputs of a tool, or why it gives no figure: where to look, and a sentence."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from genba.curriculum.tools import No, NotUsable, Tool
from genba.curriculum.tools.inputs import Group, Input, Table
from genba.kit import numbers
from genba.reports.tools.words import Speaker

MOST_TOLD = 20


@dataclass(frozen=True, slots=True)
class Wrong:
    """One thing that is wrong. `field` is the JSON name, `place` says it in words: "Tasks, row 3, Time"."""

    field: str
    place: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.place}: {self.sentence}" if self.place else self.sentence


def wrongs(tool: Tool, fault: No | NotUsable, language: str) -> list[Wrong]:
    """Every fault in the language that is active; the first twenty of many."""
    if isinstance(fault, No):
        sentence = Speaker(tool, language).say(fault.said)
        return [Wrong(fault.field, _place(tool.inputs, fault.field, fault.row, fault.column, language), sentence)]
    return [
        Wrong(one.field, _place(tool.inputs, one.field, one.row, one.column, language), _(one.sentence) % one.values)
        for one in fault.problems[:MOST_TOLD]
    ]


def _place(inputs: Sequence[Input], field: str, row: int | None, column: str, language: str) -> str:
    found = next((one for one in inputs if one.name == field), None)
    parts = [found.labels.in_(language) if found else field]
    if row:
        parts.append(_("row %(n)s") % {"n": numbers.number(row, language=language)})
    if column:
        inner: Sequence[Input] = (
            found.columns if isinstance(found, Table) else found.fields if isinstance(found, Group) else ()
        )
        part = next((one for one in inner if one.name == column), None)
        parts.append(part.labels.in_(language) if part else column)
    return ", ".join(filter(None, parts))
