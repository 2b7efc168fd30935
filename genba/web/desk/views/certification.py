"""What it takes to be certified, with its history; whoever answers for the whole programme sets it."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from genba.access.doors import requires
from genba.access.permissions import Permission
from genba.access.policy import Anyone, allowed, reach, visible
from genba.certification import actions
from genba.certification.models import CertificationRule
from genba.web.base.page import Page
from genba.web.base.paging import slice_of, with_cursor
from genba.web.desk.certification_forms import CertificationRuleForm

Whose = CertificationRule.Whose


def may_set(user: Anyone) -> bool:
    """A rule holds in every country: whoever sets rules for one country only does not set this one."""
    return allowed(user, Permission.RULE_SET) and reach(user, Permission.RULE_SET) is None


@requires(Permission.TRAINER_READ)
def list_rules(request: HttpRequest) -> HttpResponse:
    """The rules in force, and all there were, the latest first."""
    rows = visible(request.user, Permission.TRAINER_READ, CertificationRule).select_related("programme", "set_by")
    page = slice_of(rows, ("-since_on", "-id"), request.GET.get("after", ""))
    further = with_cursor(request, page.next) if page.next else ""
    return Page(request, "desk/certification/list.html", rows=page.rows, further=further, whose=list(Whose), today=timezone.localdate(),
                may_set=may_set(request.user)).show()  # fmt: skip


@requires(Permission.RULE_SET)
def set_one(request: HttpRequest, whose: str) -> HttpResponse:
    """A rule from a day on; the one before holds until that day and stands in the form to begin with."""
    if whose not in Whose.values:
        raise Http404
    if not may_set(request.user):
        raise PermissionDenied
    now = CertificationRule.objects.in_force(whose)
    kept = {name: getattr(now, name) for name in ("months_least", "months_most", "valid_years", "fee", "currency",
                                                  *actions.ASKS[whose])} if now else {}  # fmt: skip
    form = CertificationRuleForm(request.POST or None, whose=whose, initial={**kept, "since_on": timezone.localdate()})
    page = Page(request, "desk/certification/new.html", form=form, whose=Whose(whose))
    if form.is_valid():
        actions.set_rule(by=request.user, **form.facts())  # type: ignore[arg-type]  # signed in
        return redirect("desk:certification")
    return page.show()
