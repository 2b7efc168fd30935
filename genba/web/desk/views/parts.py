"""Measures at the desk, in any part of the programme and cut in any way: as a page, a table to keep, or data."""

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from genba.access.doors import requires
from genba.access.permissions import Permission
from genba.access.policy import reach
from genba.facts import store
from genba.facts.behind import keys_behind
from genba.facts.own import answer as own_answer
from genba.facts.questions import Asked, answer
from genba.impact.indicators import definition_of
from genba.kit.refused import Refused
from genba.kit.sheets import Column
from genba.reports.left_out import unclear
from genba.reports.own_parts import ROW as OWN_ROW
from genba.reports.own_parts import own_rows, own_sheet_of
from genba.reports.parts import CUT_NAMES, ROW, as_rows, drawing, sheet_of
from genba.reports.records import NOT_OF_ENTERPRISES, records_among
from genba.web.base.handed_out import as_csv
from genba.web.base.page import Page
from genba.web.base.paging import with_cursor
from genba.web.base.words import language
from genba.web.desk.part_forms import PartsForm
from genba.web.desk.views.programme import PARTS, columns_to_write


@requires(Permission.PROGRAMME_READ)
def parts(request: HttpRequest) -> HttpResponse:
    """One measure, filtered and cut as the address says. No query but those for names, and whether its definition is clear."""
    form, named = _form(request), store.named()
    page: dict[str, Any] = {
        "form": form,
        "sheet": None,
        "own": None,
        "drawn": [],
        "behind": lambda of: "",
        "query": request.GET.urlencode(),
    }
    if named is None or not form.is_valid():
        return Page(request, "desk/programme/parts_of.html", **page).show()
    asked = form.asked()
    if definition_of(asked.kpis[0]).work:
        return _own(request, page, asked)
    found = answer(asked, timezone.localdate())
    if found is None:
        return Page(request, "desk/programme/parts_of.html", **page).show()
    sheet = sheet_of(found, asked, language())
    rows, wanted = as_rows(sheet), request.GET.get("as")
    if wanted in ("json", "csv"):
        return _kept(rows, asked, ROW, wanted)
    page["behind"] = lambda of: _behind(asked, of)
    drawn = [(row, drawing(row, rtl=get_language_bidi())) for row in sheet.rows]
    return Page(
        request,
        "desk/programme/parts_of.html",
        unclear=unclear(asked.kpis[0]),
        **page | {"sheet": sheet, "drawn": drawn, "label": _label(sheet)},
    ).show()


def _own(request: HttpRequest, page: dict[str, Any], asked: Asked) -> HttpResponse:
    """One of the programme's own indicators, in the same way."""
    try:
        found = own_answer(asked, timezone.localdate(), lambda cut: str(CUT_NAMES[cut]))
    except Refused as refused:
        page["form"].add_error("by", str(refused))
        found = None
    if found is None:
        return Page(request, "desk/programme/parts_of.html", **page).show()
    sheet, wanted = own_sheet_of(found, asked, language()), request.GET.get("as")
    if wanted in ("json", "csv"):
        return _kept(own_rows(sheet), asked, OWN_ROW, wanted)
    if asked.kpis[0] not in NOT_OF_ENTERPRISES:
        page["behind"] = lambda of: _behind(asked, of)
    return Page(request, "desk/programme/parts_of.html", **page | {"own": sheet, "label": _label(sheet)}).show()


@requires(Permission.PROGRAMME_READ)
def records(request: HttpRequest) -> HttpResponse:
    """Who is behind the figure of one part: fifty at a time, or all of them as a file."""
    form = _form(request)
    found = keys_behind(replace(form.asked(), by=()), timezone.localdate()) if form.is_valid() else None
    if found is None:
        raise Http404
    asked = form.asked()
    (module,) = dict(asked.only).get("module", ("",))
    behind = records_among(asked.kpis[0], *found, user=request.user, module=module)  # type: ignore[arg-type]
    if request.GET.get("as") == "csv":
        return as_csv(behind.all(), columns_to_write(behind.records.columns), asked.kpis[0])  # type: ignore[return-value]  # streamed
    page = behind.page(request.GET.get("after", ""))
    query = request.GET.copy()
    query.pop("after", None)
    told = behind.records.definition
    return Page(
        request, "desk/programme/records.html", found=behind.records, label=told.label_in(language()),
        definition=told.definition_in(language()), rows=list(zip(page.rows, behind.records.told(page.rows), strict=True)),
        further=with_cursor(request, page.next) if page.next else "", about=[str(word) for word in form.words()],
        back=(f"{reverse('desk:parts')}?{query.urlencode()}", _("Measures, part by part")),
        file=f"?{query.urlencode()}&as=csv", parts=PARTS, decimals=told.kpi.decimals if told.kpi else 0,
    ).show()  # fmt: skip


def _form(request: HttpRequest) -> PartsForm:
    within = reach(request.user, Permission.PROGRAMME_READ)
    countries = None if within is None else sorted(within.get("country", []))
    named = store.named()
    return PartsForm(request.GET, cuts=named.cuts if named else {}, countries=countries, language=language())


def _behind(asked: Asked, of: tuple[Any, ...]) -> str:
    """The address of the records behind one part."""
    chosen = [(cut, value) for cut, values in asked.only for value in values if len(values) == 1]
    pairs = [("indicator", asked.kpis[0]), *chosen, *zip(asked.by, of, strict=True)]
    return f"{reverse('desk:part-records')}?{urlencode(pairs)}"


def _kept(rows: list[dict[str, Any]], asked: Asked, names: tuple[str, ...], wanted: str) -> HttpResponse:
    """The rows as a table or as data."""
    if wanted == "json":
        return JsonResponse({"rows": rows})
    columns = [*asked.by, *names]
    return as_csv([[row[c] for c in columns] for row in rows], [Column(c, c) for c in columns], asked.kpis[0])  # type: ignore[return-value]  # streamed


def _label(sheet: Any) -> str:
    return str(sheet.definition.label_in(language()))
