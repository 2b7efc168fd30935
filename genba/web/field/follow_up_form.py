"""What is asked at a follow-up after completion: day and way, each practice that was practised, numbers if there are any."""

from typing import Any

from django import forms
from django.forms import BoundField
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from genba.closeout.actions.follow_ups import Values, practised_at_the_end
from genba.closeout.models import FollowUp, StillPractised
from genba.curriculum import Module
from genba.web.base.fields import DayField
from genba.web.base.kpi_part import KpiPart
from genba.web.base.periods import SUM_HINT, PeriodField


class FollowUpForm(forms.Form):
    done_on = DayField(label=gettext_lazy("Day of the follow-up"))
    how = forms.ChoiceField(label=gettext_lazy("How"), choices=FollowUp.How.choices, widget=forms.RadioSelect)
    spoke_with = forms.CharField(label=gettext_lazy("Who you spoke with"), max_length=200, required=False)
    note = forms.CharField(label=gettext_lazy("What they said"), max_length=5000, required=False,
                           widget=forms.Textarea(attrs={"rows": 4}))  # fmt: skip

    def __init__(self, *args: Any, follow_up: FollowUp, module: Module, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["done_on"].initial = timezone.localdate()
        labels = {p.code: p.labels.in_(language) for p in module.practices}
        self.codes = practised_at_the_end(follow_up.completion)
        for code in self.codes:
            self.fields[f"practice-{code}"] = forms.ChoiceField(
                label=labels.get(code, code), choices=StillPractised.Answer.choices, widget=forms.RadioSelect,
                error_messages={"required": _("Say whether it is still practised.")},
            )  # fmt: skip
        self.fields["period"] = PeriodField(label=_("The numbers are of"), help_text=SUM_HINT)
        self.kpis = KpiPart(self, module.core_kpis, follow_up.completion.engagement.enterprise, language, must_answer=False)

    def practices(self) -> list[BoundField]:
        return [self[f"practice-{code}"] for code in self.codes]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        period = data.get("period")
        answers = self.kpis.check(data, period)
        data["values"] = Values(period[0], period[1], answers) if period and answers else None
        data["answers"] = {code: data.get(f"practice-{code}", "") for code in self.codes}
        return data

    def facts(self) -> dict[str, Any]:
        return {f: self.cleaned_data[f] for f in ("done_on", "how", "spoke_with", "note", "answers", "values")}
