"""What is typed about a class that did not happen, the guests in its room, and public holidays."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from genba.delivery.models import CalledOff, Guest, Session
from genba.directory.models import Country
from genba.directory.places import country_name
from genba.kit import numbers
from genba.web.base.fields import DayField, VersionedForm, because_field


def in_words(row: Session | CalledOff) -> str:
    return f"{numbers.date(row.held_on, language=get_language() or 'en')}, {row.get_part_display()}"


class CallOffForm(VersionedForm):
    """The whole class, or one session."""

    session = forms.ChoiceField(label=gettext_lazy("What does not happen"), widget=forms.RadioSelect, required=False)
    reason = forms.CharField(label=gettext_lazy("Because"), max_length=300)

    def __init__(self, *args: Any, sessions: list[Session], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        whole = [("", _("The whole class"))]
        self.fields["session"].choices = whole + [(s.key, in_words(s)) for s in sessions]  # type: ignore[attr-defined]


class HoldAgainForm(VersionedForm):
    """New days for what was called off."""

    starts_on = DayField(label=gettext_lazy("First day"))
    second_on = DayField(label=gettext_lazy("Second day"), required=False)
    third_on = DayField(label=gettext_lazy("Third day"), required=False)
    because = because_field()

    def __init__(self, *args: Any, days: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.many = days
        if days > 1:
            self.fields["second_on"].help_text = _("Leave the other days empty if they follow one another.")
        else:
            self.fields["starts_on"].label = _("New day")
            del self.fields["second_on"]
        if days < 3:
            del self.fields["third_on"]

    def days(self) -> list[date]:
        """The days typed, or as many in a row as are needed."""
        typed = [self.cleaned_data[d] for d in ("starts_on", "second_on", "third_on") if self.cleaned_data.get(d)]
        return typed if len(typed) > 1 else [typed[0] + timedelta(days=n) for n in range(self.many)]


class GuestForm(forms.Form):
    """Somebody else who was in the room."""

    there_on = forms.TypedChoiceField(label=gettext_lazy("Day"), coerce=date.fromisoformat)
    kind = forms.ChoiceField(label=gettext_lazy("There as"), choices=Guest.Kind.choices, widget=forms.RadioSelect,
                             error_messages={"required": gettext_lazy("Say what the person was there for.")})  # fmt: skip
    name = forms.CharField(label=gettext_lazy("Full name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "off"}),
                           error_messages={"required": gettext_lazy("Write the name as people use it.")})  # fmt: skip
    organisation = forms.CharField(label=gettext_lazy("Organisation"), max_length=150, required=False)

    def __init__(self, *args: Any, days: list[date], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = [(d.isoformat(), numbers.date(d, language=get_language() or "en")) for d in days]
        self.fields["there_on"].choices = words  # type: ignore[attr-defined]


class HolidayForm(forms.Form):
    """Holidays of a country, a line each."""

    country = forms.ModelChoiceField(Country.objects.none(), label=gettext_lazy("Country"), empty_label=None)
    lines = forms.CharField(
        label=gettext_lazy("Days and names"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("One on each line, such as 2026-12-12 Jamhuri Day. You can paste a whole year."),
        error_messages={"required": gettext_lazy("Write at least one day.")},
    )  # fmt: skip

    def __init__(self, *args: Any, countries: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["country"].queryset = countries
        fields["country"].label_from_instance = lambda row: country_name(row.code, get_language() or "en")
