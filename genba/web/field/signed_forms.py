"""What is typed from a signed sheet."""

from django import forms
from django.utils.translation import gettext_lazy

from genba.web.base.fields import VersionedForm


class SignedForm(VersionedForm):
    """The numbers of those who did not sign; empty where everybody did."""

    numbers = forms.CharField(
        label=gettext_lazy("Which numbers did not sign?"), max_length=500, required=False,
        help_text=gettext_lazy("With commas, such as 3, 7-9. Empty if everybody signed."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "text"}),
    )  # fmt: skip
