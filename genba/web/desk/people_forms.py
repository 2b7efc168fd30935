"""What a coordinator or an owner types about the people of an enterprise."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from genba.directory.models import Sex, WorkRole
from genba.web.base.fields import DayField, VersionedForm

PASS_ROLES = (("worker", gettext_lazy("Worker: sees the sheet and the plan, and learns")),
              ("team-member", gettext_lazy("Improvement team: also writes in the plan")))  # fmt: skip


class PersonForm(forms.Form):
    """One person. Nobody needs an e-mail address."""

    name = forms.CharField(label=gettext_lazy("Full name"), max_length=150,
                           help_text=gettext_lazy("As people say it, in one field."))  # fmt: skip
    sex = forms.ChoiceField(label=gettext_lazy("Sex"), choices=Sex.choices, widget=forms.RadioSelect, initial=Sex.NOT_STATED)
    role = forms.ChoiceField(label=gettext_lazy("Role"), choices=WorkRole.choices, widget=forms.RadioSelect)
    job = forms.CharField(
        label=gettext_lazy("Job"), max_length=100, required=False, help_text=gettext_lazy("Such as line leader or sewing.")
    )
    phone = forms.CharField(label=gettext_lazy("Telephone"), max_length=40, required=False)


class PersonEditForm(PersonForm, VersionedForm):
    """A person, to put right."""


class PassForm(forms.Form):
    """A card with a code, and a PIN that the person chooses."""

    role = forms.ChoiceField(label=gettext_lazy("What the card opens"), choices=PASS_ROLES, initial="worker")
    pin = forms.CharField(
        label=gettext_lazy("PIN"), max_length=8, required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        help_text=gettext_lazy("Four to eight figures that the person chooses. Leave empty and we make one."),
    )  # fmt: skip


class WorkforceForm(forms.Form):
    """How many people work there, by role and sex, at a date."""

    counted_on = DayField(label=gettext_lazy("People counted on"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for role in WorkRole:
            for sex in Sex:
                self.fields[f"people_{role.value}_{sex.value}"] = forms.IntegerField(
                    label=sex.label, min_value=0, max_value=1_000_000, required=False
                )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        counts = {(r.value, s.value): data.pop(f"people_{r.value}_{s.value}", None) for r in WorkRole for s in Sex}
        data["people"] = {key: n for key, n in counts.items() if n is not None}
        if not data["people"] and not self.errors:
            self.add_error(None, _("Write at least one number."))
        return data

    def by_role(self) -> list[tuple[str, list[Any]]]:
        """The fields by role, for the template."""
        return [(str(r.label), [self[f"people_{r.value}_{s.value}"] for s in Sex]) for r in WorkRole]
