"""The plan as a table with filters in the address; the same rows as a workbook, as CSV and on paper."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from genba.access.doors import requires
from genba.access.permissions import Permission
from genba.kit.sheets import export_csv, xlsx_of
from genba.plans.models import State
from genba.programmes.models import Engagement
from genba.reports.plan_table import COLUMNS, PlanRow, cells, kept, plan_rows, sums_of
from genba.web.base.fields import Offer
from genba.web.base.filters import Filter, Filters
from genba.web.base.handed_out import CSV, XLSX
from genba.web.base.page import Page
from genba.web.print.plan import plan_as_pdf


@requires(Permission.PLAN_READ, Engagement, load="enterprise")
def show(request: HttpRequest, engagement: Engagement) -> HttpResponse:
    """The table, as it is filtered."""
    shown, filters, asked = _asked(request, engagement)
    query = request.GET.urlencode()
    return Page(
        request, "enterprise/plan/table.html", engagement=engagement, rows=shown, sums=sums_of(shown), query=query,
        filters=filters.fields(asked), is_filtered=any(asked.values()),
    ).show()  # fmt: skip


@requires(Permission.PLAN_READ, Engagement, load="enterprise,programme")
def file(request: HttpRequest, engagement: Engagement, format: str) -> HttpResponse:
    """The same rows as a file: xlsx, csv or pdf."""
    shown, _filters, _words = _asked(request, engagement)
    makers = {"xlsx": (XLSX, _workbook), "csv": (CSV, _csv)}
    if format == "pdf":
        content, kind = plan_as_pdf(engagement, shown, get_language() or "en"), "application/pdf"
    elif format in makers:
        kind, make = makers[format]
        content = make(shown)
    else:
        raise Http404
    answer = HttpResponse(content, content_type=kind)
    how = "inline" if format == "pdf" else "attachment"
    answer["Content-Disposition"] = f'{how}; filename="plan-{engagement.code}.{format}"'
    return answer


def _asked(request: HttpRequest, engagement: Engagement) -> tuple[list[PlanRow], Filters, dict[str, str]]:
    """The rows that the address asks for, with the filters and what is asked of them."""
    rows = plan_rows(engagement, get_language() or "en")
    areas = {r.area: r.area_name for r in rows if r.area}
    owners = sorted({r.owner for r in rows})
    filters = Filters({
        "area": Filter(_("Part of the work"), Offer([("", _("all")), *areas.items()])),
        "owner": Filter(_("Who"), Offer([("", _("all")), *((o, o) for o in owners)])),
        "state": Filter(_("State"), Offer([("", _("all")), *State.choices])),
        "overdue": Filter(_("Late"), Offer([("", _("all")), ("yes", _("only what is late"))])),
    })  # fmt: skip
    asked = filters.asked(request.GET)
    shown = kept(rows, area=asked["area"], owner=asked["owner"], state=asked["state"], late=asked["overdue"] == "yes")
    return shown, filters, asked


def _csv(rows: list[PlanRow]) -> bytes:
    return b"".join(export_csv((cells(r) for r in rows), COLUMNS))


def _workbook(rows: list[PlanRow]) -> bytes:
    return xlsx_of((cells(r) for r in rows), COLUMNS, title=_("Improvement plan"))
