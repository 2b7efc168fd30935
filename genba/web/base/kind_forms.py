"""The facts of each kind of applicant beside enterprises: how they are asked, at the open door and at the desk."""

from typing import Any

from babel import Locale
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from genba.curriculum import LANGUAGES
from genba.directory.places import SECTION_NAMES, country_code
from genba.kit.names import name_key
from genba.kit.refused import Refused
from genba.programmes.actions.applying import ASKED, BODIES, LABELS
from genba.programmes.curricula import curriculum
from genba.programmes.models import Application
from genba.web.base.application_forms import WhoAsksForm
from genba.web.base.words import language

NAMES = {"trainer": gettext_lazy("Your name"), "provider": gettext_lazy("Name of the organisation"),
         "brand": gettext_lazy("Name of the brand"), "sponsor": gettext_lazy("Name of the body")}  # fmt: skip


class LanguagesField(forms.CharField):
    """Names of languages with commas, in one of ours or in their own; its value are ISO 639 codes."""

    def to_python(self, value: Any) -> Any:
        return list(dict.fromkeys(_code_of(part) for part in parts_of(super().to_python(value))))


class CountriesField(forms.CharField):
    """Names of countries with commas, in any way of writing that we know; its value are ISO 3166 codes."""

    def to_python(self, value: Any) -> Any:
        try:
            return list(dict.fromkeys(country_code(part) for part in parts_of(super().to_python(value))))
        except Refused as no:
            raise forms.ValidationError(no.reason) from None


def parts_of(text: Any) -> list[str]:
    """What stands between commas, also Arabic ones and semicolons."""
    return [part for part in str(text or "").replace("،", ",").replace(";", ",").split(",") if part.strip()]


def _code_of(text: str) -> str:
    asked = name_key(text)
    for spoken in LANGUAGES:
        for code, name in Locale(spoken).languages.items():
            if asked in (name_key(name), code) and "_" not in code:
                return str(code)
    for code in ("vi", "id", "sw", "am", "my", "bn", "hi", "ur", "pt", "zh", "tr", "ru", "fa"):
        if asked == name_key(str(Locale(code).languages.get(code, ""))):
            return code
    raise forms.ValidationError(_("We do not know the language “%(name)s”. Write it in English, such as Vietnamese."),
                                params={"name": text.strip()[:40]})  # fmt: skip


def field_of(name: str, *, required: bool) -> forms.Field:
    """How one of the facts of a kind is asked."""
    label = LABELS[name]
    if name == "languages":
        return LanguagesField(
            label=label, required=required, max_length=200, help_text=_("With commas, such as: French, Arabic.")
        )
    if name == "countries":
        return CountriesField(
            label=label, required=False, max_length=300, help_text=_("With commas, such as: Kenya, Viet Nam.")
        )
    if name == "modules":
        offered = [(m.slug, m.titles.in_(language())) for m in curriculum().modules if m.status == "active"]
        return forms.MultipleChoiceField(label=label, required=False, choices=offered, widget=forms.CheckboxSelectMultiple)
    if name == "body":
        return forms.ChoiceField(label=label, required=required, choices=list(BODIES.items()), widget=forms.RadioSelect)
    if name == "isic":
        return forms.ChoiceField(label=label, required=False, choices=[("", "…"), *SECTION_NAMES.items()])
    if name in ("years", "trainers", "suppliers", "women", "men"):
        return forms.IntegerField(label=label, required=False, min_value=0, max_value=100_000,
                                  widget=forms.NumberInput(attrs={"inputmode": "numeric"}))  # fmt: skip
    kinds = {"website": ("url", "url", 280), "email": ("email", "email", 254), "region": ("text", "off", 100),
             "city": ("text", "address-level2", 100)}  # fmt: skip
    mode, complete, most = kinds.get(name, ("text", "off", 300))
    return forms.CharField(label=label, required=False, max_length=most,
                           widget=forms.TextInput(attrs={"inputmode": mode, "autocomplete": complete}))  # fmt: skip


class KindForm(WhoAsksForm):
    """A trainer, a provider, a brand or a sponsor asks to join: who, where, how to be reached, and two or three facts."""

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        fields: Any = self.fields
        fields["name"].label, fields["message"].label = NAMES[kind], _("What should we know?")
        fields["name"].widget.attrs["autocomplete"] = "name"
        for name, is_needed in ASKED[kind].items():
            self.fields[name] = field_of(name, required=is_needed and name in ("languages", "body"))
        self.fields["message"] = self.fields.pop("message")  # asked last
        if kind != "trainer":
            fields["name"].widget.attrs["autocomplete"] = "organization"
        else:
            del self.fields["contact"]
            fields["email"].required = True
            fields["email"].help_text = _("You sign in with it once you are taken on.")
            fields["phone"].help_text = ""

    def facts(self) -> dict[str, Any]:
        """What the action takes."""
        typed = dict(self.cleaned_data)
        answers = {name: typed.pop(name) for name in ASKED[self.kind] if name in typed}
        typed.setdefault("contact", typed["name"])
        typed.setdefault("source", Application.Source.OPEN_CALL)
        return {**typed, "kind": self.kind, "answers": answers}
