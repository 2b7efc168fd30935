"""What people type about their team and its meetings."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from genba.curriculum import Module
from genba.directory.models import Person
from genba.plans.models import Team, TeamMember
from genba.web.base.fields import DayField, VersionedForm
from genba.web.enterprise.forms import ActionForm


class TeamForm(forms.Form):
    """A team begins with its name and a day."""

    name = forms.CharField(label=gettext_lazy("What is the team called?"), max_length=100)
    formed_on = DayField(label=gettext_lazy("Formed on"), required=False, help_text=gettext_lazy("Empty means today."))


class RenameForm(VersionedForm):
    """Another name for the team."""

    name = forms.CharField(label=gettext_lazy("What is the team called?"), max_length=100)


class JoinForm(forms.Form):
    """Somebody of the enterprise joins the team."""

    person = forms.ModelChoiceField(Person.objects.none(), label=gettext_lazy("Who?"), to_field_name="code")
    part = forms.ChoiceField(label=gettext_lazy("What does this person do in the team?"), choices=TeamMember.Part.choices,
                             initial=TeamMember.Part.MEMBER)  # fmt: skip
    chosen = forms.ChoiceField(label=gettext_lazy("How was this person chosen?"), choices=TeamMember.Chosen.choices)
    since_on = DayField(label=gettext_lazy("Since"), required=False, help_text=gettext_lazy("Empty means today."))

    def __init__(self, *args: Any, team: Team, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["person"]
        inside = team.members.filter(until_on=None).values("person_id")
        field.queryset = (
            Person.objects.filter(enterprise=team.engagement.enterprise_id).exclude(pk__in=inside).order_by("name")
        )
        field.label_from_instance = lambda p: f"{p.name} · {p.get_role_display()} · {p.get_sex_display()}"


class LeaveForm(forms.Form):
    """The day on which somebody left the team."""

    until_on = DayField(label=gettext_lazy("Left on"), required=False, help_text=gettext_lazy("Empty means today."))


class MeetingForm(forms.Form):
    """What the minutes of a meeting say."""

    held_on = DayField(label=gettext_lazy("When did you meet?"))
    minutes = forms.IntegerField(label=gettext_lazy("For how many minutes?"), min_value=1, max_value=720,
                                 widget=forms.TextInput(attrs={"inputmode": "numeric"}))  # fmt: skip
    present = forms.ModelMultipleChoiceField(TeamMember.objects.none(), label=gettext_lazy("Who was there?"),
                                             widget=forms.CheckboxSelectMultiple, to_field_name="code", required=False)  # fmt: skip
    said = forms.CharField(label=gettext_lazy("What was said?"), widget=forms.Textarea(attrs={"rows": 6}), max_length=10_000)

    def __init__(self, *args: Any, team: Team, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["present"]
        field.queryset = team.members.select_related("person")
        field.label_from_instance = lambda m: m.person.name


class EditMeetingForm(MeetingForm, VersionedForm):
    """Minutes to put right."""


class DecisionOfMeetingForm(ActionForm):
    """What a meeting decided, as an action of the plan. The idea comes from the team: nobody is asked."""

    def __init__(self, *args: Any, module: Module | None, language: str, **kwargs: Any) -> None:
        super().__init__(*args, module=module, language=language, **kwargs)
        del self.fields["origin"]
