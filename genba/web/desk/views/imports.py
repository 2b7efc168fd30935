"""Bring in a file at the desk: look first, then take in; the file comes back with what to correct."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from genba.access.doors import requires
from genba.access.permissions import Permission
from genba.access.policy import allowed
from genba.imports import actions, shelf
from genba.imports.kinds import Kind, kinds
from genba.imports.models import Import
from genba.imports.tasks import KEPT_DAYS
from genba.kit.sheets import template
from genba.web.base.handed_out import CSV, XLSX
from genba.web.base.page import Page
from genba.web.desk.import_forms import BringForm, HeadingsForm

FORMS = {"csv": CSV, "xlsx": XLSX}
WHERE = {"enterprises": "desk:enterprises", "people": "desk:enterprises", "observations": "desk:enterprises",
         "attendance": "desk:workshops", "results-framework": "desk:framework"}  # fmt: skip
LISTED = 20
NOTHING: dict[str, Any] = {"refused": "", "read": 0, "good": 0, "bad": 0, "notes": [], "problems": [], "problem_count": 0,
                           "headings": [], "missing": []}  # fmt: skip


def offered(request: HttpRequest) -> dict[str, Kind]:
    """The kinds of file that this reader may bring."""
    return {slug: kind for slug, kind in kinds().items() if allowed(request.user, kind.needs)}


@requires(Permission.IMPORT_RUN)
def bring(request: HttpRequest) -> HttpResponse:
    """What is in the file, the file, and what was brought before."""
    mine = Import.objects.of(request.user).select_related("task")[:LISTED]
    form = BringForm(request.POST or None, request.FILES or None, kinds=offered(request))
    page = Page(request, "desk/imports/new.html", form=form, mine=mine, kinds=offered(request), titles=titles())
    if form.is_valid():
        file = form.cleaned_data["file"]
        made = actions.bring(by=request.user, kind=form.cleaned_data["kind"], name=file.name, pieces=file.chunks(),  # type: ignore[arg-type]
                             directions=form.directions())  # fmt: skip
        return redirect("desk:import-show", code=made.code)
    return page.show()


def titles() -> dict[str, Any]:
    return {slug: kind.title for slug, kind in kinds().items()}


@requires(Permission.IMPORT_RUN)
def empty(request: HttpRequest, kind: str) -> HttpResponse:
    """The empty table of a kind with its instructions, in the reader's language."""
    found = offered(request).get(kind)
    if found is None:
        raise Http404
    with TemporaryDirectory() as place:
        out = Path(place) / "empty.xlsx"
        template(found.columns(), out, title=str(found.title), instructions=[str(line) for line in found.instructions])
        answer = HttpResponse(out.read_bytes(), content_type=FORMS["xlsx"])
    answer["Content-Disposition"] = f'attachment; filename="{kind}.xlsx"'
    return answer


def mine_or_404(request: HttpRequest, code: str) -> Import:
    """What is in a file is its sender's affair: anybody else does not find it."""
    brought: Import | None = Import.objects.of(request.user).select_related("task").filter(code=code).first()
    if brought is None:
        raise Http404
    return brought


@never_cache
@requires(Permission.IMPORT_RUN)
def show(request: HttpRequest, code: str) -> HttpResponse:
    """How far it is, what came of it, and what can be done next."""
    brought = mine_or_404(request, code)
    kind = kinds()[brought.kind]
    form = HeadingsForm(request.POST if request.POST.get("deed") == "look" else None, brought=brought, kind=kind)
    twin = Import.objects.filter(digest=brought.digest, kind=brought.kind, by=brought.by_id).exclude(written_at=None)
    page = Page(
        request, "desk/imports/show.html", form=form, brought=brought, kind=kind, outcome=brought.outcome and {**NOTHING, **brought.outcome},
        progress=shelf.told(brought.code), kept_days=KEPT_DAYS, where=reverse(WHERE[brought.kind]),
        failed=brought.task and brought.task.failed and brought.task.result.get("refused"),
        twin=twin.exclude(pk=brought.pk).first(),
    )  # fmt: skip
    if request.method != "POST":
        return page.show()
    if request.POST.get("deed") == "look":
        if not form.is_valid():
            return page.show()
        actions.look(by=request.user, brought=brought, columns=form.columns())  # type: ignore[arg-type]
    elif request.POST.get("deed") in ("all", "good"):
        actions.take_in(by=request.user, brought=brought, only_good=request.POST.get("deed") == "good")  # type: ignore[arg-type]
        messages.success(request, _("The rows are being taken in."))
    return redirect("desk:import-show", code=brought.code)


@never_cache
@requires(Permission.IMPORT_RUN)
def progress(request: HttpRequest, code: str) -> HttpResponse:
    """How far it is, for the page that waits."""
    brought = mine_or_404(request, code)
    read, total = shelf.told(brought.code)
    return JsonResponse({"read": read, "total": total, "is_running": brought.is_running})


@requires(Permission.IMPORT_RUN)
def given_back(request: HttpRequest, code: str) -> HttpResponse:
    """The sender's own file with its column of what to correct."""
    brought = mine_or_404(request, code)
    path = shelf.given_back(brought.code)
    form = brought.outcome.get("form", "")
    if brought.removed_at or not path.exists() or form not in FORMS:
        raise Http404
    name = f"{Path(brought.file_name).stem or brought.kind}-to-correct.{form}"
    return FileResponse(path.open("rb"), as_attachment=True, filename=name, content_type=FORMS[form])  # type: ignore[return-value]
