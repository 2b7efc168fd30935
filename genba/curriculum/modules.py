"""A training module as the rest of the house sees it: frozen, in every language, without a database."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal, TypeVar

from genba.curriculum.findings import UnknownIndicator, UnknownModule, UnknownPart, UnknownPractice
from genba.curriculum.forms import Form
from genba.curriculum.indicators import Indicator
from genba.curriculum.lessons import Lesson
from genba.curriculum.notes import Note
from genba.curriculum.texts import SOURCE_LANGUAGE, Texts
from genba.curriculum.tools import Tool

Status = Literal["draft", "active", "retired"]
STATUSES: tuple[Status, ...] = ("draft", "active", "retired")
PRACTICE_STATES = ("absent", "on-paper", "practised")


@dataclass(frozen=True)
class Formats:
    """How the module is delivered unless a programme agrees otherwise."""

    classroom_days: int
    session_minutes: int
    sessions_per_day: int
    visits: int
    online: bool


@dataclass(frozen=True)
class ClassSize:
    """How many enterprises share one class."""

    min: int
    max: int


@dataclass(frozen=True)
class Participants:
    """How many people one enterprise sends."""

    managers: int
    workers: int


@dataclass(frozen=True)
class Completion:
    """What an enterprise must have done before the module counts as completed."""

    attendance_share: float
    visits: int
    baseline: bool
    improvement_plan: bool
    actions_done: int
    kpis_reported: int


@dataclass(frozen=True)
class SatisfactionQuestion:
    """One question that people of a class answer from 1 (not at all) to 5 (fully)."""

    code: str
    texts: Texts


@dataclass(frozen=True)
class Practice:
    """A good practice: absent, on paper, or practised. The baseline form is its only definition."""

    code: str
    labels: Texts
    hints: Texts
    areas: Texts
    area: str = ""  # the name of its group in the form: what `answers:` of another module may name


@dataclass(frozen=True)
class ParameterValue:
    """One value of a parameter: where (ISO 3166 alpha-2, or empty for everywhere) and since when."""

    value: float
    since: date
    country: str
    source: str


@dataclass(frozen=True)
class Parameter:
    """A number that changes with years or countries, with a reference for each value."""

    code: str
    labels: Texts
    unit: str
    values: tuple[ParameterValue, ...]

    def value(self, *, on: date, country: str = "") -> ParameterValue | None:
        """The value in force on a day in a country, else the general one, else None."""
        for place in (country.upper(), ""):
            in_force = [row for row in self.values if row.country == place and row.since <= on]
            if in_force:
                return max(in_force, key=lambda row: row.since)
        return None


@dataclass(frozen=True)
class Example:
    """A worked example: these inputs give these results, or no result for this reason."""

    name: str
    subject: Literal["indicator", "tool"]
    code: str
    given: Mapping[str, Any]
    expect: Mapping[str, Any]
    withheld: str
    tolerance: float
    source: str
    file: str
    line: int


Named = TypeVar("Named")


def _named(things: Iterable[Named], name: str, attribute: str) -> Named:
    by_name = {getattr(thing, attribute): thing for thing in things}
    if name not in by_name:
        raise UnknownPart(name, by_name)
    return by_name[name]


@dataclass(frozen=True)
class Module:
    """Everything a programme, a trainer and a learner need to know about one module."""

    slug: str
    version: str
    titles: Texts
    summaries: Texts
    status: Status
    hours: float
    formats: Formats
    class_size: ClassSize
    participants: Participants
    team_names: Texts
    completion: Completion
    satisfaction: tuple[SatisfactionQuestion, ...]  # the first asks about the class all in all
    visit_rhythm: tuple[int, ...]
    sectors: tuple[str, ...]
    sdg_targets: tuple[str, ...]
    forms: tuple[Form, ...]
    kpis: tuple[Indicator, ...]
    practices: tuple[Practice, ...]
    lessons: tuple[Lesson, ...]
    tools: tuple[Tool, ...]
    parameters: tuple[Parameter, ...]
    examples: tuple[Example, ...]
    folder: Path
    notes: tuple[Note, ...] = ()  # for trainers
    formerly: tuple[str, ...] = ()  # slugs it had before
    answers: tuple[str, ...] = ()  # areas of good practices, of any module, that this one improves

    @property
    def core_kpis(self) -> tuple[Indicator, ...]:
        """The few indicators offered to every enterprise; the others are chosen with the trainer."""
        return tuple(indicator for indicator in self.kpis if indicator.core)

    def kpi(self, code: str) -> Indicator:
        """The indicator of this code, if this module has it; raises UnknownIndicator."""
        for indicator in self.kpis:
            if indicator.code == code:
                return indicator
        raise UnknownIndicator(code, (indicator.code for indicator in self.kpis))

    def form(self, code: str) -> Form:
        """The form of this code; raises UnknownPart."""
        return _named(self.forms, code, "code")

    def tool(self, code: str) -> Tool:
        """The tool of this code; raises UnknownPart."""
        return _named(self.tools, code, "code")

    def parameter(self, code: str) -> Parameter:
        """The parameter of this code; raises UnknownPart."""
        return _named(self.parameters, code, "code")

    def lessons_in(self, language: str) -> tuple[Lesson, ...]:
        """Every lesson once, in order, in this language where it exists and in English where not."""
        wanted = language.replace("_", "-").lower()
        chosen: dict[int, Lesson] = {}
        for candidate in (SOURCE_LANGUAGE, wanted.split("-")[0], wanted):
            chosen |= {lesson.number: lesson for lesson in self.lessons if lesson.language == candidate}
        return tuple(chosen[number] for number in sorted(chosen))

    def notes_in(self, language: str) -> tuple[Note, ...]:
        """Every text for trainers once, in order, in this language where it exists and in English where not."""
        wanted = language.replace("_", "-").lower().split("-")[0]
        chosen: dict[int, Note] = {}
        for candidate in (SOURCE_LANGUAGE, wanted):
            chosen |= {note.number: note for note in self.notes if note.language == candidate}
        return tuple(chosen[number] for number in sorted(chosen))

    def lesson(self, slug: str, language: str = SOURCE_LANGUAGE) -> Lesson:
        """The lesson of this slug, in this language where it exists; raises UnknownPart."""
        return _named(self.lessons_in(language), slug, "slug")


@dataclass(frozen=True)
class Curriculum:
    """All modules of one folder, in the order of their slugs."""

    modules: tuple[Module, ...]

    def module(self, slug: str) -> Module:
        """The module of this slug, also by one that it had before; raises UnknownModule."""
        for module in self.modules:
            if slug == module.slug or slug in module.formerly:
                return module
        raise UnknownModule(slug, (module.slug for module in self.modules))

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        """Every indicator of every module, each once."""
        return tuple(indicator for module in self.modules for indicator in module.kpis)

    @property
    def practices(self) -> tuple[Practice, ...]:
        """Every good practice of every module, each once (modules may share a practice)."""
        by_code: dict[str, Practice] = {}
        for module in self.modules:
            for practice in module.practices:
                by_code.setdefault(practice.code, practice)
        return tuple(by_code.values())

    def indicator(self, code: str) -> Indicator:
        """The indicator of this code, also by one that it had before; raises UnknownIndicator."""
        for indicator in self.indicators:
            if code == indicator.code or code in indicator.formerly:
                return indicator
        raise UnknownIndicator(code, (indicator.code for indicator in self.indicators))

    def practice(self, code: str) -> Practice:
        """The practice of this code; raises UnknownPractice."""
        for practice in self.practices:
            if practice.code == code:
                return practice
        raise UnknownPractice(code, (practice.code for practice in self.practices))
