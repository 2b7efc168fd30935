"""What a reviewer types at the desk: which reports to approve, which month to lock and why to open it."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from genba.directory.models import Country, Provider
from genba.programmes.locks import month_in_words

MONTHS = 18


class ReportsForm(forms.Form):
    """The reports of a page as they were opened, and those that are kept back."""

    reports = forms.CharField(widget=forms.HiddenInput)  # "ABCDEFGH:1 JKMNPQRS:3": codes with the version that was read
    keep = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    scope = forms.ChoiceField(choices=[("page", ""), ("all", "")], initial="page")

    def __init__(self, *args: Any, codes: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["keep"]
        known = {*codes, *(self.data.getlist("keep") if self.is_bound else ())}  # type: ignore[attr-defined]
        field.choices = [(code, code) for code in sorted(known)]

    def clean_reports(self) -> list[tuple[str, int]]:
        found = []
        for pair in self.cleaned_data["reports"].split():
            code, _colon, version = pair.partition(":")
            if not version.isdigit():
                raise forms.ValidationError(_("Open the page again: its list cannot be read."))
            found.append((code, int(version)))
        return found


class LockForm(forms.Form):
    """A month that is over, of a country or a provider within reach."""

    month = forms.ChoiceField(label=_("Month"))
    whose = forms.ChoiceField(label=_("Country or provider"))

    def __init__(
        self, *args: Any, countries: Sequence[tuple[Country, str]], providers: Sequence[Provider], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        count = today.year * 12 + today.month - 1
        months = [date((count - n) // 12, (count - n) % 12 + 1, 1) for n in range(1, MONTHS + 1)]
        self.places: dict[str, dict[str, Any]] = {f"country-{c.pk}": {"country": c} for c, _name in countries}
        self.places |= {f"provider-{p.pk}": {"provider": p} for p in providers}
        month: Any = self.fields["month"]
        month.choices = [(m.isoformat(), month_in_words(m)) for m in months]
        whose: Any = self.fields["whose"]
        whose.choices = [*((f"provider-{p.pk}", p.name) for p in providers),
                         *((f"country-{c.pk}", name) for c, name in countries)]  # fmt: skip

    def facts(self) -> dict[str, Any]:
        month = date.fromisoformat(self.cleaned_data["month"])
        return {"month": month, **self.places[self.cleaned_data["whose"]]}


class OpenForm(forms.Form):
    reason = forms.CharField(label=_("Why it must be changed"), max_length=300,
                             widget=forms.Textarea(attrs={"rows": 3}))  # fmt: skip
