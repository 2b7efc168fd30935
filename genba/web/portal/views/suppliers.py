"""What a brand sees of its suppliers: what they agreed to share today, and nothing else. Every look is written down."""

from typing import cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language

from genba.access.doors import requires
from genba.access.models import User
from genba.access.permissions import Permission
from genba.access.policy import visible
from genba.audit.actions import record
from genba.directory.models import Brand, Enterprise
from genba.partnerships.models import Consent, ConsentQuerySet
from genba.reports.shared import shared_sheet
from genba.reports.sheet import enterprise_sheet
from genba.reports.sheet.words import reason
from genba.web.base.page import Page
from genba.web.base.paging import slice_of, with_cursor
from genba.web.portal.rows import Supplier, suppliers


def _consents(request: HttpRequest) -> ConsentQuerySet:
    """The consents in force that were given to a brand of the reader."""
    given = cast(ConsentQuerySet, visible(request.user, Permission.SHARED_READ, Consent))
    return given.in_force()


@requires(Permission.SHARED_READ)
def list_suppliers(request: HttpRequest) -> HttpResponse:
    """The enterprises that share something with the reader's brand."""
    consents = _consents(request)
    page = slice_of(suppliers(consents), ("name_key", "id"), request.GET.get("after", ""))
    kinds: dict[int, list[str]] = {}
    shared = consents.filter(enterprise__in=[e.pk for e in page.rows]).order_by("pk")
    for key, covers in shared.values_list("enterprise_id", "covers"):
        kinds.setdefault(key, []).append(str(Consent.Covers(covers).label))
    rows = [Supplier(e.code, e.name, e.city, e.country_id, kinds.get(e.pk, [])) for e in page.rows]
    brand = visible(request.user, Permission.SHARED_READ, Brand).first()
    if brand and rows:
        record("view-shared", brand, by=cast(User, request.user), changes={"suppliers": [r.code for r in rows]})
    further = with_cursor(request, page.next) if page.next else ""
    return Page(request, "portal/suppliers.html", rows=rows, further=further).show()


@requires(Permission.SHARED_READ)
def show(request: HttpRequest, code: str) -> HttpResponse:
    """What one supplier shares. Without a consent in force there is no such page."""
    given = list(_consents(request).filter(enterprise__code=code).select_related("enterprise", "brand"))
    if not given:
        kept = Enterprise.successor_of(code)
        if kept and _consents(request).filter(enterprise=kept).exists():
            return redirect("portal:supplier", code=kept.code)
        raise Http404
    enterprise, brand = given[0].enterprise, given[0].brand
    covers = frozenset(c.covers for c in given if c.brand_id == brand.pk)
    sheet = enterprise_sheet(enterprise, language=get_language() or "en")
    record("view-shared", enterprise, by=cast(User, request.user),
           changes={"brand": brand.name, "covers": sorted(covers)})  # fmt: skip
    return Page(request, "portal/supplier.html", shared=shared_sheet(sheet, covers), until=_until(given),
                reason=reason).show()  # fmt: skip


def _until(given: list[Consent]) -> list[tuple[str, object]]:
    return [(str(Consent.Covers(c.covers).label), c.until_on) for c in given]
