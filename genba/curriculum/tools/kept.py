"""An answer as plain data and back, for answers that were found in the background."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from genba.curriculum.tools import answers
from genba.curriculum.tools.answers import Answer

KIND = "_kind"
MADE: dict[str, Any] = {
    kind.__name__: kind
    for kind in (answers.Answer, answers.Said, answers.Lines, answers.Bars, answers.Radar, answers.Flow, answers.Grid,
                 answers.Cell, answers.Series, answers.Level)
}  # fmt: skip


def to_data(thing: Any) -> Any:
    """Mappings, lists, texts and numbers only."""
    if is_dataclass(thing) and not isinstance(thing, type):
        return {KIND: type(thing).__name__, **{f.name: to_data(getattr(thing, f.name)) for f in fields(thing)}}
    if isinstance(thing, Mapping):
        return {str(key): to_data(value) for key, value in thing.items()}
    if isinstance(thing, list | tuple):
        return [to_data(one) for one in thing]
    return thing if thing is None or isinstance(thing, str | int | float | bool) else str(thing)


def from_data(data: Any) -> Any:
    """The answer that `to_data` took apart."""
    if isinstance(data, list):
        return [from_data(one) for one in data]
    if not isinstance(data, Mapping):
        return data
    values = {key: from_data(value) for key, value in data.items() if key != KIND}
    return MADE[data[KIND]](**values) if KIND in data else values


def answer_from(data: Any) -> Answer:
    found = from_data(data)
    if not isinstance(found, Answer):
        raise ValueError("this is no answer")
    return found
