"""What somebody writes who came to a class without being on its list."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from genba.directory.models import Sex, WorkRole


class NewcomerForm(forms.Form):
    """Name, sex, role and enterprise."""

    name = forms.CharField(label=gettext_lazy("Your full name"), max_length=150,
                           widget=forms.TextInput(attrs={"autocomplete": "name"}),
                           error_messages={"required": gettext_lazy("Write the name as people use it.")})  # fmt: skip
    sex = forms.ChoiceField(
        label=gettext_lazy("Sex"), choices=[c for c in Sex.choices if c[0] != Sex.NOT_STATED], widget=forms.RadioSelect,
        required=False, help_text=gettext_lazy("Leave empty if you would rather not say."),
    )  # fmt: skip
    role = forms.ChoiceField(label=gettext_lazy("Role"), choices=WorkRole.choices[::-1], widget=forms.RadioSelect,
                             error_messages={"required": gettext_lazy("Is it a worker or a manager?")})  # fmt: skip
    enterprise = forms.ChoiceField(label=gettext_lazy("Where you work"), widget=forms.RadioSelect,
                                   error_messages={"required": gettext_lazy("From which enterprise?")})  # fmt: skip

    def __init__(self, *args: Any, senders: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["enterprise"].choices = senders  # type: ignore[attr-defined]
        if len(senders) == 1:
            self.fields["enterprise"].initial = senders[0][0]
