"""What the office types about who reports the programme to IATI."""

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from genba.curriculum import LANGUAGES
from genba.directory.places import country_code
from genba.kit.numbers import parse_number
from genba.kit.refused import Refused
from genba.publishing.actions.iati import LONGEST_DESCRIPTION
from genba.publishing.iati_codes import ACTIVITY_STATUSES, ORGANISATION_TYPES, ROLES
from genba.web.base.fields import DayField, VersionedForm

DOES = {"en": _("What the programme does, in English"), "fr": _("What the programme does, in French"),
        "es": _("What the programme does, in Spanish"), "ar": _("What the programme does, in Arabic")}  # fmt: skip
TONGUES = {"en": _("English"), "fr": _("French"), "es": _("Spanish"), "ar": _("Arabic")}
SHARE = re.compile(r"^(?P<country>.*?\D)[\s:;,]+(?P<share>\d[^\s%]*)\s*%?$")


class IatiForm(VersionedForm):
    """The organisation, the activity, its days and where the money goes."""

    organisation = forms.CharField(label=_("Identifier of the organisation"), max_length=60, help_text=_(
        "The agency that registered it and the number it gave, such as XM-DAC-41302 or GB-CHC-202918."))  # fmt: skip
    name = forms.CharField(label=_("Name of the organisation"), max_length=150)
    kind = forms.ChoiceField(label=_("Kind of organisation"), choices=[("", "…"), *ORGANISATION_TYPES])
    role = forms.ChoiceField(label=_("What it does for the programme"), choices=[("", "…"), *ROLES])
    email = forms.CharField(label=_("E-mail for questions about the file"), max_length=254)
    activity = forms.CharField(label=_("Identifier of the activity"), max_length=120, help_text=_(
        "That of the organisation, a hyphen, and your own number of the programme."))  # fmt: skip
    status = forms.ChoiceField(label=_("State of the programme"), choices=[("", "…"), *ACTIVITY_STATUSES])
    planned_start_on = DayField(label=_("Planned start"), required=False)
    planned_end_on = DayField(label=_("Planned end"), required=False)
    ended_on = DayField(label=_("Ended on"), required=False)
    sector = forms.CharField(label=_("Sector"), max_length=5, help_text=_(
        "A five-figure purpose code of the OECD DAC, such as 32130 for small enterprises."))  # fmt: skip
    countries = forms.CharField(label=_("Countries and their share of the money"), widget=forms.Textarea(attrs={"rows": 4}),
                                max_length=4000, help_text=_("One a line, with its percent: Kenya 60. All together are 100; a single one needs no number."))  # fmt: skip
    language = forms.ChoiceField(label=_("Language of the results framework"), choices=list(TONGUES.items()))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code in LANGUAGES:
            own = {"lang": code, "dir": "rtl" if code == "ar" else "ltr", "rows": 3}
            self.fields[f"description_{code}"] = forms.CharField(
                label=DOES[code], max_length=LONGEST_DESCRIPTION, required=False, widget=forms.Textarea(attrs=own)
            )

    @property
    def descriptions(self) -> list[Any]:
        """The fields of the description, to be shown one after the other."""
        return [self[f"description_{code}"] for code in LANGUAGES]

    def clean_countries(self) -> dict[str, Decimal]:
        """The lines as countries with their shares."""
        try:
            return shares_of(self.cleaned_data["countries"])
        except Refused as no:
            raise forms.ValidationError(no.reason) from None

    def facts(self) -> dict[str, Any]:
        """What the action takes."""
        typed = dict(self.cleaned_data)
        typed["descriptions"] = {code: typed.pop(f"description_{code}") for code in LANGUAGES}
        return typed


def shares_of(text: str) -> dict[str, Decimal]:
    """Countries and percent from lines such as "Viet Nam 40" or "KE: 60 %"; a country alone has all of it."""
    lines = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
    if len(lines) == 1 and not SHARE.match(lines[0]):
        return {country_code(lines[0]): Decimal(100)}
    shares: dict[str, Decimal] = {}
    for line in lines:
        found = SHARE.match(line)
        share = parse_number(found["share"]) if found else None
        country = country_code(found["country"] if found else line)
        if share is None or country in shares:
            raise Refused(str(_("Write each country once, with its share in percent: Kenya 60.")), field="countries")
        shares[country] = share
    return shares
