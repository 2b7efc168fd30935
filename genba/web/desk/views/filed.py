"""Filed reports at the desk: look at one before it is filed, read it as it was filed, file a new version, say it was sent."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final, cast

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from genba.access.doors import requires
from genba.access.models import User
from genba.access.permissions import Permission
from genba.access.policy import can, visible
from genba.filing import actions
from genba.filing.contents import contents_of
from genba.filing.differences import differences, without_what_is_not_shared
from genba.filing.document import (
    Document,
    Table,
    about,
    as_data,
    definition_rows,
    difference_tables,
    document_of,
    tables,
    why_missing,
)
from genba.filing.models import Filed, Kind
from genba.filing.parts import mark_of
from genba.filing.question import Question
from genba.filing.readable import readable, rests_on_lost_consent
from genba.web.base.handed_out import XLSX, as_download
from genba.web.base.handed_out import as_pdf as handed_out
from genba.web.base.page import Page
from genba.web.base.paging import PAGE, slice_of, with_cursor
from genba.web.base.words import language
from genba.web.desk.filed_forms import AgainForm, FiledForm, SentForm, kinds_for
from genba.web.desk.filed_links import address_of
from genba.web.print.filed import as_docx, as_pdf, said
from genba.web.print.filed_table import as_xlsx

DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LOAD: Final = "made_by,supersedes,programme,country,cohort,enterprise,brand"
WRITERS: Final[dict[str, tuple[str, Callable[[Document], bytes]]]] = {"docx": (DOCX, as_docx), "xlsx": (XLSX, as_xlsx)}
NEW: Final = "desk/filed/new.html"


@requires(Permission.REPORT_READ)
def list_filed(request: HttpRequest) -> HttpResponse:
    """The latest version of each report, the latest first."""
    rows = visible(request.user, Permission.REPORT_READ, Filed).filter(superseded_by=None)
    rows = (
        rows.select_related("made_by", "country", "cohort", "enterprise", "brand")
        .prefetch_related("sendings")
        .defer("contents", "differences")
    )
    page = slice_of(rows, ("-made_at", "-id"), request.GET.get("after", ""))
    further = with_cursor(request, page.next) if page.next else ""
    return Page(request, "desk/filed/list.html", rows=page.rows, further=further, tongues=_tongues()).show()


def _tongues() -> dict[str, str]:
    return {code: str(name) for code, name in settings.LANGUAGES}


@requires(Permission.REPORT_FILE)
def kinds(request: HttpRequest) -> HttpResponse:
    """Which kinds of reports there are for the reader."""
    return Page(request, "desk/filed/kinds.html", kinds=kinds_for(cast(User, request.user))).show()


@requires(Permission.REPORT_FILE)
def new_one(request: HttpRequest, kind: str) -> HttpResponse:
    """Of whom and of which days, then a look at it; filed is what was looked at."""
    user = cast(User, request.user)
    if kind not in kinds_for(user):
        raise Http404
    is_look = "language" in request.GET
    typed = request.POST if request.method == "POST" else request.GET if is_look else None
    form = FiledForm(typed, user=user, kind=Kind(kind), language=language(), initial=request.GET.dict())
    page = Page(request, NEW, form=form, kind=Kind(kind), seen="", typed={}, **_nothing())
    if not form.is_valid():
        return page.show()
    if request.method == "POST":
        made = actions.file(by=user, question=form.question, seen=request.POST.get("seen", ""))
        messages.success(request, _("It is filed. Nothing in it moves any more."))
        return redirect("desk:filed", code=made.code)
    document = Document(contents_of(form.question))
    return Page(request, NEW, form=form, kind=Kind(kind), seen=mark_of(document.contents),
                typed={name: request.GET.get(name, "") for name in form.fields}, **_laid_out(document, request)).show()  # fmt: skip


def _nothing() -> dict[str, Any]:
    """What the pages show where there is no document."""
    empty: list[Any] = []
    return dict.fromkeys(("tables", "changed", "about", "said", "missing", "definitions"), empty) | {
        "document": None, "address": lambda figure: "",
    }  # fmt: skip


def _laid_out(document: Document, request: HttpRequest) -> dict[str, Any]:
    """A document as the pages show it, in its own language: words and numbers are those of the papers."""
    with override(document.language):
        return {
            "document": document, "tables": tables(document), "changed": difference_tables(document), "about": about(document),
            "said": said(document), "missing": why_missing(document), "definitions": definition_rows(document),
            "address": lambda figure: address_of(figure, document.contents, request.user),
        }  # fmt: skip


@requires(Permission.REPORT_READ, Filed, load=LOAD)
def show(request: HttpRequest, filed: Filed) -> HttpResponse:
    """The report as it was filed, its versions, and to whom it was sent."""
    rows = Filed.objects.filter(series=filed.series).select_related("made_by").prefetch_related("sendings")
    versions = list(rows.defer("contents", "differences").order_by("-version"))
    is_lost = rests_on_lost_consent(filed)
    shown = _nothing() if is_lost else _laid_out(document_of(filed), request)
    if not is_lost:
        actions.look(by=cast(User, request.user), filed=filed)
    if "table" in request.GET or "defined" in request.GET:
        return _one_of_them(request, filed, shown)
    may_file = can(request.user, Permission.REPORT_FILE, filed)
    return Page(
        request, "desk/filed/show.html", filed=filed, versions=versions, latest=versions[0], is_lost=is_lost,
        is_sent=filed.sendings.exists(), may_file=may_file, tongue=_tongues()[filed.language], **shown,
    ).show()  # fmt: skip


def _one_of_them(request: HttpRequest, filed: Filed, shown: dict[str, Any]) -> HttpResponse:
    """One long table of a report, fifty rows at a time, or what its figures count."""
    if "defined" in request.GET:
        return Page(request, "desk/filed/one.html", filed=filed, table=None, further="", **shown).show()
    place, first = (_whole(request.GET.get(name, "0")) for name in ("table", "after"))
    if place >= len(shown["tables"]):
        raise Http404
    table: Table = shown["tables"][place]
    further = with_cursor(request, str(first + PAGE)) if first + PAGE < len(table.rows) else ""
    here = replace(table, rows=table.rows[first : first + PAGE])
    return Page(request, "desk/filed/one.html", filed=filed, table=here, further=further, **shown).show()


def _whole(text: str) -> int:
    if not text.isdecimal() or len(text) > 6:
        raise Http404
    return int(text)


@requires(Permission.REPORT_READ, Filed, load=LOAD)
def file(request: HttpRequest, filed: Filed, format: str) -> HttpResponse:
    """The report as PDF, for Word, as a workbook or as data; each from what was filed."""
    name = f"{filed.kind}-{filed.code}-{filed.version}"
    document = document_of(readable(filed))
    actions.look(by=cast(User, request.user), filed=filed)
    if format == "pdf":
        return handed_out(as_pdf(document), name)
    if format == "json":
        return as_download(
            json.dumps(as_data(document), ensure_ascii=False, indent=1).encode(), "application/json", f"{name}.json"
        )
    if format not in WRITERS:
        raise Http404
    kind, write = WRITERS[format]
    return as_download(write(document), kind, f"{name}.{format}")


@requires(Permission.REPORT_FILE, Filed, load=LOAD)
def renew(request: HttpRequest, filed: Filed) -> HttpResponse:
    """What a new version would change, and why there should be one."""
    now = contents_of(Question.of(filed))
    found = differences(filed.told, now)
    found = [without_what_is_not_shared(d) for d in found] if filed.brand else found
    document = Document(now, differences=tuple(found))
    form = AgainForm(request.POST or None)
    page = Page(request, "desk/filed/again.html", form=form, filed=filed, seen=mark_of(now), **_laid_out(document, request))
    if form.is_valid():
        made = actions.renew(
            by=cast(User, request.user), filed=filed, seen=request.POST.get("seen", ""), **form.cleaned_data
        )
        messages.success(request, _("The new version is filed. The one before stays as it was."))
        return redirect("desk:filed", code=made.code)
    return page.show()


@requires(Permission.REPORT_FILE, Filed)
def say_sent(request: HttpRequest, filed: Filed) -> HttpResponse:
    """To whom this version was sent, and when."""
    form = SentForm(request.POST or None, initial={"sent_on": timezone.localdate()})
    page = Page(request, "desk/filed/sent.html", form=form, filed=filed)
    if form.is_valid():
        actions.say_sent(by=cast(User, request.user), filed=filed, **form.cleaned_data)
        messages.success(request, _("Written down."))
        return redirect(reverse("desk:filed", args=[filed.code]))
    return page.show()
