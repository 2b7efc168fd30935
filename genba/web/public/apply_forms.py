"""The forms of the five open doors, and what an applicant adds later."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from genba.programmes.models import Programme
from genba.web.base.application_forms import ApplicationForm
from genba.web.base.kind_forms import KindForm, field_of
from genba.web.base.open_forms import OpenForm


class EnterpriseDoorForm(OpenForm, ApplicationForm):
    """An enterprise asks to join."""


class KindDoorForm(OpenForm, KindForm):
    """A trainer, a provider, a brand or a sponsor asks to join."""


def programme_field(chosen: str) -> "forms.ModelChoiceField[Programme]":
    """Which programme, where there are several."""
    return forms.ModelChoiceField(Programme.objects.order_by("name"), to_field_name="code", label=_("Programme"),
                                  empty_label="…", initial=chosen)  # fmt: skip


class MissingForm(forms.Form):
    """What is missing, and nothing else."""

    def __init__(self, *args: Any, missing: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in missing:
            self.fields[name] = field_of(name, required=False)


class AnswerForm(forms.Form):
    """The answer to what was asked."""

    text = forms.CharField(label=gettext_lazy("Your answer"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))
