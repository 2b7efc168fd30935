"""How people found a class: let them answer, count the paper forms, close, read the result."""

from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from genba.access.doors import requires
from genba.access.models import User
from genba.access.permissions import Permission
from genba.access.policy import can
from genba.delivery.actions import satisfaction
from genba.delivery.models import SatisfactionCount, SatisfactionSurvey, Workshop
from genba.delivery.satisfaction import result_of
from genba.kit.svg.square import square_code
from genba.programmes.curricula import module_of
from genba.web.base.addresses import lasting
from genba.web.base.going_round import token_of
from genba.web.base.page import Page
from genba.web.field.satisfaction_forms import TallyForm


@requires(Permission.WORKSHOP_READ, Workshop)
def show(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """The square code to answer by while it is open; the result once it is closed."""
    return _page(request, workshop).show(200)


def _page(request: HttpRequest, workshop: Workshop, typed: Any = None) -> Page:
    survey = SatisfactionSurvey.objects.select_related("workshop").filter(workshop=workshop).first()
    may_mark = can(request.user, Permission.ATTENDANCE_MARK, workshop)
    context: dict[str, Any] = {"workshop": workshop, "survey": survey, "may_mark": may_mark, "form": None,
                               "questions": module_of(workshop.module).satisfaction}  # fmt: skip
    if survey is not None:
        context["results"] = result_of(survey)
        if survey.is_open and may_mark:
            address = lasting(request, "satisfaction", code=survey.code)
            paper = survey.counts.filter(way=SatisfactionCount.Way.PAPER)
            kept = {f"{q}_{s}": n for q, s, n in paper.values_list("question", "score", "answers")}
            context |= {
                "address": address, "shared": f"{address}?shared={token_of(survey.code)}",
                "drawn": square_code(address, _("Opens the questions about this class")),
                "form": TallyForm(typed, questions=context["questions"], initial=kept, language=get_language() or "en"),
            }  # fmt: skip
    return Page(request, "field/workshops/satisfaction.html", **context)


@require_POST
@requires(Permission.ATTENDANCE_MARK, Workshop)
def begin(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """From now on people may answer."""
    satisfaction.open_survey(by=cast(User, request.user), workshop=workshop)
    return redirect("field:satisfaction", code=workshop.code)


@require_POST
@requires(Permission.ATTENDANCE_MARK, Workshop)
def tally(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """What was counted from paper forms."""
    survey = get_object_or_404(SatisfactionSurvey, workshop=workshop)
    page = _page(request, workshop, request.POST)
    if page.form is None or page.form.is_valid():
        counts = page.form.counts() if page.form else {}
        satisfaction.tally(by=cast(User, request.user), survey=survey, counts=counts)
        return redirect("field:satisfaction", code=workshop.code)
    return page.show()


@require_POST
@requires(Permission.ATTENDANCE_MARK, Workshop)
def close(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """No more answers; the result is shown."""
    survey = get_object_or_404(SatisfactionSurvey, workshop=workshop)
    satisfaction.close(by=cast(User, request.user), survey=survey)
    return redirect("field:satisfaction", code=workshop.code)
