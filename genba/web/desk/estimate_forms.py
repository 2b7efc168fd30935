"""What an enterprise tells of a year, and what the programme assumes."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from genba.programmes.models import Loss, Programme
from genba.web.base.fields import DayField, NumberField
from genba.web.desk.payer_forms import MoneyField


class FiguresForm(forms.Form):
    """A year's figures; what the enterprise does not know stays empty."""

    absent_days = MoneyField(label=_("Days of absence in a year, of all people together"), required=False)
    daily_wage = MoneyField(label=_("Wage of a day"), required=False)
    faulty_percent = NumberField(label=_("Faulty or done again, per cent of the output"), required=False)
    output_value = MoneyField(label=_("Value of the output of a year"), required=False)
    energy_bill = MoneyField(label=_("Energy bill of a year"), required=False)
    currency = forms.CharField(label=_("Currency"), max_length=3, help_text=_("Three letters, such as USD."))
    source = forms.CharField(label=_("Where the figures come from"), max_length=200,
                             help_text=_("Such as: pay book of 2025, the owner by heart."))  # fmt: skip

    def clean_currency(self) -> str:
        code: str = self.cleaned_data["currency"]
        return code.strip().upper()


class PayrollForm(forms.Form):
    """The wage bill of a month."""

    amount = MoneyField(label=_("Wages of a month, of all people together"))
    currency = forms.CharField(label=_("Currency"), max_length=3, help_text=_("Three letters, such as USD."))
    people = forms.IntegerField(label=_("For how many people"), min_value=1, max_value=1_000_000)
    paid_on = DayField(label=_("Day"))
    source = forms.CharField(label=_("Where the figures come from"), max_length=200,
                             help_text=_("Such as: pay book of 2025, the owner by heart."))  # fmt: skip

    def clean_currency(self) -> str:
        code: str = self.cleaned_data["currency"]
        return code.strip().upper()


class AssumptionForm(forms.Form):
    """Which part of a loss is achievable."""

    programme = forms.ModelChoiceField(Programme.objects.none(), label=_("Programme"), empty_label=None)
    loss = forms.ChoiceField(label=_("Loss"), choices=Loss.choices)
    low = NumberField(label=_("Low, per cent"))
    middle = NumberField(label=_("Middle, per cent"))
    high = NumberField(label=_("High, per cent"))
    since_on = DayField(label=_("From this day on"))
    source = forms.CharField(label=_("Source"), max_length=300, required=False,
                             help_text=_("Empty: the programme's own assumption, to be replaced."))  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["programme"].queryset = Programme.objects.order_by("name")  # type: ignore[attr-defined]
