"""Readers: one small grammar that turns YAML into frozen objects and says where it could not.

A reader takes a node and gives back a value or raises Fault. Readers compose, so a schema written with
them (schema.py) is both the loader and the check. Nodes keep the line that a person sees in an editor.
"""

import math
import re
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Generic, TypeVar

import yaml

from genba.curriculum.findings import Finding, nearest

T = TypeVar("T")
_SAFE = yaml.constructor.SafeConstructor
# libyaml reads the same YAML ten times faster; a platform without it gets the slow twin.
_FAST: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Fault(Exception):
    """A value could not be read; the report already says why."""


@dataclass
class Report:
    """The findings of one file while it is being read."""

    file: str
    findings: list[Finding] = field(default_factory=list)

    def add(self, line: int, key: str, problem: str, remedy: str) -> None:
        """Note one fault and go on reading."""
        self.findings.append(Finding(self.file, line, key, problem, remedy))

    def fault(self, place: "Place", problem: str, remedy: str) -> Fault:
        """Note one fault and give back what to raise."""
        self.add(place.line, place.key, problem, remedy)
        return Fault()


@dataclass(frozen=True)
class Place:
    """Where in a file a reader stands: the node and the path of keys that led to it."""

    node: yaml.Node
    key: str
    report: Report
    first_line: int = 1

    @property
    def line(self) -> int:
        """The line a person sees in an editor, counted from one."""
        return int(self.node.start_mark.line) + self.first_line

    def step(self, node: yaml.Node, name: str | int) -> "Place":
        """The place of a child."""
        key = f"{self.key}[{name}]" if isinstance(name, int) else f"{self.key}.{name}".lstrip(".")
        return Place(node, key, self.report, self.first_line)

    def plain(self) -> Any:
        """The node as the plain value YAML means by it."""
        try:
            return _SAFE().construct_document(self.node)
        except (yaml.YAMLError, ValueError) as error:
            problem = f"YAML cannot make sense of this value: {error}.".replace("\n", " ")
            raise self.report.fault(self, problem, "write a plain value, in quotation marks if needed.") from error


Reader = Callable[[Place], T]


def compose(source: str, report: Report, *, first_line: int = 1) -> Place | None:
    """The root of a YAML text, or None with a finding when it is empty or is no YAML."""
    try:
        node = _composed(source)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = (mark.line if mark else 0) + first_line
        report.add(line, "", f"This is not valid YAML: {error.problem}.", "mend the line or the one above it.")
        return None
    except yaml.YAMLError as error:
        report.add(first_line, "", f"This is not valid YAML: {error}.", "remove the character it names.")
        return None
    if node is None:
        report.add(first_line, "", "The file says nothing.", "write its keys, or delete the file.")
        return None
    return Place(node, "", report, first_line)


def _composed(source: str) -> yaml.Node | None:
    try:
        return yaml.compose(source, Loader=_FAST)
    except yaml.YAMLError:
        # The slow twin names the fault better, and in the same words on every machine.
        return yaml.compose(source, Loader=yaml.SafeLoader)


def _pairs(place: Place) -> dict[str, tuple[yaml.Node, yaml.Node]]:
    if not isinstance(place.node, yaml.MappingNode):
        raise place.report.fault(place, "This must be a list of keys with values.", "write “key: value” lines.")
    pairs: dict[str, tuple[yaml.Node, yaml.Node]] = {}
    for key_node, value_node in place.node.value:
        name = str(key_node.value)
        if name in pairs:
            place.report.add(
                key_node.start_mark.line + place.first_line,
                place.step(value_node, name).key,
                "This key stands here twice.",
                "keep one of the two.",
            )
        pairs[name] = (key_node, value_node)
    return pairs


@dataclass(frozen=True)
class Field(Generic[T]):
    """One key of a record: its reader, and what stands in for it when it is left out."""

    read: Reader[T]
    default: T | None = None
    required: bool = True


def optional(read: Reader[T], default: T) -> Field[T]:
    """A key that may be left out."""
    return Field(read, default, required=False)


@dataclass(frozen=True)
class Record(Generic[T]):
    """A mapping with known keys, made into an object by `make(**values)`."""

    make: Callable[..., T]
    fields: Mapping[str, Field[Any]]
    also: Callable[[Place, dict[str, Any]], None] = field(default=lambda place, values: None)

    def __call__(self, place: Place) -> T:
        pairs, values, whole = _pairs(place), {}, True
        for name, (key_node, value_node) in pairs.items():
            if name not in self.fields:
                self._unknown(place, name, key_node, value_node)
                whole = False
        for name, spec in self.fields.items():
            if name in pairs:
                try:
                    values[name] = spec.read(place.step(pairs[name][1], name))
                except Fault:
                    whole = False
            elif spec.required:
                missing = place.step(place.node, name).key
                place.report.add(place.line, missing, "This key is missing.", f"add “{name}:” here.")
                whole = False
            else:
                values[name] = spec.default
        if not whole:
            raise Fault
        self.also(place, values)
        return self.make(**values)

    def _unknown(self, place: Place, name: str, key_node: yaml.Node, value_node: yaml.Node) -> None:
        near = nearest(name, self.fields)
        remedy = f"write “{near}”, or delete the key." if near else f"use one of {', '.join(self.fields)}."
        line = int(key_node.start_mark.line) + place.first_line
        place.report.add(line, place.step(value_node, name).key, f"The key “{name}” is not known.", remedy)


def listing(read: Reader[T], *, least: int = 0) -> Reader[tuple[T, ...]]:
    """A list, each item read by the same reader."""

    def read_list(place: Place) -> tuple[T, ...]:
        if not isinstance(place.node, yaml.SequenceNode):
            raise place.report.fault(place, "This must be a list.", "write “- item” lines or [a, b].")
        if len(place.node.value) < least:
            raise place.report.fault(place, f"This needs at least {least}.", "add what is missing.")
        items, whole = [], True
        for index, node in enumerate(place.node.value):
            try:
                items.append(read(place.step(node, index)))
            except Fault:
                whole = False
        if not whole:
            raise Fault
        return tuple(items)

    return read_list


def by_name(read: Reader[T]) -> Reader[dict[str, T]]:
    """A mapping whose keys are free and whose values share one reader."""

    def read_mapping(place: Place) -> dict[str, T]:
        return {name: read(place.step(node, name)) for name, (_, node) in _pairs(place).items()}

    return read_mapping


def text(place: Place) -> str:
    """A text that is not empty."""
    value = place.plain() if isinstance(place.node, yaml.ScalarNode) else None
    if not isinstance(value, str) or not value.strip():
        raise place.report.fault(place, "This must be a text.", "write words, in quotation marks if needed.")
    return value.strip()


def matching(pattern: str, example: str) -> Reader[str]:
    """A text of a given form, such as a slug."""
    form = re.compile(pattern)

    def read_matching(place: Place) -> str:
        value = text(place)
        if not form.fullmatch(value):
            raise place.report.fault(place, f"“{value}” has not the right form.", f"write it like {example}.")
        return value

    return read_matching


def number(least: float | None = None, most: float | None = None) -> Reader[float]:
    """A number, within bounds where they are given."""

    def read_number(place: Place) -> float:
        value = place.plain() if isinstance(place.node, yaml.ScalarNode) else None
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
            raise place.report.fault(place, "This must be a number.", "write digits, without unit.")
        if (least is not None and value < least) or (most is not None and value > most):
            low, high = ("" if bound is None else f"{bound:g}" for bound in (least, most))
            raise place.report.fault(place, f"{value:g} is out of bounds.", f"stay within {low} … {high}.")
        return float(value)

    return read_number


def whole(least: int = 0) -> Reader[int]:
    """A whole number, not below `least`."""
    read = number(least)

    def read_whole(place: Place) -> int:
        value = read(place)
        if value != int(value):
            raise place.report.fault(place, f"{value:g} is no whole number.", "write a whole number.")
        return int(value)

    return read_whole


def yes_no(place: Place) -> bool:
    """true or false."""
    value = place.plain()
    if not isinstance(value, bool):
        raise place.report.fault(place, "This must be true or false.", "write true or false.")
    return value


def day(place: Place) -> date:
    """A date of the common calendar."""
    value = place.plain()
    if type(value) is not date:
        raise place.report.fault(place, "This must be a date.", "write it like 2026-01-31.")
    return value


def choice(*known: T) -> Reader[T]:
    """One of a few values."""

    def read_choice(place: Place) -> T:
        value = place.plain()
        if not isinstance(value, Hashable) or value not in known:
            words = [str(item) for item in known]
            near = nearest(str(value), words)
            remedy = f"write “{near}”." if near else f"write one of {', '.join(words)}."
            raise place.report.fault(place, f"“{value}” is not one of {', '.join(words)}.", remedy)
        return known[known.index(value)]

    return read_choice
