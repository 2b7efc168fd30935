"""What is asked of a report to be filed, of a new version of it, and of its sending."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from genba.access.models import User
from genba.access.permissions import Permission
from genba.access.policy import reach, visible
from genba.directory.models import Brand, Country, Enterprise
from genba.directory.places import country_name
from genba.filing.actions import LONGEST_REASON
from genba.filing.models import PERIODIC, Kind
from genba.filing.question import Question
from genba.kit.codes import tidy_code
from genba.programmes.models import Cohort, Programme
from genba.reports.iati import house_programme
from genba.web.base.fields import DayField

OFFERED = 200
OF_ALL = (Kind.DONOR, Kind.ANNUAL, Kind.BRAND)  # hold every country, so they are for whom all are open


def kinds_for(user: User) -> list[Kind]:
    """The kinds of reports that the user may file."""
    reads_all = reach(user, Permission.REPORT_FILE) is None
    return [kind for kind in Kind if reads_all or kind not in OF_ALL]


class FiledForm(forms.Form):
    """Whom the report is about, its days and its language; only what its kind needs is there."""

    programme = forms.ModelChoiceField(
        Programme.objects.order_by("name"), to_field_name="code", label=gettext_lazy("Programme")
    )
    country = forms.ChoiceField(label=gettext_lazy("Country"))
    cohort = forms.ModelChoiceField(Cohort.objects.none(), to_field_name="code", label=gettext_lazy("Cohort"))
    enterprise = forms.CharField(label=gettext_lazy("Code of the enterprise"), max_length=20)
    brand = forms.ModelChoiceField(Brand.objects.none(), to_field_name="code", label=gettext_lazy("Buyer"))
    starts_on = DayField(label=gettext_lazy("First day"))
    ends_on = DayField(label=gettext_lazy("Last day"), help_text=gettext_lazy("A donor's year may begin in any month."))
    language = forms.ChoiceField(label=gettext_lazy("Language of the report"), choices=settings.LANGUAGES)

    def __init__(self, *args: Any, user: User, kind: Kind, language: str, **options: Any) -> None:
        today = timezone.localdate()
        options["initial"] = {"starts_on": today.replace(month=1, day=1), "ends_on": today.replace(month=12, day=31),
                              "language": language, **options.get("initial", {})}  # fmt: skip
        super().__init__(*args, **options)
        self.user, self.kind = user, kind
        fields: Any = self.fields
        wanted = {"language"} | ({"starts_on", "ends_on"} if kind in PERIODIC else set())
        wanted |= {kind.value} & fields.keys()
        self.house = None if Programme.objects.count() > 1 else house_programme()
        wanted |= {"programme"} if self.house is None and kind != Kind.COHORT else set()
        for name in list(fields):
            if name not in wanted:
                del fields[name]
        self._offer(fields, language)

    def _offer(self, fields: Any, language: str) -> None:
        """The countries, cohorts and brands within reach."""
        within = reach(self.user, Permission.REPORT_FILE)
        if "country" in fields:
            codes = list(Country.objects.values_list("pk", flat=True)) if within is None else within.get("country", [])
            fields["country"].choices = sorted(((c, country_name(c, language)) for c in codes), key=lambda pair: pair[1])
        if "cohort" in fields:
            latest = (
                visible(self.user, Permission.REPORT_FILE, Cohort).order_by("-pk").values_list("pk", flat=True)[:OFFERED]
            )
            fields["cohort"].queryset = Cohort.objects.filter(pk__in=list(latest)).order_by("-pk")
        if "brand" in fields and within is None:
            fields["brand"].queryset = Brand.objects.order_by("name")

    def clean_enterprise(self) -> Enterprise:
        code = tidy_code(self.cleaned_data["enterprise"])
        found = visible(self.user, Permission.REPORT_FILE, Enterprise).filter(code=code).first() or Enterprise.successor_of(
            code
        )
        if found is None or not visible(self.user, Permission.REPORT_FILE, Enterprise).filter(pk=found.pk).exists():
            raise forms.ValidationError(_("There is no enterprise with this code."))
        return found

    @property
    def question(self) -> Question:
        """What is asked; only of a form that is valid."""
        typed = dict(self.cleaned_data)
        cohort = typed.get("cohort")
        programme = cohort.programme if cohort else typed.pop("programme", self.house)
        if code := typed.pop("country", ""):
            typed["country"] = Country.objects.get(pk=code)
        return Question(self.kind, programme, **typed)


class AgainForm(forms.Form):
    """Why there is a new version."""

    reason = forms.CharField(label=gettext_lazy("Why there is a new version"), max_length=LONGEST_REASON,
                             help_text=gettext_lazy("Whoever has the version before reads it."))  # fmt: skip


class SentForm(forms.Form):
    """To whom this version was sent, and when."""

    sent_to = forms.CharField(label=gettext_lazy("To which organisation"), max_length=150)
    sent_on = DayField(label=gettext_lazy("Day"))
