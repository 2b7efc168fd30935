"""What is typed about a trainer: languages and places, certificates, days away."""

from typing import Any

from babel import Locale
from babel.languages import get_official_languages
from django import forms
from django.utils.translation import gettext_lazy

from genba.directory.models import Country, Sex
from genba.directory.places import country_name
from genba.web.base.fields import DayField, VersionedForm

EVERYWHERE = ("en", "fr", "es", "ar")


class ProfileForm(VersionedForm):
    """Which languages somebody speaks and where they work; and their sex, since trainers are counted by it."""

    languages = forms.MultipleChoiceField(label=gettext_lazy("Languages"), widget=forms.CheckboxSelectMultiple,
                                          error_messages={"required": gettext_lazy("Tick at least one language.")})  # fmt: skip
    countries = forms.MultipleChoiceField(label=gettext_lazy("Countries"), widget=forms.CheckboxSelectMultiple,
                                          required=False)  # fmt: skip
    regions = forms.CharField(label=gettext_lazy("Regions"), max_length=500, required=False,
                              help_text=gettext_lazy("With commas, as in the addresses of enterprises."))  # fmt: skip
    sex = forms.ChoiceField(
        label=gettext_lazy("Sex"), choices=Sex.choices, widget=forms.RadioSelect, required=False,
        help_text=gettext_lazy("Only to count how many women and men train. Leave it at “Not stated” if you do not want to say."),
    )  # fmt: skip

    def __init__(self, *args: Any, language: str, kept: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codes = sorted(Country.objects.values_list("code", flat=True))
        spoken = {x.split("_")[0] for c in codes for x in get_official_languages(c, de_facto=True)}
        names, fields = Locale(language).languages, self.fields
        offered = sorted(((c, names.get(c, c)) for c in {*spoken, *EVERYWHERE, *kept}), key=lambda pair: pair[1])
        fields["languages"].choices = offered  # type: ignore[attr-defined]
        fields["countries"].choices = [(c, country_name(c, language)) for c in codes]  # type: ignore[attr-defined]

    def facts(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {"languages": data["languages"], "countries": data["countries"], "version": data["version"],
                "sex": data["sex"] or None, "regions": data["regions"].replace("،", ",").split(",")}  # fmt: skip


class CertificateForm(forms.Form):
    """A trainer may give a module for some time."""

    module = forms.ChoiceField(label=gettext_lazy("Module"))
    valid_from = DayField(label=gettext_lazy("Valid from"))
    valid_until = DayField(label=gettext_lazy("Valid until"))

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["module"].choices = choices  # type: ignore[attr-defined]


class AbsenceForm(forms.Form):
    """A trainer is away."""

    starts_on = DayField(label=gettext_lazy("Away from"))
    ends_on = DayField(label=gettext_lazy("Up to and including"))
    note = forms.CharField(label=gettext_lazy("Note"), max_length=200, required=False,
                           help_text=gettext_lazy("Others read only that you are away."))  # fmt: skip
