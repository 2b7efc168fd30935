"""The fields of an application: the open form and the desk ask the same."""

from collections.abc import Mapping
from typing import Any

from babel import Locale
from django import forms
from django.utils.translation import gettext_lazy as _

from genba.directory.models import Owned
from genba.directory.models.owned import OWNED_HELP, OWNED_LABEL
from genba.directory.places import SECTION_NAMES, country_name
from genba.programmes.actions.applying import BODIES, LABELS
from genba.programmes.curricula import curriculum
from genba.programmes.models import Application
from genba.web.base.fields import PlainSelect, country_choices


class WhoAsksForm(forms.Form):
    """Who asks, where, and how to reach them: the same of every kind of applicant."""

    name = forms.CharField(label=_("Name of the enterprise"), max_length=150)
    country = forms.ChoiceField(label=_("Country"), widget=PlainSelect)
    region = forms.CharField(label=_("Region or province"), max_length=100, required=False)
    contact = forms.CharField(label=_("Whom we may call"), max_length=150)
    phone = forms.CharField(label=_("Telephone"), max_length=40, required=False,
                            widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
                            help_text=_("A telephone number or an e-mail address: one is enough."))  # fmt: skip
    email = forms.CharField(label=_("E-mail"), max_length=254, required=False,
                            widget=forms.TextInput(attrs={"inputmode": "email", "autocomplete": "email"}))  # fmt: skip
    message = forms.CharField(label=_("What would you like to change?"), max_length=2000, required=False,
                              widget=forms.Textarea(attrs={"rows": 4}))  # fmt: skip

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["country"].choices = [("", "…"), *country_choices(language)]


class ApplicationForm(WhoAsksForm):
    """An enterprise: also its kind of business, how many work there, and how it heard of us."""

    city = forms.CharField(label=_("Town"), max_length=100, required=False)
    isic = forms.ChoiceField(label=_("Kind of business"), required=False)
    women = forms.IntegerField(label=_("Women who work there"), min_value=0, max_value=100_000, required=False)
    men = forms.IntegerField(label=_("Men who work there"), min_value=0, max_value=100_000, required=False)
    owned = forms.ChoiceField(label=OWNED_LABEL, help_text=OWNED_HELP, choices=Owned.choices, initial=Owned.NOT_STATED,
                              required=False)  # fmt: skip
    source = forms.ChoiceField(label=_("How did you hear of us?"), choices=Application.Source.choices)
    heard = forms.CharField(label=_("From whom?"), max_length=200, required=False,
                            help_text=_("Such as the name of the association or the brand."))  # fmt: skip
    field_order = ("name", "country", "region", "city", "isic", "women", "men", "owned", "contact", "phone", "email", "source", "heard",
                   "message")  # fmt: skip

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        super().__init__(*args, language=language, **kwargs)
        fields: Any = self.fields
        fields["isic"].choices = [("", "…"), *SECTION_NAMES.items()]


def labelled(answers: Mapping[str, Any], language: str) -> list[tuple[str, str]]:
    """The answers of a kind as people read them."""
    names, modules = Locale(language).languages, {m.slug: m.titles.in_(language) for m in curriculum().modules}
    told = []
    for name, value in answers.items():
        if name == "languages":
            value = ", ".join(names.get(code, code) for code in value)
        elif name == "modules":
            value = ", ".join(modules.get(slug, slug) for slug in value)
        elif name == "countries":
            value = ", ".join(country_name(code, language) for code in value)
        elif name == "body":
            value = str(BODIES[value])
        told.append((str(LABELS[name]), str(value)))
    return told
