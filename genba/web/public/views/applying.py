"""The open form: an enterprise asks to join a programme, without an account."""

from allauth.core import ratelimit
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache

from genba.access.doors import open_form, public
from genba.audit.actions import SYSTEM
from genba.programmes.actions import applications
from genba.programmes.models import Programme
from genba.web.base.application_forms import ApplicationForm
from genba.web.base.page import Page


@public
def choose(request: HttpRequest) -> HttpResponse:
    """Which programme to apply to; where there is one only, its form."""
    programmes = list(Programme.objects.order_by("name")[:50])
    if len(programmes) == 1:
        return redirect("apply-to", code=programmes[0].code)
    return Page(request, "public/apply/choose.html", programmes=programmes).show()


@open_form
@never_cache
def apply(request: HttpRequest, code: str) -> HttpResponse:
    """Who you are, where you are, how many work there, how we reach you."""
    programme = _programme(code)
    form = ApplicationForm(request.POST or None, language=get_language() or "en")
    page = Page(request, "public/apply/form.html", form=form, programme=programme)
    if form.is_valid():
        too_many: HttpResponse | None = ratelimit.consume_or_429(request, action="apply")
        if too_many:
            return too_many
        applications.apply(by=SYSTEM, programme=programme, **form.cleaned_data)
        return redirect("apply-thanks", code=code)
    return page.show()


@public
def thanks(request: HttpRequest, code: str) -> HttpResponse:
    """It has arrived, and what happens now."""
    return Page(request, "public/apply/thanks.html", programme=_programme(code)).show()


def _programme(code: str) -> Programme:
    programme: Programme | None = Programme.objects.filter(code=code).first()
    if programme is None:
        raise Http404
    return programme
