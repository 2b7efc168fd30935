"""The enterprise sheet as page, PDF and data: one frozen sheet, three ways to hand it out."""

from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import get_language, get_language_bidi

from genba.access.doors import requires
from genba.access.models import User
from genba.access.permissions import Permission
from genba.access.policy import reach, visible
from genba.directory.models import Enterprise
from genba.reports.sheet import EnterpriseSheet, as_data, enterprise_sheet
from genba.web.base import handed_out
from genba.web.base.navigation import INSIDE
from genba.web.base.page import Page
from genba.web.base.sheet_cards import laid_out
from genba.web.print.sheet import as_pdf

SHOWN = 6  # cards of a column of the board on the sheet; the plan page shows all


@requires(Permission.SHEET_READ)
def home(request: HttpRequest) -> HttpResponse:
    """Where the day of an enterprise's people begins: their own sheet."""
    return _show(request, own_enterprise(request, Permission.SHEET_READ))


@requires(Permission.SHEET_READ, Enterprise)
def show(request: HttpRequest, enterprise: Enterprise) -> HttpResponse:
    """The sheet of one enterprise."""
    return _show(request, enterprise)


@requires(Permission.SHEET_READ, Enterprise)
def pdf(request: HttpRequest, enterprise: Enterprise) -> HttpResponse:
    """The same sheet on paper."""
    sheet = _sheet(request, enterprise)
    return handed_out.as_pdf(as_pdf(sheet), f"sheet-{enterprise.code}-{sheet.as_of.isoformat()}")


@requires(Permission.SHEET_READ, Enterprise)
def data(request: HttpRequest, enterprise: Enterprise) -> HttpResponse:
    """The same sheet for machines."""
    return JsonResponse(as_data(_sheet(request, enterprise)), json_dumps_params={"ensure_ascii": False})


def own_enterprise(request: HttpRequest, permission: Permission) -> Enterprise:
    """The enterprise whose people the reader belongs to; 404 for somebody who works in none."""
    keys = (reach(request.user, permission) or {}).get("enterprise", [])
    enterprise = visible(request.user, permission, Enterprise).filter(pk=keys[0]).first() if keys else None
    if enterprise is None:
        raise Http404
    return enterprise


def _sheet(request: HttpRequest, enterprise: Enterprise) -> EnterpriseSheet:
    return enterprise_sheet(enterprise, language=get_language() or "en", engagement=request.GET.get("engagement"))


def _show(request: HttpRequest, enterprise: Enterprise) -> HttpResponse:
    return Page(request, "enterprise/sheet/show.html", **on_page(request, _sheet(request, enterprise))).show()


def on_page(request: HttpRequest, sheet: EnterpriseSheet) -> dict[str, Any]:
    """What the template needs: the sheet and its pieces laid out."""
    is_own = any(r.slug in INSIDE for r in cast(User, request.user).roles)
    return laid_out(sheet, rtl=get_language_bidi()) | {"shown": SHOWN, "is_own": is_own}
