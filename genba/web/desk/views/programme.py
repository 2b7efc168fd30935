"""The programme at the desk: its figures, and the records behind each of them."""

from collections.abc import Callable, Iterable
from typing import Any, Final
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _

from genba.access.doors import requires
from genba.access.permissions import Permission
from genba.access.policy import reach
from genba.directory.models import Sex, WorkRole
from genba.directory.places import country_name
from genba.kit.sheets import Column, csv_of
from genba.programmes.curricula import curriculum
from genba.programmes.models import Programme
from genba.reports.indicator_rows import ROW
from genba.reports.indicator_sheet import IndicatorSheet, indicator_sheet, programme_name
from genba.reports.programme import ProgrammeReport, programme_report
from genba.reports.programme_charts import outcomes, reach_bar
from genba.reports.record_cells import Column as Shown
from genba.reports.records import records_of
from genba.web.base.handed_out import CSV, XLSX, as_csv, as_download, as_pdf
from genba.web.base.page import Page
from genba.web.base.paging import slice_of, with_cursor
from genba.web.base.words import MANY
from genba.web.print import indicators

NAME = "indicators"  # of the files
PARTS = {**{s.value: s.label for s in Sex}, **{r.value: r.label for r in WorkRole}}


def scope_of(request: HttpRequest, permission: Permission = Permission.PROGRAMME_READ) -> tuple[list[str] | None, str]:
    """The countries within the reader's reach (None: all) and the one that is asked for ("": all within reach).

    Somebody of one country gets that one. A country beyond one's reach is not found.
    """
    within = reach(request.user, permission)
    mine = None if within is None else sorted(within.get("country", []))
    asked = request.GET.get("country", "")
    if mine is None:
        return None, asked
    if not mine or (asked and asked not in mine):
        raise Http404
    return mine, asked or mine[0]


def module_of(request: HttpRequest) -> str:
    """The module that is asked for, or "" for all."""
    asked = request.GET.get("module", "")
    if asked and asked not in {m.slug for m in curriculum().modules}:
        raise Http404
    return asked


@requires(Permission.PROGRAMME_READ)
def programme(request: HttpRequest) -> HttpResponse:
    """Reach, what changed in enterprises, money, and who must act; filters stand in the address."""
    mine, country = scope_of(request)
    module = module_of(request)
    language = get_language() or "en"
    if (wanted := request.GET.get("as", "")) in KEPT:
        return KEPT[wanted](indicator_sheet(country=country, module=module, language=language, inside=True))
    report = programme_report(country=country, module=module, language=language)
    rtl = get_language_bidi()
    return Page(
        request, "desk/programme/show.html", programme=Programme.objects.order_by("pk").first(), report=report,
        outcomes=outcomes(report, rtl=rtl), bars={r.code: reach_bar(r, rtl=rtl) for r in (*report.reach, *report.trainers, *report.money)},
        countries=country_choices(mine, report, language), modules=curriculum().modules, many=MANY,
        records_at=reverse("desk:records"), kept_at=f"?{urlencode({'country': country, 'module': module})}&as=",
    ).show()  # fmt: skip


KEPT: Final[dict[str, Callable[[IndicatorSheet], HttpResponse]]] = {
    "pdf": lambda sheet: as_pdf(indicators.as_pdf(sheet, programme_name()), NAME),
    "xlsx": lambda sheet: as_download(indicators.as_xlsx(sheet), XLSX, f"{NAME}.xlsx"),
    "csv": lambda sheet: as_download(csv_of(sheet.rows, ROW), CSV, f"{NAME}.csv"),
    "json": lambda sheet: JsonResponse(list(sheet.rows), safe=False),
}


def country_choices(mine: list[str] | None, report: ProgrammeReport, language: str) -> list[tuple[str, str]]:
    """Countries by their names; "all" is offered only to whom all are open."""
    return sorted(((c, country_name(c, language)) for c in (mine or report.countries)), key=lambda pair: pair[1])


@requires(Permission.PROGRAMME_READ)
def records(request: HttpRequest) -> HttpResponse:
    """The records behind a figure, fifty at a time, or all of them as a file."""
    _mine, country = scope_of(request)
    module = module_of(request)
    part = request.GET.get("part", "")
    figure = request.GET.get("figure", "")
    found = records_of(figure, user=request.user, country=country, module=module, part=part)  # type: ignore[arg-type]
    if request.GET.get("format") == "csv":
        return as_csv(found.all(), columns_to_write(found.columns), figure)  # type: ignore[return-value]  # a streamed answer is no HttpResponse by type only
    page = slice_of(found.rows, found.keys, request.GET.get("after", ""))
    further = with_cursor(request, page.next) if page.next else ""
    query = request.GET.copy()
    query["format"] = "csv"
    query.pop("after", None)
    language = get_language() or "en"
    return Page(
        request, "desk/programme/records.html", found=found, label=found.definition.label_in(language),
        definition=found.definition.definition_in(language), rows=list(zip(page.rows, found.told(page.rows), strict=True)),
        further=further, about=_about(country, module, part), file=f"?{query.urlencode()}", parts=PARTS,
        decimals=found.definition.kpi.decimals if found.definition.kpi else 0,
        back=(f"{reverse('desk:programme')}?{urlencode({'country': country, 'module': module})}", _("Programme")),
    ).show()  # fmt: skip


def _about(country: str, module: str, part: str) -> list[str]:
    """What is shown, in words."""
    language = get_language() or "en"
    titles = {m.slug: m.titles.in_(language) for m in curriculum().modules}
    told = {"improved": _("those that improved"), "reporting": _("those that report")}
    words = [country_name(country, language) if country else _("All countries"), titles.get(module, _("All modules"))]
    return [*words, told[part]] if part in told else words


def columns_to_write(columns: Iterable[Shown]) -> list[Any]:
    return [Column(c.name, c.label) for c in columns]
