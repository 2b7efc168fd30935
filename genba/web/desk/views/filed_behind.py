"""The records behind what a report counted within its days, as they are today."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse

from genba.access.doors import requires
from genba.access.permissions import Permission
from genba.reports.iati import house_programme
from genba.reports.in_period_records import Within
from genba.reports.in_period_records import behind as records_behind
from genba.web.base.page import Page
from genba.web.base.paging import slice_of, with_cursor
from genba.web.desk.views.programme import scope_of


@requires(Permission.PROGRAMME_READ)
def behind(request: HttpRequest) -> HttpResponse:
    """Fifty at a time, of one country or of all within reach."""
    _mine, country = scope_of(request)
    programme = house_programme(request.GET.get("programme", ""))
    first = request.GET.get("from", "")
    starts_on = _day(first) if first else programme.began_on
    within = Within(programme, country, starts_on, _day(request.GET.get("to", "")), request.user)
    found = records_behind(request.GET.get("figure", ""), within)
    page = slice_of(found.rows, found.keys, request.GET.get("after", ""))
    further = with_cursor(request, page.next) if page.next else ""
    return Page(request, "desk/filed/behind.html", found=found, within=within, rows=page.rows, further=further).show()


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Http404 from None
