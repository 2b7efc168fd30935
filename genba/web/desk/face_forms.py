"""What the office types about how the programme shows itself."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from genba.curriculum import LANGUAGES
from genba.impact.indicators import definition_of
from genba.publishing.models.face import FIGURES
from genba.web.base.fields import PhotoField, VersionedForm, country_choices

NAMES = {"en": _("In a few words, in English"), "fr": _("In a few words, in French"), "es": _("In a few words, in Spanish"),
         "ar": _("In a few words, in Arabic")}  # fmt: skip


class ColourInput(forms.TextInput):
    """The browser's own picker of colours."""

    input_type = "color"


class FaceForm(VersionedForm):
    """Name, words, mark, two colours, contact, countries, figures of the first page."""

    name = forms.CharField(label=_("Name of the programme"), max_length=60)
    brand = forms.CharField(label=_("Colour of links and buttons"), max_length=7, widget=ColourInput(),
                            help_text=_("It is made darker or lighter where words would not be readable."))  # fmt: skip
    brand_mark = forms.CharField(label=_("Colour of the mark and of what is next"), max_length=7, widget=ColourInput())
    mark = PhotoField(
        label=_("Logo"), required=False, help_text=_("A square picture, PNG or JPEG. Without one our own mark is shown.")
    )
    without_mark = forms.BooleanField(label=_("Take the logo away"), required=False)
    email = forms.CharField(label=_("E-mail"), max_length=254, required=False)
    phone = forms.CharField(label=_("Telephone"), max_length=40, required=False)
    address = forms.CharField(label=_("Postal address"), max_length=250, required=False)
    countries = forms.MultipleChoiceField(label=_("Countries that are shown; none chosen: wherever enterprises take part"),
                                          required=False, widget=forms.SelectMultiple(attrs={"size": 8}))  # fmt: skip
    figures = forms.MultipleChoiceField(label=_("Figures on the first page; none ticked: all of them"), required=False,
                                        widget=forms.CheckboxSelectMultiple)  # fmt: skip

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["countries"].choices = country_choices(language)
        fields["figures"].choices = [(code, definition_of(code).label_in(language)) for code in FIGURES]
        for code, label in NAMES.items():
            own = {"lang": code, "dir": "rtl" if code == "ar" else "ltr"}
            fields[f"line_{code}"] = forms.CharField(
                label=label, max_length=120, required=False, widget=forms.TextInput(attrs=own)
            )

    @property
    def lines(self) -> list[Any]:
        """The fields of the few words, to be shown one after the other."""
        return [self[f"line_{code}"] for code in LANGUAGES]

    def facts(self) -> dict[str, Any]:
        """What the action takes."""
        typed = dict(self.cleaned_data)
        typed["lines"] = {code: typed.pop(f"line_{code}") for code in LANGUAGES}
        return typed
