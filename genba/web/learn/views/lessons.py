"""A lesson: prose, questions that answer back without a script, tools; texts for trainers; pictures."""

import re
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from markupsafe import Markup

from genba.access.doors import public
from genba.curriculum import Lesson, Module, Quiz, ToolUse
from genba.web.base.page import Page
from genba.web.base.words import language
from genba.web.learn.found import lesson_at, module_at
from genba.web.learn.prose import as_html

PICTURE_NAME = re.compile(r"[a-z0-9-]+\.svg")


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


@public
def note(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """A text for trainers: session plan, exercises, hand-outs."""
    module = module_at(slug)
    found = next((one for one in module.notes_in(language()) if one.number == number), None)
    if found is None:
        raise Http404
    return Page(request, "learn/note.html", module=module, note=found, prose=as_html(found.markdown)).show()


@public
def picture(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """A picture of a lesson. As a picture it runs nothing, whatever it holds."""
    path = module_at(slug).folder / "lessons" / "pictures" / name
    if not PICTURE_NAME.fullmatch(name) or not path.is_file():
        raise Http404
    answer = HttpResponse(path.read_bytes(), content_type="image/svg+xml")
    answer["Cache-Control"] = "public, max-age=86400"
    answer["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    return answer


def parts_of(module: Module, lesson: Lesson, answers: QueryDict) -> list[tuple[str, Any]]:
    """Kind and content of each part, in order: prose as HTML, a question with its answer, a tool."""
    found: list[tuple[str, Any]] = []
    asked = 0
    for part in lesson.parts:
        if isinstance(part, Quiz):
            asked += 1
            found.append(("quiz", _asked(f"q{asked}", part, answers)))
        elif isinstance(part, ToolUse):
            found.append(("tool", module.tool(part.code)))
        else:
            prose: Markup = as_html(part.markdown, reverse("learn:picture", args=[module.slug, "x"])[:-1])
            found.append(("prose", prose))
    return found


def _asked(name: str, quiz: Quiz, answers: QueryDict) -> Asked:
    chosen = frozenset(int(v) for v in answers.getlist(name) if v in "123456789" and 1 <= int(v or 0) <= len(quiz.answers))
    others = [(k, v) for k, values in answers.lists() if k != name and k.startswith("q") for v in values]
    return Asked(name, quiz, chosen, others)
