"""What a trainer fills in the field: the baseline, and a visit. Both are built from the module's own definitions."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from genba.curriculum import Module
from genba.directory.models import Enterprise
from genba.impact.actions.visits import Found
from genba.observations.models import Observation, PracticeCheck
from genba.plans.models import Action
from genba.programmes.models import Engagement
from genba.web.base.fields import DayField, VersionedForm
from genba.web.base.kpi_part import KpiPart
from genba.web.base.periods import SUM_HINT, PeriodField
from genba.web.field.plan_part import PlanPart
from genba.web.field.practice_part import PracticePart


class BaselineForm(forms.Form):
    """The first measure: day, period, every core KPI, every practice."""

    taken_on = DayField(label=gettext_lazy("Day of the baseline"))

    def __init__(self, *args: Any, engagement: Engagement, module: Module, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        enterprise: Enterprise = engagement.enterprise
        self.fields["taken_on"].initial = timezone.localdate()
        self.fields["period"] = PeriodField(label=_("The numbers are of"), help_text=SUM_HINT)
        if not enterprise.output_unit:
            self.fields["output_unit"] = forms.CharField(
                label=_("What it counts as output"), max_length=30, required=False,
                help_text=_("Such as pieces, pairs, kg, guest nights. It stays the same for good."),
            )  # fmt: skip
        self.fields["note"] = forms.CharField(label=_("Note"), required=False, max_length=2000,
                                              widget=forms.Textarea(attrs={"rows": 3}))  # fmt: skip
        self.kpis = KpiPart(self, module.core_kpis, enterprise, language, must_answer=True)
        self.practices = PracticePart(self, module.practices, language, must_answer=True)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        data["answers"] = self.kpis.check(data, data.get("period"))
        data["seen"] = self.practices.seen(data)
        return data


class VisitForm(forms.Form):
    """A visit: the plan, the numbers, the practices, the advice."""

    visited_on = DayField(label=gettext_lazy("Day of the visit"))
    met = forms.CharField(label=gettext_lazy("Who you spoke with"), max_length=200, required=False)

    def __init__(
        self, *args: Any, engagement: Engagement, module: Module, language: str, plan: Sequence[Action],
        last: dict[str, PracticeCheck], kept: list[Observation] | None = None,
        checked: dict[str, PracticeCheck] | None = None, **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        period = (kept[0].starts_on, kept[0].ends_on) if kept else None
        self.fields["visited_on"].initial = timezone.localdate()
        # The numbers of a reported visit stay those of their period; of another period they would be other numbers.
        self.fields["period"] = PeriodField(label=_("The numbers are of"), help_text=SUM_HINT, also=period,
                                            disabled=period is not None)  # fmt: skip
        for name, label, required in (("advice", _("What you advised"), True), ("next_steps", _("What comes next"), False)):
            self.fields[name] = forms.CharField(label=label, required=required, max_length=5000,
                                                widget=forms.Textarea(attrs={"rows": 4}))  # fmt: skip
        self.fields["next_steps"].help_text = _("One step a line: who does what by when.")
        self.plan = PlanPart(self, plan)
        self.kpis = KpiPart(self, module.core_kpis, engagement.enterprise, language, must_answer=False, kept=kept)
        self.practices = PracticePart(self, module.practices, language, must_answer=False, last=last, kept=checked)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        period = data.get("period")
        answers = self.kpis.check(data, period)
        decided = self.plan.decided(data)
        if period:
            data["found"] = Found(starts_on=period[0], ends_on=period[1], values=answers,
                                  practices=self.practices.seen(data), decisions=decided)  # fmt: skip
        return data

    def facts(self) -> dict[str, Any]:
        """The fields of the visit itself, as typed."""
        return {f: self.cleaned_data[f] for f in ("visited_on", "met", "advice", "next_steps")}


class VisitEditForm(VisitForm, VersionedForm):
    """A visit that was reported, to put right."""
