"""Form pieces that every surface uses."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class DayField(forms.DateField):
    """A day by the browser's own picker. A year of another calendar is met with the Gregorian year it probably is."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
        super().__init__(**options)

    def to_python(self, value: Any) -> date | None:
        day = super().to_python(value)
        if day and 2400 <= day.year <= 2700:
            raise forms.ValidationError(
                _("%(year)s looks like a Buddhist year. Write the Gregorian one: %(other)s."),
                params={"year": day.year, "other": day.year - 543},
            )
        if day and 1300 <= day.year <= 1500:
            other = round(day.year * 0.970229 + 621.5643)
            raise forms.ValidationError(
                _("%(year)s looks like a Hijri year. Write the Gregorian one, about %(other)s."),
                params={"year": day.year, "other": other},
            )
        if day and not 1900 <= day.year <= 2100:
            raise forms.ValidationError(_("%(year)s is no year we can work with."), params={"year": day.year})
        return day


class VersionedForm(forms.Form):
    """A form that edits a thing: remembers which version of it the editor saw."""

    version = forms.IntegerField(widget=forms.HiddenInput)
