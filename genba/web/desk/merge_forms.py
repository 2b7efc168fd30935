"""What somebody says about two records that may be one."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from genba.directory.models import EnterpriseEvent
from genba.kit.codes import tidy_code
from genba.web.base.fields import DayField


class WithForm(forms.Form):
    """The code of the other record."""

    code = forms.CharField(label=gettext_lazy("Code of the other record"), max_length=20)

    def clean_code(self) -> str:
        return tidy_code(self.cleaned_data["code"])


class MergeForm(forms.Form):
    """Under which name it goes on, and the versions that the reader saw."""

    name = forms.ChoiceField(label=gettext_lazy("The name to go on with"), widget=forms.RadioSelect)
    version = forms.IntegerField(widget=forms.HiddenInput)
    other_version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, names: tuple[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].choices = [(name, name) for name in dict.fromkeys(names)]  # type: ignore[attr-defined]


class EventForm(forms.Form):
    """What befell the enterprise, and on which day."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What happened"),
        choices=[one for one in EnterpriseEvent.Kind.choices if one[0] != EnterpriseEvent.Kind.COUNTRY],
        widget=forms.RadioSelect,
    )
    happened_on = DayField(label=gettext_lazy("On which day"))
    city = forms.CharField(label=gettext_lazy("New town"), max_length=100, required=False,
                           help_text=gettext_lazy("Only when it moved."))  # fmt: skip
    address = forms.CharField(label=gettext_lazy("New address"), max_length=250, required=False,
                              help_text=gettext_lazy("Only when it moved."))  # fmt: skip
    other = forms.CharField(label=gettext_lazy("Code of the part"), max_length=20, required=False,
                            help_text=gettext_lazy("Only when it split: register the part first."))  # fmt: skip
    note = forms.CharField(label=gettext_lazy("Note"), max_length=300, required=False)
