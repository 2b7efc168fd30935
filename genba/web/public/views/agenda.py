"""What the programme does for the 2030 Agenda, and how its figures are made."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from genba.access.doors import public
from genba.impact.indicators import kpi_definitions, own
from genba.programmes.curricula import curriculum
from genba.reports.agenda import agenda_report
from genba.reports.published import worked_out_at
from genba.web.base.page import Page
from genba.web.base.words import language

EVERYTHING = "all"


@public
def show(request: HttpRequest) -> HttpResponse:
    """Four goals, their targets, and what our indicators say of each."""
    return Page(request, "public/agenda/show.html", report=agenda_report(language())).show()


@public
def method(request: HttpRequest) -> HttpResponse:
    """The method in words, and every indicator: our own in full, those of the module that is asked for, others by name."""
    modules = [m for m in curriculum().modules if m.status != "draft"]
    asked = request.GET.get("module", "")
    opened = [m for m in modules if asked in (m.slug, EVERYTHING)]
    return Page(
        request, "public/agenda/method.html", own=own(), modules=modules, opened={m.slug for m in opened},
        kpis={m.slug: list(kpi_definitions(m.slug)) for m in modules}, worked_out_at=worked_out_at(),
        small_group=settings.SMALL_GROUP,
    ).show()  # fmt: skip
