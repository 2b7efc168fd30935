"""What is asked about figures to check: filters above the list, a reason, a value put right; a draw and its results."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from genba.directory.places import country_name
from genba.quality.models import Kind, Result
from genba.web.base.fields import DayField, NumberField, Offer
from genba.web.base.filters import Filter, Filters

STATES = (("", gettext_lazy("to be settled")), ("settled", gettext_lazy("settled")))


def filters_for(countries: Sequence[str], providers: Sequence[tuple[str, str]], language: str) -> Filters:
    """Of which country, provider and check, and whether it is settled; a list of one is not offered."""
    everything = ("", _("all"))
    lists: dict[str, Filter] = {}
    if len(countries) > 1:
        named = sorted(((c, country_name(c, language)) for c in countries), key=lambda pair: pair[1])
        lists["country"] = Filter(_("Country"), Offer([everything, *named]))
    if len(providers) > 1:
        lists["provider"] = Filter(_("Provider"), Offer([everything, *providers]))
    lists["kind"] = Filter(_("Check"), Offer([everything, *((k.value, k.label) for k in Kind)]))
    lists["state"] = Filter(_("State"), Offer(STATES))
    return Filters(lists)


class ConfirmForm(forms.Form):
    reason = forms.CharField(label=gettext_lazy("Why it is right"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class OnlyWordsForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why only the words changed"), max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )


class PutRightForm(forms.Form):
    """One period with the value that is right for it, or that it was not tracked and why."""

    period = forms.ChoiceField(label=gettext_lazy("Which period"))
    numerator = NumberField(required=False)
    denominator = NumberField(required=False)
    untracked = forms.BooleanField(label=gettext_lazy("It was not tracked, or must not count"), required=False)
    note = forms.CharField(label=gettext_lazy("Note"), max_length=300, required=False,
                           help_text=gettext_lazy("Needed where it was not tracked, and where an unusual value is right."))  # fmt: skip

    def __init__(self, *args: Any, periods: Sequence[tuple[str, str]], labels: tuple[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["period"].choices = list(periods)
        fields["numerator"].label, fields["denominator"].label = labels

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("untracked"):
            for name in ("numerator", "denominator"):
                if data.get(name) is None and name not in self.errors:
                    self.add_error(name, _("Write both numbers, or choose “not tracked”."))
        return data


class DrawForm(forms.Form):
    """Of which country, and between which days."""

    country = forms.ChoiceField(label=gettext_lazy("Country"), required=False)
    starts_on = DayField(label=gettext_lazy("First day"))
    ends_on = DayField(label=gettext_lazy("Last day"))

    def __init__(self, *args: Any, countries: Sequence[str], reaches_all: bool, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["country"]
        field.required = not reaches_all
        named = sorted(((c, country_name(c, language)) for c in countries), key=lambda pair: pair[1])
        field.choices = [("", _("all"))] * reaches_all + named


class ResultForm(forms.Form):
    """What was found, on which day."""

    result = forms.ChoiceField(label=gettext_lazy("What was found"), choices=Result.choices, widget=forms.RadioSelect)
    verified_on = DayField(label=gettext_lazy("On which day"))
    note = forms.CharField(label=gettext_lazy("What was found instead"), max_length=500, required=False,
                           widget=forms.Textarea(attrs={"rows": 3}))  # fmt: skip

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["verified_on"].initial = today
