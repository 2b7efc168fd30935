"""What is asked of an evaluation."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from genba.directory.places import country_name
from genba.impact.evaluation import Question
from genba.impact.indicators import kpi_definitions
from genba.impact.planning import Wish
from genba.programmes.curricula import curriculum

PERIODS = (
    ("month", gettext_lazy("months")),
    ("quarter", gettext_lazy("quarters")),
    ("half-year", gettext_lazy("half-years")),
)
CLUSTERS = (
    ("enterprise", gettext_lazy("each enterprise by itself")),
    ("provider", gettext_lazy("enterprises of one provider together")),
)


class EvaluationForm(forms.Form):
    """A KPI, where, in which steps of time, and what hangs together by chance."""

    indicator = forms.ChoiceField(label=gettext_lazy("Measure"))
    module = forms.ChoiceField(label=gettext_lazy("Module"), required=False)
    country = forms.ChoiceField(label=gettext_lazy("Country"), required=False)
    period = forms.ChoiceField(label=gettext_lazy("Steps of time"), choices=PERIODS, initial="quarter",
                               help_text=gettext_lazy("Take the longest in which most enterprises report. Values of one step are added up."))  # fmt: skip
    cluster = forms.ChoiceField(label=gettext_lazy("What hangs together by chance"), choices=CLUSTERS, initial="enterprise",
                                help_text=gettext_lazy("With few providers, what is shown is too sure of itself."))  # fmt: skip

    def __init__(self, *args: Any, countries: list[str], reaches_all: bool, language: str, **kwargs: Any) -> None:
        """`countries`: those within reach; all of them together only for whom all are open."""
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        kpis = {d.code: d.label_in(language) for d in kpi_definitions()}
        fields["indicator"].choices = sorted(kpis.items(), key=lambda pair: pair[1])
        fields["module"].choices = [
            ("", _("all that have this measure")),
            *((m.slug, m.titles.in_(language)) for m in curriculum().modules),
        ]
        offer_countries(fields["country"], countries, reaches_all=reaches_all, language=language)


def offer_countries(field: Any, countries: list[str], *, reaches_all: bool, language: str) -> None:
    """Those within reach to choose from; all of them together only for whom all are open."""
    field.required = not reaches_all
    named = sorted(((c, country_name(c, language)) for c in countries), key=lambda pair: pair[1])
    field.choices = [("", _("all"))] * reaches_all + named


class PlanForm(EvaluationForm):
    """What is asked of a plan: the question as of an evaluation, and what is settled before the size. Parts of 100."""

    period = forms.ChoiceField(label=gettext_lazy("Steps of time"), choices=PERIODS, initial="month")
    cluster = forms.ChoiceField(label=gettext_lazy("Who is trained together"), choices=CLUSTERS, initial="enterprise",
                                help_text=gettext_lazy("Where a provider begins with all its enterprises at once, fewer differences can be told from chance."))  # fmt: skip
    enterprises = forms.IntegerField(label=gettext_lazy("Enterprises, both groups together"), required=False, max_value=10_000_000,
                                     help_text=gettext_lazy("Empty: as many as report now and wait."))  # fmt: skip
    effect = forms.FloatField(label=gettext_lazy("A difference to find"), required=False,
                              help_text=gettext_lazy("In the unit of the measure; in percent where each enterprise counts its own output."))  # fmt: skip
    months_before = forms.IntegerField(label=gettext_lazy("Months before"), initial=6, min_value=1, max_value=60)
    months_after = forms.IntegerField(label=gettext_lazy("Months after"), initial=6, min_value=1, max_value=60)
    share = forms.FloatField(label=gettext_lazy("Of 100 enterprises, trained"), initial=50, min_value=1, max_value=99)
    power = forms.FloatField(
        label=gettext_lazy("Of 100 times, an effect that is there is found"), initial=80, min_value=1, max_value=99.9
    )
    alpha = forms.FloatField(
        label=gettext_lazy("Of 100 times, one is found that is not there"), initial=5, min_value=0.1, max_value=99
    )
    icc = forms.FloatField(label=gettext_lazy("How alike enterprises of one provider are, 0 to 1"), required=False, min_value=0, max_value=1,
                           help_text=gettext_lazy("Empty: from the own values, where ten providers or more tell it."))  # fmt: skip

    def wish(self) -> Wish:
        """What was asked, with parts of 100 as fractions."""
        given = self.cleaned_data
        question = Question(given["indicator"], given["module"], given["country"], given["period"], given["cluster"])
        effect = given["effect"]
        if effect is not None and question.is_relative:
            effect /= 100
        return Wish(question, given["enterprises"], effect, given["months_before"], given["months_after"],
                    given["share"] / 100, given["power"] / 100, given["alpha"] / 100, given["icc"])  # fmt: skip


class PanelForm(forms.Form):
    """For whom the panel is, of where, and whether an earlier one can be joined to it."""

    why = forms.CharField(label=gettext_lazy("What for"), max_length=300,
                          help_text=gettext_lazy("Who will read it, and for which evaluation. It is written down with your name."))  # fmt: skip
    country = forms.ChoiceField(label=gettext_lazy("Country"), required=False)
    like = forms.CharField(label=gettext_lazy("Same pseudonyms as"), required=False, max_length=20,
                           help_text=gettext_lazy("The code of an earlier one, only where both must be joined."))  # fmt: skip

    def __init__(self, *args: Any, countries: list[str], reaches_all: bool, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_countries(self.fields["country"], countries, reaches_all=reaches_all, language=language)
