"""A follow-up after completion, at the enterprise or by phone."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from genba.access.doors import requires
from genba.access.permissions import Permission
from genba.closeout.actions import follow_ups
from genba.closeout.models import FollowUp
from genba.programmes.curricula import module_of
from genba.web.base.page import Page
from genba.web.base.periods import chosen_period
from genba.web.field.follow_up_form import FollowUpForm


@requires(Permission.VISIT_REPORT, FollowUp, load="completion__engagement__enterprise")
def report(request: HttpRequest, follow_up: FollowUp) -> HttpResponse:
    """What is still practised, what they said, and numbers where somebody has them."""
    engagement = follow_up.completion.engagement
    if follow_up.done_on:
        return redirect("desk:completion", code=engagement.code)
    module, language = module_of(engagement.module), get_language() or "en"
    form = FollowUpForm(request.POST or None, follow_up=follow_up, module=module, language=language)
    page = Page(request, "field/follow_up.html", form=form, follow_up=follow_up, engagement=engagement,
                period=chosen_period(form))  # fmt: skip
    if form.is_valid():
        follow_ups.report(by=request.user, follow_up=follow_up, **form.facts())  # type: ignore[arg-type]
        messages.success(request, _("The follow-up is noted."))
        return redirect("desk:completion", code=engagement.code)
    return page.show()
