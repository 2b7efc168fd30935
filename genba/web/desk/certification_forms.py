"""What the office types about what it takes to be certified."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from genba.certification.actions import ASKS, LONGEST_MONTHS, LONGEST_YEARS
from genba.programmes.models import Programme
from genba.web.base.fields import DayField, NumberField

LABELS = {
    "training_days": _("Days of training for trainers"), "experience_years": _("Years of work with enterprises, before"),
    "modules_beside_expert": _("Modules given beside an expert trainer"), "observed_visits": _("Visits that an expert observed"),
    "certified_trainers": _("Certified trainers at least"), "first_enterprises": _("Enterprises to begin with, at least"),
}  # fmt: skip


class CertificationRuleForm(forms.Form):
    """A rule for trainers or for providers, from a day on."""

    programme = forms.ModelChoiceField(Programme.objects.none(), label=_("Programme"), empty_label=None)
    since_on = DayField(label=_("From this day on"))
    months_least = forms.IntegerField(label=_("Months it takes, at least"), min_value=0, max_value=LONGEST_MONTHS)
    months_most = forms.IntegerField(label=_("Months it takes, at most"), min_value=0, max_value=LONGEST_MONTHS)
    valid_years = forms.IntegerField(
        label=_("Years a certificate is valid"), min_value=1, max_value=LONGEST_YEARS, initial=3
    )
    fee = NumberField(label=_("Fee"), required=False, help_text=_("Empty: not said yet. 0: it costs nothing."))
    currency = forms.CharField(label=_("Currency"), max_length=3, required=False)

    def __init__(self, *args: Any, whose: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.whose = whose
        fields: Any = self.fields
        fields["programme"].queryset = Programme.objects.order_by("began_on", "pk")
        for name, most in ASKS[whose].items():
            fields[name] = forms.IntegerField(label=LABELS[name], min_value=0, max_value=most, initial=0)

    @property
    def asks(self) -> list[Any]:
        """The fields of what is asked for, to be shown one after the other."""
        return [self[name] for name in ASKS[self.whose]]

    def clean_currency(self) -> str:
        return str(self.cleaned_data["currency"]).strip().upper()

    def facts(self) -> dict[str, Any]:
        """What the action takes."""
        typed = dict(self.cleaned_data)
        return {"asks": {name: typed.pop(name) for name in ASKS[self.whose]}, "whose": self.whose, **typed}
