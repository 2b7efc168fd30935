"""Evaluations at the desk: ask what the training changed in a measure, and read what may be said of it."""

from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from genba.access.doors import requires
from genba.access.models import User
from genba.access.permissions import Permission
from genba.access.policy import reach, visible
from genba.directory.models import Country
from genba.impact.actions import evaluations
from genba.impact.models import Evaluation
from genba.impact.planning import plan_of
from genba.reports import planning
from genba.reports.evaluation import as_row, evaluation_sheet, event_plot, left_out, may_not_say, may_say
from genba.reports.evaluation_matched import named
from genba.web.base.page import Page
from genba.web.base.paging import slice_of, with_cursor
from genba.web.base.words import language
from genba.web.desk.evaluation_forms import CLUSTERS, PERIODS, EvaluationForm, PlanForm


@requires(Permission.PROGRAMME_READ)
def list_evaluations(request: HttpRequest) -> HttpResponse:
    """What was asked, the latest first."""
    rows = visible(request.user, Permission.PROGRAMME_READ, Evaluation).select_related("asked_by")
    page = slice_of(rows, ("-asked_at", "-id"), request.GET.get("after", ""))
    further = with_cursor(request, page.next) if page.next else ""
    return Page(
        request,
        "desk/evaluations/list.html",
        rows=[(row, evaluation_sheet(row)) for row in page.rows],
        further=further,
        told=language(),
    ).show()


@requires(Permission.PROGRAMME_READ)
def ask(request: HttpRequest) -> HttpResponse:
    """Ask about one measure, in all that the reader may see or in one country of it."""
    form = EvaluationForm(request.POST or None, **within_reach(request))
    page = Page(request, "desk/evaluations/new.html", form=form)
    if form.is_valid():
        made = evaluations.ask(by=cast(User, request.user), **form.cleaned_data)
        messages.success(request, _("It is being worked out. The result stands here in a moment."))
        return redirect("desk:evaluation", code=made.code)
    return page.show()


def within_reach(request: HttpRequest, permission: Permission = Permission.PROGRAMME_READ) -> dict[str, Any]:
    """The countries about which the reader may ask, for a form, and its language."""
    within = reach(request.user, permission)
    countries = list(Country.objects.values_list("pk", flat=True)) if within is None else sorted(within.get("country", []))
    return {"countries": countries, "reaches_all": within is None, "language": language()}


@requires(Permission.PROGRAMME_READ)
def plan(request: HttpRequest) -> HttpResponse:
    """How many enterprises it would take, asked by the address: nothing is kept."""
    asked = request.GET if "indicator" in request.GET else None
    form, told = PlanForm(asked, **within_reach(request)), language()
    page = Page(request, "desk/evaluations/plan.html", form=form, plan=None, told=told)
    if form.is_valid():
        found = plan_of(form.wish(), timezone.localdate())
        if request.GET.get("format") == "json":
            return JsonResponse(planning.as_row(found))
        page.context |= {"plan": found, "words": planning, "left_out": left_out(found.left_out, told),
                         "as_data": f"{request.get_full_path()}&format=json"}  # fmt: skip
    return page.show()


@requires(Permission.PROGRAMME_READ, Evaluation, load="asked_by")
def show(request: HttpRequest, evaluation: Evaluation) -> HttpResponse:
    """What was found, what may be said of it and what not; as JSON where that is asked for."""
    sheet, told = evaluation_sheet(evaluation), language()
    if request.GET.get("format") == "json":
        return JsonResponse(as_row(sheet))
    ready = sheet.worked_out_at is not None
    return Page(
        request, "desk/evaluations/show.html", sheet=sheet, row=evaluation, told=told, periods=dict(PERIODS), clusters=dict(CLUSTERS),
        said=may_say(sheet, told) if ready else [], unsaid=may_not_say(sheet, told) if ready else [],
        left_out=left_out(sheet.left_out, told), balance_name=named, plot=event_plot(sheet, told, rtl=get_language_bidi()),
    ).show()  # fmt: skip
