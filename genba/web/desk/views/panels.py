"""The panel for an evaluator at the desk: who had it, why, and a new one."""

from typing import cast

from django.http import HttpRequest, HttpResponse

from genba.access.doors import requires
from genba.access.models import User
from genba.access.permissions import Permission
from genba.access.policy import visible
from genba.impact.models import PanelExport
from genba.reports.panel import hand_out
from genba.reports.panel.columns import TABLES
from genba.web.base.handed_out import as_zip
from genba.web.base.page import Page
from genba.web.base.paging import slice_of, with_cursor
from genba.web.desk.evaluation_forms import PanelForm
from genba.web.desk.views.evaluations import within_reach


@requires(Permission.PANEL_EXPORT)
def panel(request: HttpRequest) -> HttpResponse:
    """What was handed out, the latest first; sent, the form gives the file."""
    rows = visible(request.user, Permission.PANEL_EXPORT, PanelExport).select_related("exported_by")
    form = PanelForm(request.POST or None, **within_reach(request, Permission.PANEL_EXPORT))
    found = slice_of(rows, ("-exported_at", "-id"), request.GET.get("after", ""))
    page = Page(request, "desk/evaluations/panel.html", form=form, rows=found.rows, tables=list(TABLES),
                further=with_cursor(request, found.next) if found.next else "")  # fmt: skip
    if form.is_valid():
        export, made = hand_out(by=cast(User, request.user), **form.cleaned_data)
        return as_zip(made, f"panel-{export.code}")  # type: ignore[return-value]  # streamed
    return page.show()
