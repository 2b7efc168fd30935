"""Measures at the desk, in any part of the programme and cut in any way: as a page, a table to keep, or data."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import get_language_bidi

from genba.access.doors import requires
from genba.access.permissions import Permission
from genba.access.policy import reach
from genba.facts import store
from genba.facts.own import answer as own_answer
from genba.facts.questions import Asked, answer
from genba.impact.indicators import definition_of
from genba.kit.refused import Refused
from genba.kit.sheets import Column
from genba.reports.own_parts import ROW as OWN_ROW
from genba.reports.own_parts import own_rows, own_sheet_of
from genba.reports.parts import CUT_NAMES, ROW, as_rows, drawing, sheet_of
from genba.web.base.handed_out import as_csv
from genba.web.base.page import Page
from genba.web.base.words import language
from genba.web.desk.part_forms import PartsForm


@requires(Permission.PROGRAMME_READ)
def parts(request: HttpRequest) -> HttpResponse:
    """One measure, filtered and cut as the address says. No query but those for names."""
    within = reach(request.user, Permission.PROGRAMME_READ)
    countries = None if within is None else sorted(within.get("country", []))
    named = store.named()
    form = PartsForm(request.GET, cuts=named.cuts if named else {}, countries=countries, language=language())
    page: dict[str, Any] = {"form": form, "sheet": None, "own": None, "drawn": [], "query": request.GET.urlencode()}
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
    drawn = [(row, drawing(row, rtl=get_language_bidi())) for row in sheet.rows]
    return Page(
        request, "desk/programme/parts_of.html", **page | {"sheet": sheet, "drawn": drawn, "label": _label(sheet)}
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
    return Page(request, "desk/programme/parts_of.html", **page | {"own": sheet, "label": _label(sheet)}).show()


def _kept(rows: list[dict[str, Any]], asked: Asked, names: tuple[str, ...], wanted: str) -> HttpResponse:
    """The rows as a table or as data."""
    if wanted == "json":
        return JsonResponse({"rows": rows})
    columns = [*asked.by, *names]
    return as_csv([[row[c] for c in columns] for row in rows], [Column(c, c) for c in columns], asked.kpis[0])  # type: ignore[return-value]  # streamed


def _label(sheet: Any) -> str:
    return str(sheet.definition.label_in(language()))
