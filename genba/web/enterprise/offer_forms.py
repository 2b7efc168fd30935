"""What an owner types to accept an offer."""

from django import forms
from django.utils.translation import gettext_lazy as _


class AcceptForm(forms.Form):
    """Name and function stand for a signature; what the enterprise agrees to is its own choice."""

    name = forms.CharField(label=_("Your full name, as a signature"), max_length=150)
    role = forms.CharField(label=_("Function"), max_length=100)
    may_report = forms.BooleanField(label=_("Its figures may stand in reports of the programme, without its name"),
                                    required=False)  # fmt: skip
    may_study = forms.BooleanField(label=_("Its figures may be used in studies, without its name"),
                                    required=False)  # fmt: skip
