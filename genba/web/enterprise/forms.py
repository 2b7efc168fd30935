"""What people of an enterprise and their trainer type about the plan and about sharing."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from genba.curriculum import Module
from genba.delivery.models import Visit
from genba.kit import numbers
from genba.plans.actions import NEXT
from genba.plans.models import Action, ActionPhoto, Origin, Saving, State
from genba.web.base.fields import DayField, NumberField, PhotoField, VersionedForm

LATER = {"started": gettext_lazy("Work on it goes on"), "done": gettext_lazy("It is done"),
         "verified": gettext_lazy("I saw it at a visit"), "dropped": gettext_lazy("We drop it")}  # fmt: skip


class Because(forms.CharField):
    """Why an unlikely amount is right. Asked only where the domain asks."""

    def __init__(self) -> None:
        super().__init__(label=gettext_lazy("Yes, because …"), max_length=300, required=False)


class ActionForm(forms.Form):
    """One line of the plan."""

    problem = forms.CharField(label=gettext_lazy("What is the problem?"), max_length=300)
    action = forms.CharField(label=gettext_lazy("What will be done?"), max_length=300)
    owner = forms.CharField(label=gettext_lazy("Who looks after it?"), max_length=150)
    due_on = DayField(label=gettext_lazy("By when?"))
    root_cause = forms.CharField(label=gettext_lazy("What is behind it?"), max_length=300, required=False,
                                 help_text=gettext_lazy("The cause of the cause: ask why until nobody knows more."))  # fmt: skip
    area = forms.ChoiceField(label=gettext_lazy("Which part of the work is it about?"), required=False)
    origin = forms.ChoiceField(label=gettext_lazy("Where does the idea come from?"), choices=Origin.choices,
                               initial=Origin.TEAM)  # fmt: skip
    practice = forms.ChoiceField(label=gettext_lazy("Good practice it puts in place"), required=False)
    cost = NumberField(label=gettext_lazy("What does it cost, once?"), required=False)
    saving_kind = forms.ChoiceField(label=gettext_lazy("It saves"), choices=Saving.choices, initial=Saving.MONTHLY)
    expected_saving = NumberField(label=gettext_lazy("How much do you expect it to save?"), required=False)
    expected_method = forms.CharField(label=gettext_lazy("How did you work that out?"), max_length=300, required=False)
    currency = forms.CharField(label=gettext_lazy("Money is in"), max_length=3, required=False)
    because = Because()

    def __init__(self, *args: Any, module: Module | None, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        areas = {p.areas.in_("en"): p.areas.in_(language) for p in module.practices} if module else {}
        self.fields["area"].choices = [("", _("as the good practice says, or none")), *areas.items()]  # type: ignore[attr-defined]
        known = [(p.code, p.labels.in_(language)) for p in module.practices] if module else []
        self.fields["practice"].choices = [("", _("none")), *known]  # type: ignore[attr-defined]

    def clean_currency(self) -> str:
        return str(self.cleaned_data["currency"]).strip().upper()


class NewActionForm(ActionForm):
    """One line of the plan, with a photo of the problem."""

    photo = PhotoField(label=gettext_lazy("Photo of the problem"), required=False)
    shows = forms.CharField(label=gettext_lazy("What does the photo show?"), max_length=200, required=False,
                            help_text=gettext_lazy("In a few words, for people who cannot see it."))  # fmt: skip


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
        offer_visits(self.fields["visit"], action, language)


class SavingForm(VersionedForm):
    """What an action really saves, and how we know."""

    actual_saving = NumberField(label=gettext_lazy("How much does it save?"))
    saving_method = forms.CharField(label=gettext_lazy("How was this worked out?"), max_length=300,
                                    help_text=gettext_lazy("Such as: 134 fewer pieces at 2.55 USD."))  # fmt: skip

    because = Because()


class CheckForm(forms.Form):
    """A trainer agrees with a stated saving at a visit: the latest one, unless said otherwise."""

    visit = forms.ModelChoiceField(Visit.objects.none(), label=gettext_lazy("At which visit?"))

    def __init__(self, *args: Any, action: Action, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_visits(self.fields["visit"], action, language)
        self.fields["visit"].initial = action.engagement.visits.order_by("-visited_on").values_list("pk", flat=True).first()


class CountedForm(forms.Form):
    """In which other action's saving this one's is contained."""

    counted_in = forms.ModelChoiceField(Action.objects.none(), label=gettext_lazy("Its saving is counted"), required=False,
                                        empty_label=gettext_lazy("here, by itself"), to_field_name="code")  # fmt: skip

    def __init__(self, *args: Any, action: Action, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Action.objects.filter(engagement=action.engagement_id, currency=action.currency, counted_in=None)
        field: Any = self.fields["counted_in"]
        field.queryset = others.exclude(pk=action.pk)
        field.label_from_instance = lambda other: _("with “%(name)s”") % {"name": other.action}


class CommentForm(forms.Form):
    """What somebody says about an action."""

    text = forms.CharField(label=gettext_lazy("What do you want to say?"), widget=forms.Textarea(attrs={"rows": 3}),
                           max_length=2000)  # fmt: skip


class PhotoForm(forms.Form):
    """A photo of an action, with words for whoever cannot see it."""

    kind = forms.ChoiceField(label=gettext_lazy("What is on the photo?"), choices=ActionPhoto.Kind.choices,
                             widget=forms.RadioSelect, initial=ActionPhoto.Kind.BEFORE)  # fmt: skip
    photo = PhotoField(label=gettext_lazy("Photo"), help_text=gettext_lazy("Stand on the same spot before and after."))
    shows = forms.CharField(label=gettext_lazy("What does the photo show?"), max_length=200,
                            help_text=gettext_lazy("In a few words, for people who cannot see it."))  # fmt: skip
    taken_on = DayField(label=gettext_lazy("Taken on"), required=False, help_text=gettext_lazy("Empty means today."))


def offer_visits(field: Any, action: Action, language: str) -> None:
    """The visits of the action's engagement, the latest first, by number and day."""
    field.queryset = action.engagement.visits.order_by("-visited_on")
    field.label_from_instance = lambda v: f"{v.number}: {numbers.date(v.visited_on, 'long', language=language)}"


class GiveForm(forms.Form):
    """Until when a brand may see something."""

    until_on = DayField(
        label=gettext_lazy("Until"), required=False, help_text=gettext_lazy("Empty: until you take it back.")
    )
