"""What a coordinator types at the desk about enterprises."""

from functools import lru_cache
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from genba.access.models import User
from genba.access.permissions import Permission
from genba.access.policy import reach, visible
from genba.directory.models import Owned, Provider, Sex, WorkRole
from genba.directory.models.enterprise import SIZE_NAMES
from genba.directory.models.owned import OWNED_HELP, OWNED_LABEL
from genba.directory.places import SECTION_NAMES, isic_title
from genba.web.base.fields import DayField, Offer, PlainSelect, VersionedForm, country_choices
from genba.web.base.filters import Filter, Filters


class FactsForm(forms.Form):
    """What an enterprise is and where."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=150)
    region = forms.CharField(label=gettext_lazy("Region or province"), max_length=100, required=False)
    city = forms.CharField(label=gettext_lazy("Town"), max_length=100, required=False)
    address = forms.CharField(label=gettext_lazy("Address"), max_length=250, required=False)
    phone = forms.CharField(label=gettext_lazy("Telephone"), max_length=40, required=False)
    isic = forms.CharField(label=gettext_lazy("Kind of business (ISIC code)"), max_length=4, required=False,
                           help_text=gettext_lazy("Two to four figures, such as 14 or 1410 for garments."))  # fmt: skip
    output_unit = forms.CharField(label=gettext_lazy("What it counts as output"), max_length=30, required=False,
                                  help_text=gettext_lazy("Such as pieces, pairs, kg, guest nights. It stays the same for good."))  # fmt: skip
    owned = forms.ChoiceField(label=OWNED_LABEL, help_text=OWNED_HELP, choices=Owned.choices, initial=Owned.NOT_STATED,
                              required=False)  # fmt: skip

    def clean_owned(self) -> str:
        return self.cleaned_data["owned"] or Owned.NOT_STATED.value

    def clean_isic(self) -> str:
        code: str = self.cleaned_data["isic"].strip().upper()
        if code and isic_title(code) is None:
            raise forms.ValidationError(
                _("“%(code)s” is not a code of ISIC Rev. 4. Write two, three or four figures, such as 1410."),
                params={"code": code},
            )
        return code


class RegisterForm(FactsForm):
    """A new enterprise, with the people it has now."""

    country = forms.ChoiceField(label=gettext_lazy("Country"), widget=PlainSelect)
    provider = forms.ModelChoiceField(Provider.objects.none(), label=gettext_lazy("Served by"), required=False)
    counted_on = DayField(label=gettext_lazy("People counted on"), required=False)
    field_order = [
        "name",
        "country",
        "region",
        "city",
        "address",
        "phone",
        "isic",
        "output_unit",
        "owned",
        "provider",
        "counted_on",
    ]

    def __init__(self, *args: Any, user: User, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["country"].choices = [("", "…"), *country_choices(language)]  # type: ignore[attr-defined]
        providers = visible(user, Permission.ENTERPRISE_REGISTER, Provider).order_by("name")
        self.fields["provider"].queryset = providers  # type: ignore[attr-defined]
        # Whoever registers for one provider would lose sight of an enterprise that nobody serves.
        within = reach(user, Permission.ENTERPRISE_REGISTER)
        if within is not None and "provider" not in within:
            mine = [pair for pair in country_choices(language) if pair[0] in within["country"]]
            self.fields["country"].choices = [("", "…"), *mine]  # type: ignore[attr-defined]
        if within is not None and "country" not in within:
            self.fields["provider"].required = True
            if len(providers) == 1:
                self.fields["provider"].initial = providers[0].pk
        for role in WorkRole:
            for sex in Sex:
                self.fields[f"people_{role.value}_{sex.value}"] = forms.IntegerField(
                    label=f"{role.label}: {sex.label}", min_value=0, max_value=1_000_000, required=False
                )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        people = {(r.value, s.value): data.pop(f"people_{r.value}_{s.value}", None) for r in WorkRole for s in Sex}
        data["workforce"] = {key: n for key, n in people.items() if n is not None}
        if data["workforce"] and not data.get("counted_on") and "counted_on" not in self.errors:
            self.add_error("counted_on", _("On which day were these people counted?"))
        return data

    def people(self) -> list[tuple[str, list[Any]]]:
        """The fields of the workforce by role, for the template's table."""
        return [(str(r.label), [self[f"people_{r.value}_{s.value}"] for s in Sex]) for r in WorkRole]


class EditForm(FactsForm, VersionedForm):
    """The facts of an enterprise, to put right."""


@lru_cache(maxsize=16)
def filters(language: str) -> Filters:
    """Search and filters of the list, in a language."""
    with override(language):
        everything = ("", _("all"))
        return Filters({
            "q": Filter(_("Name, town or code")),
            "country": Filter(_("Country"), Offer([everything, *country_choices(language)])),
            "sector": Filter(_("Kind of business"), Offer([everything, *SECTION_NAMES.items()])),
            "size": Filter(_("Size"), Offer([everything, *SIZE_NAMES.items()])),
            "owned": Filter(str(OWNED_LABEL), Offer([everything, *Owned.choices])),
            "doors": Filter(_("Open or closed"), Offer([("", _("open")), ("closed", _("closed")), ("all", _("all"))])),
        })  # fmt: skip
