"""Lessons: Markdown with a head of facts and two directives, quiz and tool.

A lesson that is not translated yet names its title in the other languages (`titles:`), so that a list can be read.

A directive is a fenced block, so any Markdown reader shows a lesson without harm:

    ```quiz
    question: …
    answers: [{text: …, right: true}, {text: …}]
    why: …
    ```

    ```tool
    code: cost-of-absence
    ```
"""

import re
from dataclasses import dataclass
from typing import Any

from genba.curriculum.reading import (
    Fault,
    Field,
    Place,
    Record,
    Report,
    by_name,
    compose,
    listing,
    optional,
    text,
    whole,
    yes_no,
)
from genba.curriculum.texts import SOURCE_LANGUAGE, Texts

FENCE = re.compile(r"^```(quiz|tool)[ \t]*\n(.*?)^```[ \t]*$", re.MULTILINE | re.DOTALL)
HEAD = re.compile(r"\A---[ \t]*\n(.*?)^---[ \t]*\n", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Answer:
    """One answer a learner can choose."""

    text: str
    right: bool


@dataclass(frozen=True)
class Quiz:
    """A question with its answers and what to say once it has been answered."""

    question: str
    answers: tuple[Answer, ...]
    why: str


@dataclass(frozen=True)
class Prose:
    """A stretch of plain Markdown."""

    markdown: str


@dataclass(frozen=True)
class ToolUse:
    """The place in a lesson where a tool of the module opens."""

    code: str
    line: int


Part = Prose | Quiz | ToolUse


@dataclass(frozen=True)
class Lesson:
    """One lesson in one language."""

    number: int
    slug: str
    language: str
    title: str
    minutes: int
    objectives: tuple[str, ...]
    titles: Texts  # what a list calls it, also in languages in which the lesson is not written yet
    markdown: str
    parts: tuple[Part, ...]

    @property
    def quizzes(self) -> tuple[Quiz, ...]:
        """The questions of the lesson, in order."""
        return tuple(part for part in self.parts if isinstance(part, Quiz))


def _has_a_right_answer(place: Place, values: dict[str, Any]) -> None:
    rights = [answer.right for answer in values["answers"]]
    if len(rights) < 2 or not any(rights) or all(rights):
        raise place.report.fault(
            place,
            "A quiz needs a right and a wrong answer.",
            "write at least two answers and mark the right one with “right: true”.",
        )


QUIZ = Record(
    Quiz,
    {
        "question": Field(text),
        "answers": Field(listing(Record(Answer, {"text": Field(text), "right": optional(yes_no, False)}))),
        "why": Field(text),
    },
    also=_has_a_right_answer,
)
TOOL_USE = Record[dict[str, Any]](dict, {"code": Field(text)})


def read_parts(body: str, report: Report, first_line: int) -> tuple[Part, ...]:
    """The prose and directives of a lesson's body, in order; faults go to the report."""
    parts: list[Part] = []
    end = 0
    for fence in FENCE.finditer(body):
        _prose(parts, body[end : fence.start()])
        line = first_line + body.count("\n", 0, fence.start(2))
        place = compose(fence[2], report, first_line=line)
        end = fence.end()
        if place is None:
            continue
        try:
            if fence[1] == "quiz":
                parts.append(QUIZ(place))
            else:
                parts.append(ToolUse(TOOL_USE(place)["code"], line))
        except Fault:
            continue
    _prose(parts, body[end:])
    return tuple(parts)


def _prose(parts: list[Part], markdown: str) -> None:
    if markdown.strip():
        parts.append(Prose(markdown.strip() + "\n"))


FRONT_MATTER = Record[dict[str, Any]](
    dict,
    {
        "title": Field(text),
        "minutes": Field(whole(1)),
        "objectives": Field(listing(text, least=1)),
        "titles": optional(by_name(text), {}),
    },
)
FILE_NAME = re.compile(r"(\d{2})-([a-z0-9-]+)\.md")


def read_lesson(name: str, language: str, source: str, report: Report) -> Lesson | None:
    """One lesson file, or None with findings. `name` is like 01-why-talking-pays.md."""
    named = FILE_NAME.fullmatch(name)
    if not named:
        report.add(1, "", f"The name “{name}” is not that of a lesson.", "name it like 01-why-talking-pays.md.")
        return None
    source = source.replace("\r\n", "\n")
    head = HEAD.match(source)
    if not head:
        report.add(1, "", "The lesson has no front matter.", "begin with ---, title, minutes, objectives, ---.")
        return None
    place = compose(head[1], report, first_line=2)
    first_line = 1 + source.count("\n", 0, head.end())
    body = source[head.end() :]
    found = len(report.findings)
    parts = read_parts(body, report, first_line)
    if not any(isinstance(part, Quiz) for part in parts) and len(report.findings) == found:
        report.add(first_line, "quiz", "The lesson asks no question.", "add a ```quiz block.")
    try:
        facts = FRONT_MATTER(place) if place else None
    except Fault:
        return None
    if facts is None or len(report.findings) > found:
        return None
    facts["titles"] = Texts({SOURCE_LANGUAGE: facts["title"], **facts["titles"], language: facts["title"]})
    return Lesson(number=int(named[1]), slug=named[2], language=language, markdown=body, parts=parts, **facts)
