"""What somebody types who plans a class: which module, where, when, and who comes."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from genba.access.models import User
from genba.access.permissions import Permission
from genba.delivery.actions.workshops import class_days
from genba.directory.models import Person, Provider
from genba.programmes.curricula import module_of
from genba.programmes.models import Engagement, Programme
from genba.programmes.trainers import providers_for, trainers_for
from genba.web.base.fields import DayField, because_field


class EngagementChoice(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Enterprises to tick, with the trainer who visits them and the day of the agreement."""

    def label_from_instance(self, obj: Any) -> str:
        trainer = obj.trainer.name if obj.trainer else _("no trainer yet")
        return f"{obj.enterprise.name} ({trainer})"


class PeopleChoice(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """People to tick."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name} ({', '.join(part for part in (obj.get_sex_display(), obj.get_role_display(), obj.job) if part)})"


class WorkshopForm(forms.Form):
    """A class of a module that is chosen already."""

    programme = forms.ModelChoiceField(Programme.objects.none(), label=gettext_lazy("Programme"), empty_label=None)
    provider = forms.ModelChoiceField(
        Provider.objects.none(), label=gettext_lazy("Provider"), empty_label=gettext_lazy("choose")
    )
    trainer = forms.ModelChoiceField(User.objects.none(), label=gettext_lazy("Trainer"), empty_label=gettext_lazy("choose"))
    place = forms.CharField(label=gettext_lazy("Place"), max_length=150, help_text=gettext_lazy("The house and the town."))
    starts_on = DayField(label=gettext_lazy("First day"))
    second_on = DayField(label=gettext_lazy("Second day"), required=False)
    third_on = DayField(label=gettext_lazy("Third day"), required=False)
    engagements = EngagementChoice(
        Engagement.objects.none(), label=gettext_lazy("Enterprises that send people"), widget=forms.CheckboxSelectMultiple
    )
    insist = forms.BooleanField(label=gettext_lazy("Yes, we want it so"), required=False)
    because = because_field()

    def __init__(self, *args: Any, user: User, module: str, engagements: Iterable[Engagement], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.module = module_of(module)
        fields: Any = self.fields
        fields["programme"].queryset = Programme.objects.order_by("name")
        fields["provider"].queryset = providers_for(user, Permission.WORKSHOP_PLAN)
        if len(fields["provider"].queryset) == 1:
            fields["provider"].empty_label = None
        fields["trainer"].queryset = trainers_for(user, Permission.WORKSHOP_PLAN)
        fields["engagements"].queryset = engagements
        fields["second_on"].help_text = _("Leave the other days empty if they follow one another.")

    def days(self) -> list[date]:
        """The days typed, or as many in a row as the module has."""
        typed = [self.cleaned_data[d] for d in ("starts_on", "second_on", "third_on") if self.cleaned_data.get(d)]
        return typed if len(typed) > 1 else class_days(self.module, typed[0])


class EnrolForm(forms.Form):
    """People of the enterprises that take part, to put on the roster."""

    people = PeopleChoice(Person.objects.none(), label=gettext_lazy("People"), widget=forms.CheckboxSelectMultiple,
                          error_messages={"required": gettext_lazy("Tick at least one person.")})  # fmt: skip
    insist = forms.BooleanField(label=gettext_lazy("Yes, we want it so"), required=False)

    def __init__(self, *args: Any, people: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["people"].queryset = people


class ModuleForm(forms.Form):
    """The first question of a new class."""

    module = forms.ChoiceField(label=gettext_lazy("Module"))

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["module"].choices = choices  # type: ignore[attr-defined]


class LeaveForm(forms.Form):
    """Somebody will not come after all."""

    reason = forms.CharField(label=gettext_lazy("Why"), max_length=300)
