"""Reads one package folder: every file once, every finding kept, a frozen Module when nothing is wrong."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, Literal, TypeVar

from genba.curriculum import code, schema
from genba.curriculum.findings import Finding
from genba.curriculum.forms import Form
from genba.curriculum.lessons import Lesson, Prose, Quiz, ToolUse, read_lesson
from genba.curriculum.modules import Example, Module, Parameter
from genba.curriculum.notes import PICTURE, Note, check_picture, read_note
from genba.curriculum.practices import practices_of
from genba.curriculum.reading import Fault, Reader, Report, compose
from genba.curriculum.texts import LANGUAGES, SOURCE_LANGUAGE
from genba.curriculum.tools import Tool
from genba.curriculum.tools.schema import TOOL

T = TypeVar("T")


@dataclass
class Package:
    """A folder being read: what was found and what is wrong with it."""

    folder: Path
    findings: list[Finding] = field(default_factory=list)

    def read(self) -> Module | None:
        """The module, or None when a finding makes it unusable."""
        facts = self.yaml("module.yaml", schema.MODULE)
        indicators = self.yaml("indicators.yaml", schema.INDICATORS)
        lessons = self.lessons()
        parameters = self.parameters()
        examples = self.examples()
        if facts is None or indicators is None:
            return None
        tools = self.tools(parameters)
        if facts["slug"] != self.folder.name:
            problem = f"The slug “{facts['slug']}” is not the name of the folder, “{self.folder.name}”."
            self.note("module.yaml", 1, "slug", problem, "give both the same name.")
        forms = self.forms(facts.pop("forms"))
        baseline = next((form for form in forms if form.code == "baseline"), None)
        if baseline is None:
            self.note("module.yaml", 1, "forms", "There is no baseline form.", "add forms/baseline.md.")
        self.lessons_agree(lessons, tools)
        return Module(
            forms=forms,
            kpis=indicators["kpis"],
            practices=practices_of(baseline) if baseline else (),
            lessons=lessons,
            tools=tools,
            parameters=parameters,
            examples=examples,
            folder=self.folder,
            notes=self.notes(),
            **facts,
        )

    def name(self, path: Path) -> str:
        """A file as its author knows it: below the folder that holds the package."""
        return path.relative_to(self.folder.parent.parent).as_posix()

    def note(self, file: str, line: int, key: str, problem: str, remedy: str) -> None:
        """Add a finding about a file of this package."""
        self.findings.append(Finding(self.name(self.folder / file), line, key, problem, remedy))

    def text(self, path: Path) -> str | None:
        """The text of a file, or None with a finding."""
        try:
            return path.read_text(encoding="utf-8-sig")
        except FileNotFoundError:
            self.note(path.relative_to(self.folder).as_posix(), 1, "", "The file is missing.", "write it.")
        except UnicodeDecodeError:
            name = path.relative_to(self.folder).as_posix()
            self.note(name, 1, "", "The file is not in UTF-8.", "save it with the encoding UTF-8.")
        return None

    def reading(self, path: Path, read: Callable[[str, Report], T | None]) -> T | None:
        """Read a text file, keeping what the reader reports."""
        source = self.text(path)
        if source is None:
            return None
        report = Report(self.name(path))
        found = read(source, report)
        self.findings += report.findings
        return found

    def yaml(self, name: str, reader: Reader[T]) -> T | None:
        """Read a YAML file by a schema."""
        return self.reading(self.folder / name, lambda source, report: _by_schema(source, report, reader))

    def files(self, pattern: str) -> Iterable[Path]:
        """The files of this package that match, in the order of their names."""
        return sorted(self.folder.glob(pattern))

    def lessons(self) -> tuple[Lesson, ...]:
        """Every readable lesson in every language."""
        found = []
        for path in self.files("lessons/*/*.md"):
            lesson = self.reading(path, partial(read_lesson, path.name, path.parent.name))
            if lesson:
                found.append(lesson)
        if not self.folder.joinpath("lessons", "en").is_dir():
            self.note("lessons/en", 1, "", "There is no lesson in English.", "write lessons/en/01-….md.")
        return tuple(found)

    def notes(self) -> tuple[Note, ...]:
        """Every readable text for trainers in every language."""
        paths = self.files("trainer/*/*.md")
        read = [self.reading(path, partial(read_note, path.name, path.parent.name)) for path in paths]
        return tuple(note for note in read if note)

    def pictures(self) -> None:
        """Every picture is a safe drawing, and every picture that a lesson names is there. Only the check looks."""
        for path in self.files("lessons/pictures/*.svg"):
            report = Report(self.name(path))
            check_picture(path, report)
            self.findings += report.findings
        for path in self.files("lessons/*/*.md"):
            for number, line in enumerate((self.text(path) or "").split("\n"), 1):
                for picture in PICTURE.finditer(line):
                    name = path.relative_to(self.folder).as_posix()
                    if not (self.folder / "lessons" / "pictures" / picture[2]).exists():
                        self.note(
                            name, number, "", f"There is no picture {picture[2]}.", f"draw lessons/pictures/{picture[2]}."
                        )
                    if not picture[1].strip():
                        self.note(
                            name,
                            number,
                            "",
                            "A picture without words is nothing to who cannot see it.",
                            "describe it: ![…](…).",
                        )

    def lessons_agree(self, lessons: tuple[Lesson, ...], tools: tuple[Tool, ...]) -> None:
        """A translation has its original, and a lesson opens only tools that exist."""
        originals = {f"{path.name}" for path in self.files("lessons/en/*.md")}
        for path in self.files("lessons/*/*.md"):
            if path.name not in originals:
                name = path.relative_to(self.folder).as_posix()
                self.note(name, 1, "", "The English lesson of this name is missing.", "give both one name.")
        self._translations_agree(lessons)
        self._titles_are_complete(lessons)
        known = {tool.code for tool in tools}
        for lesson in lessons:
            for part in lesson.parts:
                if isinstance(part, ToolUse) and part.code not in known:
                    file = f"lessons/{lesson.language}/{lesson.number:02}-{lesson.slug}.md"
                    problem = f"There is no tool “{part.code}”."
                    self.note(file, part.line, "code", problem, f"use one of {', '.join(sorted(known)) or '—'}.")

    def _translations_agree(self, lessons: tuple[Lesson, ...]) -> None:
        originals = {lesson.number: _outline(lesson) for lesson in lessons if lesson.language == SOURCE_LANGUAGE}
        for lesson in lessons:
            if _outline(lesson) != originals.get(lesson.number, _outline(lesson)):
                problem = "The questions, their right answers or the tools are not those of the English lesson."
                file = f"lessons/{lesson.language}/{lesson.number:02}-{lesson.slug}.md"
                self.note(file, 1, "", problem, "give both the same blocks in the same order.")

    def _titles_are_complete(self, lessons: tuple[Lesson, ...]) -> None:
        written = {(lesson.number, lesson.language) for lesson in lessons}
        for lesson in lessons:
            if lesson.language != SOURCE_LANGUAGE:
                continue
            absent = [one for one in LANGUAGES if one not in lesson.titles and (lesson.number, one) not in written]
            if absent:
                problem = f"The title is missing in {', '.join(absent)}."
                file = f"lessons/{lesson.language}/{lesson.number:02}-{lesson.slug}.md"
                self.note(file, 2, "titles", problem, "translate the lesson, or write titles: {fr: …, es: …, ar: …}.")

    def forms(self, declared: Iterable[dict[str, Any]]) -> tuple[Form, ...]:
        """The forms that module.yaml names and whose files exist."""
        found = []
        for entry in declared:
            source = self.text(self.folder / "forms" / f"{entry['code']}.md")
            if source is not None:
                found.append(Form(entry["code"], entry["titles"], source))
        return tuple(found)

    def parameters(self) -> tuple[Parameter, ...]:
        """One parameter per file."""
        paths = self.files("parameters/*.yaml")
        read = [self.yaml(path.relative_to(self.folder).as_posix(), schema.PARAMETER) for path in paths]
        return tuple(parameter for parameter in read if parameter)

    def examples(self) -> tuple[Example, ...]:
        """Every worked example."""
        found: list[Example] = []
        for path in self.files("examples/*.yaml"):
            whole = self.yaml(path.relative_to(self.folder).as_posix(), schema.EXAMPLES)
            found += [_example(values, self.name(path)) for values in (whole or {}).get("examples", ())]
        return tuple(found)

    def tools(self, parameters: tuple[Parameter, ...]) -> tuple[Tool, ...]:
        """The declared tools that have their function, in the order of their codes."""
        known = {parameter.code: parameter for parameter in parameters}
        return tuple(tool for path in self.files("tools/*.yaml") if (tool := self.tool(path, known)))

    def tool(self, path: Path, parameters: dict[str, Parameter]) -> Tool | None:
        """One tool: what is declared, joined to its function."""
        values = self.yaml(path.relative_to(self.folder).as_posix(), TOOL)
        if values is None:
            return None
        if values["code"] != path.stem:
            problem = f"The code “{values['code']}” is not the name of the file, “{path.stem}”."
            self.note(f"tools/{path.name}", 1, "code", problem, "give both the same name.")
            return None
        wanted = [*values["parameters"], *filter(None, (getattr(one, "parameter", "") for one in values["inputs"]))]
        for name in wanted:
            if name not in parameters:
                problem = f"There is no parameter “{name}”."
                self.note(f"tools/{path.name}", 1, "parameters", problem, f"add parameters/{name}.yaml.")
        values["parameters"] = {name: parameters[name] for name in values["parameters"] if name in parameters}
        of_code = Report(self.name(code.function_file(self.folder, values["code"])))
        of_declaration = Report(self.name(path))
        python = code.loaded(code.function_file(self.folder, values["code"]), of_code)
        found = code.tool(values, python, of_declaration) if python else None
        self.findings += of_code.findings + of_declaration.findings
        return found


def _outline(lesson: Lesson) -> list[object]:
    return [
        [answer.right for answer in part.answers] if isinstance(part, Quiz) else part.code
        for part in lesson.parts
        if not isinstance(part, Prose)
    ]


def _by_schema(source: str, report: Report, reader: Reader[T]) -> T | None:
    place = compose(source, report)
    try:
        return reader(place) if place else None
    except Fault:
        return None


def _example(values: dict[str, Any], file: str) -> Example:
    subject: Literal["indicator", "tool"] = "indicator" if values["indicator"] else "tool"
    return Example(
        name=values["name"],
        subject=subject,
        code=values[subject],
        given=values["given"],
        expect=values["expect"] or {},
        withheld=values["withheld"] or "",
        tolerance=values["tolerance"],
        source=values["source"],
        file=file,
        line=values["line"],
    )
