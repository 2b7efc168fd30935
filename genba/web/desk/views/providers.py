"""A provider's own figures at the desk: whom it reached, how well, what changed, beside the programme as a whole."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import get_language_bidi

from genba.access.doors import requires
from genba.access.permissions import Permission
from genba.access.policy import reach, visible
from genba.directory.models import Provider
from genba.reports.dashboards.outcomes import threshold
from genba.reports.dashboards.provider import provider_report
from genba.review.shares import shares
from genba.web.base.page import Page
from genba.web.base.part_lines import lines_of
from genba.web.base.words import language

DAYS = 90  # for which visits on time and returned reports are counted


@requires(Permission.PROVIDER_READ)
def list_providers(request: HttpRequest) -> HttpResponse:
    """The providers whose figures the reader may see; of one alone, these at once."""
    rows = list(visible(request.user, Permission.PROVIDER_READ, Provider).order_by("country", "name", "pk"))
    if len(rows) == 1:
        return redirect("desk:provider", code=rows[0].code)
    return Page(request, "desk/providers/list.html", rows=rows).show()


@requires(Permission.PROVIDER_READ, Provider)
def show(request: HttpRequest, provider: Provider) -> HttpResponse:
    """The figures of one provider. An office of a country sees those of its country."""
    today = timezone.localdate()
    report = provider_report(provider, _countries(request, provider), today, language())
    since = today - timedelta(days=DAYS)
    work = next(iter(shares(request.user, since, today, provider=provider.pk)), None)
    return Page(request, "desk/providers/show.html", report=report, lines=lines_of(report.outcomes, rtl=get_language_bidi()),
                work=work, since=since, until=today, threshold=threshold()).show()  # fmt: skip


def _countries(request: HttpRequest, provider: Provider) -> list[str] | None:
    """Of which countries the reader may see the work of this provider; None for all of it."""
    within = reach(request.user, Permission.PROVIDER_READ)
    if within is None or provider.pk in within.get("provider", []):
        return None
    return sorted(within.get("country", []))
