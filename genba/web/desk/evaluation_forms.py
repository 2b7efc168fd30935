"""What is asked of an evaluation."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from genba.directory.places import country_name
from genba.impact.indicators import kpi_definitions
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
        fields["country"].required = not reaches_all
        named = sorted(((c, country_name(c, language)) for c in countries), key=lambda pair: pair[1])
        fields["country"].choices = [("", _("all"))] * reaches_all + named
