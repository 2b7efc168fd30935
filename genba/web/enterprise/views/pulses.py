"""How is your enterprise? Answered by the owner in the own account."""

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from genba.access.doors import requires
from genba.access.models import User
from genba.access.permissions import Permission
from genba.pulses.models import PulseAsk
from genba.web.base.page import Page
from genba.web.base.pulse_forms import PulseForm


@requires(Permission.PULSE_ANSWER, PulseAsk, load="pulse,enterprise")
def answer(request: HttpRequest, ask: PulseAsk) -> HttpResponse:
    """Ten questions, yes or no."""
    form = PulseForm(request.POST or None, ask=ask)
    page = Page(request, "enterprise/pulse.html", form=form, ask=ask)
    if form.is_valid():
        form.keep(by=cast(User, request.user), way=PulseAsk.Way.ACCOUNT)
        messages.success(request, _("Thank you. Those who look after your enterprise read it today."))
        return redirect("enterprise:today")
    return page.show()
