"""What a coordinator types about an agreement: who takes what, with whom, for how much, and who pays."""

from decimal import Decimal
from typing import Any

from babel.numbers import list_currencies
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from genba.access.models import User
from genba.access.permissions import Permission
from genba.directory.models import Enterprise, Provider
from genba.programmes.curricula import curriculum
from genba.programmes.models import Programme
from genba.programmes.trainers import providers_for, trainers_for
from genba.web.base.fields import DayField
from genba.web.desk.payer_forms import MoneyField, PayersForm


def module_choices(language: str) -> list[tuple[str, str]]:
    """The modules a programme can agree on today, by their title."""
    return [(m.slug, m.titles.in_(language)) for m in curriculum().modules if m.status == "active"]


class EngagementForm(PayersForm):
    """This enterprise takes this module."""

    programme = forms.ModelChoiceField(Programme.objects.none(), label=gettext_lazy("Programme"), empty_label=None)
    module = forms.ChoiceField(label=gettext_lazy("Module"))
    provider = forms.ModelChoiceField(
        Provider.objects.none(), label=gettext_lazy("Provider"), empty_label=gettext_lazy("choose")
    )
    trainer = forms.ModelChoiceField(
        User.objects.none(), label=gettext_lazy("Trainer"), required=False, empty_label=gettext_lazy("nobody yet"),
        help_text=gettext_lazy("The trainer sees the enterprise from the day of the agreement."),
    )  # fmt: skip
    agreed_on = DayField(label=gettext_lazy("Agreed on"))
    price = MoneyField(
        label=gettext_lazy("Price of the module"), required=False,
        help_text=gettext_lazy("Leave empty if it costs nothing."),
    )  # fmt: skip
    currency = forms.CharField(
        label=gettext_lazy("Currency"), max_length=3, help_text=gettext_lazy("Three letters, such as USD.")
    )

    in_spite = forms.CharField(label=gettext_lazy("Why, although it does not fit the rule"), max_length=1000, required=False,
                               widget=forms.Textarea(attrs={"rows": 2}))  # fmt: skip

    def __init__(self, *args: Any, user: User, language: str, enterprise: Enterprise, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["programme"].queryset = Programme.objects.order_by("name")
        fields["module"].choices = module_choices(language)
        fields["provider"].queryset = providers_for(user, Permission.ENGAGEMENT_OPEN)
        if len(fields["provider"].queryset) == 1:
            fields["provider"].empty_label = None
        fields["trainer"].queryset = trainers_for(user, Permission.ENGAGEMENT_OPEN)
        fields["currency"].initial = enterprise.currency

    def clean_currency(self) -> str:
        code: str = self.cleaned_data["currency"].strip().upper()
        if code not in list_currencies():
            raise forms.ValidationError(
                _("“%(code)s” is no currency. Write three letters, such as USD."), params={"code": code}
            )
        return code

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        data["price"] = data.get("price") or Decimal(0)
        return data


class WithdrawForm(forms.Form):
    """The enterprise leaves before the end."""

    withdrawn_on = DayField(label=gettext_lazy("Left on"))
    reason = forms.CharField(label=gettext_lazy("Why"), widget=forms.Textarea(attrs={"rows": 3}), max_length=1000)
