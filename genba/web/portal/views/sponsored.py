"""What a ministry, a chamber or a donor pays for: money, reach, outcomes, without the name of any enterprise."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language_bidi

from genba.access.doors import requires
from genba.access.permissions import Permission
from genba.access.policy import visible
from genba.directory.models import Sponsor
from genba.reports.dashboards.outcomes import threshold
from genba.reports.dashboards.sponsor import sponsor_report
from genba.web.base.page import Page
from genba.web.base.part_lines import lines_of
from genba.web.base.words import language


@requires(Permission.SPONSORED_READ)
def show(request: HttpRequest) -> HttpResponse:
    """The figures of one sponsor: the one that is asked for, or the first by name that the reader may see."""
    sponsors = list(visible(request.user, Permission.SPONSORED_READ, Sponsor).order_by("name", "pk"))
    asked = request.GET.get("sponsor", "")
    sponsor = next((one for one in sponsors if one.code == asked or not asked), None)
    if sponsor is None and asked:
        raise Http404
    report = sponsor_report(sponsor, timezone.localdate(), language()) if sponsor else None
    return Page(request, "portal/sponsored.html", sponsor=sponsor, sponsors=sponsors, report=report, threshold=threshold(),
                lines=lines_of(report.outcomes if report else (), rtl=get_language_bidi())).show()  # fmt: skip
