"""How is your enterprise? Answered by the link of a mail, without an account."""

from allauth.core import ratelimit
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache

from genba.access.doors import open_form
from genba.pulses import actions
from genba.pulses.models import PulseAsk
from genba.web.base.page import Page
from genba.web.base.pulse_forms import PulseForm


@open_form
@never_cache
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """The token is the leave: it names one enterprise in one pulse, and all it can do is answer for it."""
    ask = actions.ask_of(token)
    if ask is None:
        raise Http404
    form = PulseForm(request.POST if request.method == "POST" else None, ask=ask)
    page = Page(request, "public/pulse.html", form=form, ask=ask, thanks="thanks" in request.GET)
    if request.method != "POST":
        return page.show(200)
    too_many: HttpResponse | None = ratelimit.consume_or_429(request, action="say")
    if too_many is not None:
        return too_many
    if form.is_valid():
        form.keep(by=None, way=PulseAsk.Way.LINK)
        return redirect(f"{request.path}?thanks=1")
    return page.show()
