"""What a filed report holds, as frozen objects. Texts are in its own language; figures are numbers, written out by `words`.

As data it is plain JSON, with a form number: whoever adds a field gives it a value for reports filed before.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, Final

FORM: Final = 1
SHARE: Final = "1"  # the unit of a fraction, 0.39 and not 39


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure.

    key: the same in every version of the report. code: the indicator, or the line of the results framework.
    part: of whom it is, "" for all. definition: which version of its definition. unit: SHARE for a fraction.
    value: None where it is withheld (the reason's code), not there yet, or told in words (text).
    n, n_of: how many stand behind it, of how many could. low, high: a 95 % interval.
    data_at: how old it is, an ISO moment. runs_on: it holds what came after the period too.
    source: where it comes from, for those who may look: see web.desk.filed_links.
    """

    key: str
    code: str
    label: str
    part: str = ""
    definition: str = ""
    unit: str = ""
    decimals: int = 0
    value: float | None = None
    text: str = ""
    low: float | None = None
    high: float | None = None
    n: int | None = None
    n_of: int | None = None
    is_change: bool = False  # a change, shown with its sign
    is_count: bool = False  # how many of what the label says: shown without its unit
    target: float | None = None
    target_text: str = ""
    status: str = ""
    withheld: str = ""
    data_at: str = ""
    runs_on: bool = False
    source: Mapping[str, str] | None = None
    baseline: float | None = None  # where a line of the results framework stood before
    baseline_text: str = ""  # the same in words, or of when a number is


@dataclass(frozen=True, slots=True)
class Section:
    """Figures under one heading. says: sentences above them. columns: see words.COLUMNS. by_part: a row for each part and
    a column for each figure, instead of a row for each figure."""

    code: str
    title: str
    says: tuple[str, ...]
    columns: tuple[str, ...]
    figures: tuple[Figure, ...]
    by_part: bool = False


@dataclass(frozen=True, slots=True)
class Definition:
    """What a figure means. version: changes with what is counted, not with the language it is told in."""

    code: str
    label: str
    text: str
    version: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Contents:
    """Everything that a report says.

    subject: whom or what it is about, in words. said: sentences under the title. reasons: why a figure is withheld, by
    code. left_out: sentences. is_inside: small groups are not hidden, so it is not to leave the office and the provider.
    rests_on: codes of the consents without which it may not be read.
    """

    title: str
    language: str
    programme: str
    subject: str
    made_on: str
    starts_on: str
    ends_on: str
    data_at: str
    said: tuple[str, ...]
    sections: tuple[Section, ...]
    definitions: tuple[Definition, ...]
    reasons: Mapping[str, str]
    left_out: tuple[str, ...] = ()
    is_inside: bool = False
    is_invented: bool = False
    rests_on: tuple[str, ...] = ()
    form: int = FORM

    @property
    def figures(self) -> Iterator[Figure]:
        for section in self.sections:
            yield from section.figures

    def as_data(self) -> dict[str, Any]:
        """As JSON holds it."""
        plain: dict[str, Any] = json.loads(json.dumps(asdict(self), ensure_ascii=False, allow_nan=False))
        return plain


def contents_from(data: Mapping[str, Any]) -> Contents:
    """The contents of a report from what was stored."""
    sections = tuple(
        Section(s["code"], s["title"], tuple(s["says"]), tuple(s["columns"]), tuple(_made(Figure, f) for f in s["figures"]),
                s["by_part"])
        for s in data["sections"]
    )  # fmt: skip
    definitions = tuple(_made(Definition, d) for d in data["definitions"])
    rest: dict[str, Any] = {name: data[name] for name in data if name not in ("sections", "definitions")}
    rest |= {name: tuple(data[name]) for name in ("said", "left_out", "rests_on")}
    return Contents(sections=sections, definitions=definitions, **rest)


def _made(kind: type[Any], data: Mapping[str, Any]) -> Any:
    known = {f.name for f in fields(kind)}
    return kind(**{name: value for name, value in data.items() if name in known})


def seal_of(data: Mapping[str, Any]) -> str:
    """SHA-256 of the contents, whatever the order in which a database gives back their names."""
    return _hash(data)


def mark_of(contents: Contents) -> str:
    """A short mark of the figures alone: two previews with the same figures have the same one, whenever they were made."""
    kept = [{k: v for k, v in asdict(f).items() if k not in ("data_at", "source")} for f in contents.figures]
    return _hash(kept)[:16]


def _hash(data: Any) -> str:
    return hashlib.sha256(json.dumps(_even(data), sort_keys=True, ensure_ascii=False, allow_nan=False).encode()).hexdigest()


def _even(data: Any) -> Any:
    """Numbers as every database gives them back: 5 and 5.0 are one number."""
    if isinstance(data, Mapping):
        return {key: _even(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [_even(value) for value in data]
    is_number = isinstance(data, int | float) and not isinstance(data, bool)
    return repr(float(data)) if is_number else data
