"""What a coordinator types about an offer and about who signed it."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from genba.access.models import User
from genba.access.permissions import Permission
from genba.directory.models import Enterprise, Provider
from genba.programmes.actions.offers import Promises, Signed
from genba.programmes.models import Agreement, Offer, Programme
from genba.programmes.trainers import providers_for, trainers_for
from genba.web.base.fields import DayField, PaperField
from genba.web.desk.engagement_forms import module_choices
from genba.web.desk.payer_forms import MoneyField, PayersForm

LINES = (1, 2, 3)


class OfferForm(PayersForm):
    """Modules at their prices, who pays, what both promise, until when it holds."""

    programme = forms.ModelChoiceField(Programme.objects.none(), label=gettext_lazy("Programme"), empty_label=None)
    provider = forms.ModelChoiceField(Provider.objects.none(), label=gettext_lazy("Provider"))
    trainer = forms.ModelChoiceField(
        User.objects.none(), label=gettext_lazy("Trainer"), required=False, empty_label=gettext_lazy("nobody yet")
    )
    format = forms.ChoiceField(label=gettext_lazy("Form"), choices=Offer.Format.choices)
    currency = forms.CharField(
        label=gettext_lazy("Currency"), max_length=3, help_text=gettext_lazy("Three letters, such as USD.")
    )
    participants = forms.IntegerField(label=gettext_lazy("People the enterprise sends"), min_value=1, max_value=1000)
    team = forms.IntegerField(label=gettext_lazy("Of them in the improvement team"), min_value=0, max_value=1000)
    visits = forms.IntegerField(label=gettext_lazy("Visits of the trainer"), min_value=0, max_value=100)
    offered_on = DayField(label=gettext_lazy("Offered on"))
    valid_until = DayField(label=gettext_lazy("Holds until"))
    insist = forms.BooleanField(
        label=gettext_lazy("The price is right, although it is far from the usual one"), required=False
    )

    def __init__(self, *args: Any, user: User, language: str, enterprise: Enterprise, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["programme"].queryset = Programme.objects.order_by("name")
        fields["provider"].queryset = providers_for(user, Permission.OFFER_MAKE)
        if len(fields["provider"].queryset) == 1:
            fields["provider"].empty_label = None
        fields["trainer"].queryset = trainers_for(user, Permission.OFFER_MAKE)
        fields["currency"].initial = enterprise.currency
        offered = [("", _("none")), *module_choices(language)]
        for n in LINES:
            fields[f"module_{n}"] = forms.ChoiceField(label=gettext_lazy("Module"), choices=offered, required=n == 1)
            fields[f"price_{n}"] = MoneyField(label=gettext_lazy("Price of the module"), required=False)

    def clean_currency(self) -> str:
        code: str = self.cleaned_data["currency"]
        return code.strip().upper()

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        data["prices"] = {}
        for n in LINES:
            module, price = data.pop(f"module_{n}", ""), data.pop(f"price_{n}", None)
            if module in data["prices"]:
                self.add_error(f"module_{n}", _("This module is in the offer already."))
            elif module:
                data["prices"][module] = price or Decimal(0)
            elif price:
                self.add_error(f"module_{n}", _("Which module costs this?"))
        if not self.errors:
            data["promises"] = Promises(data.pop("participants"), data.pop("team"), data.pop("visits"))
        return data

    @cached_property
    def lines(self) -> list[list[Any]]:
        return [[self[f"module_{n}"], self[f"price_{n}"]] for n in LINES]


class CountersignForm(forms.Form):
    """Who signs for the provider what the enterprise accepted on the screen."""

    provider_name = forms.CharField(label=gettext_lazy("Full name"), max_length=150)
    provider_role = forms.CharField(label=gettext_lazy("Function"), max_length=100)
    provider_on = DayField(label=gettext_lazy("Signed on"))
    in_spite = forms.CharField(label=gettext_lazy("Why, although it does not fit the rule"), max_length=1000, required=False,
                               widget=forms.Textarea(attrs={"rows": 2}))  # fmt: skip

    def facts(self) -> dict[str, Any]:
        """What the action takes."""
        data = dict(self.cleaned_data)
        data["for_provider"] = Signed(*(data.pop(f"provider_{part}") for part in ("name", "role", "on")))
        return data


class PaperForm(forms.Form):
    """The signed paper, and why it takes the place of one that is kept already."""

    file = PaperField(label=gettext_lazy("Scan or photo of the signed paper"),
                      help_text=gettext_lazy("PDF, JPEG or PNG, at most 20 MB."))  # fmt: skip
    reason = forms.CharField(label=gettext_lazy("Why does it take the place of the one before?"), max_length=1000,
                             widget=forms.Textarea(attrs={"rows": 2}))  # fmt: skip

    def __init__(self, *args: Any, is_first: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_first:
            del self.fields["reason"]


class SignForm(CountersignForm):
    """Who signed for each side, and what the enterprise agrees to."""

    way = forms.ChoiceField(label=gettext_lazy("How it was signed"), choices=Agreement.Way.choices, widget=forms.RadioSelect)
    enterprise_name = forms.CharField(label=gettext_lazy("Full name"), max_length=150)
    enterprise_role = forms.CharField(label=gettext_lazy("Function"), max_length=100)
    enterprise_on = DayField(label=gettext_lazy("Signed on"))
    may_report = forms.BooleanField(label=gettext_lazy("Its figures may stand in reports of the programme, without its name"),
                                    required=False)  # fmt: skip
    may_study = forms.BooleanField(
        label=gettext_lazy("Its figures may be used in studies, without its name"), required=False
    )

    def facts(self) -> dict[str, Any]:
        data = super().facts()
        data["for_enterprise"] = Signed(*(data.pop(f"enterprise_{part}") for part in ("name", "role", "on")))
        return data
