"""Forms at the desk about the end of a module, and the filters above its lists."""

from functools import lru_cache
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from genba.closeout.nearing import LACKS, STATES
from genba.programmes.curricula import curriculum
from genba.programmes.models import Engagement
from genba.web.base.fields import DayField, Offer, country_choices
from genba.web.base.filters import Filter, Filters

FOLLOWED = {"due": gettext_lazy("A follow-up is due"), "six": gettext_lazy("Followed up after 6 months"),
            "twelve": gettext_lazy("Followed up after 12 months")}  # fmt: skip


class ConfirmForm(forms.Form):
    """The day of completion; why, where something is missing."""

    completed_on = DayField(label=gettext_lazy("Completed on"))
    reason = forms.CharField(label=gettext_lazy("Why it counts although something is missing"), required=False,
                             max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))  # fmt: skip

    def __init__(self, *args: Any, is_met: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["completed_on"].initial = timezone.localdate()
        if is_met:
            del self.fields["reason"]


class TakeBackForm(forms.Form):
    reason = forms.CharField(label=gettext_lazy("Why"), widget=forms.Textarea(attrs={"rows": 3}), max_length=1000)


class TalkForm(forms.Form):
    """The talk about the results."""

    talked_on = DayField(label=gettext_lazy("Day of the talk"))
    present = forms.CharField(label=gettext_lazy("Who was there"), max_length=300)
    agreed = forms.CharField(
        label=gettext_lazy("What was agreed"), max_length=5000, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, *args: Any, engagement: Engagement, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["talked_on"].initial = timezone.localdate()
        others = [(m.slug, m.titles.in_(language)) for m in curriculum().modules
                  if m.status == "active" and m.slug != engagement.module]  # fmt: skip
        if others:  # where there is only one module, nobody is asked which other one comes next
            self.fields["next_module"] = forms.ChoiceField(label=_("Next module agreed"), required=False,
                                                           choices=[("", _("none yet")), *others])  # fmt: skip


def modules(language: str) -> list[tuple[str, str]]:
    return [(m.slug, m.titles.in_(language)) for m in curriculum().modules]


@lru_cache(maxsize=16)
def nearing_filters(language: str) -> Filters:
    with override(language):
        return Filters({
            "q": Filter(_("Name or code")),
            "state": Filter(_("Where it is"), Offer([("", _("all")), *STATES.items()])),
            "lacks": Filter(_("What is missing"), Offer([("", _("whatever")), *LACKS.items()])),
            "module": Filter(_("Module"), Offer([("", _("all")), *modules(language)])),
            "country": Filter(_("Country"), Offer([("", _("all")), *country_choices(language)])),
        })  # fmt: skip


@lru_cache(maxsize=16)
def alumni_filters(language: str) -> Filters:
    with override(language):
        return Filters({
            "q": Filter(_("Name or code")),
            "followed": Filter(_("Follow-up"), Offer([("", _("all")), *FOLLOWED.items()])),
            "module": Filter(_("Module"), Offer([("", _("all")), *modules(language)])),
            "country": Filter(_("Country"), Offer([("", _("all")), *country_choices(language)])),
        })  # fmt: skip
