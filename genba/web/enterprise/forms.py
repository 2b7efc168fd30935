"""What people of an enterprise and their trainer type about the plan and about sharing."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from genba.curriculum import Module
from genba.delivery.models import Visit
from genba.kit import numbers
from genba.plans.actions import NEXT
from genba.plans.models import Action, Origin, Saving, State
from genba.web.base.fields import DayField, NumberField, VersionedForm

LATER = {"started": gettext_lazy("Work on it goes on"), "done": gettext_lazy("It is done"),
         "verified": gettext_lazy("I saw it at a visit"), "dropped": gettext_lazy("We drop it")}  # fmt: skip


class ActionForm(forms.Form):
    """One line of the plan."""

    problem = forms.CharField(label=gettext_lazy("What is the problem?"), max_length=300)
    action = forms.CharField(label=gettext_lazy("What will be done?"), max_length=300)
    owner = forms.CharField(label=gettext_lazy("Who looks after it?"), max_length=150)
    due_on = DayField(label=gettext_lazy("By when?"))
    origin = forms.ChoiceField(label=gettext_lazy("Where does the idea come from?"), choices=Origin.choices,
                               initial=Origin.TEAM)  # fmt: skip
    practice = forms.ChoiceField(label=gettext_lazy("Good practice it puts in place"), required=False)
    cost = NumberField(label=gettext_lazy("What does it cost, once?"), required=False)
    saving_kind = forms.ChoiceField(label=gettext_lazy("It saves"), choices=Saving.choices, initial=Saving.MONTHLY)
    expected_saving = NumberField(label=gettext_lazy("How much do you expect it to save?"), required=False)

    def __init__(self, *args: Any, module: Module | None, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [(p.code, p.labels.in_(language)) for p in module.practices] if module else []
        self.fields["practice"].choices = [("", _("none")), *known]  # type: ignore[attr-defined]


class EditActionForm(ActionForm, VersionedForm):
    """One line of the plan, to put right."""


class DecisionForm(forms.Form):
    """What was decided about an action, on which day."""

    kind = forms.ChoiceField(label=gettext_lazy("What was decided?"), widget=forms.RadioSelect)
    visit = forms.ModelChoiceField(Visit.objects.none(), label=gettext_lazy("At which visit?"), required=False)
    on = DayField(label=gettext_lazy("On which day?"), required=False, help_text=gettext_lazy("Empty means today."))
    reason = forms.CharField(label=gettext_lazy("Why?"), max_length=300, required=False,
                             help_text=gettext_lazy("Needed when an action is dropped."))  # fmt: skip

    def __init__(self, *args: Any, action: Action, is_trainer: bool, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        open_ways = [k for k in NEXT[action.state] if k != State.VERIFIED or is_trainer]
        self.fields["kind"].choices = [(k.value, LATER[k.value]) for k in open_ways]  # type: ignore[attr-defined]
        if not is_trainer:
            del self.fields["visit"]
            return
        visits = self.fields["visit"]
        visits.queryset = action.engagement.visits.order_by("-visited_on")  # type: ignore[attr-defined]
        visits.label_from_instance = lambda v: f"{v.number}: {numbers.date(v.visited_on, 'long', language=language)}"  # type: ignore[attr-defined]


class SavingForm(VersionedForm):
    """What an action really saves, and how we know."""

    actual_saving = NumberField(label=gettext_lazy("How much does it save?"))
    saving_method = forms.CharField(label=gettext_lazy("How was this worked out?"), max_length=300,
                                    help_text=gettext_lazy("Such as: 134 fewer pieces at 2.55 USD."))  # fmt: skip


class GiveForm(forms.Form):
    """Until when a brand may see something."""

    until_on = DayField(
        label=gettext_lazy("Until"), required=False, help_text=gettext_lazy("Empty: until you take it back.")
    )
