"""The dated exchange rates by which savings are told in the programme's currency, and the savings that wait for one."""

from typing import cast

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy, ngettext

from genba.access.doors import requires
from genba.access.models import User
from genba.access.permissions import Permission
from genba.access.policy import allowed, reach, visible
from genba.impact.actions import rates
from genba.impact.models import ExchangeRate
from genba.impact.rates import waiting
from genba.web.base.page import Page
from genba.web.base.paging import slice_of, with_cursor


class RatesForm(forms.Form):
    """Rates of one source, a line each."""

    source = forms.CharField(label=gettext_lazy("Source"), max_length=200,
                             help_text=gettext_lazy("Whose rates these are, such as a central bank."))  # fmt: skip
    lines = forms.CharField(
        label=gettext_lazy("Currencies, days and rates"), max_length=40_000, widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": gettext_lazy("Write at least one rate.")},
    )  # fmt: skip


@requires(Permission.PROGRAMME_READ)
def list_rates(request: HttpRequest) -> HttpResponse:
    """The rates, the latest first, and what waits for one; whoever may writes more of them."""
    rows = visible(request.user, Permission.PROGRAMME_READ, ExchangeRate).filter(base=settings.CURRENCY)
    may_enter = allowed(request.user, Permission.RATE_ENTER)
    form = RatesForm(request.POST or None if may_enter else None)
    slice_ = slice_of(rows.select_related("entered_by"), ("-dated_on", "-id"), request.GET.get("after", ""))
    within = reach(request.user, Permission.PROGRAMME_READ)
    page = Page(
        request, "desk/rates/list.html", form=form, rows=slice_.rows, may_enter=may_enter, base=settings.CURRENCY,
        waiting=waiting(None if within is None else within.get("country", [])), days=settings.RATE_DAYS,
        further=with_cursor(request, slice_.next) if slice_.next else "",
    )  # fmt: skip
    if form.is_valid():
        made = rates.enter(by=cast(User, request.user), said=rates.read_lines(form.cleaned_data["lines"]),
                           source=form.cleaned_data["source"])  # fmt: skip
        said = ngettext("%(n)s rate is new or different.", "%(n)s rates are new or different.", len(made))
        messages.success(request, said % {"n": len(made)})
        return redirect("desk:rates")
    return page.show()
