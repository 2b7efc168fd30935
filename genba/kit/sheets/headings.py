"""Which column of a stranger's file is which of ours."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import gettext as _
from rapidfuzz import fuzz, process

from genba.kit.names import name_key
from genba.kit.sheets.columns import Column, Problem
from genba.kit.sheets.files import BadFile

ERROR_MARK = "⚠"  # a heading that begins with it is our own column of errors, in any language
EXAMPLE_MARK = "✎"  # a row whose first filled cell begins with it is an example and is not read
NEAR_ENOUGH = 70
MAPPING_LIMIT_BYTES = 100_000

Headings = Mapping[str, str | None]  # heading in the file → our column; None: leave it out


@dataclass(frozen=True)
class Unknown:
    """A column of the file that we do not take, and the one of ours it most resembles."""

    heading: str
    nearest: str = ""

    def __str__(self) -> str:
        words = {"heading": self.heading, "nearest": self.nearest}
        if self.nearest:
            return _("We do not know the column “%(heading)s”. Did you mean “%(nearest)s”?") % words
        return _("We do not know the column “%(heading)s”; it is left out.") % words


@dataclass(frozen=True)
class Match:
    """Where each of our columns stands in the file, and what does not fit."""

    positions: dict[str, int]
    unknown: list[Unknown] = field(default_factory=list)
    missing: list[Column] = field(default_factory=list)
    doubled: list[tuple[str, str]] = field(default_factory=list)

    def problems(self, *, sheet: str = "", row: int = 1) -> list[Problem]:
        """What stops the whole file: required columns that are missing, and columns that stand there twice."""
        near = {unknown.nearest: unknown.heading for unknown in self.unknown}
        return [self._missing(column, near, sheet, row) for column in self.missing] + [
            Problem(
                column=heading,
                value=heading,
                problem=_("Two columns of the file are both “%(name)s”.") % {"name": name},
                remedy=_("Keep one of them, or leave the other out in the mapping."),
                sheet=sheet,
                row=row,
            )
            for heading, name in self.doubled
        ]

    def _missing(self, column: Column, near: Mapping[str, str], sheet: str, row: int) -> Problem:
        label = str(column.label)
        remedy = _("Add the column, or map one of yours to it: “Your heading=%(name)s”.") % {"name": column.name}
        if label in near:
            remedy = _("Is it your column “%(heading)s”? Then rename it, or map it: “%(heading)s=%(name)s”.") % {
                "heading": near[label],
                "name": column.name,
            }
        problem = _("The column “%(label)s” is missing.") % {"label": label}
        return Problem(column=label, value="", problem=problem, remedy=remedy, sheet=sheet, row=row)


@lru_cache(maxsize=4096)
def heading_key(text: str) -> str:
    """Headings are the same when they differ in case, blanks, underscores, accents or punctuation only."""
    return name_key(text).replace(" ", "") or text.strip()


def known_keys(columns: Iterable[Column], mapping: Headings | None = None) -> dict[str, str | None]:
    """Every heading we would recognise, folded, with the name of its column."""
    keys: dict[str, str | None] = {}
    for column in columns:
        for name in column.names():
            keys.setdefault(heading_key(name), column.name)
    return keys | {heading_key(heading): name for heading, name in (mapping or {}).items()}


def match_headings(headings: Sequence[str], columns: Sequence[Column], mapping: Headings | None = None) -> Match:
    """Find our columns among the headings of a file. Raises BadFile when the mapping names no column of ours."""
    _check_mapping(headings, columns, mapping or {})
    keys = known_keys(columns, mapping)
    labels = {heading_key(name): str(column.label) for column in columns for name in column.names()}
    match = Match(positions={})
    for place, heading in enumerate(headings):
        if not heading or heading.startswith(ERROR_MARK):
            continue
        key = heading_key(heading)
        if key not in keys:
            found = process.extractOne(key, labels.keys(), scorer=fuzz.ratio, score_cutoff=NEAR_ENOUGH)
            match.unknown.append(Unknown(heading, labels[found[0]] if found else ""))
            continue
        name = keys[key]
        if name is not None and name in match.positions:
            match.doubled.append((heading, name))
        elif name is not None:
            match.positions[name] = place
    match.missing.extend(column for column in columns if column.required and column.name not in match.positions)
    return match


def mapping_from_flags(flags: Iterable[str]) -> dict[str, str | None]:
    """`Their heading=our_column`, one a flag; nothing after the sign leaves the column out."""
    mapping: dict[str, str | None] = {}
    for flag in flags:
        heading, sign, name = flag.rpartition("=")
        if not sign or not heading.strip():
            raise BadFile(_("“%(flag)s” is no mapping. Write “Their heading=our_column”.") % {"flag": flag})
        mapping[heading.strip()] = name.strip() or None
    return mapping


def mapping_from_file(path: Path) -> dict[str, str | None]:
    """A small YAML or JSON file of `Their heading: our_column`."""
    return checked_mapping(read_mapping(path))


def read_mapping(path: Path) -> dict[Any, Any]:
    """What a small YAML or JSON file says, whatever it is; BadFile where it is neither, or no lines of `name: value`."""
    try:
        data = path.read_bytes()
        if len(data) > MAPPING_LIMIT_BYTES:
            raise ValueError
        text = data.decode("utf-8-sig")
        content: Any = json.loads(text) if text.lstrip().startswith("{") else yaml.safe_load(text)
    except (OSError, ValueError, yaml.YAMLError, RecursionError) as error:
        raise BadFile(_("The mapping “%(name)s” is not readable as YAML or JSON.") % {"name": path.name}) from error
    if not isinstance(content, dict):
        raise BadFile(_no_lines())
    return content


def checked_mapping(content: Mapping[Any, Any]) -> dict[str, str | None]:
    """Lines of `Their heading: our_column`, or BadFile."""
    if not all(v is None or isinstance(v, str) for v in content.values()):
        raise BadFile(_no_lines())
    return {str(heading).strip(): name for heading, name in content.items()}


def _no_lines() -> str:
    return _("The mapping must be lines of “Their heading: our_column” and nothing else.")


def _check_mapping(headings: Sequence[str], columns: Sequence[Column], mapping: Headings) -> None:
    ours = {column.name for column in columns}
    theirs = {heading_key(heading) for heading in headings}
    for heading, name in mapping.items():
        if name is not None and name not in ours:
            near = process.extractOne(name, ours, scorer=fuzz.ratio)
            raise BadFile(
                _("The mapping names “%(name)s”, which is no column here. The nearest is “%(near)s”; all are: %(all)s.")
                % {"name": name, "near": near[0] if near else "", "all": ", ".join(c.name for c in columns)}
            )
        if heading_key(heading) not in theirs:
            raise BadFile(
                _("The mapping names the heading “%(heading)s”, which the file does not have. It has: %(all)s.")
                % {"heading": heading, "all": ", ".join(h for h in headings if h)}
            )
