"""Long searches of tools: begun, watched, stopped, read. Each is a task of the outbox whose code nobody can guess."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.utils import timezone

from genba.curriculum.tools import Answer, No, Said, Tool
from genba.curriculum.tools.inputs import read_all
from genba.curriculum.tools.kept import answer_from, from_data
from genba.kit.models import Task
from genba.kit.outbox import later, waits

KIND = "work-out"
FORGET = "forget-work-out"
KEPT = timedelta(days=1)
STOP = "stop"


def begin(module: str, tool: Tool, given: Mapping[str, Any], *, language: str) -> Task:
    """Put a search into the outbox. NotUsable at once where the inputs are wrong."""
    read_all(tool.inputs, tool.gathered(given))
    task = later(KIND, module=module, tool=tool.code, given=dict(given), language=language)
    waits(FORGET, timezone.now() + KEPT, code=task.code)
    return task


def find(code: str, module: str, tool: str) -> Task | None:
    """The search of this code, if it is one of this tool."""
    task: Task | None = Task.objects.filter(kind=KIND, code=code, payload__module=module, payload__tool=tool).first()
    return task


def stop(task: Task) -> None:
    """Ask a search to end with the best that it has. It looks several times a second."""
    Task.objects.filter(pk=task.pk, finished_at=None).update(result={STOP: True})


def answer_of(task: Task) -> Answer | None:
    """What the search found; None while it runs and where it gave no figure."""
    return answer_from(task.result["answer"]) if task.finished_at and "answer" in task.result else None


def refusal_of(task: Task) -> No | None:
    """Why it gave no figure."""
    kept = task.result.get("no") if task.finished_at else None
    if not kept:
        return None
    said: Said = from_data(kept["said"])
    return No(said.code, field=kept["field"], row=kept["row"], column=kept["column"], **said.values)
