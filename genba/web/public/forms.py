"""What is typed at the door and in the own account."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from genba.access.models import Grant, User
from genba.access.permissions import Permission
from genba.publishing.actions.listings import LONGEST_CONTACT


class PassForm(forms.Form):
    """The code on the card and the PIN in the head."""

    code = forms.CharField(
        label=_("Code on your card"), max_length=20, help_text=_("Eight letters and figures, such as K7WM 2P9R."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )  # fmt: skip
    pin = forms.CharField(
        label=_("PIN"), max_length=20, help_text=_("The four to eight figures you chose."),
        widget=forms.PasswordInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )  # fmt: skip


class TokenForm(forms.Form):
    """A key for a program of one's own."""

    name = forms.CharField(label=_("What is it for?"), max_length=80, help_text=_("Such as: monthly report of our office."))
    grant = forms.ModelChoiceField(Grant.objects.none(), label=_("It acts as"), empty_label=None)
    days = forms.TypedChoiceField(
        label=_("It works for"), coerce=int, choices=[(30, _("30 days")), (90, _("90 days")), (365, _("One year"))]
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        able = [g.pk for g in user.held if Permission.TOKEN_MAKE in g.permissions]
        self.fields["grant"].queryset = Grant.objects.filter(pk__in=able)  # type: ignore[attr-defined]
        self.fields["grant"].label_from_instance = lambda grant: str(grant.get_role_display())  # type: ignore[attr-defined]


class ContactForm(forms.Form):
    """How a trainer wants to be asked by whoever reads the public directory."""

    contact = forms.CharField(
        label=_("How people may ask you"), max_length=LONGEST_CONTACT, required=False,
        help_text=_("An e-mail address or a telephone number. Empty: through the office of the programme. Everybody can read it."),
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )  # fmt: skip
