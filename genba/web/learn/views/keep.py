"""What a tool found is kept as the value of a KPI: the month is chosen, the amounts are seen once more, one tap."""

from datetime import date
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from genba.access.doors import requires
from genba.access.models import User
from genba.access.permissions import Permission
from genba.curriculum import UnknownName
from genba.kit import numbers
from genba.kit.refused import Refused
from genba.observations.actions import observations
from genba.programmes.curricula import curriculum
from genba.programmes.models import Engagement
from genba.science.windows import last_day
from genba.web.base.fields import NumberField
from genba.web.base.page import Page
from genba.web.base.words import language

MONTHS = 12


class KeepForm(forms.Form):
    """Which month the figures are of, and the figures as they are."""

    period = forms.ChoiceField(label=gettext_lazy("Month"))
    numerator = NumberField(label="")
    denominator = NumberField(label="")
    note = forms.CharField(label=gettext_lazy("Yes, because …"), max_length=300, required=False,
                           help_text=gettext_lazy("Only where the figure is unusual."))  # fmt: skip
    indicator = forms.CharField(widget=forms.HiddenInput)
    version = forms.CharField(widget=forms.HiddenInput, required=False)


@requires(Permission.OBSERVATION_RECORD, Engagement, load="enterprise")
def keep(request: HttpRequest, engagement: Engagement) -> HttpResponse:
    """Show what will be kept; then keep it."""
    form = KeepForm(request.POST or None, initial={name: request.GET.get(name, "") for name in KeepForm.base_fields})
    code = str(form["indicator"].value() or "")
    try:
        indicator = curriculum().indicator(code)
    except UnknownName:
        raise Refused(_("There is no KPI “%(code)s”.") % {"code": code}) from None
    form.fields["period"].choices = _months()  # type: ignore[attr-defined]
    form.fields["numerator"].label = indicator.numerator.labels.in_(language())
    form.fields["denominator"].label = indicator.denominator.labels.in_(language())
    page = Page(request, "learn/keep.html", form=form, engagement=engagement, indicator=indicator)
    if form.is_valid():
        facts: dict[str, Any] = form.cleaned_data
        first = date.fromisoformat(facts["period"])
        observations.record(
            by=cast(User, request.user), enterprise=engagement.enterprise, indicator=indicator.code, starts_on=first,
            ends_on=last_day(first), numerator=float(facts["numerator"]), denominator=float(facts["denominator"]),
            note=facts["note"], version=int(facts["version"]) if facts["version"].isdigit() else None, engagement=engagement,
        )  # fmt: skip
        messages.success(request, _("The figure is kept."))
        return redirect("enterprise:sheet", code=engagement.enterprise.code)
    return page.show()


def _months() -> list[tuple[str, str]]:
    """The last twelve whole months, the newest first."""
    month = timezone.localdate().replace(day=1)
    found = []
    for _n in range(MONTHS):
        month = date(month.year - (month.month == 1), (month.month - 2) % 12 + 1, 1)
        found.append((month.isoformat(), numbers.date(month, "month", language=language())))
    return found
