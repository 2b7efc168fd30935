"""A lesson: prose, questions that answer back without a script, calculators."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from markupsafe import Markup

from genba.access.doors import public
from genba.curriculum import Lesson, Module, Quiz, ToolUse
from genba.web.base.page import Page
from genba.web.base.words import language
from genba.web.learn.found import lesson_at, module_at
from genba.web.learn.prose import as_html


@dataclass(frozen=True)
class Asked:
    """A question of the page: what was chosen, and what else stands in the address."""

    name: str
    quiz: Quiz
    chosen: frozenset[int]
    others: list[tuple[str, str]]

    @property
    def one_right(self) -> bool:
        return sum(a.right for a in self.quiz.answers) == 1

    @property
    def was_right(self) -> bool:
        return self.chosen == {n for n, a in enumerate(self.quiz.answers, 1) if a.right}


@public
def show(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One lesson in the reader's language where it exists. Answers stand in the address and nowhere else."""
    module = module_at(slug)
    lessons = module.lessons_in(language())
    lesson = lesson_at(module, number, language())
    following = next((x for x in lessons if x.number > number), None)
    return Page(request, "learn/lesson.html", module=module, lesson=lesson, following=following,
                parts=parts_of(module, lesson, request.GET), is_last=following is None).show()  # fmt: skip


def parts_of(module: Module, lesson: Lesson, answers: QueryDict) -> list[tuple[str, Any]]:
    """Kind and content of each part, in order: prose as HTML, a question with its answer, a calculator."""
    found: list[tuple[str, Any]] = []
    asked = 0
    for part in lesson.parts:
        if isinstance(part, Quiz):
            asked += 1
            found.append(("quiz", _asked(f"q{asked}", part, answers)))
        elif isinstance(part, ToolUse):
            found.append(("tool", module.tool(part.code)))
        else:
            prose: Markup = as_html(part.markdown)
            found.append(("prose", prose))
    return found


def _asked(name: str, quiz: Quiz, answers: QueryDict) -> Asked:
    chosen = frozenset(int(v) for v in answers.getlist(name) if v in "123456789" and 1 <= int(v or 0) <= len(quiz.answers))
    others = [(k, v) for k, values in answers.lists() if k != name and k.startswith("q") for v in values]
    return Asked(name, quiz, chosen, others)
