"""How is your enterprise? Answered by the owner in the own account."""

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from genba.access.doors import requires
from genba.access.models import User
from genba.access.permissions import Permission
from genba.pulses import actions
from genba.pulses.models import PulseAsk
from genba.pulses.questions import questions
from genba.web.base.page import Page
from genba.web.base.pulse_forms import PulseForm, as_typed
from genba.web.base.words import language


@requires(Permission.PULSE_ANSWER, PulseAsk, load="pulse,enterprise")
def answer(request: HttpRequest, ask: PulseAsk) -> HttpResponse:
    """Ten questions, yes or no."""
    form = PulseForm(request.POST or None, questions=questions(language()), initial=as_typed(ask.answers, ask.most_needed))
    page = Page(request, "enterprise/pulse.html", form=form, ask=ask)
    if form.is_valid():
        actions.answer(by=cast(User, request.user), ask=ask, answers=form.answers(), most_needed=form.cleaned_data["most_needed"],
                       way=PulseAsk.Way.ACCOUNT)  # fmt: skip
        messages.success(request, _("Thank you. Those who look after your enterprise read it today."))
        return redirect("enterprise:today")
    return page.show()
