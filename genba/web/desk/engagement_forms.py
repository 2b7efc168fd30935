"""What a coordinator types about an agreement: who takes what, with whom, for how much, and who pays."""

from decimal import Decimal
from typing import Any

from babel.numbers import list_currencies
from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from genba.access.models import User
from genba.access.permissions import Permission
from genba.directory.models import Enterprise, Provider
from genba.programmes.actions.engagements import Share
from genba.programmes.curricula import curriculum
from genba.programmes.models import Payer, Programme
from genba.programmes.trainers import providers_for, trainers_for
from genba.web.base.fields import DayField, NumberField

PAYERS = (1, 2, 3)
MOST = Decimal(10) ** 12


class MoneyField(NumberField):
    """An amount of money as people write it, with at most two decimals."""

    def to_python(self, value: Any) -> Decimal | None:
        amount = super().to_python(value)
        if amount is None:
            return None
        if not 0 <= amount < MOST:
            raise forms.ValidationError(_("Write an amount that is not below nought and under a million million."))
        if amount != amount.quantize(Decimal("0.01")):
            raise forms.ValidationError(_("Money has at most two decimals."))
        return amount


def module_choices(language: str) -> list[tuple[str, str]]:
    """The modules a programme can agree on today, by their title."""
    return [(m.slug, m.titles.in_(language)) for m in curriculum().modules if m.status == "active"]


class EngagementForm(forms.Form):
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
        for n in PAYERS:
            fields[f"payer_{n}"] = forms.ChoiceField(
                label=gettext_lazy("Who pays"), choices=[("", _("nobody")), *Payer.choices], required=False
            )
            fields[f"name_{n}"] = forms.CharField(label=gettext_lazy("Name"), max_length=150, required=False)
            fields[f"amount_{n}"] = MoneyField(label=gettext_lazy("Amount"), required=False)
            fields[f"in_kind_{n}"] = forms.BooleanField(
                label=gettext_lazy("Not in money: a room, meals, work time"), required=False
            )

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
        data["shares"] = []
        for n in PAYERS:
            payer, name, amount, in_kind = (data.pop(f"{part}_{n}", None) for part in ("payer", "name", "amount", "in_kind"))
            if payer and amount:
                data["shares"].append(Share(payer=payer, amount=amount, name=name or "", in_kind=bool(in_kind)))
            elif payer and f"amount_{n}" not in self.errors:
                self.add_error(f"amount_{n}", _("How much does this payer give?"))
            elif amount:
                self.add_error(f"payer_{n}", _("Who pays this amount?"))
        return data

    @cached_property
    def payers(self) -> list[list[Any]]:
        """The fields of each payer, for the template."""
        return [[self[f"{part}_{n}"] for part in ("payer", "name", "amount", "in_kind")] for n in PAYERS]


class WithdrawForm(forms.Form):
    """The enterprise leaves before the end."""

    withdrawn_on = DayField(label=gettext_lazy("Left on"))
    reason = forms.CharField(label=gettext_lazy("Why"), widget=forms.Textarea(attrs={"rows": 3}), max_length=1000)
