"""What an office says when it asks everybody at once."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from genba.access.models import User
from genba.access.permissions import Permission
from genba.access.policy import visible
from genba.directory.models import Country, Enterprise
from genba.directory.places import country_name
from genba.web.base.fields import DayField


class PulseSendForm(forms.Form):
    """What happened, where, and until when answers count."""

    reason = forms.CharField(label=gettext_lazy("What happened"), max_length=200,
                             help_text=gettext_lazy("One sentence; the enterprises read it first. Such as: Floods along the Nyando since Tuesday."))  # fmt: skip
    country = forms.ChoiceField(label=gettext_lazy("Country"), required=False)
    closes_on = DayField(label=gettext_lazy("Last day for answers"))

    def __init__(self, *args: Any, user: User, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        reached = visible(user, Permission.PULSE_SEND, Enterprise).filter(closed_on=None).order_by()
        codes = sorted(reached.values_list("country_id", flat=True).distinct())
        fields["country"].choices = [("", _("all"))] * (len(codes) != 1) + [
            (code, country_name(code, language)) for code in codes
        ]

    def clean_country(self) -> Country | None:
        code = self.cleaned_data["country"]
        return Country.objects.get(pk=code) if code else None
