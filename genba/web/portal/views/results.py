"""What a buyer's suppliers did together: those that agreed to share it, nothing of others. Every look is written down."""

from collections.abc import Mapping
from typing import cast

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language_bidi

from genba.access.doors import requires
from genba.access.models import User
from genba.access.permissions import Permission
from genba.access.policy import visible
from genba.audit.actions import record_many
from genba.directory.models import Brand, Enterprise
from genba.partnerships.models import Consent, ConsentQuerySet
from genba.reports.dashboards.brand import Shared, brand_report, shared_by
from genba.reports.dashboards.outcomes import threshold
from genba.web.base.page import Page
from genba.web.base.part_lines import lines_of
from genba.web.base.words import language


@requires(Permission.SHARED_READ)
def together(request: HttpRequest) -> HttpResponse:
    """Reach, outcomes and practices of the suppliers that share them with one brand of the reader."""
    brands = list(visible(request.user, Permission.SHARED_READ, Brand).order_by("name"))
    asked = request.GET.get("brand", "")
    brand = next((one for one in brands if one.code == asked or not asked), None)
    if brand is None:
        raise Http404
    given = cast(ConsentQuerySet, visible(request.user, Permission.SHARED_READ, Consent)).in_force().filter(brand=brand)
    shared = shared_by(given)
    report = brand_report(shared, timezone.localdate(), language())
    _write_down(cast(User, request.user), brand, shared)
    return Page(request, "portal/results.html", brand=brand, brands=brands, report=report,
                lines=lines_of(report.outcomes, rtl=get_language_bidi()), threshold=threshold()).show()  # fmt: skip


def _write_down(by: User, brand: Brand, shared: Shared) -> None:
    """Each supplier whose figures are among them sees that somebody looked, and at which kinds."""
    kinds: Mapping[int, tuple[str, ...]] = {
        key: tuple(sorted(kind for kind, keys in shared.items() if key in keys))
        for key in frozenset().union(*shared.values())
    }
    if kinds:
        codes = Enterprise.objects.filter(pk__in=kinds).order_by("pk").values_list("pk", "code")
        record_many("view-shared", Enterprise, by=by, things=[
            (code, {"brand": brand.name, "covers": kinds[key], "together": True}) for key, code in codes
        ])  # fmt: skip
