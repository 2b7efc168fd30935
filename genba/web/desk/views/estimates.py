"""What an enterprise could save: its own figures, the assumptions of the programme, a range and no promise."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from genba.access.doors import requires
from genba.access.permissions import Permission
from genba.directory.models import Enterprise
from genba.programmes.actions import estimates
from genba.programmes.estimates import estimate
from genba.programmes.models import Programme, SavingAssumption
from genba.web.base.page import Page
from genba.web.desk.estimate_forms import AssumptionForm, FiguresForm


@requires(Permission.OFFER_MAKE, Enterprise)
def show(request: HttpRequest, enterprise: Enterprise) -> HttpResponse:
    """The latest figures with the range for each programme, and the form for new ones."""
    latest = enterprise.intake_figures.select_related("recorded_by").order_by("-told_on", "-pk").first()
    found = [(p, estimate(p, latest)) for p in Programme.objects.order_by("name")[:10]] if latest else []
    form = FiguresForm(request.POST or None, initial={"currency": enterprise.currency})
    page = Page(request, "desk/offers/estimate.html", form=form, enterprise=enterprise, figures=latest, found=found)
    if form.is_valid():
        estimates.tell(by=request.user, enterprise=enterprise, **form.cleaned_data)  # type: ignore[arg-type]
        return redirect("desk:estimate", code=enterprise.code)
    return page.show()


@requires(Permission.RULE_SET)
def assumptions(request: HttpRequest) -> HttpResponse:
    """What the programme takes to be achievable, by whom and since when; and a new one."""
    form = AssumptionForm(request.POST or None, initial={"since_on": timezone.localdate()})
    rows = SavingAssumption.objects.select_related("programme", "set_by").order_by("-since_on", "-pk")[:50]
    page = Page(request, "desk/offers/assumptions.html", form=form, rows=rows)
    if form.is_valid():
        estimates.assume(by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        return redirect("desk:assumptions")
    return page.show()
