"""What an address of the learning pages means, or 404. Modules that were withdrawn stay readable by their address."""

from django.http import Http404

from genba.curriculum import Lesson, Module, UnknownName
from genba.curriculum.tools import Tool
from genba.programmes.curricula import curriculum


def module_at(slug: str) -> Module:
    try:
        found = curriculum().module(slug)
    except UnknownName:
        raise Http404 from None
    if found.status == "draft":
        raise Http404
    return found


def lesson_at(module: Module, number: int, language: str) -> Lesson:
    for lesson in module.lessons_in(language):
        if lesson.number == number:
            return lesson
    raise Http404


def tool_at(module: Module, code: str) -> Tool:
    for tool in module.tools:
        if tool.code == code:
            return tool
    raise Http404
