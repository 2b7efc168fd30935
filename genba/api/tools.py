"""Tools of modules: inputs by their JSON names in, figures and sentences out. For everybody; nothing is kept."""

from collections.abc import Mapping
from typing import Annotated, Any

from allauth.core import ratelimit
from django.http import Http404, HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from ninja import Body, Path, Router, Schema, Status
from ninja.errors import Throttled
from pydantic import Field

from genba.access.doors import public
from genba.api.problems import Unworkable
from genba.api.words import Code, Slug
from genba.curriculum.tools import Answer, No, NotUsable, Tool
from genba.kit.models import Task
from genba.kit.refused import Refused
from genba.learning import solving
from genba.programmes.curricula import curriculum
from genba.reports.tools import told, wrongs
from genba.reports.tools.data import as_data

router = Router(tags=["tools"], auth=None)
MOST_BYTES = 5_000_000
WAITED = 10  # seconds


class ToolOut(Schema):
    module: str
    code: str
    label: str
    summary: str
    is_long: bool


class SolveOut(Schema):
    code: str
    is_running: bool
    share: float | None = Field(description="How far the search is, 0 to 1.")
    best: str = Field(description="The best so far, in words.")
    answer: dict[str, Any] | None = Field(description="As the tool answers at once; null while it runs.")
    detail: str = Field("", description="Why there is no answer.")


Given = Annotated[dict[str, Any], Body(description="The inputs by their names, as the schema of the tool says.")]


@router.get("/tools", response=list[ToolOut], summary="Every tool of every module")
@public
def list_tools(request: HttpRequest) -> Any:
    language = get_language() or "en"
    return [
        ToolOut(module=module.slug, code=tool.code, label=tool.labels.in_(language), summary=tool.summaries.in_(language),
                is_long=tool.is_long)
        for module in curriculum().modules if module.status != "draft" for tool in module.tools
    ]  # fmt: skip


@router.get("/tools/{module}/{tool}", response=dict[str, Any], summary="What a tool takes, as JSON Schema")
@public
def describe_tool(request: HttpRequest, module: Path[Slug], tool: Path[Slug]) -> Any:
    return _tool(module, tool).schema(get_language() or "en")


@router.post("/tools/{module}/{tool}", response={200: dict[str, Any], 202: SolveOut}, summary="Work something out",
             description="A long search is waited for, up to ten seconds; with `Prefer: respond-async`, or where more "
                         "time is asked for, it goes on in the background and the answer says where to look.")  # fmt: skip
@public
def work_out(request: HttpRequest, module: Path[Slug], tool: Path[Slug], given: Given) -> Any:
    _within_limits(request)
    found = _tool(module, tool)
    limit = given.get("time_limit")
    is_patient = isinstance(limit, int | float) and limit > WAITED
    try:
        if found.is_long and (is_patient or "respond-async" in request.headers.get("Prefer", "")):
            return Status(202, _told(solving.begin(module, found, given, language=get_language() or "en"), found))
        return Status(200, _answered(found, given, found.run(given)))
    except (No, NotUsable) as fault:
        raise Unworkable(wrongs(found, fault, get_language() or "en")) from None


@router.get("/tools/{module}/{tool}/solves/{code}", response=SolveOut, summary="How far a search is, and what it found")
@public
def read_solve(request: HttpRequest, module: Path[Slug], tool: Path[Slug], code: Path[Code]) -> Any:
    return _told(_solve(module, tool, code), _tool(module, tool))


@router.post("/tools/{module}/{tool}/solves/{code}/stop", response=SolveOut, summary="Stop a search with the best it has")
@public
def stop_solve(request: HttpRequest, module: Path[Slug], tool: Path[Slug], code: Path[Code]) -> Any:
    solving.stop(_solve(module, tool, code))
    return _told(_solve(module, tool, code), _tool(module, tool))


def _answered(tool: Tool, given: Mapping[str, Any], answer: Answer) -> dict[str, Any]:
    return as_data(told(tool, given, answer, get_language() or "en"), answer)


def _told(task: Task, tool: Tool) -> SolveOut:
    answer, no = solving.answer_of(task), solving.refusal_of(task)
    why = str(wrongs(tool, no, get_language() or "en")[0]) if no else task.result.get("refused", "")
    return SolveOut(
        code=task.code, is_running=task.finished_at is None, share=1.0 if task.finished_at else task.share, best=task.stage,
        answer=_answered(tool, task.payload["given"], answer) if answer else None, detail=why,
    )  # fmt: skip


def _tool(slug: str, code: str) -> Tool:
    module = next((m for m in curriculum().modules if m.slug == slug and m.status != "draft"), None)
    tool = next((t for t in module.tools if t.code == code), None) if module else None
    if tool is None:
        raise Http404
    return tool


def _solve(module: str, tool: str, key: str) -> Task:
    found = solving.find(key, module, tool)
    if found is None:
        raise Http404
    return found


def _within_limits(request: HttpRequest) -> None:
    if not ratelimit.consume(request, action="work-out"):
        raise Throttled(wait=60)
    if len(request.body) > MOST_BYTES:
        raise Refused(_("This is too large: at most %(most)s MB.") % {"most": MOST_BYTES // 1_000_000})
