"""A tool of a module: an enterprise's own figures in, a decision out. Nothing typed is kept unless somebody saves it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from allauth.core import ratelimit
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache

from genba.access.doors import open_form, public
from genba.curriculum import Module
from genba.curriculum.tools import Answer, No, NotUsable, Tool
from genba.learning import solving
from genba.reports.tools import Wrong, told, wrongs
from genba.reports.tools.data import as_data
from genba.reports.tools.filled import filled
from genba.reports.tools.typed import read_typed
from genba.web.base.handed_out import as_pdf
from genba.web.base.page import Page
from genba.web.base.tool_answer import as_workbook, shown
from genba.web.base.words import language
from genba.web.learn.found import module_at, tool_at
from genba.web.learn.keeping import ways_to_keep
from genba.web.learn.tool_form import fields_of, text_of_file, typed_of
from genba.web.print.tool import tool_as_pdf


@dataclass
class Worked:
    """What was typed and what came of it."""

    typed: dict[str, str] = field(default_factory=dict)
    given: Mapping[str, Any] = field(default_factory=dict)
    answer: Answer | None = None
    wrong: list[Wrong] = field(default_factory=list)


@open_form
def show(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """The form, and what comes out; as a file where one was asked for."""
    module = module_at(slug)
    tool = tool_at(module, code)
    if request.method != "POST":
        example = example_of(module, tool) if "example" in request.GET else {}
        return _page(request, module, tool, Worked(typed=filled(tool.inputs, example)))
    too_many: HttpResponse | None = ratelimit.consume_or_429(request, action="work-out")
    if too_many is not None:
        return too_many
    if tool.is_long:
        return _later(request, module, tool)
    worked = work_out(request, tool)
    return _as_asked(request, module, tool, worked)


def example_of(module: Module, tool: Tool) -> Mapping[str, Any]:
    """The inputs of the first worked example that gives figures."""
    return next((e.given for e in module.examples if e.subject == "tool" and e.code == tool.code and e.expect), {})


def work_out(request: HttpRequest, tool: Tool) -> Worked:
    """Read what was typed and let the tool answer; whatever is wrong is told, and nothing typed is lost."""
    worked = Worked(typed={name: str(value) for name, value in request.POST.items()})
    try:
        worked.given = _given(request, tool, worked)
        worked.answer = tool.run(worked.given)
    except (No, NotUsable) as fault:
        worked.wrong = wrongs(tool, fault, language())
    return worked


def _given(request: HttpRequest, tool: Tool, worked: Worked) -> Mapping[str, Any]:
    upload = request.FILES.get("file")
    if tool.read_file is not None and isinstance(upload, UploadedFile):
        return tool.read_file(text_of_file(upload))
    worked.typed, sent = typed_of(request, tool)
    return read_typed(tool.inputs, worked.typed, sent)


def _later(request: HttpRequest, module: Module, tool: Tool) -> HttpResponse:
    """A long search goes into the outbox; wrong inputs are told at once."""
    worked = Worked(typed={name: str(value) for name, value in request.POST.items()})
    try:
        worked.given = _given(request, tool, worked)
        run = solving.begin(module.slug, tool, worked.given, language=language())
    except (No, NotUsable) as fault:
        worked.wrong = wrongs(tool, fault, language())
        return _page(request, module, tool, worked)
    return redirect("learn:solve", slug=module.slug, code=tool.code, run=run.code)


def _as_asked(request: HttpRequest, module: Module, tool: Tool, worked: Worked) -> HttpResponse:
    wanted = request.POST.get("as", "page")
    if worked.answer is None or wanted not in ("pdf", "xlsx", "json"):
        return _page(request, module, tool, worked)
    return handed_out(module, tool, worked.given, worked.answer, wanted)


def handed_out(module: Module, tool: Tool, given: Mapping[str, Any], answer: Answer, wanted: str) -> HttpResponse:
    """The answer as a file: PDF to look at and print, workbook, JSON."""
    name = f"{module.slug}-{tool.code}"
    if wanted == "xlsx":
        return as_workbook(tool, given, answer, name)
    said = told(tool, given, answer, language())
    if wanted == "json":
        return JsonResponse(as_data(said, answer), json_dumps_params={"ensure_ascii": False})
    return as_pdf(tool_as_pdf(said, module.titles.in_(language())), name)


def _page(request: HttpRequest, module: Module, tool: Tool, worked: Worked) -> HttpResponse:
    fields = fields_of(tool.inputs, language(), worked.typed, worked.wrong)
    context = {
        "module": module,
        "tool": tool,
        "fields": fields,
        "wrong": worked.wrong,
        "has_example": bool(example_of(module, tool)),
        "said": None,
    }
    if worked.answer is not None:
        context |= answer_on_page(request, module, tool, worked.given, worked.answer)
    return Page(request, "learn/tool.html", **context).show(422 if worked.wrong else 200)


def answer_on_page(
    request: HttpRequest, module: Module, tool: Tool, given: Mapping[str, Any], answer: Answer
) -> dict[str, Any]:
    """What the template needs to show an answer."""
    return {**shown(tool, given, answer), "keeping": ways_to_keep(request, module, tool, answer)}


@never_cache
@open_form
def solve(request: HttpRequest, slug: str, code: str, run: str) -> HttpResponse:
    """How far a long search is, its best so far, and what it found. POST stops it."""
    module = module_at(slug)
    tool = tool_at(module, code)
    found = solving.find(run, module.slug, tool.code)
    if found is None:
        raise Http404
    if request.method == "POST" and not found.finished_at:
        solving.stop(found)
        return redirect("learn:solve", slug=slug, code=code, run=run)
    answer = solving.answer_of(found)
    if answer is not None and request.POST.get("as") in ("pdf", "xlsx", "json"):
        return handed_out(module, tool, found.payload["given"], answer, request.POST["as"])
    context: dict[str, Any] = {"module": module, "tool": tool, "run": found, "said": None}
    if answer is not None:
        context |= answer_on_page(request, module, tool, found.payload["given"], answer)
    no = solving.refusal_of(found)
    context["why"] = wrongs(tool, no, language())[0] if no else ""
    return Page(request, "learn/solve.html", **context).show()


@never_cache
@public
def progress(request: HttpRequest, slug: str, code: str, run: str) -> HttpResponse:
    """The same for the page that waits."""
    found = solving.find(run, slug, code)
    if found is None:
        raise Http404
    return JsonResponse({"read": found.done, "total": found.total, "is_running": found.finished_at is None,
                         "language": get_language()})  # fmt: skip
