"""Amounts of money, and who pays them: the same on an offer and on an engagement."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from genba.programmes.actions.engagements import Share
from genba.programmes.models import Payer
from genba.web.base.fields import NumberField

PAYERS = (1, 2, 3)
PARTS = ("payer", "name", "amount", "in_kind")
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


class PayersForm(forms.Form):
    """A form that asks who pays how much. Its cleaned data has `shares`; an amount without a payer is named, and the
    other way round."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        for n in PAYERS:
            fields[f"payer_{n}"] = forms.ChoiceField(
                label=gettext_lazy("Who pays"), choices=[("", _("nobody")), *Payer.choices], required=False
            )
            fields[f"name_{n}"] = forms.CharField(label=gettext_lazy("Name"), max_length=150, required=False)
            fields[f"amount_{n}"] = MoneyField(label=gettext_lazy("Amount"), required=False)
            fields[f"in_kind_{n}"] = forms.BooleanField(
                label=gettext_lazy("Not in money: a room, meals, work time"), required=False
            )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        data["shares"] = []
        for n in PAYERS:
            payer, name, amount, in_kind = (data.pop(f"{part}_{n}", None) for part in PARTS)
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
        return [[self[f"{part}_{n}"] for part in PARTS] for n in PAYERS]
