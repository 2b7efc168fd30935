"""Enterprises that completed a module: when, what lasted, and when somebody asks next."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _l

from genba.access.doors import requires
from genba.access.permissions import Permission
from genba.access.policy import visible
from genba.closeout.lasting import alumni, narrowed, still_practised
from genba.closeout.models import Completion
from genba.kit.sheets import Column
from genba.web.base.handed_out import as_csv
from genba.web.base.page import Page
from genba.web.base.paging import slice_of, with_cursor
from genba.web.desk.completion_forms import alumni_filters

NAMES = "engagement__enterprise", "engagement__provider", "engagement__trainer"
COLUMNS = [Column(name, label) for name, label in (
    ("certificate", _l("Certificate")), ("enterprise", _l("Enterprise")), ("enterprise_code", _l("Code of the enterprise")),
    ("country", _l("Country")), ("provider", _l("Provider")), ("trainer", _l("Trainer")), ("module", _l("Module")),
    ("completed_on", _l("Completed on")), ("rule_met", _l("Rule met")), ("last", _l("Last follow-up, months after")),
    ("last_on", _l("Last follow-up on")), ("still", _l("Practices still practised")),
    ("asked", _l("Practices asked about")), ("next_on", _l("Next follow-up due on")),
)]  # fmt: skip


@requires(Permission.ENGAGEMENT_READ)
def list_alumni(request: HttpRequest) -> HttpResponse:
    """Fifty of them, the latest completion first, or all of them as a file."""
    offered = alumni_filters(get_language() or "en")
    asked = offered.asked(request.GET)
    mine = narrowed(visible(request.user, Permission.SHEET_READ, Completion), asked)
    rows = alumni(mine).select_related(*NAMES)
    if request.GET.get("format") == "csv":
        return as_csv(told(rows.order_by("-completed_on", "-id").iterator(chunk_size=500)), COLUMNS, "alumni")  # type: ignore[return-value]
    page = slice_of(rows, ("-completed_on", "-id"), request.GET.get("after", ""))
    query = request.GET.copy()
    query["format"] = "csv"
    query.pop("after", None)
    return Page(
        request, "desk/alumni/list.html", filters=offered.fields(asked), rows=page.rows, today=timezone.localdate(),
        lasting=[(months, *still_practised(mine, months)) for months in (6, 12)], file=f"?{query.urlencode()}",
        further=with_cursor(request, page.next) if page.next else "", is_filtered=any(asked.values()),
    ).show()  # fmt: skip


def told(rows: Any) -> Iterator[list[Any]]:
    for c in rows:
        e = c.engagement
        yield [c.code, e.enterprise.name, e.enterprise.code, e.enterprise.country_id, e.provider.name,
               e.trainer.name if e.trainer else None, e.module, c.completed_on, c.is_met, c.last_months, c.last_done_on,
               c.n_still, c.n_asked, c.next_due_on]  # fmt: skip
