"""Agreements at the desk: an enterprise takes a module, and where that is."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from genba.access.doors import requires
from genba.access.permissions import Permission
from genba.access.policy import allowed, can, visible
from genba.closeout.rule import explain
from genba.closeout.words import said, version_words
from genba.delivery.calendar import of_engagement
from genba.delivery.models import Visit, Workshop
from genba.directory.models import Enterprise
from genba.programmes import eligibility
from genba.programmes.actions import engagements
from genba.programmes.curricula import module_of
from genba.programmes.models import Engagement, Programme
from genba.reports.sheet import EnterpriseSheet, enterprise_sheet
from genba.review.openable import closed_months
from genba.web.base.page import Page
from genba.web.desk.engagement_forms import EngagementForm, WithdrawForm

# The kind of the next step on a sheet, and the way that answers it.
ANSWERS = {"late-action": "plan", "action": "plan", "write-down": "visit", "measure": "visit"}


@requires(Permission.ENGAGEMENT_OPEN, Enterprise, load="region")
def open_one(request: HttpRequest, enterprise: Enterprise) -> HttpResponse:
    """The enterprise takes a module: which, with whom, from when, for how much, and who pays."""
    form = EngagementForm(request.POST or None, user=request.user, language=get_language() or "en", enterprise=enterprise)  # type: ignore[arg-type]
    fits = [(p, eligibility.of_enterprise(p, enterprise)) for p in Programme.objects.order_by("name")[:10]]
    page = Page(request, "desk/engagements/new.html", form=form, enterprise=enterprise, fits=fits)
    if form.is_valid():
        made = engagements.open_engagement(by=request.user, enterprise=enterprise, **form.cleaned_data)  # type: ignore[arg-type]
        messages.success(request, _("The agreement is kept."))
        return redirect("desk:engagement", code=made.code)
    return page.show()


@requires(
    Permission.ENGAGEMENT_READ,
    Engagement,
    load="enterprise,provider,trainer,programme,withdrawal,in_spite,offer_line__offer",
)
def show(request: HttpRequest, engagement: Engagement) -> HttpResponse:
    """Who takes what, as agreed; who pays what; where it is."""
    visits = list(Visit.objects.filter(engagement=engagement)) if allowed(request.user, Permission.VISIT_READ) else []
    workshops = visible(request.user, Permission.WORKSHOP_READ, Workshop).filter(participations__engagement=engagement)
    workshops = workshops.order_by("starts_on")
    sheet = enterprise_sheet(engagement.enterprise, language=get_language() or "en", engagement=engagement.code)
    explanation = explain(engagement)
    return Page(
        request, "desk/engagements/show.html", engagement=engagement, closed=closed_months(request.user, engagement), enterprise=engagement.enterprise,
        sheet=sheet, planned=of_engagement(request.user, engagement=engagement, visit=None) , ways=_ways(request, engagement, sheet), visits=visits, workshops=workshops,
        rule=said(explanation) if explanation else [], version=version_words(explanation) if explanation else "",
        contributions=engagement.contributions.order_by("pk"), withdrawal=getattr(engagement, "withdrawal", None),
        may_withdraw=can(request.user, Permission.ENGAGEMENT_OPEN, engagement),
    ).show()  # fmt: skip


def _ways(request: HttpRequest, engagement: Engagement, sheet: EnterpriseSheet) -> list[tuple[str, str]]:
    """Where the reader can go on, label and address; first the one that the next step of the sheet asks for."""
    code = {"code": engagement.code}
    ways = {
        "plan": (Permission.PLAN_READ, _("Improvement plan"), reverse("enterprise:plan", kwargs=code)),
        "sheet": (Permission.SHEET_READ, _("Sheet of the enterprise"),
                  reverse("enterprise:sheet", kwargs={"code": engagement.enterprise.code})),
    }  # fmt: skip
    if not hasattr(engagement, "withdrawal"):
        ways |= {
            "baseline": (Permission.BASELINE_TAKE, _("Baseline"), reverse("field:baseline", kwargs=code)),
            "plan-visit": (Permission.VISIT_PLAN, _("Plan a visit"), reverse("desk:visit-plan", kwargs=code)),
            "visit": (Permission.VISIT_REPORT, _("Report a visit"), reverse("field:visit-new", kwargs=code)),
        }
        if sheet.trained_from is None:
            planning = f"{reverse('desk:workshop-new')}?engagement={engagement.code}"
            ways["class"] = (Permission.WORKSHOP_PLAN, _("Plan a class"), planning)
    first = ANSWERS.get(sheet.next_step.kind, sheet.next_step.kind)
    order = sorted(ways, key=lambda name: name != first)
    return [(ways[n][1], ways[n][2]) for n in order if allowed(request.user, ways[n][0])]


@requires(Permission.ENGAGEMENT_OPEN, Engagement, load="enterprise")
def withdraw(request: HttpRequest, engagement: Engagement) -> HttpResponse:
    """The enterprise leaves before the end, on a day, for a reason."""
    form = WithdrawForm(request.POST or None)
    page = Page(request, "desk/engagements/withdraw.html", form=form, engagement=engagement,
                module=module_of(engagement.module))  # fmt: skip
    if form.is_valid():
        engagements.withdraw(by=request.user, engagement=engagement, **form.cleaned_data)  # type: ignore[arg-type]
        return redirect("desk:engagement", code=engagement.code)
    return page.show()
