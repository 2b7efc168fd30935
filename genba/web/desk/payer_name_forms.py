"""Who stands behind a name that is written as a payer, and a new sponsor."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from genba.directory.models import Brand, Sponsor
from genba.kit.names import tidy_name
from genba.programmes.models import Payer
from genba.programmes.payers import NAMED
from genba.web.base.words import country, language

BODIES = {"sponsor": Sponsor, "brand": Brand}


class NameForm(forms.Form):
    """A name as it stands in agreements, and who it is: "sponsor:CODE", "brand:CODE" or nothing."""

    country = forms.ChoiceField()
    payer = forms.ChoiceField(choices=[(kind.value, kind.label) for kind in Payer if kind in NAMED])
    name = forms.CharField(max_length=150)
    body = forms.CharField(label=gettext_lazy("Who it is"), max_length=20, required=False)

    def __init__(self, *args: Any, countries: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["country"].choices = [(code, code) for code in countries]

    def clean_body(self) -> Sponsor | Brand | None:
        kind, _colon, code = self.cleaned_data["body"].partition(":")
        if not kind:
            return None
        rows: Any = BODIES[kind]._default_manager if kind in BODIES else Sponsor.objects.none()
        found: Sponsor | Brand | None = rows.filter(code=code).first()
        if found is None:
            raise forms.ValidationError(_("This sponsor or brand is not here any more. Choose from the list."))
        return found


class SponsorForm(forms.Form):
    """A ministry, a chamber or a donor that is not here yet."""

    name = forms.CharField(label=gettext_lazy("Name of the body"), max_length=150)
    country = forms.ChoiceField(
        label=gettext_lazy("Country"), help_text=gettext_lazy("Where it sits. It may pay in others.")
    )

    def __init__(self, *args: Any, countries: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["country"].choices = sorted(
            ((code, country(code, language=language())) for code in countries), key=lambda one: one[1]
        )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if {"name", "country"} <= set(data):
            data["name"] = tidy_name(data["name"])
            if Sponsor.objects.filter(country_id=data["country"], name__iexact=data["name"]).exists():
                self.add_error("name", _("A sponsor of this name is here already."))
        return data
