"""What a coordinator types about applications and the rules of a country."""

from functools import lru_cache
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from genba.access.models import User
from genba.access.permissions import Permission
from genba.access.policy import reach, visible
from genba.directory.models import Provider
from genba.directory.places import SECTION_NAMES, isic_title
from genba.programmes.models import Application, Programme
from genba.web.base.application_forms import ApplicationForm
from genba.web.base.fields import DayField, Offer, country_choices
from genba.web.base.filters import Filter, Filters
from genba.web.base.kind_forms import KindForm


@lru_cache(maxsize=16)
def filters(language: str) -> Filters:
    """Search and filters of the list of applications, in a language."""
    with override(language):
        everything = ("", _("all"))
        return Filters({
            "q": Filter(_("Name, town or code")),
            "state": Filter(_("Answer"), Offer([everything, ("waiting", _("waits for an answer")), ("taken-on", _("taken on")),
                                                ("not-taken-on", _("not taken on"))])),
            "kind": Filter(_("As what"), Offer([everything, *Application.Kind.choices])),
            "country": Filter(_("Country"), Offer([everything, *country_choices(language)])),
            "source": Filter(_("How it came"), Offer([everything, *Application.Source.choices])),
        })  # fmt: skip


class AtTheDesk(forms.Form):
    """Of which programme, looked after by whom, since when: what the desk knows beside what was asked."""

    programme = forms.ModelChoiceField(Programme.objects.none(), label=gettext_lazy("Programme"), empty_label=None)
    provider = forms.ModelChoiceField(Provider.objects.none(), label=gettext_lazy("Who takes care of it"), required=False)
    applied_on = DayField(label=gettext_lazy("Asked on"))

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["programme"].queryset = Programme.objects.order_by("name")
        fields["provider"].queryset = visible(user, Permission.APPLICATION_ANSWER, Provider).order_by("name")
        within = reach(user, Permission.APPLICATION_ANSWER)
        if within is not None and "country" not in within:
            fields["provider"].required = True
            fields["provider"].empty_label = None
        elif within is not None:
            fields["country"].choices = [c for c in fields["country"].choices if not c[0] or c[0] in within["country"]]


class LeadForm(AtTheDesk, ApplicationForm):
    """An enterprise that asked by telephone, at a visit, at an event."""

    def facts(self) -> dict[str, Any]:
        """What the action takes."""
        return dict(self.cleaned_data)


class LeadOfKindForm(AtTheDesk, KindForm):
    """A trainer, a provider, a brand or a sponsor who asked by telephone, at a visit, at an event."""

    source = forms.ChoiceField(label=gettext_lazy("How it came"), choices=Application.Source.choices)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].required = False  # whoever calls may tell it later; nobody signs in before
        self.fields["email"].help_text = ""
        if self.kind == Application.Kind.TRAINER:
            self.fields["name"].label = _("Full name")


class TakeOnForm(forms.Form):
    """As which enterprise, served by whom; and why, where the rule speaks against it."""

    enterprise = forms.CharField(label=gettext_lazy("Code of an enterprise that is here already"), max_length=8, required=False,
                                 help_text=gettext_lazy("Leave empty to register it as a new one."))  # fmt: skip
    provider = forms.ModelChoiceField(Provider.objects.none(), label=gettext_lazy("Served by"), required=False)
    isic = forms.CharField(label=gettext_lazy("Kind of business (ISIC code)"), max_length=4, required=False,
                           help_text=gettext_lazy("Two to four figures, such as 14 or 1410 for garments."))  # fmt: skip
    in_spite = forms.CharField(label=gettext_lazy("Why, although it does not fit the rule"), max_length=1000, required=False,
                               widget=forms.Textarea(attrs={"rows": 2}))  # fmt: skip

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["provider"].queryset = visible(user, Permission.ENTERPRISE_REGISTER, Provider).order_by("name")
        within = reach(user, Permission.ENTERPRISE_REGISTER)
        if within is not None and "country" not in within:
            fields["provider"].required = True  # else whoever takes it on would lose sight of it
            if len(fields["provider"].queryset) == 1:
                fields["provider"].empty_label = None

    def clean_isic(self) -> str:
        code: str = self.cleaned_data["isic"].strip().upper()
        if code and (isic_title(code) is None or not code.isdigit()):
            raise forms.ValidationError(
                _("“%(code)s” is not a code of ISIC Rev. 4. Write two, three or four figures, such as 1410."),
                params={"code": code},
            )
        return code


class ReasonForm(forms.Form):
    """Why something does not go on."""

    reason = forms.CharField(label=gettext_lazy("Why"), widget=forms.Textarea(attrs={"rows": 3}), max_length=1000)


class RuleForm(forms.Form):
    """Which enterprises the programme takes in a country, from a day on."""

    programme = forms.ModelChoiceField(Programme.objects.none(), label=gettext_lazy("Programme"), empty_label=None)
    country = forms.ChoiceField(label=gettext_lazy("Country"))
    since_on = DayField(label=gettext_lazy("From this day on"))
    least = forms.IntegerField(label=gettext_lazy("People at least"), min_value=0, max_value=100_000, required=False)
    most = forms.IntegerField(label=gettext_lazy("People at most"), min_value=0, max_value=100_000, required=False)
    sections = forms.MultipleChoiceField(label=gettext_lazy("Kinds of business; none ticked: all"), required=False,
                                         choices=list(SECTION_NAMES.items()), widget=forms.CheckboxSelectMultiple)  # fmt: skip
    regions = forms.CharField(label=gettext_lazy("Regions, one a line; empty: all"), required=False, max_length=3000,
                              widget=forms.Textarea(attrs={"rows": 4}))  # fmt: skip

    def __init__(self, *args: Any, user: User, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["programme"].queryset = Programme.objects.order_by("name")
        within = reach(user, Permission.RULE_SET)
        offered = [c for c in country_choices(language) if within is None or c[0] in within["country"]]
        fields["country"].choices = offered if len(offered) == 1 else [("", "…"), *offered]

    def clean_regions(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["regions"].splitlines() if line.strip()]
