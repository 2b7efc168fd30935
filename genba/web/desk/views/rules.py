"""Which enterprises the programme takes, country by country, with dates."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import get_language

from genba.access.doors import requires
from genba.access.permissions import Permission
from genba.access.policy import visible
from genba.directory.places import SECTION_NAMES
from genba.programmes.actions import applications
from genba.programmes.models import EligibilityRule
from genba.web.base.page import Page
from genba.web.base.paging import slice_of, with_cursor
from genba.web.desk.application_forms import RuleForm


@requires(Permission.APPLICATION_READ)
def list_rules(request: HttpRequest) -> HttpResponse:
    """The rules, the latest first: of which days, who set them."""
    rows = visible(request.user, Permission.APPLICATION_READ, EligibilityRule).select_related("programme", "set_by")
    page = slice_of(rows, ("-since_on", "-id"), request.GET.get("after", ""))
    further = with_cursor(request, page.next) if page.next else ""
    return Page(request, "desk/rules/list.html", rows=page.rows, further=further, sections=SECTION_NAMES).show()


@requires(Permission.RULE_SET)
def set_one(request: HttpRequest) -> HttpResponse:
    """A rule for a country from a day on; the one before holds until that day."""
    form = RuleForm(request.POST or None, user=request.user, language=get_language() or "en",  # type: ignore[arg-type]
                    initial={"since_on": timezone.localdate()})  # fmt: skip
    page = Page(request, "desk/rules/new.html", form=form)
    if form.is_valid():
        applications.set_rule(by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        return redirect("desk:rules")
    return page.show()
